/*
 * The rates and averages of the dashboard. Pure arithmetic in double precision, in exactly the
 * order of operations written beside each function: (a - b) / b * 100 is not (a / b - 1) * 100 in
 * the last digit, and published figures are matched to the last digit. Nothing is rounded here.
 *
 * F_end(X) is the follower count of the newest day inside window X. F_base(X) is that of the newest
 * day before X. W is the window, B the one before it (window.h).
 *
 * Missing input gives a missing result, never a zero: no row, or nothing to divide by.
 */
#ifndef ANALYTICS_RATES_H
#define ANALYTICS_RATES_H

#include <stddef.h>

#include "analytics/window.h"
#include "base/arena.h"
#include "base/opt.h"
#include "base/str.h"

/* A figure of W, the same of B, and how they differ. */
struct compared {
	struct opt_double value, before, growth;
};

/* value - before: percentage points, or plain numbers. Missing when either is. */
struct compared compared_by_difference(struct opt_double value, struct opt_double before);
/* (value - before) / before * 100; missing when before is missing or 0. */
struct compared compared_by_percent(struct opt_double value, struct opt_double before);
/*
 * A change against a window that was collected only in part is not a change: without its growth
 * unless `is_whole`. What is known of B stays.
 */
struct compared compared_if_whole(struct compared c, bool is_whole);

/* ---- followers ---------------------------------------------------------------------------- */

/* One stored day of a profile, oldest first in arrays. */
struct profile_day {
	int64_t day; /* since 1970-01-01 */
	int64_t updated_s;
	struct opt_int followers, follows, media;
	struct opt_int followers_growth, media_growth; /* since the stored day before */
};

/* Today's value minus the previous stored day's; missing on the first row. */
struct opt_int growth_since(struct opt_int today, struct opt_int previous);

/* F_end(X). */
struct opt_int followers_at_end(const struct profile_day *days, size_t count, const struct span *x);
/*
 * F_base(X): the newest day before X; when history starts inside X, the first day's count minus
 * its growth, or the count itself when there is no growth.
 */
struct opt_int followers_at_base(const struct profile_day *days, size_t count,
				 const struct span *x);
/*
 * (F_end(X) - F_base(X)) / F_base(X) * 100, for W and B; `days` covers both and what is before. No
 * growth when history does not reach back before B.
 */
struct compared follower_growth(const struct profile_day *days, size_t count,
				const struct window *w);

/* ---- engagement --------------------------------------------------------------------------- */

/* gained / followers * 100; missing without followers or when they are 0. */
struct opt_double rate_of_followers(struct opt_int gained, struct opt_int followers);
/* The engagement growth rate: likes and comments gained in each window over its own F_end. */
struct compared engagement_growth(struct opt_int gained, struct opt_int followers,
				  struct opt_int gained_before, struct opt_int followers_before);

/*
 * (like + comments) / followers * 100: one media, or the averages of several. Missing without
 * followers; 0 when they are 0 (so a new account sorts, and prints `0.0%`).
 */
struct opt_double engagement_rate(struct opt_double like, struct opt_double comments,
				  struct opt_int followers);
struct opt_double media_engagement_rate(struct opt_int like, struct opt_int comments,
					struct opt_int followers);

/* A running mean of whole numbers; missing values are not counted. The sum stays exact. */
struct mean {
	int64_t sum;
	int64_t count;
};
void mean_add(struct mean *m, struct opt_int value);
struct opt_double mean_of(const struct mean *m); /* sum / count; missing when empty */

/* Likes and comments of the media posted in one window. */
struct engagement_means {
	struct mean like, comments;
};
struct engagement_average {
	struct compared rate, like, comments;
};
/* Both rates use the followers of W; growths are plain differences. */
struct engagement_average engagement_average(const struct engagement_means *now,
					     const struct engagement_means *before,
					     struct opt_int followers);

/*
 * How an audience feels on the whole: (positive - negative) / all * 100, from -100 to 100. Missing
 * without comments.
 */
struct opt_double sentiment_balance(int64_t negative, int64_t neutral, int64_t positive);

/* ---- text --------------------------------------------------------------------------------- */

/* `5.618537436152984%`, as Python's str(float) + "%"; STR_NONE when missing. */
struct str percent_text(struct arena *a, struct opt_double percent);
/*
 * As Python's str(round(x, 2)) + "%": `0.33%`, `0.0%`. Correctly rounded from the binary value,
 * ties (only where the binary value is one) to even. Writes at most PERCENT_ROUNDED_BYTES, returns
 * the length.
 */
#define PERCENT_ROUNDED_BYTES 40
size_t percent_rounded(double percent, char *out);

#endif
