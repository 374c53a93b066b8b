#include "graph/metric.h"

#include "base/cleanup.h"
#include "base/clock.h"

#define POST (GRAPH_FEED | GRAPH_REELS)
#define ALL_MEDIA (GRAPH_FEED | GRAPH_REELS | GRAPH_STORY)

#define TOTAL(n, ...)                                                                              \
	{                                                                                          \
		.name = n, .levels = GRAPH_ACCOUNT, .period = "day", .form = GRAPH_TOTAL_VALUE,    \
		__VA_ARGS__                                                                        \
	}
#define MEDIA(n, l, ...)                                                                           \
	{                                                                                          \
		.name = n, .levels = l, .period = "lifetime", .form = GRAPH_LIFETIME, __VA_ARGS__  \
	}
#define PAGE(n, ...)                                                                               \
	{                                                                                          \
		.name = n, .levels = GRAPH_OF_PAGE, .period = "day", .form = GRAPH_TIME_SERIES,    \
		__VA_ARGS__                                                                        \
	}
/* A Page's series have Graph's own names. */
#define PAGE_SERIES(n, ...) PAGE(n, .series = n, ##__VA_ARGS__)
#define PEOPLE(n, b, s, ...)                                                                       \
	{                                                                                          \
		.name = n, .levels = GRAPH_ACCOUNT, .period = "lifetime", .form = GRAPH_BREAKDOWN, \
		.breakdown = b, .series = s, __VA_ARGS__                                           \
	}

