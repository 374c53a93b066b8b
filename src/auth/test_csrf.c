#include "base/test.h"

#include "auth/auth.h"
#include "crypto/crypto.h"

#define OWN "https://simpul.example"
#define NONE NULL

static int start(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	return crypto_init(&err) ? 0 : 1;
}

/* at == NULL for an absent header. */
static struct auth_origin from(const char *origin, const char *fetch_site)
{
	return (struct auth_origin){ .own = STR(OWN),
				     .origin = str_of(origin),
				     .fetch_site = str_of(fetch_site) };
}

static void origins(void **state)
{
	static const struct {
		const char *origin, *fetch_site;
		bool ok;
	} cases[] = {
		{ NONE, NONE, true }, /* not a browser */
		{ OWN, NONE, true },
		{ OWN, "same-origin", true },
		{ NONE, "same-origin", true },
		{ NONE, "none", true },
		{ "HTTPS://SIMPUL.example", "same-origin", true },
		{ "null", NONE, false },
		{ "null", "same-origin", false },
		{ "", NONE, false },
		{ "https://evil.example", NONE, false },
		{ "https://evil.example", "same-origin", false },
		{ "http://simpul.example", NONE, false },
		{ "https://simpul.example:8443", NONE, false },
		{ "https://simpul.example.evil.example", NONE, false },
		{ "https://evil.example/https://simpul.example", NONE, false },
		{ "https://sub.simpul.example", "same-site", false },
		{ OWN, "cross-site", false },
		{ OWN, "same-site", false },
		{ NONE, "cross-site", false },
		{ NONE, "", false },
		{ NONE, "Same-Origin", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct auth_origin o = from(cases[i].origin, cases[i].fetch_site);

		check_int(cases[i].origin ? cases[i].origin : "-", auth_origin_ok(&o), cases[i].ok);
	}
}

static void tokens(void **state)
{
	static const struct {
		const char *row;
		enum auth_via via;
		const char *own, *given, *origin;
		bool ok;
	} cases[] = {
		{ "right", AUTH_COOKIE, "tok-1", "tok-1", NONE, true },
		{ "right, own origin", AUTH_COOKIE, "tok-1", "tok-1", OWN, true },
		{ "none", AUTH_COOKIE, "tok-1", NONE, NONE, false },
		{ "empty", AUTH_COOKIE, "tok-1", "", NONE, false },
		{ "other user's", AUTH_COOKIE, "tok-1", "tok-2", NONE, false },
		{ "cut", AUTH_COOKIE, "tok-1", "tok-", NONE, false },
		{ "longer", AUTH_COOKIE, "tok-1", "tok-11", NONE, false },
		{ "right, foreign origin", AUTH_COOKIE, "tok-1", "tok-1", "https://evil.example",
		  false },
		{ "right, null origin", AUTH_COOKIE, "tok-1", "tok-1", "null", false },
		/* A session that somehow has none is closed to writes, not open to everyone. */
		{ "both empty", AUTH_COOKIE, "", "", NONE, false },
		{ "both absent", AUTH_COOKIE, NONE, NONE, NONE, false },
		{ "bearer", AUTH_BEARER, NONE, NONE, "https://tool.example", true },
		{ "api token", AUTH_TOKEN, NONE, NONE, NONE, true },
		{ "nobody", AUTH_NOBODY, NONE, NONE, NONE, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct identity who = { .via = cases[i].via, .csrf_token = str_of(cases[i].own) };
		struct auth_origin o = from(cases[i].origin, NONE);

		check_int(cases[i].row, auth_csrf_ok(&who, &o, str_of(cases[i].given)),
			  cases[i].ok);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(origins),
		cmocka_unit_test(tokens),
	};

	return cmocka_run_group_tests_name("auth/csrf", tests, start, NULL);
}
