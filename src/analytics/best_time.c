#include "analytics/best_time.h"

#include <math.h>
#include <string.h>

#include "base/cleanup.h"

#define RESAMPLES 200
#define LOW_AT (RESAMPLES / 10) /* an interval of 80 percent */
#define HIGH_AT (RESAMPLES - 1 - RESAMPLES / 10)

/* ---- medians of neighbours ---------------------------------------------------------------------
 */

/* A post's interactions and its neighbours', in order of size; moved along, not sorted afresh. */
struct around {
	int64_t sorted[2 * BEST_TIME_NEIGHBOURS + 1];
	size_t count;
};

/* Where `value` stands, or would. */
static size_t place_of(const struct around *w, int64_t value)
{
	size_t at = 0;

	while (at < w->count && w->sorted[at] < value)
		at++;
	return at;
}

static void put_in(struct around *w, int64_t value)
{
	size_t at = place_of(w, value);

	memmove(&w->sorted[at + 1], &w->sorted[at], (w->count - at) * sizeof(value));
	w->sorted[at] = value;
	w->count++;
}

static void take_out(struct around *w, int64_t value)
{
	size_t at = place_of(w, value);

	w->count--;
	memmove(&w->sorted[at], &w->sorted[at + 1], (w->count - at) * sizeof(value));
}

/* Of all but `own`, which is one of them; alone, it is its own neighbour. */
static double median_without(const struct around *w, int64_t own)
{
	size_t own_at = place_of(w, own);
	size_t others = w->count - 1;
	size_t high = others / 2;

	if (others == 0)
		return (double)own;
	int64_t above = w->sorted[high < own_at ? high : high + 1];
	if (others % 2)
		return (double)above;
	return (double)(w->sorted[high - 1 < own_at ? high - 1 : high] + above) / 2;
}

/* ---- effects -----------------------------------------------------------------------------------
 */

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
	struct around window = { .count = 0 };

	for (size_t i = 0; i < count && i < BEST_TIME_NEIGHBOURS; i++)
		put_in(&window, posts[i].interactions);
	for (size_t i = 0; i < count; i++) {
		if (i > BEST_TIME_NEIGHBOURS)
			take_out(&window, posts[i - BEST_TIME_NEIGHBOURS - 1].interactions);
		if (i + BEST_TIME_NEIGHBOURS < count)
			put_in(&window, posts[i + BEST_TIME_NEIGHBOURS].interactions);
		y[i] = log(((double)posts[i].interactions + 1) /
			   (median_without(&window, posts[i].interactions) + 1));
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

/* ---- how sure a cell is ------------------------------------------------------------------------
 */

/* The y of the posts, those of one cell together: cell i begins at ret_from[i]. */
static const double *by_cell(struct arena *a, const struct best_time_post *posts, size_t count,
			     const double *y, size_t ret_from[WEEK_HOURS + 1])
{
	double *sorted = arena_new_n(a, double, count);
	size_t next[WEEK_HOURS];

	memset(ret_from, 0, (WEEK_HOURS + 1) * sizeof(*ret_from));
	for (size_t i = 0; i < count; i++)
		ret_from[posts[i].week_hour + 1]++;
	for (int i = 0; i < WEEK_HOURS; i++) {
		ret_from[i + 1] += ret_from[i];
		next[i] = ret_from[i];
	}
	for (size_t i = 0; i < count; i++)
		sorted[next[posts[i].week_hour]++] = y[i];
	return sorted;
}

/* The value that would stand at `n` if they were sorted (Hoare's FIND, 1961). */
static double nth(double values[RESAMPLES], int n)
{
	int from = 0, to = RESAMPLES - 1;

	while (from < to) {
		double pivot = values[n];
		int left = from, right = to;

		while (left <= right) {
			while (values[left] < pivot)
				left++;
			while (pivot < values[right])
				right--;
			if (left > right)
				break;
			double swapped = values[left];
			values[left++] = values[right];
			values[right--] = swapped;
		}
		if (right < n)
			from = left;
		if (n < left)
			to = right;
	}
	return values[n];
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
	cell->low = OPT_DOUBLE(exp(nth(means, LOW_AT)));
	cell->high = OPT_DOUBLE(exp(nth(means, HIGH_AT)));
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
	struct effects effects = { .cell = { 0 } };
	size_t from[WEEK_HOURS + 1];
	const double *cell_y = by_cell(a, posts, count, y, from);

	set_effects(&effects, posts, count, y);
	*ret = (struct best_time){ .posts = (int64_t)count, .has_audience = mean > 0 };
	for (int i = 0; i < WEEK_HOURS; i++) {
		struct best_time_cell *cell = &ret->cells[i];

		cell->posts = effects.sums[i].count;
		cell->audience = ret->has_audience ? audience_of(online, mean, i) : 1;
		cell->effect = exp(effects.cell[i]);
		cell->score = cell->audience * cell->effect;
		if (cell->posts >= BEST_TIME_SURE_FROM)
			set_interval(cell, cell_y + from[i], from[i + 1] - from[i], rng);
	}
	rank(ret);
}
