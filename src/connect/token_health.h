/*
 * How a token fares, in words a person can act on: pure functions over what the daily check stored
 * (connect/watch.c) and the time.
 *
 * Facts: a long-lived user token lives 60 days; a Page token derived from one has no end of its
 * own; access to a person's data ends 90 days after he last used the app, whatever the token says.
 * Meta says why a token died in the subcode of error 190. (Graph API reference, Access Tokens and
 * Handling Errors, v25.)
 */
#ifndef CONNECT_TOKEN_HEALTH_H
#define CONNECT_TOKEN_HEALTH_H

#include "store/token_watch.h"

enum token_state {
	TOKEN_CONNECTED,
	TOKEN_EXPIRING,             /* within 14 days */
	TOKEN_DATA_ACCESS_EXPIRING, /* within 14 days */
	TOKEN_PERMISSIONS_MISSING,
	TOKEN_INVALID,
	TOKEN_STATE_COUNT,
};
/* "connected", "expiring", … */
const char *token_state_name(enum token_state state);

struct token_health {
	enum token_state state;
	const char *reason; /* machine word for an invalid one, else NULL */
	struct opt_int
		days_left; /* until what ends first; absent: nothing ends. 0: today or over */
	struct opt_int expires_s, data_access_expires_s, checked_s;
	struct str missing_scopes; /* comma-separated */
};
struct token_health token_health(const struct token_watch_row *row, int64_t now_s);

/* One of connect_tokens (connect/connect.h). */
struct connect_token {
	struct str place, key; /* where it is kept */
	int64_t user_id;
	struct token_health health;
	struct str failure; /* Meta could not be asked; at == NULL: it was, or nobody wanted to */
};

/* Why a token died, by Graph's subcode: "password_changed", …; "refused" for others. */
const char *token_reason(int64_t code, int64_t subcode);
#define TOKEN_REASONS                                                                              \
	"app_removed", "login_required", "password_changed", "expired", "unconfirmed", "invalid",  \
		"role_lost", "refused"

/*
 * The warning that is due: 14, 7 or 1 days before the end, each once. Absent: none, or it was given
 * (`row->warned_days`).
 */
struct opt_int token_warning_due(const struct token_watch_row *row, int64_t now_s);

/* Those of the comma-separated `required` that are not among `granted`, comma-separated. */
struct str token_missing_scopes(struct arena *a, struct str required, struct str granted);

#endif
