#include "graphsim/world/page_days.h"

#include "base/clock.h"
#include "graphsim/world/account.h"
#include "graphsim/world/mix.h"
#include "graphsim/world/pacific.h"
#include "graphsim/world/world.h"

/* Of a Page's followers: new ones a day, and those who leave. */
#define GAIN_SHARE 0.0011
#define LOSS_SHARE 0.0006

static const double visits_on_weekday[7] = { 1.14, 0.88, 0.92, 0.97, 1.0, 1.06, 1.18 };

static int64_t by_chance(struct draws *d, double mean)
{
	return (int64_t)(mean + draw_unit(d));
}

static void draw_follows(const struct world *w, const struct page *p, int64_t day,
			 int64_t *ret_gained, int64_t *ret_lost)
{
	struct draws d = draws_of(w->config.seed, MIX_PAGE_FOLLOWS, p->index, (uint64_t)day);

	*ret_gained = by_chance(&d, p->fans * GAIN_SHARE * draw_around_one(&d, 0.5));
	*ret_lost = by_chance(&d, p->fans * LOSS_SHARE * draw_around_one(&d, 0.5));
}

/* From the reference day, whose end the cast knows, to the end of `day`. */
static int64_t follows_at_end(const struct world *w, const struct page *p, int64_t day)
{
	int64_t follows = p->fans;
	int64_t gained, lost;

	for (int64_t d = REFERENCE_DAY + 1; d <= day; d++) {
		draw_follows(w, p, d, &gained, &lost);
		follows += gained - lost;
	}
	for (int64_t d = REFERENCE_DAY; d > day; d--) {
		draw_follows(w, p, d, &gained, &lost);
		follows -= gained - lost;
	}
	return follows > 0 ? follows : 0;
}

static void draw_reactions(struct draws *d, struct page_day *day)
{
	static const double share[PAGE_REACTION_COUNT] = { 0.74, 0.16, 0.02, 0.06, 0.012, 0.008 };
	double reactions = (double)day->engagements * 0.45;

	for (int r = 0; r < PAGE_REACTION_COUNT; r++)
		day->reactions[r] = by_chance(d, reactions * share[r] * draw_around_one(d, 0.3));
}

void page_day_read(const struct world *w, const struct page *p, int64_t day, struct page_day *ret)
{
	struct draws d = draws_of(w->config.seed, MIX_PAGE_DAY, p->index, (uint64_t)day);
	double visits = p->fans * 0.3 * visits_on_weekday[weekday_of_day(day)];

	*ret = (struct page_day){ .media_views = by_chance(&d, visits * draw_around_one(&d, 0.5)) };
	double views = (double)ret->media_views;
	ret->media_viewers = (int64_t)(views * draw_between(&d, 0.5, 0.65));
	ret->ad_views = (int64_t)(views * draw_between(&d, 0, 0.12));
	ret->follower_views = (int64_t)(views * draw_between(&d, 0.4, 0.6));
	ret->engagements = by_chance(&d, views * 0.045 * draw_around_one(&d, 0.4));
	ret->page_views = by_chance(&d, visits * 0.03 * draw_around_one(&d, 0.4));
	ret->actions = by_chance(&d, (double)ret->page_views * 0.06 * draw_around_one(&d, 0.6));
	ret->video_views = by_chance(&d, views * 0.21 * draw_around_one(&d, 0.3));
	ret->video_ms = ret->video_views * (int64_t)draw_between(&d, 5200, 9800);
	draw_reactions(&d, ret);
	draw_follows(w, p, day, &ret->gained, &ret->lost);
	ret->follows = follows_at_end(w, p, day);
}

int64_t page_follows_at(const struct world *w, const struct page *p, int64_t now_s)
{
	int64_t today = pacific_day(now_s);
	int64_t begin_s = pacific_day_start_s(today);
	int64_t whole_s = pacific_day_start_s(today + 1) - begin_s;
	int64_t gained, lost;

	draw_follows(w, p, today, &gained, &lost);
	return follows_at_end(w, p, today - 1) + (gained - lost) * (now_s - begin_s) / whole_s;
}
