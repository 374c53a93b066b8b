#include "base/test.h"

#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"

#define TOKEN "EAABsbCS1iHgBOZCq3ZBZA7ZC0xyz-_12ZD"

static const struct {
	const char *text;
	const char *redacted;
} rows[] = {
	{ "", "" },
	{ "nothing to hide", "nothing to hide" },
	/* Graph tokens, wherever they stand. */
	{ TOKEN, "[hidden]" },
	{ "token " TOKEN " expired", "token [hidden] expired" },
	{ "(" TOKEN ")", "([hidden])" },
	{ "/me%3Faccess_token%3D" TOKEN "%26fields%3Did",
	  "/me%3Faccess_token%3D[hidden]%26fields%3Did" },
	{ "x%20" TOKEN, "x%20[hidden]" },
	{ "glued" TOKEN, "glued[hidden]" },
	{ "EAA is too short", "EAA is too short" },
	/* URLs */
	{ "/me?access_token=abc&fields=id", "/me?access_token=[hidden]&fields=id" },
	{ "/cb?code=AQB.x~y/z+1=&state=s3cr3t", "/cb?code=[hidden]&state=[hidden]" },
	{ "?appsecret_proof=00ff&x=1", "?appsecret_proof=[hidden]&x=1" },
	{ "?client_secret=a|b", "?client_secret=[hidden]" },
	{ "?fb_exchange_token=abc", "?fb_exchange_token=[hidden]" },
	{ "?input_token=abc", "?input_token=[hidden]" },
	{ "?CODE=abc", "?CODE=[hidden]" },
	{ "?code=", "?code=" },
	{ "?next=%2Fcb%3Fcode%3Dabc%26x%3D1", "?next=%2Fcb%3Fcode%3D[hidden]%26x%3D1" },
	/* JSON, plain and within a string */
	{ "{\"password\":\"p@ss w\\\"rd!\",\"a\":1}", "{\"password\":\"[hidden]\",\"a\":1}" },
	{ "{\"password\" : \"!x\"}", "{\"password\" : \"[hidden]\"}" },
	{ "{\\\"access_token\\\":\\\"abc\\\",\\\"a\\\":1}",
	  "{\\\"access_token\\\":\\\"[hidden]\\\",\\\"a\\\":1}" },
	{ "{\"token\":\"a,b c\"}", "{\"token\":\"[hidden]\"}" },
	{ "{\"password\":\"never closed, ", "{\"password\":\"[hidden]" },
	{ "{\"state\":null}", "{\"state\":[hidden]}" },
	/* headers and prose */
	{ "Authorization: Bearer abc.def-ghi", "Authorization: Bearer [hidden]" },
	{ "password: hunter2, please", "password: [hidden], please" },
	{ "password = 'two words' x", "password = '[hidden]' x" },
	/* words that only look like it */
	{ "zipcode=40115", "zipcode=40115" },
	{ "error_code=190", "error_code=190" },
	{ "statement=1", "statement=1" },
	{ "code 190, subcode 463", "code 190, subcode 463" },
	{ "the password was wrong", "the password was wrong" },
	{ "id=17841400000000001", "id=17841400000000001" },
};

static void test_redact(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(arena_free) struct arena a;

		arena_init(&a, 1 * MIB);
		check_str(rows[i].text, log_redact(&a, str_of(rows[i].text)),
			  str_of(rows[i].redacted));
	}
}

/* A token cut anywhere in a long text, with anything before it, never survives. */
static void test_no_token_survives(void **state)
{
	(void)state;
	for (int before = 0; before < 256; before++) {
		cleanup(arena_free) struct arena a;
		char text[] = "xx?" TOKEN "&y";

		arena_init(&a, 1 * MIB);
		text[2] = (char)before;
		check_true("hidden",
			   !str_contains(log_redact(&a, (struct str){ text, sizeof(text) - 1 }),
					 STR("ZCq3ZBZA7")));
	}
}

