/*
 * What is told about a set of media: the best one and the one before it, engagement per day,
 * and what was gained. All of these take one row at a time, so the set may be of any size.
 */
#ifndef ANALYTICS_MEDIA_H
#define ANALYTICS_MEDIA_H

#include <stddef.h>

#include "analytics/window.h"
#include "base/opt.h"

/* ---- the best media ------------------------------------------------------------------------ */

/*
 * Finds the media with the highest score and the one posted immediately before it, both within the
 * set that is fed. Feed newest first. Equal scores: the newer one wins. A media without a score
 * cannot win, but it can be the one before. `ref` is the caller's: an index, a row number.
 */
struct best_media {
	bool found, found_before;
	int64_t score, ref, ref_before;
};
void best_media_feed(struct best_media *best, struct opt_int score, int64_t ref);

/* Likes plus comments: what ranks and what is reported, not Graph's own engagement metric. */
struct opt_int engagement_of(struct opt_int like, struct opt_int comments);

/* ---- engagement per day -------------------------------------------------------------------- */

/* One media's stored day. */
struct media_day {
	int64_t day;
	int64_t posted_s; /* when the media was posted */
	struct opt_int like, comments;
	struct opt_int like_growth, comments_growth; /* missing on the media's first stored day */
};

/* All media of one day. */
struct engagement_day {
	int64_t day;
	int64_t count;
	int64_t like, comments;
	/* A missing growth counts as the full value: a media gains it all on its first day. */
	int64_t like_growth, comments_growth;
	int64_t like_first, comments_first; /* the part of the growth that is such a full value */
};

/*
 * Feed rows in order of day, each media once a day. True when the row begins the next day: then
 * `*ret_done` is the finished one. engagement_days_end gives the last.
 */
struct engagement_days {
	struct engagement_day open;
	bool has_open;
};
bool engagement_days_feed(struct engagement_days *e, const struct media_day *row,
			  struct engagement_day *ret_done);
bool engagement_days_end(struct engagement_days *e, struct engagement_day *ret_done);

/*
 * Likes and comments gained within a span. Growth that is known counts, and in full the first
 * counts of a media posted inside the span. What an older media gained before its first day is not
 * known and not counted. Missing when nothing is known at all.
 *
 * `days` are the sums of the span; `first` its rows with a missing growth. Rows and days outside
 * the span are passed over, so one read may serve two spans.
 */
struct opt_int engagement_gained(const struct engagement_day *days, size_t day_count,
				 const struct media_day *first, size_t first_rows,
				 const struct span *x);

#endif
