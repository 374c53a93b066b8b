#include "analytics/best_time.h"

#include <math.h>
#include <stdlib.h>

#include "base/cleanup.h"

#define RESAMPLES 200
#define LOW_AT (RESAMPLES / 10) /* an interval of 80 percent */
#define HIGH_AT (RESAMPLES - 1 - RESAMPLES / 10)

static int by_value(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return (a > b) - (a < b);
}

static int by_double(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* Of the posts around number `at`, without itself. */
static double median_around(const struct best_time_post *posts, size_t count, size_t at)
{
	int64_t around[2 * BEST_TIME_NEIGHBOURS];
	size_t from = at < BEST_TIME_NEIGHBOURS ? 0 : at - BEST_TIME_NEIGHBOURS;
	size_t found = 0;

	for (size_t i = from; i < count && i <= at + BEST_TIME_NEIGHBOURS; i++)
		if (i != at)
			around[found++] = posts[i].interactions;
	if (found == 0)
		return (double)posts[at].interactions;
	qsort(around, found, sizeof(around[0]), by_value);
	return found % 2 ? (double)around[found / 2]
			 : (double)(around[found / 2 - 1] + around[found / 2]) / 2;
}

struct sums {
	double sum;
	int64_t count;
};

static void add(struct sums *s, double y)
{
	s->sum += y;
	s->count++;
}

/* The mean, drawn towards `prior` as if that had been seen BEST_TIME_SHRINK times. */
static double drawn_mean(const struct sums *s, double prior)
{
	return (s->sum + BEST_TIME_SHRINK * prior) / ((double)s->count + BEST_TIME_SHRINK);
}

/* y of every post: against its neighbours, and less what its type explains. */
static double *ratios_of(struct arena *a, const struct best_time_post *posts, size_t count)
{
	double *y = arena_new_n(a, double, count);
	struct sums types[BEST_TIME_TYPES_MAX] = { 0 };

	for (size_t i = 0; i < count; i++) {
		y[i] = log(((double)posts[i].interactions + 1) /
			   (median_around(posts, count, i) + 1));
		add(&types[posts[i].type], y[i]);
	}
	for (size_t i = 0; i < count; i++)
		y[i] -= drawn_mean(&types[posts[i].type], 0);
	return y;
}

struct effects {
	double cell[WEEK_HOURS]; /* as logarithms */
	struct sums sums[WEEK_HOURS];
};

static void set_effects(struct effects *e, const struct best_time_post *posts, size_t count,
			const double *y)
{
	struct sums days[WEEK_DAYS] = { 0 }, hours[DAY_HOURS] = { 0 };

	for (size_t i = 0; i < count; i++) {
		add(&days[posts[i].week_hour / DAY_HOURS], y[i]);
		add(&e->sums[posts[i].week_hour], y[i]);
	}
	for (size_t i = 0; i < count; i++)
		add(&hours[posts[i].week_hour % DAY_HOURS],
		    y[i] - drawn_mean(&days[posts[i].week_hour / DAY_HOURS], 0));
	for (int i = 0; i < WEEK_HOURS; i++)
		e->cell[i] = drawn_mean(&e->sums[i], drawn_mean(&days[i / DAY_HOURS], 0) +
							     drawn_mean(&hours[i % DAY_HOURS], 0));
}

/* Followers in the hour and the next ones, over the mean of the week; 1 where nothing is known. */
static double audience_of(const struct online_week *online, double mean, int at)
{
	double sum = 0;

	for (int i = 0; i < BEST_TIME_HOURS; i++) {
		struct opt_int value = online->cells[(at + i) % WEEK_HOURS].value;

		sum += value.has ? (double)value.value / mean : 1;
	}
	return sum / BEST_TIME_HOURS;
}

static double mean_online(const struct online_week *online)
{
	struct sums all = { 0 };

	for (int i = 0; i < WEEK_HOURS; i++)
		if (online->cells[i].value.has)
			add(&all, (double)online->cells[i].value.value);
	return all.count ? all.sum / (double)all.count : 0;
}

/* The y of the posts in one cell, gathered into `ret`. */
static size_t in_cell(const struct best_time_post *posts, size_t count, const double *y, int cell,
		      double *ret)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		if (posts[i].week_hour == cell)
			ret[found++] = y[i];
	return found;
}

static void set_interval(struct best_time_cell *cell, const double *y, size_t count,
			 struct rng_seeded *rng)
{
	double means[RESAMPLES];

	for (int i = 0; i < RESAMPLES; i++) {
		double sum = 0;

		for (size_t n = 0; n < count; n++)
			sum += y[rng_seeded_below(rng, count)];
		means[i] = sum / (double)count;
	}
	qsort(means, RESAMPLES, sizeof(means[0]), by_double);
	cell->low = OPT_DOUBLE(exp(means[LOW_AT]));
	cell->high = OPT_DOUBLE(exp(means[HIGH_AT]));
}

static void rank(struct best_time *ret)
{
	for (int i = 0; i < WEEK_HOURS; i++) {
		int place = 0;

		for (int other = 0; other < WEEK_HOURS; other++)
			place += ret->cells[other].score > ret->cells[i].score ||
				 (ret->cells[other].score == ret->cells[i].score && other < i);
		ret->best[place] = i;
	}
}

void best_time(struct arena *a, const struct best_time_post *posts, size_t count,
	       const struct online_week *online, struct rng_seeded *rng, struct best_time *ret)
{
	double mean = mean_online(online);
	double *y = ratios_of(a, posts, count);
	double *cell_y = arena_new_n(a, double, count);
	struct effects effects = { .cell = { 0 } };

	set_effects(&effects, posts, count, y);
	*ret = (struct best_time){ .posts = (int64_t)count, .has_audience = mean > 0 };
	for (int i = 0; i < WEEK_HOURS; i++) {
		struct best_time_cell *cell = &ret->cells[i];

		cell->posts = effects.sums[i].count;
		cell->audience = ret->has_audience ? audience_of(online, mean, i) : 1;
		cell->effect = exp(effects.cell[i]);
		cell->score = cell->audience * cell->effect;
		if (cell->posts >= BEST_TIME_SURE_FROM)
			set_interval(cell, cell_y, in_cell(posts, count, y, i, cell_y), rng);
	}
	rank(ret);
}
