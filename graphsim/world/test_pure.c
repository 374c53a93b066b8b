/* The parts without a world: hashes, ids, Pacific days, versions, permissions, faults' patterns. */
#include "base/test.h"

#include "base/clock.h"
#include "base/codec.h"
#include "graphsim/protocol/faults.h"
#include "graphsim/protocol/jsonpath.h"
#include "graphsim/protocol/permission.h"
#include "graphsim/protocol/usage.h"
#include "graphsim/protocol/versions.h"
#include "graphsim/world/pacific.h"
#include "graphsim/world/sha256.h"
#include "graphsim/world/sim_id.h"

static struct str hex_of(struct arena *a, struct sha256 digest)
{
	return hex_encode(a, sha256_str(&digest));
}

/* FIPS 180-4 examples, RFC 4231 cases 1 and 6, and two appsecret_proofs of the fact sheet. */
static void test_hashes(void **state)
{
	struct arena *a = *state;
	char long_key[131];

	check_str("empty", hex_of(a, sha256_of(STR(""))),
		  STR("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	check_str("abc", hex_of(a, sha256_of(STR("abc"))),
		  STR("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	check_str("56 bytes",
		  hex_of(a, sha256_of(STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklm"
					  "nlmnomnopnopq"))),
		  STR("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
	check_str("hmac",
		  hex_of(a, hmac_sha256_of(STR("Jefe"), STR("what do ya want for nothing?"))),
		  STR("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
	memset(long_key, 0xaa, sizeof(long_key));
	check_str("long key",
		  hex_of(a, hmac_sha256_of((struct str){ long_key, sizeof(long_key) },
					   STR("Test Using Larger Than Block-Size Key - Hash Key "
					       "First"))),
		  STR("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
	check_str("proof", hex_of(a, hmac_sha256_of(STR("s"), STR("EAAtok"))),
		  STR("c64129f799bca8c68d4467acf02e88396e2ecabc3fb48090b172b8b702ec732c"));
	check_str("proof", hex_of(a, hmac_sha256_of(STR("s"), STR("T"))),
		  STR("a4aa509829cd0f1e08df20e26030260a755e2d56a2e9da2e640eb4876f31f0b4"));
}

static void test_ids_come_back(void **state)
{
	struct arena *a = *state;
	unsigned of_18 = 0;

	for (unsigned i = 0; i < 2000; i++) {
		struct sim_key key = { .kind = (enum sim_kind)(SIM_MEDIA + i % 5),
				       .account = i % 8192,
				       .day = i * 4 % 8192,
				       .seq = i % 16,
				       .item = i * 2 % 4096,
				       .reply = i % 16 };
		struct sim_key back = { 0 };
		struct str text = sim_id_text(a, key);

		check_int("length", text.len, 17);
		check_true("parses", sim_id_parse(text, &back));
		check_int("same", memcmp(&key, &back, sizeof(key)), 0);
		of_18 += str_starts_with(text, STR("18"));
	}
	check_true("both prefixes", of_18 > 800 && of_18 < 1200);
}

static void test_foreign_ids_are_refused(void **state)
{
	static const char *const ids[] = { "",
					   "17",
					   "1784140",
					   "19000000000000001",
					   "1784140530921184x",
					   "me",
					   "178414053092118440" };
	struct sim_key key;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		check_true(ids[i], !sim_id_parse(str_of(ids[i]), &key));
}

static void test_pacific_days(void **state)
{
	static const struct {
		int year, month, day;
		int start_hour_utc;
	} rows[] = {
		{ 2026, 1, 11, 8 }, { 2026, 3, 8, 8 },  { 2026, 3, 9, 7 }, { 2026, 7, 4, 7 },
		{ 2026, 11, 1, 7 }, { 2026, 11, 2, 8 }, { 2025, 3, 9, 8 }, { 2025, 11, 3, 8 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t day = days_from_civil(rows[i].year, rows[i].month, rows[i].day);
		int64_t start = pacific_day_start_s(day);

		check_int("start", start, day * 86400 + rows[i].start_hour_utc * 3600);
		check_int("first second", pacific_day(start), day);
		check_int("the one before", pacific_day(start - 1), day - 1);
	}
}

static void test_versions(void **state)
{
	static const struct {
		const char *asked, *now, *answers; /* NULL: unknown */
	} rows[] = {
		{ "v25.0", "2026-11-21T00:00:00Z", "v25.0" },
		{ "v20.0", "2026-09-23T00:00:00Z", "v20.0" },
		{ "v20.0", "2026-09-24T00:00:00Z", "v21.0" },
		{ "v8.0", "2026-11-21T00:00:00Z", "v21.0" },
		{ "v99.0", "2026-11-21T00:00:00Z", NULL },
		{ "v25.1", "2026-11-21T00:00:00Z", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t now_ms;
		struct str answers = STR_NONE;

		assert_true(iso_parse(str_of(rows[i].now), &now_ms));
		bool known = version_resolve(str_of(rows[i].asked), now_ms / 1000, &answers);
		check_int(rows[i].asked, known, rows[i].answers != NULL);
		if (known)
			check_str(rows[i].asked, answers, str_of(rows[i].answers));
	}
	check_true("segment", version_looks_like(STR("v25.0")));
	check_true("not a version", !version_looks_like(STR("videos")));
}

static void test_permission_lists(void **state)
{
	struct arena *a = *state;
	struct str unknown;
	permission_set set =
		permission_set_of(STR("email,pages_show_list instagram_basic"), &unknown);

	check_str("text", permission_set_text(a, set),
		  STR("email,pages_show_list,instagram_basic"));
	check_true("all known", !unknown.at);
	permission_set_of(STR("email,fly,swim"), &unknown);
	check_str("first unknown", unknown, STR("fly"));
}

static void test_fault_patterns(void **state)
{
	static const struct {
		const char *pattern, *path;
		bool fits;
	} rows[] = {
		{ "/", "/me", true },
		{ "/me", "/me/accounts", true },
		{ "/me/accounts", "/me", false },
		{ "/*/insights", "/17841/insights", true },
		{ "/*/insights", "/17841/media", false },
		{ "/*/insights", "/17841/insights/more", false },
		{ "*access_token*", "/oauth/access_token", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		check_int(rows[i].pattern,
			  fault_path_matches(str_of(rows[i].pattern), str_of(rows[i].path)),
			  rows[i].fits);
}

static void test_jsonpath(void **state)
{
	static const struct {
		const char *path, *want; /* NULL: refused */
	} rows[] = {
		{ "$.data.*.id", "a,b" }, { "$.data[1].id", "b" }, { "$.name", "x" },
		{ "$.n", "7" },           { "$.missing", "" },     { "$.data.*.tags[*]", "p,q" },
		{ "data.id", NULL },      { "$data", NULL },
	};
	struct arena *a = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(buf_free) struct buf out = { 0 };

		buf_init(&out, 1000);
		bool ok = jsonpath_join(
			a,
			STR("{\"name\":\"x\",\"n\":7,\"data\":[{\"id\":\"a\",\"tags\":["
			    "\"p\",\"q\"]},{\"id\":\"b\"}]}"),
			str_of(rows[i].path), &out);
		check_int(rows[i].path, ok, rows[i].want != NULL);
		if (ok)
			check_str(rows[i].path, buf_str(&out), str_of(rows[i].want));
	}
}

static void test_usage_rolls(void **state)
{
	struct usage_table u = { 0 };
	int64_t now = 1000000000;

	(void)state;
	for (int i = 0; i < 30; i++)
		usage_count_app(&u, 0, now + i * 60);
	check_int("within the hour", usage_of_app(&u, 0, now + 30 * 60), 30);
	check_int("half has left", usage_of_app(&u, 0, now + 75 * 60), 14);
	check_int("all has left", usage_of_app(&u, 0, now + 200 * 60), 0);
	usage_count_object(&u, &u, STR("1"), now);
	usage_count_object(&u, &u, STR("2"), now);
	check_int("by object", usage_of_object(&u, &u, STR("1"), now + 20 * 3600), 1);
	check_int("a day later", usage_of_object(&u, &u, STR("1"), now + 25 * 3600), 0);
	check_int("rounded up", usage_percent(1, 200000), 1);
	check_int("none", usage_percent(0, 200000), 0);
	usage_deinit(&u);
}

static int set_up(void **state)
{
	static struct arena arena;

	arena_init(&arena, 64u * 1024 * 1024);
	*state = &arena;
	return 0;
}

static int tear_down(void **state)
{
	arena_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hashes),
		cmocka_unit_test(test_ids_come_back),
		cmocka_unit_test(test_foreign_ids_are_refused),
		cmocka_unit_test(test_pacific_days),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_permission_lists),
		cmocka_unit_test(test_fault_patterns),
		cmocka_unit_test(test_jsonpath),
		cmocka_unit_test(test_usage_rolls),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
