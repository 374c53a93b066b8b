#include "places/key.h"

#include "base/buf.h"
#include "base/cleanup.h"
#include "base/utf8.h"

#define NAME_MAX_BYTES 512
#define WORDS_MAX 24

/* Letters that Unicode does not take apart into a plain one and a mark. */
static const struct {
	uint32_t letter;
	const char *plain;
} letters[] = {
	{ 0x00C6, "AE" }, { 0x00D0, "D" },  { 0x00D8, "O" },  { 0x00DE, "Th" }, { 0x00DF, "ss" },
	{ 0x00E6, "ae" }, { 0x00F0, "d" },  { 0x00F8, "o" },  { 0x00FE, "th" }, { 0x0110, "D" },
	{ 0x0111, "d" },  { 0x0126, "H" },  { 0x0127, "h" },  { 0x0131, "i" },  { 0x0141, "L" },
	{ 0x0142, "l" },  { 0x0152, "OE" }, { 0x0153, "oe" }, { 0x0166, "T" },  { 0x0167, "t" },
	{ 0x018F, "E" },  { 0x0259, "e" },  { 0x1E9E, "SS" }, { 0x2018, "'" },  { 0x2019, "'" },
	{ 0x02BB, "'" },  { 0x02BC, "'" },  { 0x02BF, "'" },
};

static const char *plain_of(uint32_t letter)
{
	for (size_t i = 0; i < COUNT_OF(letters); i++)
		if (letters[i].letter == letter)
			return letters[i].plain;
	return NULL;
}

struct str place_ascii(struct arena *a, struct str name)
{
	struct str bare = unicode_without_marks(a, name);
	cleanup(buf_free) struct buf out;
	size_t step = 0;

	buf_init(&out, NAME_MAX_BYTES * 2);
	for (size_t at = 0; at < bare.len; at += step) {
		uint32_t c = utf8_next(str_skip(bare, at), &step);
		const char *plain = plain_of(c);

		if (plain)
			buf_put(&out, str_of(plain));
		else
			buf_put(&out, str_sub(bare, at, at + step));
	}
	return str_dup(a, buf_str(&out));
}

/* ---- words ---------------------------------------------------------------------------------- */

struct words {
	struct str at[WORDS_MAX];
	size_t count;
};

/* Apostrophes are inside a word ("Jum'at"); everything else that is no letter or digit parts two.
 */
static struct words split(struct arena *a, struct str name)
{
	struct str text = unicode_fold(a, place_ascii(a, str_sub(name, 0, NAME_MAX_BYTES)));
	struct words words = { .count = 0 };
	cleanup(buf_free) struct buf word;
	size_t step = 0;

	buf_init(&word, NAME_MAX_BYTES * 4);
	for (size_t at = 0; at <= text.len; at += step) {
		uint32_t c = at < text.len ? utf8_next(str_skip(text, at), &step) : ' ';

		if (at == text.len)
			step = 1;
		if (unicode_is_word(c)) {
			buf_put(&word, str_sub(text, at, at + step));
		} else if (c != '\'' && c != '`' && word.len > 0) {
			if (words.count < WORDS_MAX)
				words.at[words.count++] = str_dup(a, buf_str(&word));
			buf_clear(&word);
		}
	}
	return words;
}

static void drop_first(struct words *w, size_t count)
{
	w->count -= count;
	for (size_t i = 0; i < w->count; i++)
		w->at[i] = w->at[i + count];
}

/* Words that say what kind of division it is; never the whole name. */
static const struct {
	const char *word;
	bool is_first; /* at the beginning, else at the end */
	enum place_kind kind;
} kind_words[] = {
	{ "kota", true, PLACE_CITY },        { "kabupaten", true, PLACE_REGENCY },
	{ "kab", true, PLACE_REGENCY },      { "city", false, PLACE_CITY },
	{ "regency", false, PLACE_REGENCY }, { "kabupaten", false, PLACE_REGENCY },
};

static enum place_kind take_kind(struct words *w)
{
	for (size_t i = 0; i < COUNT_OF(kind_words) && w->count > 1; i++) {
		size_t at = kind_words[i].is_first ? 0 : w->count - 1;

		if (!str_eq(w->at[at], str_of(kind_words[i].word)))
			continue;
		if (kind_words[i].is_first)
			drop_first(w, 1);
		else
			w->count--;
		if (w->count > 1 &&
		    (str_eq(w->at[0], STR("administrasi")) || str_eq(w->at[0], STR("adm"))))
			drop_first(w, 1);
		return kind_words[i].kind;
	}
	return PLACE_ANY;
}

/* English puts a direction first, Indonesian last. */
static const struct {
	const char *english, *indonesian;
} directions[] = {
	{ "north", "utara" },         { "south", "selatan" },       { "east", "timur" },
	{ "west", "barat" },          { "central", "tengah" },      { "southeast", "tenggara" },
	{ "southwest", "baratdaya" }, { "northeast", "timurlaut" }, { "northwest", "baratlaut" },
};

static const char *direction_of(struct str word)
{
	for (size_t i = 0; i < COUNT_OF(directions); i++)
		if (str_eq(word, str_of(directions[i].english)))
			return directions[i].indonesian;
	return NULL;
}

/* "north central timor": tengah comes before utara. */
static void move_directions(struct words *w)
{
	const char *found[WORDS_MAX];
	size_t count = 0;

	while (count + 1 < w->count && (found[count] = direction_of(w->at[count])))
		count++;
	drop_first(w, count);
	while (count > 0)
		w->at[w->count++] = str_of(found[--count]);
	/* "selayar islands": kepulauan selayar */
	if (w->count > 1 && str_eq(w->at[w->count - 1], STR("islands"))) {
		for (size_t i = w->count - 1; i > 0; i--)
			w->at[i] = w->at[i - 1];
		w->at[0] = STR("kepulauan");
	}
}

struct place_key place_key_of(struct arena *a, struct str name)
{
	struct words words = split(a, name);
	struct place_key key = { .kind = take_kind(&words) };
	cleanup(buf_free) struct buf text;

	move_directions(&words);
	buf_init(&text, NAME_MAX_BYTES * 8);
	for (size_t i = 0; i < words.count; i++)
		buf_put(&text, words.at[i]);
	key.text = str_dup(a, buf_str(&text));
	key.hash = (uint32_t)str_hash(key.text);
	return key;
}
