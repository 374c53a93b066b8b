#include "graphsim/world/account_days.h"

#include <assert.h>

#include "base/arena.h"
#include "base/clock.h"
#include "graphsim/world/media_gen.h"
#include "graphsim/world/mix.h"
#include "graphsim/world/pacific.h"

/* After that long nothing worth counting happens to a post. */
#define ATTENTION_S (60 * (int64_t)DAY_S)

static const double follows_on_weekday[7] = { 1.15, 0.9, 0.92, 0.95, 0.98, 1.02, 1.2 };

static unsigned round_by_chance(struct draws *d, double x)
{
	return x <= 0 ? 0 : (unsigned)(x + draw_unit(d));
}

static void add_media(struct day *day, const struct media *m, int64_t begin_s, int64_t end_s)
{
	enum product product = media_product(m);

	for (int r = 0; r < REACTION_COUNT; r++) {
		int64_t before = media_count_of(m, (enum reaction)r, begin_s);
		int64_t after = media_count_of(m, (enum reaction)r, end_s);

		day->by_product[r][product] += (unsigned)(after - before);
	}
}

/* `list` is in order of time. */
static void add_list(struct day *day, const struct media *list, size_t count, int64_t begin_s,
		     int64_t end_s)
{
	for (size_t i = count; i-- > 0;) {
		if (list[i].posted_s >= end_s)
			continue;
		if (list[i].posted_s < begin_s - ATTENTION_S)
			return;
		add_media(day, &list[i], begin_s, end_s);
	}
}

static unsigned sum_of(const unsigned by_product[PRODUCT_COUNT])
{
	unsigned sum = 0;

	for (int p = 0; p < PRODUCT_COUNT; p++)
		sum += by_product[p];
	return sum;
}

static void draw_profile(struct day *day, struct draws *d, double trend)
{
	unsigned interactions = 0;

	for (int r = REACTION_LIKES; r <= REACTION_REPOSTS; r++)
		interactions += sum_of(day->by_product[r]);
	day->reach = round_by_chance(d, 0.78 * sum_of(day->by_product[REACTION_REACH]) +
						trend * 0.012 * draw_around_one(d, 0.4));
	day->engaged = round_by_chance(d, interactions * 0.83);
	if (day->engaged > day->reach)
		day->engaged = day->reach;
	day->profile_views = sum_of(day->by_product[REACTION_PROFILE_VISITS]) +
			     round_by_chance(d, trend * 0.0035 * draw_around_one(d, 0.35));
	day->website_clicks =
		round_by_chance(d, day->profile_views * 0.045 * draw_around_one(d, 0.5));

	static const double share[CONTACT_COUNT] = { 0.002, 0.006, 0.01, 0.003, 0, 0.014, 0.001 };
	for (int c = 0; c < CONTACT_COUNT; c++)
		day->contacts[c] =
			round_by_chance(d, day->profile_views * share[c] * draw_around_one(d, 0.6));
}

static void draw_followers(struct day *day, const struct account *a, struct draws *d,
			   int64_t number, double trend)
{
	const struct cast_account *cast = a->cast;
	double wanted = (double)cast->followers * cast->growth_percent / 100.0 / cast->active_days;
	double churn = trend * 0.0005;
	double weekday = follows_on_weekday[weekday_of_day(number)];

	day->gained = sum_of(day->by_product[REACTION_FOLLOWS]) +
		      round_by_chance(d, (wanted + churn) * weekday * draw_around_one(d, 0.35));
	day->lost = round_by_chance(d, churn * draw_around_one(d, 0.5));
}

static void make_day(struct account *a, int64_t number, struct day *day)
{
	struct draws d = draws_of(a->seed, MIX_DAY, a->index, (uint64_t)number);
	int64_t begin_s = pacific_day_start_s(number);
	int64_t end_s = pacific_day_start_s(number + 1);
	double trend = account_trend(a, number);

	*day = (struct day){ 0 };
	add_list(day, a->media, a->media_count, begin_s, end_s);
	add_list(day, a->stories, a->story_count, begin_s, end_s);
	draw_profile(day, &d, trend);
	draw_followers(day, a, &d, number, trend);
}

/* The cast says how many there are at the end of the reference day; count from there. */
static void anchor_followers(struct account *a)
{
	int64_t now = a->cast->followers;
	size_t at = (size_t)(REFERENCE_DAY - a->first_day);

	assert(at < a->day_count);
	for (size_t i = at + 1; i-- > 0;) {
		a->days[i].followers = now;
		now -= (int64_t)a->days[i].gained - a->days[i].lost;
	}
	for (size_t i = at + 1; i < a->day_count; i++)
		a->days[i].followers =
			a->days[i - 1].followers + a->days[i].gained - a->days[i].lost;
}

void account_days_extend(struct account *a, int64_t end_day)
{
	bool is_first = a->day_count == 0;
	size_t wanted = (size_t)(end_day - a->first_day);

	if (wanted <= a->day_count)
		return;
	if (wanted > a->day_room) {
		a->day_room = wanted + 64;
		a->days = realloc(a->days, a->day_room * sizeof(*a->days));
		if (!a->days)
			abort();
	}
	while (a->day_count < wanted) {
		struct day *day = &a->days[a->day_count];

		make_day(a, a->first_day + (int64_t)a->day_count, day);
		if (!is_first)
			day->followers = day[-1].followers + day->gained - day->lost;
		a->day_count++;
	}
	if (is_first)
		anchor_followers(a);
}
