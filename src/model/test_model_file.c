#include "base/test.h"

#include "base/limits.h"
#include "model/model_file.h"
#include "model/ngrams.h"

static struct model_feature features[] = {
	{ .bucket = 0, .rarity = 1, .weights = { 1, -1, 0 } },
	{ .bucket = 127, .rarity = 255, .weights = { 127, -127, 5 } },
	{ .bucket = 300, .rarity = 9, .weights = { 0, 0, 0 } },
	{ .bucket = FEATURE_BUCKETS - 1, .rarity = 77, .weights = { -128, 3, 4 } },
};

static struct model_file sample(void)
{
	return (struct model_file){
		.fingerprint = features_fingerprint(),
		.bias = { -0.5f, 0.25f, 1 },
		.weight_max = { 2, 3, 4 },
		.letters_share = 0.75f,
		.words_damping = 10,
		.sharpness = 1.5f,
		.features = features,
		.feature_count = COUNT_OF(features),
	};
}

static void test_comes_back(void **state)
{
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf bytes;
	struct model_file file = sample(), again;
	struct err err = ERR_INIT;

	(void)state;
	arena_init(&a, MIB);
	buf_init(&bytes, MIB);
	model_file_write(&file, &bytes);
	check_ok(model_file_read(&a, buf_str(&bytes), &again, &err), &err);
	check_int("count", again.feature_count, file.feature_count);
	check_true("features", memcmp(again.features, features, sizeof(features)) == 0);
	check_true("bias", memcmp(again.bias, file.bias, sizeof(file.bias)) == 0);
	check_true("max", memcmp(again.weight_max, file.weight_max, sizeof(file.weight_max)) == 0);
	check_true("share", again.letters_share == file.letters_share);
	check_true("damping", again.words_damping == file.words_damping);
	check_true("sharpness", again.sharpness == file.sharpness);
}

/* Every single damaged byte and every truncation is noticed. */
static void test_damage(void **state)
{
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf bytes;
	struct model_file file = sample(), again;

	(void)state;
	arena_init(&a, 64 * MIB);
	buf_init(&bytes, MIB);
	model_file_write(&file, &bytes);
	for (size_t i = 0; i < bytes.len; i++) {
		struct err err = ERR_INIT;

		bytes.at[i] = (char)(bytes.at[i] ^ 0x10);
		check_true("damaged", !model_file_read(&a, buf_str(&bytes), &again, &err));
		bytes.at[i] = (char)(bytes.at[i] ^ 0x10);
		check_true("truncated",
			   !model_file_read(&a, str_sub(buf_str(&bytes), 0, i), &again, &err));
	}
}

/* Well-formed bytes with a true checksum, and still no model for this program. */
static void test_refusals(void **state)
{
	static struct model_feature beyond[] = { { .bucket = FEATURE_BUCKETS } };
	static struct model_feature same[] = { { .bucket = 7 }, { .bucket = 7 } };
	struct model_file other_words = sample(), out_of_range = sample(), twice = sample();
	const struct {
		const char *name;
		const struct model_file *file;
		const char *cause;
	} rows[] = {
		{ "words", &other_words, "trained with other words" },
		{ "range", &out_of_range, "wrong length" },
		{ "twice", &twice, "wrong length" },
	};

	(void)state;
	other_words.fingerprint++;
	out_of_range.features = beyond;
	out_of_range.feature_count = 1;
	twice.features = same;
	twice.feature_count = COUNT_OF(same);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(arena_free) struct arena a;
		cleanup(buf_free) struct buf bytes;
		struct model_file again;
		struct err err = ERR_INIT;

		arena_init(&a, MIB);
		buf_init(&bytes, MIB);
		model_file_write(rows[i].file, &bytes);
		check_true(rows[i].name, !model_file_read(&a, buf_str(&bytes), &again, &err));
		check_true(rows[i].name, str_contains(str_of(err.cause), str_of(rows[i].cause)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_comes_back),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_refusals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
