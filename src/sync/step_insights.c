/*
 * The account's numbers per day. Reach and new followers come as series, up to 30 days at a time;
 * views and the other totals are one number per asked span, so each day is a question of its own.
 * All questions travel in batches. Meta's days end at Pacific midnight and may still change for two
 * days, so the newest three are asked again every time, and so are days that an earlier run missed.
 */
#include "sync/ask.h"

#define WINDOW_DAYS 29         /* at most 30 * 86,400 s a call, and a day may have 25 hours */
#define FOLLOWER_COUNT_DAYS 29 /* Meta keeps 30, without today */

/* Which days of `series` to ask for; false ends the run. */
static bool choose_days(struct run *r, const char *series, struct ask_days *days, struct err *err)
{
	int64_t last = run_pacific_last(r);
	int64_t oldest = last + 1 - r->sync->config.history_days;
	const struct insight_query stored = { .account_id = r->account_id,
					      .metric = str_of(series),
					      .period = STR("day"),
					      .start_s = run_pacific_start(r, oldest),
					      .end_s = run_pacific_start(r, last + 1) };
	struct insight_day_rows rows;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	*days = (struct ask_days){ .oldest = oldest, .last = last };
	days->wanted = arena_new_n(r->arena, bool, (size_t)(last - oldest + 1));
	if (!store_read(r->sync->config.store, &tx, err) ||
	    !insight_days_list(tx, r->arena, &stored, &rows, err))
		return false;
	ask_choose_days(r, &rows, days);
	return true;
}

static void add_series(struct run *r, struct questions *q, const char *metric, int64_t from,
		       int64_t to)
{
	const struct question series = { str_of(metric), GRAPH_TIME_SERIES, from, to };

	if (!run_is_refused(r, "account", series.metrics))
		ask_add_series(q, series, WINDOW_DAYS);
}

static bool collect_questions(struct run *r, struct questions *q, struct err *err)
{
	struct ask_days reach, totals;

	if (!choose_days(r, "reach", &reach, err) || !choose_days(r, "impressions", &totals, err))
		return false;
	int64_t first = reach.oldest;
	while (first < reach.last && !reach.wanted[first - reach.oldest])
		first++;
	int64_t kept = reach.last + 1 - FOLLOWER_COUNT_DAYS;
	add_series(r, q, "reach", first, reach.last);
	add_series(r, q, "follower_count", first > kept ? first : kept, reach.last);
	struct str metrics = run_metrics(r, r->arena, GRAPH_ACCOUNT, GRAPH_TOTAL_VALUE, "account");
	for (int64_t day = totals.oldest; day <= totals.last; day++) {
		if (totals.wanted[day - totals.oldest])
			ask_add(q, (struct question){ metrics, GRAPH_TOTAL_VALUE, day, day });
	}
	return true;
}

static bool put_days(struct db_tx *tx, const struct run *r, const struct insight_day_rows *rows,
		     struct err *err)
{
	return insight_days_put(tx, r->account_id, rows, err);
}

bool step_insights(struct run *r, struct err *err)
{
	struct questions now = { .arena = r->arena };
	const struct inquiry inquiry = {
		.endpoint = GRAPH_IG_INSIGHTS,
		.id = r->account_id,
		.level = GRAPH_ACCOUNT,
		.group = "account",
		.caller = &r->caller,
		.put = put_days,
	};

	run_say(r, "Mengambil insight akun");
	return collect_questions(r, &now, err) && ask_all(r, &inquiry, &now, err);
}
