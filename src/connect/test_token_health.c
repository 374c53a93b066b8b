/* How a token fares, by what was stored of it and the time. */
#include "base/test.h"
#include "connect/token_health.h"

#define NOW_S INT64_C(1790000000)
#define DAYS(n) (NOW_S + (n)*INT64_C(86400))
#define NONE OPT_NO_INT

static const struct {
	const char *label;
	struct token_watch_row row;
	enum token_state state;
	const char *reason;
	struct opt_int days_left;
	struct opt_int warning;
} cases[] = {
	{ "a Page token of an active person",
	  { .is_valid = true },
	  TOKEN_CONNECTED,
	  NULL,
	  NONE,
	  NONE },
	{ "60 days",
	  { .is_valid = true, .expires_s = OPT_INT(DAYS(60)) },
	  TOKEN_CONNECTED,
	  NULL,
	  OPT_INT(60),
	  NONE },
	{ "15 days: nothing yet",
	  { .is_valid = true, .expires_s = OPT_INT(DAYS(15)) },
	  TOKEN_CONNECTED,
	  NULL,
	  OPT_INT(15),
	  NONE },
	{ "14 days",
	  { .is_valid = true, .expires_s = OPT_INT(DAYS(14)) },
	  TOKEN_EXPIRING,
	  NULL,
	  OPT_INT(14),
	  OPT_INT(14) },
	{ "14 days, told",
	  { .is_valid = true, .expires_s = OPT_INT(DAYS(13)), .warned_days = OPT_INT(14) },
	  TOKEN_EXPIRING,
	  NULL,
	  OPT_INT(13),
	  NONE },
	{ "7 days, told of 14",
	  { .is_valid = true, .expires_s = OPT_INT(DAYS(7)), .warned_days = OPT_INT(14) },
	  TOKEN_EXPIRING,
	  NULL,
	  OPT_INT(7),
	  OPT_INT(7) },
	{ "an hour left is the last day",
	  { .is_valid = true, .expires_s = OPT_INT(NOW_S + 3600) },
	  TOKEN_EXPIRING,
	  NULL,
	  OPT_INT(1),
	  OPT_INT(1) },
	{ "the last day, told",
	  { .is_valid = true, .expires_s = OPT_INT(NOW_S + 3600), .warned_days = OPT_INT(1) },
	  TOKEN_EXPIRING,
	  NULL,
	  OPT_INT(1),
	  NONE },
	{ "over, though no check has said so",
	  { .is_valid = true, .expires_s = OPT_INT(NOW_S) },
	  TOKEN_INVALID,
	  "expired",
	  OPT_INT(0),
	  OPT_INT(1) },
	{ "data access ends first",
	  { .is_valid = true,
	    .expires_s = OPT_INT(DAYS(40)),
	    .data_access_expires_s = OPT_INT(DAYS(5)) },
	  TOKEN_DATA_ACCESS_EXPIRING,
	  NULL,
	  OPT_INT(5),
	  OPT_INT(7) },
	{ "data access is over: the token itself lives",
	  { .is_valid = true, .data_access_expires_s = OPT_INT(DAYS(-1)) },
	  TOKEN_DATA_ACCESS_EXPIRING,
	  NULL,
	  OPT_INT(0),
	  OPT_INT(1) },
	{ "the token ends before data access",
	  { .is_valid = true,
	    .expires_s = OPT_INT(DAYS(3)),
	    .data_access_expires_s = OPT_INT(DAYS(9)) },
	  TOKEN_EXPIRING,
	  NULL,
	  OPT_INT(3),
	  OPT_INT(7) },
	{ "a permission was withdrawn",
	  { .is_valid = true, .missing_scopes = STR_INIT("instagram_basic") },
	  TOKEN_PERMISSIONS_MISSING,
	  NULL,
	  NONE,
	  NONE },
	{ "dead and incomplete: dead",
	  { .missing_scopes = STR_INIT("instagram_basic"),
	    .problem_code = OPT_INT(190),
	    .problem_subcode = OPT_INT(460) },
	  TOKEN_INVALID,
	  "password_changed",
	  NONE,
	  NONE },
	{ "app removed",
	  { .problem_code = OPT_INT(190), .problem_subcode = OPT_INT(458) },
	  TOKEN_INVALID,
	  "app_removed",
	  NONE,
	  NONE },
	{ "checkpoint",
	  { .problem_code = OPT_INT(190), .problem_subcode = OPT_INT(459) },
	  TOKEN_INVALID,
	  "login_required",
	  NONE,
	  NONE },
	{ "expired",
	  { .problem_code = OPT_INT(190), .problem_subcode = OPT_INT(463) },
	  TOKEN_INVALID,
	  "expired",
	  NONE,
	  NONE },
	{ "unconfirmed",
	  { .problem_code = OPT_INT(190), .problem_subcode = OPT_INT(464) },
	  TOKEN_INVALID,
	  "unconfirmed",
	  NONE,
	  NONE },
	{ "invalid",
	  { .problem_code = OPT_INT(190), .problem_subcode = OPT_INT(467) },
	  TOKEN_INVALID,
	  "invalid",
	  NONE,
	  NONE },
	{ "no longer an admin",
	  { .problem_code = OPT_INT(190), .problem_subcode = OPT_INT(492) },
	  TOKEN_INVALID,
	  "role_lost",
	  NONE,
	  NONE },
	{ "no subcode", { .problem_code = OPT_INT(190) }, TOKEN_INVALID, "refused", NONE, NONE },
	{ "another code's subcode",
	  { .problem_code = OPT_INT(100), .problem_subcode = OPT_INT(463) },
	  TOKEN_INVALID,
	  "refused",
	  NONE,
	  NONE },
};

static bool is_same(struct opt_int a, struct opt_int b)
{
	return a.has == b.has && (!a.has || a.value == b.value);
}

static void health(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct token_health got = token_health(&cases[i].row, NOW_S);
		const char *want = cases[i].reason;

		if (got.state != cases[i].state || !is_same(got.days_left, cases[i].days_left) ||
		    !is_same(token_warning_due(&cases[i].row, NOW_S), cases[i].warning) ||
		    (want ? !got.reason || !str_eq(str_of(got.reason), str_of(want))
			  : got.reason != NULL))
			fail_msg("%s: %s %s, %lld days", cases[i].label,
				 token_state_name(got.state), got.reason ? got.reason : "-",
				 (long long)opt_int_or(got.days_left, -1));
	}
}

static void missing(void **state)
{
	static const struct {
		const char *required, *granted, *want;
	} rows[] = {
		{ "", "", "" },          { "a", "a", "" },
		{ "a,b,c", "b", "a,c" }, { "pages_show", "pages_show_list", "pages_show" },
		{ "a,b", "", "a,b" },
	};
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 16);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str got =
			token_missing_scopes(&a, str_of(rows[i].required), str_of(rows[i].granted));
		if (!str_eq(got, str_of(rows[i].want)))
			fail_msg("row %zu: %.*s", i, STR_ARG(got));
	}
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(health),
		cmocka_unit_test(missing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
