#include "connect/token_health.h"

#include "graph/oauth.h"

#define DAY_S 86400

const char *token_state_name(enum token_state state)
{
	static const char *const names[] = {
		[TOKEN_CONNECTED] = "connected",
		[TOKEN_EXPIRING] = "expiring",
		[TOKEN_DATA_ACCESS_EXPIRING] = "data_access_expiring",
		[TOKEN_PERMISSIONS_MISSING] = "permissions_missing",
		[TOKEN_INVALID] = "invalid",
	};
	_Static_assert(COUNT_OF(names) == TOKEN_STATE_COUNT, "a name per state");

	return names[state];
}

const char *token_reason(int64_t code, int64_t subcode)
{
	static const struct {
		int64_t subcode;
		const char *reason;
	} reasons[] = {
		{ 458, "app_removed" }, { 459, "login_required" }, { 460, "password_changed" },
		{ 463, "expired" },     { 464, "unconfirmed" },    { 467, "invalid" },
		{ 492, "role_lost" },
	};

	for (size_t i = 0; code == 190 && i < COUNT_OF(reasons); i++)
		if (reasons[i].subcode == subcode)
			return reasons[i].reason;
	return "refused";
}

/* ---- what ends, and when ----------------------------------------------------------------------
 */

/* Whole days until `end_s`, rounded up: an end later today is one day away, a past one 0. */
static struct opt_int days_until(struct opt_int end_s, int64_t now_s)
{
	if (!end_s.has)
		return OPT_NO_INT;
	int64_t left_s = end_s.value - now_s;
	return OPT_INT(left_s <= 0 ? 0 : (left_s + DAY_S - 1) / DAY_S);
}

static const int64_t warning_days[] = { 14, 7, 1 };

static bool is_near(struct opt_int days)
{
	return days.has && days.value <= warning_days[0];
}

static struct opt_int sooner(struct opt_int a, struct opt_int b)
{
	return !b.has || (a.has && a.value <= b.value) ? a : b;
}

struct token_health token_health(const struct token_watch_row *row, int64_t now_s)
{
	struct opt_int token_days = days_until(row->expires_s, now_s);
	struct opt_int data_days = days_until(row->data_access_expires_s, now_s);
	struct token_health health = {
		.state = TOKEN_CONNECTED,
		.days_left = sooner(token_days, data_days),
		.expires_s = row->expires_s,
		.data_access_expires_s = row->data_access_expires_s,
		.checked_s = row->checked_s,
		.missing_scopes = row->missing_scopes,
	};

	if (!row->is_valid) {
		health.state = TOKEN_INVALID;
		health.reason = token_reason(opt_int_or(row->problem_code, 0),
					     opt_int_or(row->problem_subcode, 0));
		health.days_left = OPT_NO_INT;
	} else if (token_days.has && token_days.value == 0) {
		health.state = TOKEN_INVALID;
		health.reason = "expired";
	} else if (row->missing_scopes.len) {
		health.state = TOKEN_PERMISSIONS_MISSING;
	} else if (is_near(token_days)) {
		health.state = TOKEN_EXPIRING;
	} else if (is_near(data_days)) {
		health.state = TOKEN_DATA_ACCESS_EXPIRING;
	}
	return health;
}

struct opt_int token_warning_due(const struct token_watch_row *row, int64_t now_s)
{
	struct token_health health = token_health(row, now_s);
	struct opt_int due = OPT_NO_INT;

	if (!health.days_left.has)
		return OPT_NO_INT;
	for (size_t i = 0; i < COUNT_OF(warning_days); i++)
		if (health.days_left.value <= warning_days[i])
			due = OPT_INT(warning_days[i]);
	bool is_given = due.has && row->warned_days.has && row->warned_days.value <= due.value;
	return is_given ? OPT_NO_INT : due;
}

/* ---- permissions ------------------------------------------------------------------------------
 */

struct str token_missing_scopes(struct arena *a, struct str required, struct str granted)
{
	struct str missing = STR("");

	for (struct str rest = required; rest.len;) {
		struct str scope = str_cut(&rest, ',');
		if (graph_has_scope(granted, scope))
			continue;
		missing = str_fmt(a, "%.*s%s%.*s", STR_ARG(missing), missing.len ? "," : "",
				  STR_ARG(scope));
	}
	return missing;
}
