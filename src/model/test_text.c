#include "base/test.h"

#include "base/buf.h"
#include "model/text.h"

/* Tokens with spaces between them; a negated word begins with '-', a symbol stands in <>. */
static struct str shown(struct arena *a, const struct text *text)
{
	cleanup(buf_free) struct buf out;

	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < text->count; i++) {
		const struct text_token *t = &text->tokens[i];
		buf_fmt(&out, "%s%s%.*s%s", i ? " " : "",
			t->kind == TEXT_SYMBOL ? "<"
			: t->is_negated        ? "-"
					       : "",
			STR_ARG(t->text), t->kind == TEXT_SYMBOL ? ">" : "");
	}
	return str_dup(a, buf_str(&out));
}

static const struct {
	const char *raw, *tokens;
} rows[] = {
	{ "", "" },
	{ "   \t\r\n ", "" },
	{ "Bagus sekali!", "bagus sekali !" },
	{ "BAGUS", "bagus" },
	/* folding */
	{ "Pérancis ÇAÑA", "perancis cana" },
	{ "ＭＡＮＴＡＰ", "mantap" },
	{ "𝐁𝐚𝐠𝐮𝐬 𝟚𝟛𝟜", "bagus <000>" },
	{ "ⒷⓐⒼⓤⓢ", "bagus" },
	{ "ba\xC2\xADgus", "bagus" },
	{ "cafe\xCC\x81", "cafe" },
	/* stretched and doubled */
	{ "bangeeeet", "banget" },
	{ "saat maaf", "saat maaf" },
	{ "kereeeen bgttt", "keren banget" },
	{ "makan-makan", "makan" },
	{ "jalan-jalannya", "jalan" },
	{ "makan2 yuk", "makan ayo" },
	{ "kupu2 b2", "kupu b" },
	{ "serba-serbi", "serba serbi" },
	/* suffix, slang, laughter */
	{ "produknya", "produk nya" },
	{ "punya hanya", "punya hanya" },
	{ "gue udh bgt", "aku sudah banget" },
	{ "gapernah", "tidak -pernah" },
	{ "hahahahaa wkwkwkwkk hehehe", "haha wkwk haha" },
	{ "can't won’t", "cant wont" },
	{ "anj*ng", "anj*ng" },
	/* negation reaches three words and ends at punctuation */
	{ "tidak enak sama sekali ya", "tidak -enak -sama -sekali iya" },
	{ "ga jelek, bagus", "tidak -jelek , bagus" },
	{ "bukan \"enak\"", "bukan \" -enak \"" },
	{ "not good at all here", "not -good -at -all here" },
	{ "tidak 😍 enak", "tidak <😍> -enak" },
	/* symbols */
	{ "@budi.s_1 lihat https://a.b/c?d=e", "<_usr> lihat <_url>" },
	{ "www.toko.id murah", "<_url> murah" },
	{ "a@ b", "a b" },
	{ "#promo #1", "<_hash> promo <0>" },
	{ "harga 50rb 150.000?", "harga <0> rb <000> . <000> ?" },
	{ "❤️❤️🔥", "<❤> <❤> <🔥>" },
	{ "👍🏽", "<👍>" },
	{ "👨‍👩‍👧", "<👨> <👩> <👧>" },
	{ "keren😍banget", "keren <😍> banget" },
	{ ":) :-( <3 xD", "<_happy> <_sad> <_happy> <_happy>" },
	{ "xDebug", "xdebug" },
	{ "(apa)", "( apa )" },
	/* bytes that are no text */
	{ "\xFF\xFE bagus \x80", "bagus" },
	{ "bag\xC3", "bag" },
	{ "a\xF4\x90\x80\x80z", "a z" },
};

/* The words, and room for a text that is read with them. */
struct desk {
	struct words words;
	struct text text;
};

static struct desk *desk_new(void)
{
	struct desk *desk = test_malloc(sizeof(*desk));

	words_index(&desk->words);
	return desk;
}

static void test_tokens(void **state)
{
	struct desk *desk = desk_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(arena_free) struct arena a;

		arena_init(&a, 1 << 16);
		text_read(&desk->text, &desk->words, str_of(rows[i].raw));
		check_str(rows[i].raw, shown(&a, &desk->text), str_of(rows[i].tokens));
	}
	test_free(desk);
}

