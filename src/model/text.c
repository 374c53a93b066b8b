#include "model/text.h"

#include "base/utf8_seq.h"
#include "model/text_class.h"

#define NEGATION_REACH 3 /* words */

struct reader {
	struct text *out;
	const struct words *words;
	struct str rest;
	int negated_left;
	/* The word being read, in out->bytes from here. */
	size_t word_at;
	size_t word_len;
	uint32_t last_letter;
	size_t run; /* how often that letter has been said */
};

static struct str last_word(const struct text *t)
{
	bool is_word = t->count > 0 && t->tokens[t->count - 1].kind == TEXT_WORD;

	return is_word ? t->tokens[t->count - 1].text : STR_NONE;
}

static void put(struct reader *r, struct text_token token)
{
	struct text *t = r->out;

	if (t->count >= TEXT_TOKENS_MAX)
		return;
	token.is_negated = token.kind == TEXT_WORD && r->negated_left > 0;
	t->tokens[t->count++] = token;
	r->negated_left -= token.is_negated;
}

static void put_token(struct reader *r, struct str text, enum text_kind kind)
{
	put(r, (struct text_token){ .text = text, .kind = kind });
}

static void put_mark(struct reader *r, char c)
{
	static const char marks[] = "!?.,;\"()[]{}";
	const char *at = strchr(marks, c);

	put_token(r, (struct str){ at, 1 }, TEXT_MARK);
	if (c != '"')
		r->negated_left = 0;
}

/* A negation starts to count after itself. */
static void put_word(struct reader *r, struct str text, const struct word *word)
{
	bool negates = word && word->negates;
	struct str sense = word ? word->sense : words_sense_of_form(r->words, text);

	if (negates)
		r->negated_left = 0;
	put(r, (struct text_token){ .text = text, .kind = TEXT_WORD, .sense = sense });
	if (negates)
		r->negated_left = NEGATION_REACH;
}

static bool has_only(struct str word, const char *letters)
{
	for (size_t i = 0; i < word.len; i++)
		if (!strchr(letters, word.at[i]))
			return false;
	return true;
}

/* "hahahaa", "wkwkwkw", "hihihi": long words of two letters. */
static struct str laughter(struct str word)
{
	static const struct {
		const char *letters;
		struct str spelled;
	} rows[] = {
		{ "ha", STR_INIT("haha") }, { "he", STR_INIT("haha") }, { "hi", STR_INIT("haha") },
		{ "wk", STR_INIT("wkwk") }, { "xi", STR_INIT("wkwk") }, { "wka", STR_INIT("wkwk") },
	};

	if (word.len < 4 || !strchr("aehiwkx", word.at[0]))
		return word;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (has_only(word, rows[i].letters))
			return rows[i].spelled;
	return word;
}

static void put_spelled(struct reader *r, struct str text)
{
	text = laughter(text);

	const struct word *word = words_find(r->words, text);

	if (!word || str_is_empty(word->meaning)) {
		put_word(r, text, word);
		return;
	}
	for (struct str rest = word->meaning; rest.at;) {
		struct str part = str_cut(&rest, ' ');

		put_word(r, part, words_find(r->words, part));
	}
}

/* Whether `next` says `word` again, perhaps with an ending: "jalan", "jalannya". */
static bool is_repeated(struct str word, struct str next)
{
	return word.len >= 3 && str_starts_with(next, word);
}

static void end_word(struct reader *r, bool after_hyphen)
{
	struct str word = { r->out->bytes + r->word_at, r->word_len };

	r->out->bytes_used = r->word_at + r->word_len;
	r->word_at = r->out->bytes_used;
	r->word_len = r->run = 0;
	if (word.len == 0 || (after_hyphen && is_repeated(last_word(r->out), word)))
		return;
	if (str_ends_with(word, STR("nya")) && word.len > 5) {
		put_spelled(r, str_sub(word, 0, word.len - 3));
		put_token(r, STR("nya"), TEXT_WORD);
		return;
	}
	put_spelled(r, word);
}

static unsigned next_point(struct str s, uint32_t *ret)
{
	*ret = (unsigned char)s.at[0];
	if (*ret < 0x80)
		return 1;

	unsigned len = utf8_seq_len(s.at, s.len);

	*ret = len ? utf8_seq_decode(s.at, len) : ' ';
	return len ? len : 1;
}

/* Not beyond the end. */
static void skip(struct reader *r, size_t n)
{
	r->rest.at += n;
	r->rest.len -= n;
}

/*
 * One more letter. The third in a row takes the second away again: nobody stretches to two, and no
 * word has three.
 */
static void put_letter(struct reader *r, uint32_t c)
{
	char *word = r->out->bytes + r->word_at;
	char bytes[4] = { (char)c };
	unsigned len = c < 0x80 ? 1 : utf8_seq_encode(c, bytes);
	bool again = r->run && r->last_letter == c;

	if (r->word_len + len > TEXT_WORD_BYTES_MAX)
		return;
	r->run = again ? r->run + 1 : 1;
	r->last_letter = c;
	if (r->run == 3)
		r->word_len -= len;
	if (r->run >= 3)
		return;
	memcpy(word + r->word_len, bytes, len);
	r->word_len += len;
}

