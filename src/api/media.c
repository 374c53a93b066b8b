/* An account's own media and their engagement (cekbrand.md A.5, C.2, C.4-C.7). */
#include "api/put.h"
#include "api/tables.h"

static const struct shape media_type_shape =
	NAMED_CHOICE("MediaType", NULL, "IMAGE", "VIDEO", "CAROUSEL_ALBUM");
static const struct member media_insight_members[] = {
	{ "metric", T_TEXT },
	{ "value", T_INT },
	{ "updated_timestamp", T_TIME },
	{ "datestamp", T_DAY },
};
static const struct shape media_insight_shape =
	NAMED_OBJECT("MediaInsight", media_insight_members, "A metric's newest value.");

static const struct member public_media_members[] = {
	{ "id", T_ID },
	{ "permalink", T_TEXT },
	{ "timestamp", T_TIME },
	{ "caption", T_TEXT },
	{ "media_url", T_TEXT, NULLABLE },
	{ "media_type", &media_type_shape },
	{ "thumbnail_url", T_TEXT, NULLABLE },
	{ "like_count", T_INT, NULLABLE },
	{ "comments_count", T_INT, NULLABLE },
	{ "media_hashtag", T_LIST(T_TEXT) },
};
const struct shape public_media_shape =
	NAMED_OBJECT("PublicMedia", public_media_members, "What everybody can see of a media.");
static const struct member media_members[] = {
	{ "insights", T_LIST(&media_insight_shape), 0, "Of own media; a competitor's have none." },
};
const struct shape own_media_shape = EXTENDED_OBJECT("Media", &public_media_shape, media_members);

static void put_hashtags(struct call *c, const struct stats_media *media)
{
	json_put_array(&c->json, "media_hashtag");
	for (size_t i = 0; i < media->hashtags.count; i++)
		json_str(&c->json, media->hashtags.items[i]);
	json_end_array(&c->json);
}

/* They are for their owner alone, also when the competitor is collected here as an own account. */
static void put_media_insights(struct call *c, const struct stats_media *media)
{
	size_t count = c->route->of_competitor ? 0 : media->insight_count;

	json_put_array(&c->json, "insights");
	for (size_t i = 0; i < count; i++) {
		const struct stats_metric *metric = &media->insights[i];

		json_object(&c->json);
		json_put_str(&c->json, "metric", metric->name);
		json_put_int(&c->json, "value", metric->value);
		put_time(c, "updated_timestamp", metric->updated_s);
		put_day(c, "datestamp", metric->day);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
}

static void put_public_members(struct call *c, const struct stats_media *media)
{
	json_put_str(&c->json, "id", media->id);
	put_text(c, "permalink", media->permalink);
	put_time(c, "timestamp", media->timestamp_s);
	/* Meta leaves an empty caption out. */
	json_put_str(&c->json, "caption", media->caption);
	put_text(c, "media_url", media->media_url);
	put_text(c, "media_type", media->media_type);
	put_text(c, "thumbnail_url", media->thumbnail_url);
	put_opt_int(c, "like_count", media->like_count);
	put_opt_int(c, "comments_count", media->comments_count);
	put_hashtags(c, media);
}

/* The members every media answer has; the caller opens and closes the object. */
static void put_media_members(struct call *c, const struct stats_media *media)
{
	put_public_members(c, media);
	put_media_insights(c, media);
}

static bool put_media(void *ctx, const struct stats_media *media, struct err *err)
{
	struct call *c = ctx;

	(void)err;
	json_object(&c->json);
	put_media_members(c, media);
	json_end_object(&c->json);
	return true;
}

static bool list(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);

	json_array(&c->json);
	if (!stats_media_each(&reading, put_media, c, err))
		return false;
	json_end_array(&c->json);
	return true;
}

