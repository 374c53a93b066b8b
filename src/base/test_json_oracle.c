/* Random documents, whole and damaged, through jansson and through us: both must agree. */
#include "base/test.h"

#include "base/rng.h"
#include "base/test_json_oracle.h"

#define DOCUMENTS 3000
#define DAMAGES_PER_DOCUMENT 10

static const struct str scalars[] = {
	STR_INIT("null"),
	STR_INIT("true"),
	STR_INIT("false"),
	STR_INIT("0"),
	STR_INIT("-0"),
	STR_INIT("-1"),
	STR_INIT("9223372036854775807"),
	STR_INIT("-9223372036854775808"),
	STR_INIT("17841401234567890"),
	STR_INIT("1.5"),
	STR_INIT("-0.0"),
	STR_INIT("1e308"),
	STR_INIT("-4.56e-7"),
	STR_INIT("5e-324"),
	STR_INIT("0.1"),
	STR_INIT("2.1506744718757953"),
	STR_INIT("123456789012345678.9e-5"),
	STR_INIT("\"\""),
	STR_INIT("\"Kopi pagi ☕ di Bandung\""),
	STR_INIT("\"\\ud83d\\ude00 \\u00e9 \\/ \\n\""),
	STR_INIT("\"\\u0000\""),
	STR_INIT("\"https:\\/\\/graph.test\\/me?a=1&b=2\""),
	STR_INIT("\"\xf0\x9f\x98\x80\xe2\x82\xac\xc3\xa9\""),
};

/* What a damage writes over a byte: the bytes that mean something in JSON, and bad ones. */
static const char meaningful[] =
	"{}[]:,\"\\ \n0123456789.eE+-truefalsn/\x00\x1f\x7f\x80\xc3\xe2\xf0\xff";

static void put_random(struct buf *out, struct rng_seeded *rng, int depth)
{
	uint64_t kind = rng_seeded_below(rng, depth > 0 ? 4 : 2);
	uint64_t count = rng_seeded_below(rng, rng_seeded_below(rng, 20) == 0 ? 30 : 5);

	if (kind < 2) {
		buf_put(out, scalars[rng_seeded_below(rng, COUNT_OF(scalars))]);
		return;
	}
	buf_putc(out, kind == 2 ? '[' : '{');
	for (uint64_t i = 0; i < count; i++) {
		if (i > 0)
			buf_put(out, rng_seeded_below(rng, 4) ? STR(",") : STR(" ,\n"));
		/* Names repeat now and then. */
		if (kind == 3)
			buf_fmt(out, "\"k%d\":", (int)rng_seeded_below(rng, 200));
		put_random(out, rng, depth - 1);
	}
	buf_putc(out, kind == 2 ? ']' : '}');
}

static void check_agreement(struct str text)
{
	const char *disagreement = json_oracle_disagreement(text);

	if (!disagreement)
		return;
	print_error("%s: %.*s\n", disagreement, STR_ARG(text));
	fail();
}

static void damage(struct buf *text, struct rng_seeded *rng)
{
	size_t at = (size_t)rng_seeded_below(rng, text->len);

	switch (rng_seeded_below(rng, 3)) {
	case 0:
		text->at[at] = meaningful[rng_seeded_below(rng, sizeof(meaningful) - 1)];
		break;
	case 1:
		text->len = at;
		break;
	default:
		memmove(text->at + at, text->at + at + 1, text->len - at - 1);
		text->len--;
	}
}

static void test_random_documents(void **state)
{
	struct rng_seeded rng = { 20260401 };
	cleanup(buf_free) struct buf whole;
	cleanup(buf_free) struct buf damaged;

	(void)state;
	buf_init(&whole, 16 * MIB);
	buf_init(&damaged, 16 * MIB);
	for (int i = 0; i < DOCUMENTS; i++) {
		buf_clear(&whole);
		put_random(&whole, &rng, 4);
		check_agreement(buf_str(&whole));
		for (int k = 0; k < DAMAGES_PER_DOCUMENT; k++) {
			buf_clear(&damaged);
			buf_put(&damaged, buf_str(&whole));
			for (uint64_t n = 1 + rng_seeded_below(&rng, 3); n > 0 && damaged.len; n--)
				damage(&damaged, &rng);
			check_agreement(buf_str(&damaged));
		}
	}
}

/* Every pair of bytes inside a string and as a text of its own. */
static void test_all_pairs_of_bytes(void **state)
{
	(void)state;
	for (int first = 0; first < 256; first++) {
		for (int second = 0; second < 256; second++) {
			char text[] = { '"', (char)first, (char)second, '"' };

			check_agreement((struct str){ text, 4 });
			check_agreement((struct str){ text + 1, 2 });
		}
	}
}

static void test_random_numbers(void **state)
{
	struct rng_seeded rng = { 5 };

	(void)state;
	for (int i = 0; i < 200000; i++) {
		char text[40];
		size_t len = 1 + (size_t)rng_seeded_below(&rng, 24);

		for (size_t k = 0; k < len; k++)
			text[k] = "0123456789012345678901234.eE+-"[rng_seeded_below(&rng, 30)];
		check_agreement((struct str){ text, len });
	}
}

int main(void)
{
	if (!jansson_is_there())
		return 77; /* meson: skipped */

	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_documents),
		cmocka_unit_test(test_all_pairs_of_bytes),
		cmocka_unit_test(test_random_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
