/* Instagram accounts: list, detail, unlink, daily profile numbers, hashtags (cekbrand.md A.3, A.4).
 */
#include "api/put.h"
#include "api/tables.h"

#include "connect/token_health.h"

static const struct member user_data_members[] = {
	{ "followers_count", T_INT, NULLABLE },
	{ "follows_count", T_INT, NULLABLE },
	{ "media_count", T_INT, NULLABLE },
	{ "followers_count_growth", T_INT, NULLABLE, "Against the day before." },
	{ "media_count_growth", T_INT, NULLABLE, "Against the day before." },
	{ "updated_timestamp", T_TIME },
	{ "datestamp", T_DAY },
};
const struct shape user_data_shape =
	NAMED_OBJECT("UserData", user_data_members, "One stored day of an account.");

static void put_user_data(struct call *c, const struct profile_day *day)
{
	json_object(&c->json);
	put_opt_int(c, "followers_count", day->followers);
	put_opt_int(c, "follows_count", day->follows);
	put_opt_int(c, "media_count", day->media);
	put_opt_int(c, "followers_count_growth", day->followers_growth);
	put_opt_int(c, "media_count_growth", day->media_growth);
	put_time(c, "updated_timestamp", day->updated_s);
	put_day(c, "datestamp", day->day);
	json_end_object(&c->json);
}

static const struct member social_account_members[] = {
	{ "id", T_INT, NULLABLE },
	{ "uid", T_ID, NULLABLE, "Of the person, at Facebook." },
	{ "name", T_TEXT, NULLABLE },
	{ "email", T_TEXT, NULLABLE },
};

static const struct member account_members[] = {
	{ "id", T_ID },
	{ "username", T_TEXT },
	{ "name", T_TEXT },
	{ "biography", T_TEXT },
	{ "profile_picture_url", T_TEXT },
	{ "social_account", T_OBJECT(social_account_members) },
	{ "updated_timestamp", T_TIME, 0, "When data was last collected." },
	{ "latest_user_data", &user_data_shape, NULLABLE },
	{ "token", &token_shape, NULLABLE },
};
const struct shape account_shape =
	NAMED_OBJECT("Account", account_members, "An Instagram account with its newest numbers.");

static void put_social_account(struct call *c, const struct account_row *account)
{
	json_put_object(&c->json, "social_account");
	put_opt_int(c, "id", account->social_account_id);
	put_text(c, "uid", account->social_uid);
	put_text(c, "name", account->social_name);
	put_text(c, "email", account->social_email);
	json_end_object(&c->json);
}

