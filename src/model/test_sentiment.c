#include "base/test.h"

#include "base/fs.h"
#include "base/limits.h"
#include "model/eval.h"
#include "model/ngrams.h"

extern const char sentiment_model_bytes[], sentiment_model_bytes_end[];

/* FNV-1a of model/sentiment.bin, as `./dev train-sentiment` makes it. */
#define MODEL_HASH 0xE493D3360047D4F9u

/* What the shipped model reaches on test/model/held-out.tsv, with room for one text in sixty. */
#define FLOOR_MACRO_F1 0.93

struct fixture {
	struct arena arena;
	const struct sentiment_model *model;
	struct sentiment_scratch *scratch;
};

static int set_up(void **state)
{
	struct fixture *f = test_malloc(sizeof(*f));
	struct err err = ERR_INIT;

	arena_init(&f->arena, 64 * MIB);
	check_ok(sentiment_model_load(&f->arena, &f->model, &err), &err);
	f->scratch = sentiment_scratch_new(&f->arena);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_free(&f->arena);
	test_free(f);
	return 0;
}

static void test_bytes(void **state)
{
	struct str bytes = { sentiment_model_bytes,
			     (size_t)(sentiment_model_bytes_end - sentiment_model_bytes) };

	(void)state;
	check_true("at most 1.5 MB", bytes.len <= 1500000);
	check_int("train again, or write the new hash here", str_hash(bytes), MODEL_HASH);
}

static void test_smoke(void **state)
{
	static const struct {
		const char *text;
		enum sentiment_label label;
	} rows[] = {
		/* Indonesian, formal and not */
		{ "Pelayanannya sangat memuaskan, terima kasih", SENTIMENT_POS },
		{ "barangnya rusak dan adminnya tidak mau bertanggung jawab", SENTIMENT_NEG },
		{ "Rapat diadakan hari Senin pukul sembilan", SENTIMENT_NEU },
		{ "keren bgt sumpah", SENTIMENT_POS },
		{ "jelek bgt anjir", SENTIMENT_NEG },
		{ "mantul gan, recommended seller", SENTIMENT_POS },
		/* emoji alone */
		{ "😍😍😍", SENTIMENT_POS },
		{ "👏👏", SENTIMENT_POS },
		{ "😡", SENTIMENT_NEG },
		{ "🤮🤮", SENTIMENT_NEG },
		/* negation */
		{ "tidak enak sama sekali", SENTIMENT_NEG },
		{ "gak pernah kecewa beli di sini", SENTIMENT_POS },
		{ "ga bagus", SENTIMENT_NEG },
		{ "ga jelek kok, malah bagus", SENTIMENT_POS },
		/* irony that has words of its own */
		{ "mantap, jalan rusak lagi 👏👏", SENTIMENT_NEG },
		/* questions and prices */
		{ "harganya berapa kak?", SENTIMENT_NEU },
		{ "bisa cod gak min?", SENTIMENT_NEU },
		{ "50rb dapat berapa?", SENTIMENT_NEU },
		{ "ongkir ke surabaya berapa ya", SENTIMENT_NEU },
		{ "@budi @siti", SENTIMENT_NEU },
		/* other languages */
		{ "apik banget mas, matur nuwun", SENTIMENT_POS },
		{ "elek tenan, ora enak", SENTIMENT_NEG },
		{ "sae pisan, hatur nuhun", SENTIMENT_POS },
		{ "awon pisan pelayananna", SENTIMENT_NEG },
		{ "sabaraha hargana kang?", SENTIMENT_NEU },
		{ "where can i buy this?", SENTIMENT_NEU },
		{ "this is so beautiful, I love it", SENTIMENT_POS },
		{ "worst service ever, very disappointed", SENTIMENT_NEG },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sentiment got =
			sentiment_classify(f->model, f->scratch, str_of(rows[i].text));

		check_str(rows[i].text, sentiment_label_name(got.label),
			  sentiment_label_name(rows[i].label));
		check_true(rows[i].text, got.confidence >= 1.0 / 3 && got.confidence <= 1);
	}
}

/* Nothing known is said with little confidence; nothing at all is an answer too. */
static void test_strange_texts(void **state)
{
	static char long_text[MIB];
	static const struct str texts[] = {
		STR_INIT(""),
		STR_INIT("\0\0\0"),
		STR_INIT("\xFF\xFE\xC3"),
		STR_INIT("ʘ‿ʘ"),
		{ long_text, sizeof(long_text) },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(long_text); i++)
		long_text[i] = (char)(i * 7 + i / 251);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct sentiment got = sentiment_classify(f->model, f->scratch, texts[i]);

		check_true("label", got.label < SENTIMENT_LABEL_COUNT);
		check_true("confidence", got.confidence >= 1.0 / 3 && got.confidence <= 1);
	}
	check_true("empty", sentiment_is_unsure(sentiment_classify(f->model, f->scratch, STR(""))));
}

/* What the scratch remembers of earlier texts never shows. */
static void test_scratch_leaves_no_trace(void **state)
{
	struct fixture *f = *state;
	char text[64];

	for (int i = 0; i < 20000; i++) {
		cleanup(arena_free) struct arena a;
		int len = snprintf(text, sizeof(text), "bagus kata%d jelek%d", i, i * 31);
		struct str said = { text, (size_t)len };
		struct sentiment used = sentiment_classify(f->model, f->scratch, said);

		arena_init(&a, 4 * MIB);
		if (i % 500)
			continue;

		struct sentiment fresh =
			sentiment_classify(f->model, sentiment_scratch_new(&a), said);

		check_int(text, used.label, fresh.label);
		check_true(text, used.confidence == fresh.confidence);
	}
}

static void test_held_out(void **state)
{
	struct fixture *f = *state;
	struct eval eval = { 0 };
	struct err err = ERR_INIT;
	struct str text;

	check_ok(fs_read(&f->arena, getenv("MODEL_HELD_OUT"), MIB, &text, &err), &err);
	for (struct str rest = text; rest.at && rest.len;) {
		enum sentiment_label label;
		struct str said;

		check_ok(eval_parse(str_cut(&rest, '\n'), &label, &said, &err), &err);
		eval.counts[label][sentiment_classify(f->model, f->scratch, said).label]++;
	}
	print_message("macro-F1 of own held-out texts: %.3f\n", eval_macro_f1(&eval));
	check_true("floor", eval_macro_f1(&eval) >= FLOOR_MACRO_F1);
}

static void test_names(void **state)
{
	enum sentiment_label label;

	(void)state;
	for (int c = 0; c < SENTIMENT_LABEL_COUNT; c++) {
		check_true("name", sentiment_label_from_name(
					   sentiment_label_name((enum sentiment_label)c), &label));
		check_int("label", label, c);
	}
	check_true("unknown", !sentiment_label_from_name(STR("NEG"), &label));
	check_true("empty", !sentiment_label_from_name(STR(""), &label));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes),
		cmocka_unit_test_setup_teardown(test_smoke, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_strange_texts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_scratch_leaves_no_trace, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_held_out, set_up, tear_down),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
