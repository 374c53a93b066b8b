/* The tokens in use, for an operator. */
#include "app/app.h"
#include "base/clock.h"
#include "base/tz.h"
#include "connect/connect.h"
#include "connect/token_health.h"

static struct str instant_of(struct app *app, struct opt_int at_s)
{
	if (!at_s.has)
		return STR("-");

	return iso_text(app->arena, at_s.value, tz_offset_s(app->zone, at_s.value));
}

bool app_tokens(struct app *app, bool checks, struct buf *out, int *ret_invalid, struct err *err)
{
	const struct connect_token *tokens;
	size_t count;

	if (!connect_tokens(app->connect, app->arena, checks, &tokens, &count, err))
		return false;
	*ret_invalid = 0;
	for (size_t i = 0; i < count; i++) {
		const struct token_health *h = &tokens[i].health;
		struct str checked = instant_of(app, h->checked_s),
			   ends = instant_of(app, h->expires_s);

		*ret_invalid += h->state == TOKEN_INVALID;
		buf_fmt(out, "%-19.*s %-34.*s user %-5lld %-20s ends %-25.*s checked %.*s",
			STR_ARG(tokens[i].place), STR_ARG(tokens[i].key),
			(long long)tokens[i].user_id, token_state_name(h->state), STR_ARG(ends),
			STR_ARG(checked));
		if (h->reason)
			buf_fmt(out, "  (%s)", h->reason);
		if (h->missing_scopes.len)
			buf_fmt(out, "  missing %.*s", STR_ARG(h->missing_scopes));
		if (tokens[i].failure.at)
			buf_fmt(out, "  not checked: %.*s", STR_ARG(tokens[i].failure));
		buf_put(out, STR("\n"));
	}
	return true;
}
