/*
 * The Facebook Page behind the account: its day series, all metrics in one question of up to 90
 * days. Meta answers with nothing at all when read_insights is missing or the Page is too small;
 * that is no error, and no zero.
 */
#include "store/page_days.h"
#include "sync/ask.h"

#define WINDOW_DAYS 90 /* Meta's limit is 93 */
#define UNSETTLED_DAYS 3

static bool first_day(struct run *r, int64_t *ret, struct err *err)
{
	int64_t last = run_pacific_last(r);
	int64_t oldest = last + 1 - r->sync->config.history_days;
	struct opt_int newest_s;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(r->sync->config.store, &tx, err) ||
	    !page_days_newest(tx, r->account_id, r->page_id, &newest_s, err))
		return false;
	*ret = oldest;
	if (newest_s.has)
		*ret = tz_day(r->sync->pacific, newest_s.value - 1) + 1 - UNSETTLED_DAYS;
	*ret = *ret < oldest ? oldest : *ret;
	int64_t settled = last + 1 - UNSETTLED_DAYS;
	*ret = *ret > settled ? settled : *ret;
	return true;
}

static bool put_days(struct db_tx *tx, const struct run *r, const struct insight_day_rows *rows,
		     struct err *err)
{
	return page_days_put(tx, r->account_id, r->page_id, rows, err);
}

bool step_page(struct run *r, struct err *err)
{
	struct questions now = { .arena = r->arena };
	struct graph_caller caller = r->caller;
	const struct inquiry inquiry = {
		.endpoint = GRAPH_PAGE_INSIGHTS,
		.id = r->page_id,
		.level = GRAPH_OF_PAGE,
		.group = "page",
		.keeps_dimensions = true,
		.wants_page_token = true,
		.caller = &caller,
		.put = put_days,
	};
	int64_t first;
	int64_t before = r->result.values;

	run_say(r, "Mengambil insight Page");
	if (!r->page_id.len) {
		step_trouble(r->step, STEP_SKIPPED, "Page tidak diketahui");
		return true;
	}
	if (!first_day(r, &first, err))
		return false;
	const struct question all = {
		.metrics = run_metrics(r, r->arena, GRAPH_OF_PAGE, GRAPH_TIME_SERIES, "page"),
		.form = GRAPH_TIME_SERIES,
		.from_day = first,
		.to_day = run_pacific_last(r),
	};
	ask_add_series(&now, all, WINDOW_DAYS);
	caller.account_id = r->page_id; /* a Page has an allowance of its own */
	bool ok = ask_all(r, &inquiry, &now, err);
	r->caller.http_calls = caller.http_calls;
	r->caller.trouble = caller.trouble;
	if (!ok && err->code == ERR_GRAPH_BUSY) {
		/* The Page's own limit: the rest need not wait for it. */
		step_trouble(r->step, STEP_PARTIAL, "%s", err->cause);
		ok = true;
	}
	if (ok && r->result.values == before)
		step_trouble(
			r->step, r->step->state,
			"Meta tidak memberi angka (read_insights, atau Page di bawah 100 suka)");
	return ok;
}