/* As of v25.0; dates from the Graph API changelog, read 2026-11. */
static const struct graph_metric metrics[] = {
	/* accounts, by day */
	{ .name = "reach",
	  .levels = GRAPH_ACCOUNT,
	  .period = "day",
	  .form = GRAPH_TIME_SERIES,
	  .series = "reach" },
	{ .name = "follower_count",
	  .levels = GRAPH_ACCOUNT,
	  .period = "day",
	  .form = GRAPH_TIME_SERIES,
	  .series = "follower_count",
	  .undocumented = true },
	{ .name = "online_followers",
	  .levels = GRAPH_ACCOUNT,
	  .period = "lifetime",
	  .form = GRAPH_TIME_SERIES,
	  .series = "online_followers",
	  .undocumented = true },
	TOTAL("views", .series = "impressions", .since = "2025-01-21", .since_version = "v22.0"),
	TOTAL("profile_views", .series = "profile_views", .undocumented = true),
	TOTAL("website_clicks", .undocumented = true),
	TOTAL("accounts_engaged", .series = "accounts_engaged"),
	TOTAL("total_interactions", .series = "total_interactions"),
	TOTAL("likes", .series = "likes"),
	TOTAL("comments", .series = "comments"),
	TOTAL("saves", .series = "saves"),
	TOTAL("shares", .series = "shares"),
	TOTAL("replies", .series = "replies"),
	TOTAL("reposts", .series = "reposts", .since = "2025-12-03"),
	TOTAL("profile_links_taps", .breakdown = "contact_button_type"),
	TOTAL("follows_and_unfollows", .breakdown = "follow_type"),
	TOTAL("impressions", .series = "impressions", .until = "2025-04-21",
	      .until_version = "v22.0", .replaced_by = "views"),
	TOTAL("email_contacts", .until = "2025-01-08", .until_version = "v21.0",
	      .replaced_by = "profile_links_taps"),
	TOTAL("get_directions_clicks", .until = "2025-01-08", .until_version = "v21.0",
	      .replaced_by = "profile_links_taps"),
	TOTAL("phone_call_clicks", .until = "2025-01-08", .until_version = "v21.0",
	      .replaced_by = "profile_links_taps"),
	TOTAL("text_message_clicks", .until = "2025-01-08", .until_version = "v21.0",
	      .replaced_by = "profile_links_taps"),

	/* accounts, who the followers are */
	PEOPLE("follower_demographics", "city", "audience_city", .since = "2023-09-12"),
	PEOPLE("follower_demographics", "country", "audience_country", .since = "2023-09-12"),
	PEOPLE("follower_demographics", "age,gender", "audience_gender_age", .since = "2023-09-12"),
	PEOPLE("engaged_audience_demographics", "country", NULL, .since = "2023-09-12"),
	PEOPLE("reached_audience_demographics", "country", NULL, .undocumented = true),
	PEOPLE("audience_city", NULL, "audience_city", .until = "2023-12-11",
	       .until_version = "v18.0", .replaced_by = "follower_demographics"),
	PEOPLE("audience_country", NULL, "audience_country", .until = "2023-12-11",
	       .until_version = "v18.0", .replaced_by = "follower_demographics"),
	PEOPLE("audience_gender_age", NULL, "audience_gender_age", .until = "2023-12-11",
	       .until_version = "v18.0", .replaced_by = "follower_demographics"),
	PEOPLE("audience_locale", NULL, "audience_locale", .until = "2023-12-11",
	       .until_version = "v18.0"),

	/* Pages, by day */
	PAGE_SERIES("page_media_view"),
	PAGE_SERIES("page_total_media_view_unique"),
	PAGE_SERIES("page_post_engagements"),
	PAGE_SERIES("page_views_total"),
	PAGE_SERIES("page_follows"),
	PAGE_SERIES("page_daily_follows_unique"),
	PAGE_SERIES("page_daily_unfollows_unique"),
	PAGE_SERIES("page_total_actions"),
	PAGE_SERIES("page_video_views"),
	PAGE_SERIES("page_video_view_time"),
	PAGE_SERIES("page_actions_post_reactions_total", .breakdown = "reaction"),
	PAGE("page_daily_follows", .series = NULL),
	PAGE("page_follows_city", .breakdown = "city"),
	PAGE("page_follows_country", .breakdown = "country"),
	PAGE("page_video_complete_views_30s", .series = NULL),
	PAGE("page_lifetime_engaged_followers_unique", .series = NULL),
	PAGE("page_fan_adds_by_paid_non_paid_unique", .series = NULL),
	PAGE("page_fans", .series = "page_follows", .until = "2025-11-15", .until_version = "all",
	     .replaced_by = "page_follows"),
	PAGE("page_fan_adds_unique", .series = "page_daily_follows_unique", .until = "2025-11-15",
	     .until_version = "all", .replaced_by = "page_daily_follows_unique"),
	PAGE("page_fan_removes_unique", .series = "page_daily_unfollows_unique",
	     .until = "2025-11-15", .until_version = "all",
	     .replaced_by = "page_daily_unfollows_unique"),
	PAGE("page_impressions", .series = "page_media_view", .until = "2025-11-15",
	     .until_version = "all", .replaced_by = "page_media_view"),
	PAGE("page_impressions_unique", .series = "page_total_media_view_unique",
	     .until = "2026-06-15", .until_version = "all",
	     .replaced_by = "page_total_media_view_unique"),
	PAGE("page_posts_impressions", .series = NULL, .until = "2026-06-15",
	     .until_version = "all", .replaced_by = "page_media_view"),
	PAGE("page_video_views_unique", .series = NULL, .until = "2026-06-15",
	     .until_version = "all", .replaced_by = "page_total_media_view_unique"),
	PAGE("page_engaged_users", .series = NULL, .until = "2024-03-14", .until_version = "all",
	     .replaced_by = "page_post_engagements"),
	PAGE("page_fans_gender_age", .series = NULL, .until = "2024-03-14", .until_version = "all"),

	/* media */
	MEDIA("reach", ALL_MEDIA, .series = "reach"),
	MEDIA("views", ALL_MEDIA, .series = "impressions", .since = "2025-01-21",
	      .since_version = "v22.0"),
	MEDIA("total_interactions", ALL_MEDIA, .series = "engagement"),
	MEDIA("saved", POST, .series = "saved"),
	MEDIA("shares", ALL_MEDIA, .series = "shares"),
	MEDIA("likes", POST, .series = NULL),
	MEDIA("comments", POST, .series = NULL),
	MEDIA("reposts", ALL_MEDIA, .since = "2025-12-03"),
	MEDIA("follows", GRAPH_FEED, .series = NULL),
	MEDIA("follows", GRAPH_STORY, .series = "follows"),
	MEDIA("profile_visits", GRAPH_FEED, .series = NULL),
	MEDIA("profile_visits", GRAPH_STORY, .series = "profile_visits"),
	MEDIA("profile_activity", GRAPH_FEED | GRAPH_STORY, .breakdown = "action_type"),
	MEDIA("navigation", GRAPH_STORY, .series = "navigation",
	      .breakdown = "story_navigation_action_type"),
	MEDIA("replies", GRAPH_STORY, .series = "replies"),
	MEDIA("link_clicks", GRAPH_STORY, .series = "link_clicks", .since = "2026-06-22"),
	MEDIA("ig_reels_avg_watch_time", GRAPH_REELS, .series = "avg_watch_time_ms"),
	MEDIA("ig_reels_video_view_total_time", GRAPH_REELS, .series = "total_watch_time_ms"),
	MEDIA("reels_skip_rate", GRAPH_REELS, .since = "2025-12-03"),
	MEDIA("crossposted_views", GRAPH_REELS, .since = "2025-12-03"),
	MEDIA("facebook_views", ALL_MEDIA, .series = NULL),
	MEDIA("total_likes", POST, .since = "2026-04-22"),
	MEDIA("total_comments", POST, .since = "2026-04-22"),
	MEDIA("total_views", ALL_MEDIA, .since = "2026-04-22"),
	MEDIA("impressions", GRAPH_FEED | GRAPH_STORY, .series = "impressions",
	      .until = "2025-04-21", .until_version = "v22.0", .replaced_by = "views"),
	MEDIA("plays", GRAPH_REELS, .series = "impressions", .until = "2025-04-21",
	      .until_version = "v22.0", .replaced_by = "views"),
	MEDIA("clips_replays_count", GRAPH_REELS, .until = "2025-04-21", .until_version = "v22.0",
	      .replaced_by = "views"),
	MEDIA("ig_reels_aggregated_all_plays_count", GRAPH_REELS, .until = "2025-04-21",
	      .until_version = "v22.0", .replaced_by = "views"),
	MEDIA("video_views", POST, .series = "video_views", .until = "2025-01-08",
	      .until_version = "v21.0", .replaced_by = "views"),
	MEDIA("engagement", POST, .series = "engagement", .until = "2023-12-11",
	      .until_version = "v18.0", .replaced_by = "total_interactions"),
	MEDIA("carousel_album_engagement", GRAPH_FEED, .series = "engagement",
	      .until = "2023-12-11", .until_version = "v18.0", .replaced_by = "total_interactions"),
	MEDIA("carousel_album_impressions", GRAPH_FEED, .series = "impressions",
	      .until = "2023-12-11", .until_version = "v18.0", .replaced_by = "views"),
	MEDIA("carousel_album_reach", GRAPH_FEED, .series = "reach", .until = "2023-12-11",
	      .until_version = "v18.0", .replaced_by = "reach"),
	MEDIA("carousel_album_saved", GRAPH_FEED, .series = "saved", .until = "2023-12-11",
	      .until_version = "v18.0", .replaced_by = "saved"),
	MEDIA("carousel_album_video_views", GRAPH_FEED, .series = "video_views",
	      .until = "2023-12-11", .until_version = "v18.0", .replaced_by = "views"),
	MEDIA("taps_forward", GRAPH_STORY, .until = "2023-12-11", .until_version = "v18.0",
	      .replaced_by = "navigation"),
	MEDIA("taps_back", GRAPH_STORY, .until = "2023-12-11", .until_version = "v18.0",
	      .replaced_by = "navigation"),
	MEDIA("exits", GRAPH_STORY, .until = "2023-12-11", .until_version = "v18.0",
	      .replaced_by = "navigation"),
};

