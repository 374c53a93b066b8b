#include "app/descriptors.h"
#include "app/settings.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/test.h"

static void test_environment(void **state)
{
	static const struct {
		const char *variable;
		bool ok;
		const char *cause_has; /* what the message must name */
	} rows[] = {
		{ "SIMPUL_PORT=9000", true, "" },
		{ "SIMPUL_PORT=70000", false, "SIMPUL_PORT" },
		{ "SIMPUL_PORT=x", false, "number from 0 to 65535" },
		{ "SIMPUL_PROT=9000", false, "unknown environment variable SIMPUL_PROT" },
		{ "SIMPUL_TRUST_PROXY=maybe", false, "yes or no" },
		{ "SIMPUL_BASE_URL=https://simpul.example", true, "" },
		{ "SIMPUL_BASE_URL=https://simpul.example/", false, "SIMPUL_BASE_URL" },
		{ "SIMPUL_BASE_URL=simpul.example", false, "http or https" },
		{ "SIMPUL_TIME_ZONE=Asia/Bandung", false, "time zone" },
		{ "SIMPUL_TIME_ZONE=Asia/Makassar", true, "" },
		{ "SIMPUL_CRAWL_TIMES=7", false, "07:00,20:00" },
		{ "SIMPUL_CRAWL_TIMES=24:00", false, "07:00,20:00" },
		{ "SIMPUL_CRAWL_TIMES=", true, "" },
		{ "SIMPUL_CONFIG=/nonexistent/simpul.ini", false, "/nonexistent/simpul.ini" },
		{ "OTHER=1", true, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(arena_free) struct arena a;
		struct settings s;
		struct err err = ERR_INIT;

		arena_init(&a, 1 << 20);
		char *const environment[] = { str_z(&a, str_of(rows[i].variable)), NULL };
		bool ok = settings_load(&a, environment, &s, &err);

		check_int(rows[i].variable, ok, rows[i].ok);
		check_true(err.cause, str_contains(str_of(err.cause), str_of(rows[i].cause_has)));
	}
}

/* Loads a settings file with that content; the environment may add one variable. */
static bool load_text(struct arena *a, const char *text, const char *variable, struct settings *s,
		      struct err *err)
{
	struct str path = str_fmt(a, "/tmp/simpul-test-settings-%d.ini", (int)getpid());
	char *const environment[] = {
		str_z(a, str_fmt(a, "SIMPUL_CONFIG=%.*s", STR_ARG(path))),
		variable ? str_z(a, str_of(variable)) : NULL,
		NULL,
	};

	check_ok(fs_replace(str_z(a, path), 0600, str_of(text), err), err);
	bool ok = settings_load(a, environment, s, err);

	unlink(str_z(a, path));
	return ok;
}

static void test_file(void **state)
{
	cleanup(arena_free) struct arena a;
	struct settings s;
	struct err err = ERR_INIT;

	(void)state;
	arena_init(&a, 1 << 20);
	check_ok(load_text(&a, "# comment\nport = 8181\nloops=3\n", "SIMPUL_PORT=8282", &s, &err),
		 &err);
	check_int("the environment wins", setting_int(s.port), 8282);
	check_int("the file wins over the default", setting_int(s.loops), 3);
	check_str("a default", s.meta_version, STR("v25.0"));
	check_str("follows the port", s.base_url, STR("http://localhost:8282"));

	check_int("unknown key", load_text(&a, "prot = 1\n", NULL, &s, &err), 0);
	check_true(err.cause, str_contains(str_of(err.cause), STR(":1: unknown setting \"prot\"")));
	check_int("bad line", load_text(&a, "port = 1\nnonsense\n", NULL, &s, &err), 0);
	check_true(err.cause, str_contains(str_of(err.cause), STR(":2:")));
	check_int("section", load_text(&a, "[server]\nport = 1\n", NULL, &s, &err), 0);
}

static void test_times(void **state)
{
	int minutes[4];

	(void)state;
	check_int("two", setting_times(STR("07:00, 20:30"), minutes, 4), 2);
	check_int("first", minutes[0], 420);
	check_int("second", minutes[1], 1230);
	check_int("never", setting_times(STR(""), minutes, 4), 0);
}

/* Whatever is allowed, clients never get all of it. */
static void test_descriptors(void **state)
{
	/* As it comes, the process wants 168 for itself: 32, 52 readers with two each, 24 calls to
	 * others, 8 files. */
	static const struct {
		uint64_t limit;
		unsigned clients, readers;
	} cases[] = {
		{ 16, 4, 2 },      { 64, 16, 4 },      { 220, 55, 33 },        { 256, 88, 52 },
		{ 1024, 856, 52 }, { 4096, 3928, 52 }, { 1048576, 10000, 52 },
	};
	char no_file[] = "SIMPUL_CONFIG=";
	char *const environment[] = { no_file, NULL };
	cleanup(arena_free) struct arena a = { 0 };
	struct err err = ERR_INIT;
	struct settings s;

	(void)state;
	arena_init(&a, MIB);
	check_ok(settings_load(&a, environment, &s, &err), &err);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		check_int("clients", descriptors_left(&s, cases[i].limit), cases[i].clients);
		check_int("readers", descriptors_readers(&s, cases[i].limit), cases[i].readers);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_descriptors),
		cmocka_unit_test(test_environment),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_times),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
