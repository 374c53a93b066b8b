/* Makes the posts and stories of one account and one day (Jakarta calendar). */
#ifndef GRAPHSIM_MEDIA_GEN_H
#define GRAPHSIM_MEDIA_GEN_H

#include "graphsim/world/account.h"

#define MEDIA_PER_DAY_MAX 8
#define STORIES_PER_DAY_MAX 4

/* In order of time; returns how many. */
size_t media_gen_posts(const struct account *a, int64_t day, struct media ret[MEDIA_PER_DAY_MAX]);
size_t media_gen_stories(const struct account *a, int64_t day,
			 struct media ret[STORIES_PER_DAY_MAX]);

/* Followers by trend alone, good enough to scale an audience. */
double account_trend(const struct account *a, int64_t day);

#endif
