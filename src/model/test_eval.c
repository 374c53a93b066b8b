#include "base/test.h"

#include "model/eval.h"

static void test_lines(void **state)
{
	static const struct {
		const char *line;
		bool ok;
		enum sentiment_label label;
		const char *text, *cause;
	} rows[] = {
		{ "neg\tjelek", true, SENTIMENT_NEG, "jelek", "" },
		{ "neu\t", true, SENTIMENT_NEU, "", "" },
		{ "pos\ta\tb", true, SENTIMENT_POS, "a\tb", "" },
		{ "", false, 0, "", "there is no tab between label and text" },
		{ "pos bagus", false, 0, "", "there is no tab between label and text" },
		{ "Pos\tbagus", false, 0, "", "the label is \"Pos\": it must be neg, neu or pos" },
		{ "\tbagus", false, 0, "", "the label is \"\": it must be neg, neu or pos" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = ERR_INIT;
		enum sentiment_label label = SENTIMENT_NEG;
		struct str text = STR_NONE;

		check_int(rows[i].line, eval_parse(str_of(rows[i].line), &label, &text, &err),
			  rows[i].ok);
		check_str(rows[i].line, str_of(err.cause), str_of(rows[i].cause));
		check_int(rows[i].line, label, rows[i].label);
		check_str(rows[i].line, text, str_of(rows[i].text));
	}
}

static int64_t per_million(double share)
{
	return (int64_t)(share * 1e6 + 0.5);
}

static void test_measures(void **state)
{
	static const struct {
		const char *name;
		struct eval eval;
		int64_t accuracy, macro_f1; /* in millionths, by hand */
	} rows[] = {
		{ "nothing", { { { 0 } } }, 0, 0 },
		{ "all right", { { { 3, 0, 0 }, { 0, 1, 0 }, { 0, 0, 2 } } }, 1000000, 1000000 },
		{ "all wrong", { { { 0, 3, 0 }, { 1, 0, 0 }, { 0, 0, 0 } } }, 0, 0 },
		/* F1: 4/5, 2/4, 4/5 */
		{ "some", { { { 2, 1, 0 }, { 0, 1, 1 }, { 0, 0, 2 } } }, 714286, 700000 },
		/* no neutral text: the mean is over two labels; F1 2/3 and 4/5 */
		{ "two labels", { { { 1, 0, 1 }, { 0, 0, 0 }, { 0, 0, 2 } } }, 750000, 733333 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		check_int(rows[i].name, per_million(eval_accuracy(&rows[i].eval)),
			  rows[i].accuracy);
		check_int(rows[i].name, per_million(eval_macro_f1(&rows[i].eval)),
			  rows[i].macro_f1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_measures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
