/*
 * The readings behind every dashboard route and report: rows gathered from the store in one
 * snapshot, numbers computed by analytics, ready to be written as JSON or into a file. A handler
 * is: resolve the window, call one of these, write the answer.
 *
 * Everything returned lives in `arena`. No data is not an error: lists are empty, numbers missing
 * (opt.h), `found` false. Days and averages are those of the window; where a route compares, the
 * window before is read too. Sources of the formulas: rates.h, media.h, hashtags.h.
 */
#ifndef REPORT_STATS_H
#define REPORT_STATS_H

#include "analytics/hashtags.h"
#include "analytics/media.h"
#include "analytics/rates.h"
#include "analytics/standard_rate.h"
#include "analytics/window.h"

struct db_tx;

struct stats {
	struct arena *arena;
	struct db_tx *tx;      /* one snapshot */
	struct str account_id; /* Instagram's id of the account */
	const struct window *window;
	const struct tz *tz; /* which local day an instant belongs to */
};

/* ---- profile: user-data, user-data/summary, latest_user_data -------------------------------- */

struct stats_profile_days {
	const struct profile_day *items; /* oldest first */
	size_t count;
};
bool stats_user_data(const struct stats *s, struct stats_profile_days *ret, struct err *err)
	must_use;
/* The newest stored day, whatever the window (`s->window` and `s->tz` are not read). */
bool stats_latest_user_data(const struct stats *s, struct profile_day *ret, bool *ret_found,
			    struct err *err) must_use;
bool stats_follower_growth(const struct stats *s, struct compared *ret, struct err *err) must_use;

/* ---- insights: reach and impressions, period "day" ------------------------------------------ */

enum stats_insight { STATS_REACH, STATS_IMPRESSIONS };

struct stats_insight_day {
	int64_t end_time_s, updated_s;
	int64_t value;
};
struct stats_insight_days {
	const struct stats_insight_day *items; /* oldest first */
	size_t count;
};
bool stats_insight_list(const struct stats *s, enum stats_insight which,
			struct stats_insight_days *ret, struct err *err) must_use;
/* Growth is a relative percent. */
bool stats_insight_average(const struct stats *s, enum stats_insight which, struct compared *ret,
			   struct err *err) must_use;

/* ---- media ---------------------------------------------------------------------------------- */

/* The newest value of one metric of a media. */
struct stats_metric {
	struct str name; /* as stored: reach, saved, carousel_album_reach, … */
	int64_t value;
	int64_t updated_s;
	int64_t day;
};

struct stats_media {
	struct str id, permalink, media_type, caption;
	struct str media_url, thumbnail_url; /* STR_NONE when Meta gave none */
	struct str product_type;             /* FEED, REELS, …; the same */
	bool is_archived;                    /* Meta no longer lists it */
	int64_t timestamp_s;
	struct opt_int like_count, comments_count;
	struct str_list hashtags; /* each with its # */
	const struct stats_metric *insights;
	size_t insight_count;
	struct opt_int reach, impressions, saved, video_views; /* picked from insights */
};

/* Posted in the window, newest first. A media and its text are valid during the call only. */
typedef bool stats_media_fn(void *ctx, const struct stats_media *media, struct err *err);
bool stats_media_each(const struct stats *s, stats_media_fn *fn, void *ctx, struct err *err)
	must_use;
bool stats_media_detail(const struct stats *s, struct str media_id, struct stats_media *ret,
			bool *ret_found, struct err *err) must_use;

struct stats_ranked_media {
	bool found;
	struct stats_media media;
	struct opt_int score; /* `engagement` or `reach` of the route */
};
struct stats_media_summary {
	bool has_earliest;
	struct str earliest_id;
	int64_t earliest_timestamp_s;
	struct stats_ranked_media highest_engagement, highest_engagement_before;
	struct stats_ranked_media highest_reach, highest_reach_before;
};
bool stats_media_summary(const struct stats *s, struct stats_media_summary *ret, struct err *err)
	must_use;

/* The best media by engagement and the one before it, each with its rate (C.5, C.6). */
struct stats_rated_media {
	bool found;
	struct stats_media media;
	struct opt_double engagement_rate; /* percent of F_end(W), for both */
};
struct stats_best_media {
	struct stats_rated_media best, before;
};
bool stats_best_media(const struct stats *s, struct stats_best_media *ret, struct err *err)
	must_use;

/* ---- engagement: media/engagement, …/summary, …/average/summary ------------------------------ */

struct stats_engagement_days {
	const struct engagement_day *items; /* oldest first */
	size_t count;
};
bool stats_engagement_list(const struct stats *s, struct stats_engagement_days *ret,
			   struct err *err) must_use;
bool stats_engagement_growth(const struct stats *s, struct compared *ret, struct err *err) must_use;
bool stats_engagement_average(const struct stats *s, struct engagement_average *ret,
			      struct err *err) must_use;

/* Of accounts as big as this one in the window; NULL when its followers are not known. */
bool stats_standard_rate(const struct stats *s, const struct standard_rate **ret, struct err *err)
	must_use;

/* ---- hashtag-metrics ------------------------------------------------------------------------ */

struct stats_hashtags {
	const struct hashtag_metrics *items; /* most engagement first */
	size_t count;
};
bool stats_hashtags(const struct stats *s, struct stats_hashtags *ret, struct err *err) must_use;

#endif
