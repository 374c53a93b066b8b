/* From a series to posts: which days are due to become posts, and making them, each once. */
#include "planning/series_impl.h"

#include "base/tz.h"

#define DAY_S INT64_C(86400)
#define YEAR_DAYS 365 /* no post is planned further ahead (when.h) */
/* Days that were made further ahead were made by a clock that ran ahead. */
#define SANE_DAYS (YEAR_DAYS + SERIES_AHEAD_DAYS)
#define AT_ONCE_MAX (SERIES_AHEAD_DAYS + 2)

struct recur series_rule(const struct post_series_row *s)
{
	struct recur rule = {
		.every = RECUR_DAY,
		.interval = (int)s->every_n,
		.weekdays = (unsigned)s->weekdays,
		.first_day = s->first_day,
		.until_day = s->until_day,
		.count = s->occurrences,
	};

	if (str_eq(s->every, STR("week")))
		rule.every = RECUR_WEEK;
	if (str_eq(s->every, STR("month")))
		rule.every = RECUR_MONTH;
	return rule;
}

struct str series_wall_time(struct arena *a, const struct post_series_row *s, int64_t day)
{
	struct str text = day_text(a, day);
	long long second = s->second_of_day;

	text = str_fmt(a, "%.*sT%02lld:%02lld", STR_ARG(text), second / 3600, second / 60 % 60);
	return second % 60 ? str_fmt(a, "%.*s:%02lld", STR_ARG(text), second % 60) : text;
}

/* One day's post, checked as any other. */
static bool prepare_one(struct making *m, int64_t day, struct err *err)
{
	struct occurrence *o = &m->at[m->count];

	*o = (struct occurrence){ .day = day, .plan = m->content };
	o->plan.time = PLAN_AT;
	o->plan.publish_at = series_wall_time(m->a, &m->series, day);
	o->plan.time_zone = m->series.time_zone;
	o->plan.idempotency_key = STR_NONE;
	o->writing = (struct writing){ .p = m->p, .a = m->a, .who = &m->who, .plan = &o->plan };
	m->count++;
	return post_plan_read(m->p, m->a, &m->who, &o->plan, &o->writing.checked, err);
}

/*
 * Days from today on, up to the horizon. When nothing lies ahead any more, the next one is made
 * however far it is.
 */
bool series_prepare(struct making *m, struct err *err)
{
	cleanup(tz_freep) struct tz *zone = NULL;
	const struct recur rule = series_rule(&m->series);
	int64_t now_s = clock_now_s(m->p->config.clock);

	if (!tz_load(m->series.time_zone, &zone, err))
		return false;
	int64_t today = tz_day(zone, now_s), ahead = m->series.ahead_day;
	if (ahead > today + SANE_DAYS)
		ahead = today - 1;
	int64_t from = ahead < today ? today : ahead + 1;
	m->at = arena_new_n(m->a, struct occurrence, AT_ONCE_MAX);
	m->count = 0;
	m->ahead_day = ahead;
	for (int64_t day; m->count < AT_ONCE_MAX && recur_next(&rule, from, &day); from = day + 1) {
		int64_t at_s = tz_instant_s(zone, day * DAY_S + m->series.second_of_day);
		if (at_s < now_s)
			continue;
		bool lies_ahead = m->count > 0 || ahead >= today;
		if (day > today + (lies_ahead ? SERIES_AHEAD_DAYS : YEAR_DAYS))
			break;
		if (!prepare_one(m, day, err))
			return false;
		m->ahead_day = day;
	}
	return true;
}

bool series_make(struct db_tx *tx, struct making *m, struct err *err)
{
	m->first_post_id = 0;
	for (size_t i = 0; i < m->count; i++) {
		struct occurrence *o = &m->at[i];
		bool added;
		if (!post_occurrences_add(tx, m->series.id, o->day, &added, err))
			return false;
		if (!added)
			continue;
		if (!post_plan_write(tx, &o->writing, err) ||
		    !post_occurrences_bind(tx, m->series.id, o->day, o->writing.post_id, err))
			return false;
		if (!m->first_post_id)
			m->first_post_id = o->writing.post_id;
	}
	return true;
}