static bool is_letter_at(struct str s)
{
	uint32_t c = 0;

	if (s.len == 0)
		return false;
	next_point(s, &c);
	return text_class_fold(&c) == TEXT_LETTER;
}

static size_t bytes_to_space(struct str s)
{
	size_t n = 0;

	while (n < s.len && (unsigned char)s.at[n] > ' ')
		n++;
	return n;
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '.';
}

static bool read_address(struct reader *r)
{
	static const struct str starts[] = { STR_INIT("http://"), STR_INIT("https://"),
					     STR_INIT("www.") };

	if (!strchr("hHwW", r->rest.at[0]))
		return false;
	for (size_t i = 0; i < COUNT_OF(starts); i++) {
		if (!str_eq_nocase(str_sub(r->rest, 0, starts[i].len), starts[i]))
			continue;
		skip(r, bytes_to_space(r->rest));
		put_token(r, STR("_url"), TEXT_SYMBOL);
		return true;
	}
	return false;
}

static bool read_name(struct reader *r)
{
	size_t n = 1;

	if (r->rest.at[0] != '@')
		return false;
	while (n < r->rest.len && is_name_char(r->rest.at[n]))
		n++;
	if (n == 1)
		return false;
	skip(r, n);
	put_token(r, STR("_usr"), TEXT_SYMBOL);
	return true;
}

static bool ends_in_letter(struct str s)
{
	char c = s.at[s.len - 1];

	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '3';
}

static bool read_emoticon(struct reader *r)
{
	if ((unsigned char)r->rest.at[0] > 'x' || !strchr("(-/:;<=>DTX\\^x", r->rest.at[0]))
		return false;
	for (size_t i = 0; i < emoticons_table_count; i++) {
		const struct emoticon *e = &emoticons_table[i];

		if (!str_starts_with(r->rest, e->text) ||
		    (ends_in_letter(e->text) && is_letter_at(str_skip(r->rest, e->text.len))))
			continue;
		skip(r, e->text.len);
		put_token(r, e->meaning, TEXT_SYMBOL);
		r->negated_left = 0;
		return true;
	}
	return false;
}

/* "makan2" is makan said twice; any other number is short or long. */
static void read_number(struct reader *r, bool in_word)
{
	bool is_two = r->rest.at[0] == '2';
	size_t digits = 0;
	uint32_t c = 0;

	for (; r->rest.len; digits++) {
		unsigned len = next_point(r->rest, &c);

		if (text_class_fold(&c) != TEXT_DIGIT)
			break;
		skip(r, len);
	}
	if (in_word && is_two && digits == 1)
		return;
	put_token(r, digits < 3 ? STR("0") : STR("000"), TEXT_SYMBOL);
}

/* Inside a word: an apostrophe is dropped, a star stands for a letter. */
static bool read_in_word(struct reader *r, uint32_t c, unsigned len)
{
	if (c != '\'' && c != '`' && c != '*')
		return false;
	if (!is_letter_at(str_skip(r->rest, len)))
		return false;
	if (c == '*')
		put_letter(r, '*');
	skip(r, len);
	return true;
}

/* Reads one word that starts at a letter. */
static void read_word(struct reader *r)
{
	bool after_hyphen = false;
	uint32_t c = 0;

	while (r->rest.len) {
		unsigned len = next_point(r->rest, &c);
		enum text_class kind = text_class_fold(&c);

		if (kind == TEXT_LETTER) {
			put_letter(r, c);
			skip(r, len);
		} else if (kind == TEXT_NOTHING) {
			skip(r, len);
		} else if (c == '-' && r->word_len && is_letter_at(str_skip(r->rest, len))) {
			end_word(r, after_hyphen);
			after_hyphen = true;
			skip(r, len);
		} else if (!read_in_word(r, c, len)) {
			break;
		}
	}
	end_word(r, after_hyphen);
	if (r->rest.len && c >= '0' && c <= '9')
		read_number(r, true);
}

static void put_emoji(struct reader *r, uint32_t c)
{
	char *at = r->out->bytes + r->out->bytes_used;
	unsigned len = utf8_seq_encode(c, at);

	r->out->bytes_used += len;
	r->word_at = r->out->bytes_used;
	put_token(r, (struct str){ at, len }, TEXT_SYMBOL);
}

static void read_one(struct reader *r)
{
	uint32_t c = 0;
	unsigned len = next_point(r->rest, &c);
	enum text_class kind = text_class_fold(&c);

	if (r->rest.at[0] == ' ') {
		skip(r, 1);
		return;
	}
	if (read_address(r) || read_name(r) || read_emoticon(r))
		return;
	if (kind == TEXT_LETTER) {
		read_word(r);
		return;
	}
	if (kind == TEXT_DIGIT) {
		read_number(r, false);
		return;
	}
	skip(r, len);
	if (kind == TEXT_EMOJI)
		put_emoji(r, c);
	else if (kind == TEXT_PUNCTUATION)
		put_mark(r, (char)c);
	else if (c == '#' && is_letter_at(r->rest))
		put_token(r, STR("_hash"), TEXT_SYMBOL);
}

void text_read(struct text *ret, const struct words *words, struct str raw)
{
	struct reader r = {
		.out = ret,
		.words = words,
		.rest = str_sub(raw, 0, TEXT_MAX_BYTES),
	};

	ret->count = ret->bytes_used = 0;
	while (r.rest.len)
		read_one(&r);
}
