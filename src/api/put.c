#include "api/put.h"

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
