/* Who follows, where they live and when they are online (cekbrand.md A.4). */
#include "api/put.h"
#include "api/tables.h"
#include "report/stats_audience.h"

static const struct member end_members[] = {
	{ "value", T_INT },
	{ "end_time", T_TIME },
	{ "updated_timestamp", T_TIME },
};
static const struct shape end_shape =
	NAMED_OBJECT("AudienceValue", end_members, "Followers of a group, on one day.");
static const struct member city_members[] = {
	{ "city", T_TEXT },
	{ "province", T_TEXT, NULLABLE },
};
const struct shape audience_city_shape = EXTENDED_OBJECT("AudienceCity", &end_shape, city_members);
static const struct member country_members[] = {
	{ "country_code", T_TEXT },
};
const struct shape audience_country_shape =
	EXTENDED_OBJECT("AudienceCountry", &end_shape, country_members);
static const struct member gender_age_members[] = {
	{ "gender", T_CHOICE("F", "M", "U") },
	{ "age", T_TEXT },
};
const struct shape audience_gender_age_shape =
	EXTENDED_OBJECT("AudienceGenderAge", &end_shape, gender_age_members);
static const struct member online_members[] = {
	{ "hour", T_INT, 0, "Of Meta's day: 0 to 23." },
};
const struct shape online_followers_shape =
	EXTENDED_OBJECT("OnlineFollowers", &end_shape, online_members);

static void put_end(struct call *c, int64_t value, int64_t end_s, int64_t updated_s)
{
	json_put_int(&c->json, "value", value);
	put_time(c, "end_time", end_s);
	put_time(c, "updated_timestamp", updated_s);
	json_end_object(&c->json);
}

/* `name` and `part` are the contract's members for the two halves of a group; NULL: it has none. */
static bool put_groups(struct call *c, enum audience_kind kind, const char *name, const char *part,
		       struct err *err)
{
	struct stats reading = call_stats(c);
	struct audience_rows rows;

	if (!stats_audience(&reading, kind, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++) {
		const struct audience_row *row = &rows.at[i];

		json_object(&c->json);
		put_text(c, name, row->name);
		if (part)
			put_text(c, part, row->part);
		put_end(c, row->value, row->end_s, row->updated_s);
	}
	json_end_array(&c->json);
	return true;
}

static bool cities(struct call *c, struct err *err)
{
	return put_groups(c, AUDIENCE_CITY, "city", "province", err);
}

static bool countries(struct call *c, struct err *err)
{
	return put_groups(c, AUDIENCE_COUNTRY, "country_code", NULL, err);
}

static bool genders_and_ages(struct call *c, struct err *err)
{
	return put_groups(c, AUDIENCE_GENDER_AGE, "gender", "age", err);
}

static bool online_followers(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct online_followers_rows rows;

	if (!stats_online_followers(&reading, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++) {
		const struct online_followers_row *row = &rows.at[i];

		json_object(&c->json);
		json_put_int(&c->json, "hour", row->hour);
		put_end(c, row->value, row->end_s, row->updated_s);
	}
	json_end_array(&c->json);
	return true;
}

#define READING .access = ACCESS_USER, .takes_window = true, .owns_account = true, .reads = true

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/audience-city", cities, READING,
	  .doc = "Followers by city, one snapshot per day.",
	  .reply = T_LIST(&audience_city_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/audience-country", countries, READING,
	  .doc = "Followers by country, one snapshot per day.",
	  .reply = T_LIST(&audience_country_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/audience-gender-age",
	  genders_and_ages, READING, .doc = "Followers by gender and age, one snapshot per day.",
	  .reply = T_LIST(&audience_gender_age_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/insights/online-followers", online_followers,
	  READING, .doc = "Followers online, by day and by Meta's hour.",
	  .reply = T_LIST(&online_followers_shape) },
};

const struct route_table audience_routes = { routes, COUNT_OF(routes), "Audience" };
