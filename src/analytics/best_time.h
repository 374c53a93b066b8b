/*
 * The best time to post: when followers are online, and how the account's own posts did at that
 * time. An hour of the week (a cell) gets a score; 1 is an ordinary hour of this account.
 *
 *	score = audience * effect
 *
 * audience  Followers online in that hour and the two after it (a post is read for hours), over the
 *           mean of the week. 1 where Meta told nothing.
 *
 * effect    What posting then did. Each post is compared with its neighbours in time, so that
 *           neither growth nor a good month counts:
 *
 *		y = ln((interactions + 1) / (median of its up to 20 neighbours + 1))
 *
 *           (interactions are likes and comments), less the mean y of its type, because reels and
 *           pictures are not posted at the same hours. A median is not moved by one viral post, a
 *           logarithm keeps that post itself from deciding a cell. Few posts fall on one cell, so
 *           its mean is drawn towards what its day and its hour say (k = 5 posts' worth), and those
 *           towards zero in the same way:
 *
 *		day   = sum of y on the day / (n + k)
 *		hour  = sum of (y - day) at the hour / (n + k)
 *		cell  = (sum of y in the cell + k * (day + hour)) / (n + k)
 *		effect = e^cell
 *
 *           Without posts every effect is 1 and the audience alone decides; without an audience the
 *           posts do. A type is drawn towards zero as well.
 *
 * How sure a cell is: from 3 posts on a bootstrap interval of 80 percent of the cell's mean, drawn
 * with the given generator, so the same input gives the same answer.
 *
 * The parts are common practice (audience-hour heat maps; shrinkage of small cells towards additive
 * effects as in mixed models; bootstrap intervals); k = 5 and three hours are choices of ours.
 */
#ifndef ANALYTICS_BEST_TIME_H
#define ANALYTICS_BEST_TIME_H

#include "analytics/online.h"
#include "base/arena.h"
#include "base/rng.h"

#define BEST_TIME_SHRINK 5
#define BEST_TIME_NEIGHBOURS 10 /* on each side */
#define BEST_TIME_HOURS 3       /* a post is read in */
#define BEST_TIME_SURE_FROM 3   /* posts in a cell */
#define BEST_TIME_TYPES_MAX 8

/* In order of time. */
struct best_time_post {
	int week_hour; /* it was posted in */
	int type;      /* below BEST_TIME_TYPES_MAX */
	int64_t interactions;
};

struct best_time_cell {
	double score, audience, effect;
	int64_t posts;
	struct opt_double low, high; /* of the effect; from BEST_TIME_SURE_FROM posts on */
};

struct best_time {
	struct best_time_cell cells[WEEK_HOURS];
	int best[WEEK_HOURS]; /* cells, highest score first; equal ones in order of the week */
	int64_t posts;
	bool has_audience;
};

void best_time(struct arena *a, const struct best_time_post *posts, size_t count,
	       const struct online_week *online, struct rng_seeded *rng, struct best_time *ret);

#endif
