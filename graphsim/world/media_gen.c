#include "graphsim/world/media_gen.h"

#include "base/clock.h"
#include "graphsim/world/mix.h"

/* Sunday first: weekends are for eating out, Mondays are slow. */
static const double posts_on_weekday[7] = { 0.95, 0.75, 1.0, 1.05, 1.1, 1.25, 0.9 };
static const double reach_on_weekday[7] = { 1.12, 0.86, 0.92, 0.96, 1.0, 1.08, 1.16 };

/* Jakarta hours people post at, and how well a post does then. */
static const struct {
	int hour;
	double reach;
} slots[] = {
	{ 7, 0.92 },  { 9, 0.88 },  { 11, 1.02 }, { 12, 1.1 }, { 15, 0.9 },
	{ 17, 1.05 }, { 18, 1.15 }, { 19, 1.24 }, { 20, 1.2 }, { 21, 1.02 },
};
#define SLOT_COUNT (sizeof(slots) / sizeof(slots[0]))

double account_trend(const struct account *a, int64_t day)
{
	double begin = (double)a->cast->followers * (100 - a->cast->growth_percent) / 100.0;
	double per_day = ((double)a->cast->followers - begin) / a->cast->active_days;
	double trend = a->cast->followers + per_day * (double)(day - REFERENCE_DAY);

	return trend > begin ? trend : begin;
}

/* floor(x) or floor(x) + 1, so that the mean is x. */
static unsigned round_by_chance(struct draws *d, double x)
{
	return x <= 0 ? 0 : (unsigned)(x + draw_unit(d));
}

static enum media_kind draw_kind(struct draws *d)
{
	uint64_t n = draw_below(d, 100);

	if (n < 38)
		return MEDIA_IMAGE;
	return n < 70 ? MEDIA_REEL : MEDIA_ALBUM;
}

static double reach_of_kind(enum media_kind kind)
{
	switch (kind) {
	case MEDIA_REEL:
		return 0.52;
	case MEDIA_ALBUM:
		return 0.3;
	case MEDIA_STORY_IMAGE:
	case MEDIA_STORY_VIDEO:
		return 0.06;
	case MEDIA_IMAGE:
	default:
		return 0.24;
	}
}

static unsigned part_of(struct draws *d, unsigned whole, double permille, double spread)
{
	return round_by_chance(d, whole * permille / 1000.0 * draw_around_one(d, spread));
}

/* Likes, saves and the rest follow from how many people were reached. */
static void draw_totals(struct media *m, const struct account *a, struct draws *d, double reach)
{
	unsigned *t = m->total;
	bool is_reel = m->kind == MEDIA_REEL;
	unsigned reached = round_by_chance(d, reach);

	t[REACTION_REACH] = reached;
	t[REACTION_VIEWS] = reached + part_of(d, reached, is_reel ? 620 : 380, 0.3);
	t[REACTION_LIKES] = part_of(d, reached, a->cast->likes_permille, 0.35);
	t[REACTION_COMMENTS] = part_of(d, t[REACTION_LIKES], 22, 0.6);
	t[REACTION_SAVES] = part_of(d, t[REACTION_LIKES], is_reel ? 85 : 120, 0.5);
	t[REACTION_SHARES] = part_of(d, t[REACTION_LIKES], is_reel ? 110 : 60, 0.5);
	t[REACTION_REPOSTS] = part_of(d, t[REACTION_LIKES], 9, 0.6);
	t[REACTION_FOLLOWS] = part_of(d, reached, m->is_viral ? 1.6 : 0.4, 0.5);
	t[REACTION_PROFILE_VISITS] = part_of(d, reached, 11, 0.5);
	if (t[REACTION_COMMENTS] > 4000)
		t[REACTION_COMMENTS] = 4000;
	if (m->is_closed_to_comments)
		t[REACTION_COMMENTS] = 0;
}