static bool detail(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_media media;
	bool found;

	if (!stats_media_detail(&reading, call_path(c, 1), &media, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no such media of this account");
	return put_media(c, &media, err);
}

static const struct member by_engagement_members[] = {
	{ "engagement", T_INT, NULLABLE, "Likes and comments." },
};
static const struct member by_reach_members[] = {
	{ "reach", T_INT, NULLABLE },
};
static const struct shape media_by_engagement_shape =
	EXTENDED_OBJECT("MediaByEngagement", &own_media_shape, by_engagement_members);
static const struct shape media_by_reach_shape =
	EXTENDED_OBJECT("MediaByReach", &own_media_shape, by_reach_members);

static const struct member earliest_media_members[] = {
	{ "id", T_ID, NULLABLE },
	{ "timestamp", T_TIME, NULLABLE },
};
static const struct member media_summary_members[] = {
	{ "earliest_media", T_OBJECT(earliest_media_members), 0, "Of all time." },
	{ "highest_engagement_media", &media_by_engagement_shape, NULLABLE },
	{ "highest_engagement_media_before", &media_by_engagement_shape, NULLABLE },
	{ "highest_reach_media", &media_by_reach_shape, NULLABLE },
	{ "highest_reach_media_before", &media_by_reach_shape, NULLABLE },
};
static const struct shape media_summary_shape = NAMED_OBJECT(
	"MediaSummary", media_summary_members, "The best of the window and of the one before.");

static void put_ranked(struct call *c, const char *key, const struct stats_ranked_media *ranked,
		       const char *score)
{
	json_key(&c->json, str_of(key));
	if (!ranked->found) {
		json_null(&c->json);
		return;
	}
	json_object(&c->json);
	put_media_members(c, &ranked->media);
	put_opt_int(c, score, ranked->score);
	json_end_object(&c->json);
}

/* The original client reads earliest_media.timestamp without asking: never null itself. */
static void put_earliest(struct call *c, const struct stats_media_summary *summary)
{
	json_put_object(&c->json, "earliest_media");
	put_text(c, "id", summary->has_earliest ? summary->earliest_id : STR_NONE);
	put_time(c, "timestamp", summary->has_earliest ? summary->earliest_timestamp_s : 0);
	json_end_object(&c->json);
}

static bool summary(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_media_summary found;

	if (!stats_media_summary(&reading, &found, err))
		return false;
	json_object(&c->json);
	put_earliest(c, &found);
	put_ranked(c, "highest_engagement_media", &found.highest_engagement, "engagement");
	put_ranked(c, "highest_engagement_media_before", &found.highest_engagement_before,
		   "engagement");
	put_ranked(c, "highest_reach_media", &found.highest_reach, "reach");
	put_ranked(c, "highest_reach_media_before", &found.highest_reach_before, "reach");
	json_end_object(&c->json);
	return true;
}

static const struct member rated_media_members[] = {
	{ "engagement_rate", T_PERCENT, NULLABLE, "Of the newest follower count of the window." },
};
static const struct shape rated_media_shape =
	EXTENDED_OBJECT("RatedMedia", &public_media_shape, rated_media_members);
static const struct member best_media_members[] = {
	{ "best_media", &rated_media_shape, NULLABLE },
	{ "best_media_before", &rated_media_shape, NULLABLE, "Posted right before the best one." },
};
static const struct shape best_media_shape =
	NAMED_OBJECT("BestMedia", best_media_members, "A competitor's best media of the window.");

static void put_rated(struct call *c, const char *key, const struct stats_rated_media *rated)
{
	json_key(&c->json, str_of(key));
	if (!rated->found) {
		json_null(&c->json);
		return;
	}
	json_object(&c->json);
	put_public_members(c, &rated->media);
	put_percent(c, "engagement_rate", rated->engagement_rate);
	json_end_object(&c->json);
}

static bool best_media(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_best_media best;

	if (!stats_best_media(&reading, &best, err))
		return false;
	json_object(&c->json);
	put_rated(c, "best_media", &best.best);
	put_rated(c, "best_media_before", &best.before);
	json_end_object(&c->json);
	return true;
}

static const struct member engagement_day_members[] = {
	{ "count", T_INT, 0, "Media counted." },
	{ "like_count", T_INT },
	{ "comments_count", T_INT },
	{ "like_count_growth", T_INT },
	{ "comments_count_growth", T_INT },
	{ "updated_datestamp", T_DAY },
};
const struct shape engagement_day_shape =
	NAMED_OBJECT("EngagementDay", engagement_day_members, "All media, as stored that day.");

static bool engagement_list(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct stats_engagement_days days;

	if (!stats_engagement_list(&reading, &days, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < days.count; i++) {
		const struct engagement_day *day = &days.items[i];

		json_object(&c->json);
		json_put_int(&c->json, "count", day->count);
		json_put_int(&c->json, "like_count", day->like);
		json_put_int(&c->json, "comments_count", day->comments);
		json_put_int(&c->json, "like_count_growth", day->like_growth);
		json_put_int(&c->json, "comments_count_growth", day->comments_growth);
		put_day(c, "updated_datestamp", day->day);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static const struct member engagement_summary_members[] = {
	{ "engagement_growth_rate", T_PERCENT, NULLABLE },
	{ "engagement_growth_rate_before", T_PERCENT, NULLABLE },
	{ "engagement_growth_rate_growth", T_PERCENT, NULLABLE },
};
static const struct shape engagement_summary_shape =
	NAMED_OBJECT("EngagementSummary", engagement_summary_members,
		     "Engagement growth of the window, of the one before, and its change.");

static bool engagement_summary(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct compared growth;

	if (!stats_engagement_growth(&reading, &growth, err))
		return false;
	json_object(&c->json);
	put_percent(c, "engagement_growth_rate", growth.value);
	put_percent(c, "engagement_growth_rate_before", growth.before);
	put_percent(c, "engagement_growth_rate_growth", growth.growth);
	json_end_object(&c->json);
	return true;
}

static const struct member engagement_average_members[] = {
	{ "engagement_average_rate", T_PERCENT, NULLABLE },
	{ "engagement_average_rate_before", T_PERCENT, NULLABLE },
	{ "engagement_average_rate_growth", T_PERCENT, NULLABLE },
	{ "comments_average", T_NUMBER, NULLABLE },
	{ "comments_average_before", T_NUMBER, NULLABLE },
	{ "comments_average_growth", T_NUMBER, NULLABLE },
	{ "like_average", T_NUMBER, NULLABLE },
	{ "like_average_before", T_NUMBER, NULLABLE },
	{ "like_average_growth", T_NUMBER, NULLABLE },
};
static const struct shape engagement_average_shape = NAMED_OBJECT(
	"EngagementAverage", engagement_average_members, "Per day, of the window and before it.");

static bool engagement_averages(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);
	struct engagement_average average;

	if (!stats_engagement_average(&reading, &average, err))
		return false;
	json_object(&c->json);
	put_percent(c, "engagement_average_rate", average.rate.value);
	put_percent(c, "engagement_average_rate_before", average.rate.before);
	put_percent(c, "engagement_average_rate_growth", average.rate.growth);
	put_opt_double(c, "comments_average", average.comments.value);
	put_opt_double(c, "comments_average_before", average.comments.before);
	put_opt_double(c, "comments_average_growth", average.comments.growth);
	put_opt_double(c, "like_average", average.like.value);
	put_opt_double(c, "like_average_before", average.like.before);
	put_opt_double(c, "like_average_growth", average.like.growth);
	json_end_object(&c->json);
	return true;
}

static const struct member standard_rate_members[] = {
	{ "followers_range", T_TEXT, NULLABLE },
	{ "standart_value", T_NUMBER, NULLABLE, "The contract's spelling." },
	{ "range_0", T_NUMBER, NULLABLE },
	{ "range_1", T_NUMBER, NULLABLE },
	{ "range_2", T_NUMBER, NULLABLE },
	{ "range_3", T_NUMBER, NULLABLE },
	{ "range_4", T_NUMBER, NULLABLE },
	{ "range_5", T_NUMBER, NULLABLE },
	{ "min_followers", T_INT, NULLABLE },
	{ "max_followers", T_INT, NULLABLE },
};
static const struct shape standard_rate_shape = NAMED_OBJECT(
	"StandardRate", standard_rate_members, "What accounts of this size usually get.");

/* Without followers there is no class to compare with: every member is null. */
static bool standard_rate(struct call *c, struct err *err)
{
	static const char *const bounds[STANDARD_RATE_BOUNDS] = {
		"range_0", "range_1", "range_2", "range_3", "range_4", "range_5",
	};
	struct stats reading = call_stats(c);
	const struct standard_rate *rate;

	if (!stats_standard_rate(&reading, &rate, err))
		return false;
	json_object(&c->json);
	put_text(c, "followers_range", rate ? str_of(rate->followers_range) : STR_NONE);
	put_opt_double(c, "standart_value", rate ? OPT_DOUBLE(rate->standard) : OPT_NO_DOUBLE);
	for (size_t i = 0; i < COUNT_OF(bounds); i++)
		put_opt_double(c, bounds[i], rate ? OPT_DOUBLE(rate->bounds[i]) : OPT_NO_DOUBLE);
	put_opt_int(c, "min_followers", rate ? OPT_INT(rate->min_followers) : OPT_NO_INT);
	put_opt_int(c, "max_followers", rate ? OPT_INT(rate->max_followers) : OPT_NO_INT);
	json_end_object(&c->json);
	return true;
}

#define READING .access = ACCESS_USER, .takes_window = true, .owns_account = true, .reads = true

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/media", list, READING,
	  .doc = "Media posted in the window, newest first.", .reply = T_LIST(&own_media_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/media/{media_id}", detail, READING,
	  .needs = ABILITY_POST_DETAIL, .all_is_free = true, .doc = "One media.",
	  .reply = &own_media_shape },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/media/summary", summary, READING,
	  .all_is_free = true,
	  .doc = "The earliest media, and the best by engagement and by reach.",
	  .reply = &media_summary_shape },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/media/engagement", engagement_list, READING,
	  .doc = "Likes and comments of all media, per day.",
	  .reply = T_LIST(&engagement_day_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/media/engagement/summary", engagement_summary,
	  READING, .doc = "Engagement growth rate, and against the window before.",
	  .reply = &engagement_summary_shape },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/media/engagement/average/summary",
	  engagement_averages, READING,
	  .doc = "Average likes, comments and engagement rate, and against the window before.",
	  .reply = &engagement_average_shape },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/media/engagement-rate-standart-value",
	  standard_rate, READING, .doc = "The usual engagement rate of accounts of this size.",
	  .reply = &standard_rate_shape },
	{ HTTP_GET, COMPETITOR_PATH "/media", list, READING, .of_competitor = true,
	  .doc = "A competitor's media posted in the window, newest first.",
	  .reply = T_LIST(&own_media_shape) },
	{ HTTP_GET, COMPETITOR_PATH "/media/summary", best_media, READING, .of_competitor = true,
	  .doc = "A competitor's media with most engagement, and the one posted before it.",
	  .reply = &best_media_shape },
	{ HTTP_GET, COMPETITOR_PATH "/media/engagement/average/summary", engagement_averages,
	  READING, .of_competitor = true,
	  .doc = "A competitor's average likes, comments and engagement rate, and the change.",
	  .reply = &engagement_average_shape },
};

const struct route_table media_routes = { routes, COUNT_OF(routes), "Media and engagement" };