bool put_account(struct call *c, const struct account_row *account, struct err *err)
{
	struct stats reading = call_stats(c);
	struct token_health health;
	struct profile_day latest;
	bool found, has_token;

	reading.account_id = account->id;
	if (!stats_latest_user_data(&reading, &latest, &found, err) ||
	    !connect_account_health(c->snapshot, c->arena, account->id, clock_now_s(c->api->clock),
				    &health, &has_token, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "id", account->id);
	json_put_str(&c->json, "username", account->username);
	put_text(c, "name", account->name);
	put_text(c, "biography", account->biography);
	put_text(c, "profile_picture_url", account->profile_picture_url);
	put_social_account(c, account);
	put_time(c, "updated_timestamp", account->updated_s);
	json_key(&c->json, STR("latest_user_data"));
	if (found)
		put_user_data(c, &latest);
	else
		json_null(&c->json);
	put_token(c, "token", has_token ? &health : NULL);
	json_end_object(&c->json);
	return true;
}

static bool list(struct call *c, struct err *err)
{
	struct account_rows accounts;

	if (!accounts_list(c->snapshot, c->arena, c->who.user_id, &accounts, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < accounts.count; i++)
		if (!put_account(c, &accounts.at[i], err))
			return false;
	json_end_array(&c->json);
	return true;
}

/* Asks Meta whether the stored token still works, at most once in a while. */
static bool detail(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);

	if (!connect_check_account(c->api->connect, c->arena, &who, c->account.id, err) ||
	    !store_read(c->api->store, &c->snapshot, err))
		return false;
	return put_account(c, &c->account, err);
}

static bool unlink_account(struct call *c, struct err *err)
{
	struct connect_actor who = call_actor(c);

	if (!connect_unlink_account(c->api->connect, c->arena, &who, c->account.id, err))
		return false;
	c->res->status = 204;
	return true;
}

static bool user_data(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_profile_days days;

	if (!stats_user_data(&reading, &days, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < days.count; i++)
		put_user_data(c, &days.items[i]);
	json_end_array(&c->json);
	return true;
}

static const struct member user_data_summary_members[] = {
	{ "followers_growth_rate", T_PERCENT, NULLABLE },
	{ "followers_growth_rate_before", T_PERCENT, NULLABLE },
	{ "followers_growth_rate_growth", T_PERCENT, NULLABLE },
};
static const struct shape user_data_summary_shape =
	NAMED_OBJECT("UserDataSummary", user_data_summary_members,
		     "Follower growth of the window, of the one before, and its change.");

static bool user_data_summary(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct compared growth;

	if (!stats_follower_growth(&reading, &growth, err))
		return false;
	json_object(&c->json);
	put_percent(c, "followers_growth_rate", growth.value);
	put_percent(c, "followers_growth_rate_before", growth.before);
	put_percent(c, "followers_growth_rate_growth", growth.growth);
	json_end_object(&c->json);
	return true;
}

static const struct member hashtag_metric_members[] = {
	{ "hashtag", T_TEXT },
	{ "like_count", T_INT },
	{ "comments_count", T_INT },
};
const struct shape hashtag_metric_shape =
	NAMED_OBJECT("HashtagMetric", hashtag_metric_members, "Sums over the media that use it.");

static bool hashtag_metrics(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_hashtags hashtags;

	if (!stats_hashtags(&reading, &hashtags, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < hashtags.count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "hashtag", hashtags.items[i].hashtag);
		json_put_int(&c->json, "like_count", hashtags.items[i].like);
		json_put_int(&c->json, "comments_count", hashtags.items[i].comments);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts", list, .access = ACCESS_USER, .reads = true,
	  .doc = "The Instagram accounts connected by the user.", .reply = T_LIST(&account_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}", detail, .access = ACCESS_USER,
	  .waits = WAITS_FOR_META, .owns_account = true,
	  .doc = "One account; answers invalid_token when its connection is broken.",
	  .reply = &account_shape },
	{ HTTP_DELETE, "/cekbrand/accounts/{account_id}", unlink_account, .access = ACCESS_USER,
	  .owns_account = true, .doc = "Unlink an account; collected data stays.",
	  .reply = &shape_nothing },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/user-data", user_data, .access = ACCESS_USER,
	  .takes_window = true, .owns_account = true, .reads = true,
	  .doc = "Followers, following and posts, one row per day.",
	  .reply = T_LIST(&user_data_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/user-data/summary", user_data_summary,
	  .access = ACCESS_USER, .takes_window = true, .owns_account = true, .reads = true,
	  .doc = "Follower growth rate of the window and of the one before.",
	  .reply = &user_data_summary_shape },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/hashtag-metrics", hashtag_metrics,
	  .access = ACCESS_USER, .takes_window = true, .owns_account = true, .reads = true,
	  .doc = "Likes and comments per hashtag, most first.",
	  .reply = T_LIST(&hashtag_metric_shape) },
	{ HTTP_GET, COMPETITOR_PATH "/user-data", user_data, .access = ACCESS_USER,
	  .takes_window = true, .owns_account = true, .of_competitor = true, .reads = true,
	  .doc = "Followers, following and posts of a competitor, one row per day.",
	  .reply = T_LIST(&user_data_shape) },
	{ HTTP_GET, COMPETITOR_PATH "/hashtag-metrics", hashtag_metrics, .access = ACCESS_USER,
	  .takes_window = true, .owns_account = true, .of_competitor = true, .reads = true,
	  .doc = "Likes and comments per hashtag of a competitor, most first.",
	  .reply = T_LIST(&hashtag_metric_shape) },
};

const struct route_table account_routes = { routes, COUNT_OF(routes), "Instagram accounts" };