/* What a text has beside its tokens, for English words. */
static void test_senses(void **state)
{
	static const struct {
		const char *raw, *senses;
	} table[] = {
		{ "The food was delicious", "- makanan - enak" },
		{ "disappointed, disappointments!", "kecewa - kecewa -" },
		{ "loved it", "cinta -" },
		{ "makannya enak", "- - -" },
		{ "not good", "tidak bagus" },
		{ "kes mass", "- -" }, /* nothing is left of them without their ends */
	};
	struct desk *desk = desk_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		struct str rest = str_of(table[i].senses);

		text_read(&desk->text, &desk->words, str_of(table[i].raw));
		for (size_t t = 0; t < desk->text.count; t++) {
			struct str want = str_cut(&rest, ' ');
			struct str sense = desk->text.tokens[t].sense;

			check_str(table[i].raw, sense.len ? sense : STR("-"), want);
		}
		check_true(table[i].raw, !rest.at);
	}
	test_free(desk);
}

/* What a stranger may send: nothing of it is read beyond the maxima. */
static void test_maxima(void **state)
{
	static const char *const pieces[] = { "a", "a ", "!",  "😍",   "\xFF", "-", "a-", "aa-aa",
					      "@", "1",  ":)", "ga ", "ab*",  "'", "a'", "\0" };
	size_t len = 1 << 20;
	char *bytes = test_malloc(len);
	struct desk *desk = desk_new();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(pieces); i++) {
		size_t piece = strlen(pieces[i]) ? strlen(pieces[i]) : 1;

		for (size_t at = 0; at < len; at++)
			bytes[at] = pieces[i][at % piece];
		text_read(&desk->text, &desk->words, (struct str){ bytes, len });
		check_true(pieces[i], desk->text.count <= TEXT_TOKENS_MAX);
		check_true(pieces[i], desk->text.bytes_used <= TEXT_MAX_BYTES);
		for (size_t t = 0; t < desk->text.count; t++)
			check_true(pieces[i], desk->text.tokens[t].text.len <= TEXT_WORD_BYTES_MAX);
	}
	test_free(desk);
	test_free(bytes);
}

/* English words in english.txt, one that stands there twice counted twice. */
static size_t count_english(void)
{
	struct str all = { english_bytes, (size_t)(english_bytes_end - english_bytes) };
	size_t count = 0;

	while (all.len) {
		struct str line = str_cut(&all, '\n');

		if (str_starts_with(line, STR("#")) || str_find_char(line, ':') == line.len)
			continue;
		for (str_cut(&line, ' '); line.at; count++)
			str_cut(&line, ' ');
	}
	return count;
}

static void test_words(void **state)
{
	struct words *words = test_malloc(sizeof(*words));
	size_t spelled = 0, senses = 0;

	(void)state;
	words_index(words);
	for (size_t i = 0; i < spellings_table_count; i++)
		for (struct str rest = str_of(spellings_table[i].spellings); rest.at; spelled++)
			str_cut(&rest, ' ');
	for (size_t i = 0; i < words->count; i++) {
		const struct word *word = &words->all[i];
		struct str meaning = word->meaning;
		const struct word *again = words_find(words, str_cut(&meaning, ' '));

		check_true(word->text.at, words_find(words, word->text) == word);
		check_true(word->text.at,
			   word->meaning.len > 0 || word->negates || word->sense.len > 0);
		/* What slang is spelled out to is not slang itself. */
		check_true(word->text.at, !again || str_is_empty(again->meaning));
		spelled -= word->meaning.len > 0;
		senses += word->sense.len > 0;
		/* A sense is a word as texts have it after reading, and slang has none of its own.
		 */
		again = words_find(words, word->sense);
		check_true(word->sense.at, !again || str_is_empty(again->meaning));
		check_true(word->text.at, !word->sense.len || !word->meaning.len);
	}
	check_int("no spelling twice", spelled, 0);
	check_int("no English word twice", senses, count_english());
	check_true("unknown", words_find(words, STR("kucing")) == NULL);
	test_free(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_senses),
		cmocka_unit_test(test_maxima),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
