#include "api/put.h"

#include "connect/token_health.h"

void put_time(struct call *c, const char *key, int64_t unix_s)
{
	json_key(&c->json, str_of(key));
	if (unix_s == 0)
		json_null(&c->json);
	else
		json_str(&c->json, iso_text(c->arena, unix_s, tz_offset_s(c->zone, unix_s)));
}

void put_text(struct call *c, const char *key, struct str value)
{
	json_key(&c->json, str_of(key));
	if (value.at)
		json_str(&c->json, value);
	else
		json_null(&c->json);
}

void put_texts(struct call *c, const struct text_member *members, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_key(&c->json, str_of(members[i].key));
		json_str(&c->json, members[i].value);
	}
}

void put_opt_int(struct call *c, const char *key, struct opt_int value)
{
	json_key(&c->json, str_of(key));
	if (value.has)
		json_int(&c->json, value.value);
	else
		json_null(&c->json);
}

void put_opt_double(struct call *c, const char *key, struct opt_double value)
{
	json_key(&c->json, str_of(key));
	if (value.has)
		json_double(&c->json, value.value);
	else
		json_null(&c->json);
}

void put_percent(struct call *c, const char *key, struct opt_double value)
{
	put_text(c, key, percent_text(c->arena, value));
}

void put_day(struct call *c, const char *key, int64_t day)
{
	put_text(c, key, day_text(c->arena, day));
}

struct stats call_stats(const struct call *c)
{
	return (struct stats){
		.arena = c->arena,
		.tx = c->snapshot,
		.account_id = c->account.id,
		.window = &c->window,
		.tz = c->zone,
	};
}

static const struct shape token_reason_shape =
	NAMED_CHOICE("TokenReason", "Why a token no longer works.", TOKEN_REASONS);
static const struct member token_members[] = {
	{ "state", T_CHOICE("connected", "expiring", "data_access_expiring", "permissions_missing",
			    "invalid") },
	{ "reason", &token_reason_shape, NULLABLE },
	{ "days_left", T_INT, NULLABLE, "Until what ends first; null when nothing ends." },
	{ "expires_at", T_TIME, NULLABLE },
	{ "data_access_expires_at", T_TIME, NULLABLE, "90 days after the person's last login." },
	{ "checked_at", T_TIME, NULLABLE, "When Meta was asked last." },
	{ "missing_permissions", T_LIST(T_TEXT) },
};
const struct shape token_shape =
	NAMED_OBJECT("TokenHealth", token_members, "How a connection with Meta fares.");

void put_token(struct call *c, const char *key, const struct token_health *health)
{
	json_key(&c->json, str_of(key));
	if (!health) {
		json_null(&c->json);
		return;
	}
	json_object(&c->json);
	json_put_str(&c->json, "state", str_of(token_state_name(health->state)));
	put_text(c, "reason", health->reason ? str_of(health->reason) : STR_NONE);
	put_opt_int(c, "days_left", health->days_left);
	put_time(c, "expires_at", opt_int_or(health->expires_s, 0));
	put_time(c, "data_access_expires_at", opt_int_or(health->data_access_expires_s, 0));
	put_time(c, "checked_at", opt_int_or(health->checked_s, 0));
	json_put_array(&c->json, "missing_permissions");
	for (struct str rest = health->missing_scopes; rest.len;)
		json_str(&c->json, str_cut(&rest, ','));
	json_end_array(&c->json);
	json_end_object(&c->json);
}