const struct graph_metric *graph_metrics(size_t *ret_count)
{
	*ret_count = COUNT_OF(metrics);
	return metrics;
}

const struct graph_metric *graph_metric_find(struct str name, enum graph_level level)
{
	for (size_t i = 0; i < COUNT_OF(metrics); i++) {
		if ((metrics[i].levels & level) && str_eq(name, str_of(metrics[i].name)))
			return &metrics[i];
	}
	return NULL;
}

struct str graph_levels_text(struct arena *a, unsigned levels)
{
	static const char *const names[] = { "account", "FEED", "REELS", "STORY", "page" };
	struct str text = STR("");

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (levels & 1u << i)
			text = str_fmt(a, "%.*s%s%s", STR_ARG(text), text.len ? "," : "", names[i]);
	}
	return text;
}

const char *graph_metric_form_name(enum graph_metric_form form)
{
	static const char *const names[] = {
		[GRAPH_TIME_SERIES] = "time_series",
		[GRAPH_TOTAL_VALUE] = "total_value",
		[GRAPH_BREAKDOWN] = "total_value",
		[GRAPH_LIFETIME] = "lifetime",
	};
	return names[form];
}

bool graph_metric_is_live(const struct graph_metric *m, int64_t day)
{
	int64_t bound;
	if (m->since && day_parse(str_of(m->since), &bound) && day < bound)
		return false;
	if (m->until && day_parse(str_of(m->until), &bound) && day >= bound)
		return false;
	return true;
}