struct lines {
	char text[64 * KIB];
	size_t len;
	int count;
};

static void keep_line(void *ctx, struct str line)
{
	struct lines *lines = ctx;

	check_true("room", line.len <= sizeof(lines->text));
	memcpy(lines->text, line.at, line.len);
	lines->len = line.len;
	lines->count++;
}

/* The one line written by `log_…` as a tree; it lives as long as the arena. */
static const struct json *line_of(struct arena *a, const struct lines *lines)
{
	struct str line = { lines->text, lines->len };
	struct err err = ERR_INIT;
	const struct json *v = NULL;

	check_int("one line", lines->count, 1);
	check_int("one newline, at the end", str_find_char(line, '\n') + 1, line.len);
	check_ok(json_parse(a, line, &v, &err), &err);
	return v;
}

static void test_line(void **state)
{
	cleanup(arena_free) struct arena a;
	struct lines lines = { 0 };

	(void)state;
	arena_init(&a, 1 * MIB);
	log_set_sink(keep_line, &lines);
	log_info("ready", LOG_STR("path", STR("/cb?code=abc\n\"x\"")), LOG_INT("port", 8080),
		 LOG_STR("bad", STR("\xff")));

	const struct json *v = line_of(&a, &lines);

	check_str("level", json_text(json_get(v, STR("level"))), STR("info"));
	check_str("message", json_text(json_get(v, STR("message"))), STR("ready"));
	check_str("path", json_text(json_get(v, STR("path"))), STR("/cb?code=[hidden]\n\"x\""));
	check_int("port", json_number_or(json_get(v, STR("port")), 0), 8080);
	check_str("not UTF-8", json_text(json_get(v, STR("bad"))), STR("\xef\xbf\xbd"));
	check_true("time", str_starts_with(json_text(json_get(v, STR("time"))), STR("20")));
	log_set_sink(NULL, NULL);
}

static void test_error(void **state)
{
	cleanup(arena_free) struct arena a;
	struct lines lines = { 0 };
	struct err err = ERR_INIT;

	(void)state;
	arena_init(&a, 1 * MIB);
	log_set_sink(keep_line, &lines);
	err_set(&err, ERR_GRAPH, "GET /me?access_token=" TOKEN ": timed out");
	log_err(LOG_ERROR, "sync failed", &err);

	const struct json *v = line_of(&a, &lines);

	check_str("code", json_text(json_get(v, STR("code"))), STR("graph_error"));
	check_str("cause", json_text(json_get(v, STR("cause"))),
		  STR("GET /me?access_token=[hidden] timed out"));
	log_set_sink(NULL, NULL);
}

static void test_level(void **state)
{
	struct lines lines = { 0 };

	(void)state;
	log_set_sink(keep_line, &lines);
	log_debug("unheard");
	check_int("debug is off", lines.count, 0);
	log_set_level(LOG_ERROR);
	log_warn("unheard");
	check_int("warn is off", lines.count, 0);
	log_set_level(LOG_DEBUG);
	log_debug("heard");
	check_int("debug is on", lines.count, 1);
	log_set_level(LOG_INFO);
	log_set_sink(NULL, NULL);
}

/* A text beyond every limit still gives one whole line. */
static void test_enormous_text(void **state)
{
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf big;
	struct lines lines = { 0 };

	(void)state;
	arena_init(&a, 1 * MIB);
	buf_init(&big, 1 * MIB);
	memset(buf_reserve(&big, 200 * KIB), '\x01', 200 * KIB);
	big.len = 200 * KIB;
	log_set_sink(keep_line, &lines);
	log_info("body", LOG_STR("text", buf_str(&big)));
	check_str("message", json_text(json_get(line_of(&a, &lines), STR("message"))), STR("body"));
	log_set_sink(NULL, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_redact), cmocka_unit_test(test_no_token_survives),
		cmocka_unit_test(test_line),   cmocka_unit_test(test_error),
		cmocka_unit_test(test_level),  cmocka_unit_test(test_enormous_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
