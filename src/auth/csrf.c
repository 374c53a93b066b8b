/*
 * Three answers to the same question, "did our own page send this?": the session's token, which
 * another site cannot read; Origin; and Sec-Fetch-Site. Browsers set the latter two and no script
 * can change them (Fetch standard, forbidden request-header names). Each that is present must
 * agree; the token must be present.
 */
#include "auth/auth.h"
#include "crypto/secret.h"

bool auth_origin_ok(const struct auth_origin *from)
{
	/* "none": typed, or from a bookmark. "same-site" is another host of the same domain. */
	bool is_foreign_fetch = from->fetch_site.at &&
				!str_eq(from->fetch_site, STR("same-origin")) &&
				!str_eq(from->fetch_site, STR("none"));
	/* "null" is what sandboxed frames and redirected posts send: never our page. */
	bool is_foreign_origin = from->origin.at && !str_eq_nocase(from->origin, from->own);

	return !is_foreign_fetch && !is_foreign_origin;
}

bool auth_csrf_ok(const struct identity *who, const struct auth_origin *from, struct str token)
{
	if (who->via != AUTH_COOKIE)
		return true;
	return auth_origin_ok(from) && who->csrf_token.len > 0 &&
	       str_eq_constant_time(who->csrf_token, token);
}