static void draw_habits(struct media *m, struct draws *d)
{
	m->is_viral = draw_below(d, 1000) < 22;
	m->hides_likes = draw_below(d, 1000) < 30;
	m->is_copyrighted = m->kind == MEDIA_REEL && draw_below(d, 1000) < 25;
	m->has_no_caption = draw_below(d, 1000) < 20;
	m->is_crossposted = draw_below(d, 100) < 40;
	m->is_shared_to_feed = m->kind == MEDIA_REEL && draw_below(d, 100) < 85;
	m->is_closed_to_comments = draw_below(d, 1000) < 8;
	m->child_count = m->kind == MEDIA_ALBUM ? 2 + (unsigned)draw_below(d, 7) : 0;
	m->watch_ms = m->kind == MEDIA_REEL ? 3200 + (unsigned)draw_below(d, 9800) : 0;
	m->skip_permille = 220 + (unsigned)draw_below(d, 400);
	m->pace_s = draw_between(d, 9, 26) * HOUR_S;
}

static void draw_post(struct media *m, const struct account *a, int64_t day, size_t slot,
		      struct draws *d)
{
	double reach = account_trend(a, day) * reach_on_weekday[weekday_of_day(day)];

	m->kind = draw_kind(d);
	m->seed = draw(d);
	m->posted_s = day * DAY_S - JAKARTA_OFFSET_S + slots[slot].hour * HOUR_S +
		      (int64_t)draw_below(d, 2900);
	draw_habits(m, d);

	reach *= reach_of_kind(m->kind) * slots[slot].reach;
	/* The square of a flat draw: many ordinary posts, a few good ones. */
	double luck = draw_unit(d);
	reach *= 0.55 + 1.1 * luck * luck;
	if (m->is_viral)
		reach *= draw_between(d, 4, 13);
	draw_totals(m, a, d, reach);
}

size_t media_gen_posts(const struct account *a, int64_t day, struct media ret[MEDIA_PER_DAY_MAX])
{
	struct draws d = draws_of(a->seed, MIX_MEDIA, a->index, (uint64_t)day);
	double wanted = a->cast->posts_per_100_days / 100.0 * posts_on_weekday[weekday_of_day(day)];
	size_t count = round_by_chance(&d, wanted);
	size_t slot = 0;
	size_t made = 0;

	if (day < REFERENCE_DAY - a->cast->active_days)
		return 0;
	if (count > MEDIA_PER_DAY_MAX)
		count = MEDIA_PER_DAY_MAX;
	while (made < count) {
		/* One slot at most per post, and never past the last. */
		size_t room = SLOT_COUNT - slot - (count - made - 1);

		slot += draw_below(&d, room);
		ret[made] = (struct media){ .key = { .kind = SIM_MEDIA,
						     .account = a->index,
						     .day = (unsigned)(day - WORLD_FIRST_DAY),
						     .seq = (unsigned)made } };
		draw_post(&ret[made++], a, day, slot++, &d);
	}
	return made;
}

size_t media_gen_stories(const struct account *a, int64_t day,
			 struct media ret[STORIES_PER_DAY_MAX])
{
	struct draws d = draws_of(a->seed, MIX_STORY, a->index, (uint64_t)day);
	size_t count = a->cast->posts_per_100_days > 20 ? draw_below(&d, STORIES_PER_DAY_MAX + 1)
							: draw_below(&d, 2);

	if (day < REFERENCE_DAY - a->cast->active_days)
		return 0;
	for (size_t i = 0; i < count; i++) {
		struct media *m = &ret[i];
		double reach = account_trend(a, day) * draw_around_one(&d, 0.4);

		*m = (struct media){ .key = { .kind = SIM_STORY,
					      .account = a->index,
					      .day = (unsigned)(day - WORLD_FIRST_DAY),
					      .seq = (unsigned)i } };
		m->kind = draw_below(&d, 2) ? MEDIA_STORY_IMAGE : MEDIA_STORY_VIDEO;
		m->seed = draw(&d);
		m->posted_s = day * DAY_S - JAKARTA_OFFSET_S + (7 + 4 * (int64_t)i) * HOUR_S +
			      (int64_t)draw_below(&d, 3 * HOUR_S);
		m->pace_s = 3 * HOUR_S;
		draw_totals(m, a, &d, reach * reach_of_kind(m->kind));
		/* Stories are answered more than liked, and cannot be saved or commented on. */
		m->total[REACTION_COMMENTS] = m->total[REACTION_SAVES] = 0;
		m->total[REACTION_REPLIES] = m->total[REACTION_LIKES] / 18;
		m->total[REACTION_LIKES] /= 6;
	}
	return count;
}
