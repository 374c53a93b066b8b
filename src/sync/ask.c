#include "sync/ask.h"

#include "base/limits.h"

#define UNSETTLED_DAYS 3
#define REPAIR_DAYS 28
#define ROWS_MAX 12000 /* of one batch of answers */

void ask_add(struct questions *q, struct question question)
{
	if (q->count < QUESTIONS_MAX && question.metrics.len &&
	    question.from_day <= question.to_day)
		*arena_push(q->arena, q) = question;
}

void ask_add_series(struct questions *q, struct question series, int64_t window_days)
{
	for (int64_t day = series.from_day; day <= series.to_day; day += window_days) {
		struct question part = series;
		part.from_day = day;
		if (day + window_days - 1 < series.to_day)
			part.to_day = day + window_days - 1;
		ask_add(q, part);
	}
}

void ask_choose_days(const struct run *r, const struct insight_day_rows *stored,
		     struct ask_days *days)
{
	int64_t newest = days->oldest - 1;

	for (int64_t day = days->oldest; day <= days->last; day++)
		days->wanted[day - days->oldest] = true;
	for (size_t i = 0; i < stored->count; i++) {
		int64_t day = tz_day(r->sync->pacific, stored->at[i].end_s - 1);
		if (day < days->oldest || day > days->last)
			continue;
		days->wanted[day - days->oldest] = false;
		newest = day > newest ? day : newest;
	}
	/* An old hole is one that Meta will not fill, unless the run before was cut short. */
	for (int64_t day = days->oldest; !r->step->was_cut && day < newest - REPAIR_DAYS; day++)
		days->wanted[day - days->oldest] = false;
	for (int64_t day = days->last + 1 - UNSETTLED_DAYS; day <= days->last; day++) {
		if (day >= days->oldest)
			days->wanted[day - days->oldest] = true;
	}
}

/* ---- asking -----------------------------------------------------------------------------------
 */

struct asking {
	struct run *run;
	const struct inquiry *inquiry;
	const struct question *question; /* whose answer is being read */
	struct questions *again;
	struct insight_day_rows rows;
};

static struct graph_query query_of(struct run *r, const struct inquiry *inquiry,
				   const struct question *question)
{
	struct param *params = arena_new_n(r->page, struct param, 5);
	size_t count = 0;

	params[count++] = (struct param){ STR("metric"), question->metrics };
	params[count++] = (struct param){ STR("period"), STR("day") };
	if (question->form == GRAPH_TOTAL_VALUE)
		params[count++] = (struct param){ STR("metric_type"), STR("total_value") };
	params[count++] =
		(struct param){ STR("since"),
				str_fmt(r->page, "%lld",
					(long long)run_pacific_start(r, question->from_day)) };
	params[count++] =
		(struct param){ STR("until"),
				str_fmt(r->page, "%lld",
					(long long)run_pacific_start(r, question->to_day + 1)) };
	return (struct graph_query){
		.endpoint = inquiry->endpoint,
		.id = inquiry->id,
		.params = params,
		.param_count = count,
	};
}

static void add_value(void *ctx, const struct graph_value *v)
{
	struct asking *a = ctx;
	struct run *r = a->run;
	const struct graph_metric *m = graph_metric_find(v->metric, a->inquiry->level);
	struct str dimension = v->dimension[0].at ? v->dimension[0] : STR("");
	int64_t end_s = v->end_time_s;

	if (!m || !m->series || a->rows.count == ROWS_MAX)
		return;
	if (dimension.len && !a->inquiry->keeps_dimensions)
		return;
	/* A total says nothing about time: it belongs to the one day that was asked. */
	if (!end_s && a->question->form == GRAPH_TOTAL_VALUE)
		end_s = run_pacific_start(r, a->question->to_day + 1);
	/* A day that is not over yet would be a number too small. */
	if (!end_s || end_s > r->now_s)
		return;
	*arena_push(r->page, &a->rows) = (struct insight_day_row){
		.metric = str_of(m->series),
		.period = STR("day"),
		.dimension = dimension,
		.end_s = end_s,
		.day = run_local_day(r, end_s),
		.value = OPT_INT(v->value),
		.updated_s = r->now_s,
	};
}

static bool write_rows(struct db_tx *tx, void *arg, struct err *err)
{
	const struct asking *a = arg;
	return a->inquiry->put(tx, a->run, &a->rows, err);
}

/* ---- rounds -----------------------------------------------------------------------------------
 */

/*
 * What is to be done about a refused question: forget the metrics Meta names and ask again; when it
 * names none, ask for each metric alone, so that one bad one does not cost the others.
 */
static bool ask_otherwise(struct asking *a, const struct graph_error *ge, struct err *err)
{
	struct run *r = a->run;
	const struct question *refused = a->question;
	struct str named = graph_error_metrics(r->page, ge, refused->metrics);
	struct question kept = *refused;
	size_t forgotten;
	bool is_one = str_find_char(refused->metrics, ',') == refused->metrics.len;

	if (is_one) {
		step_refused(r, STEP_PARTIAL, refused->metrics, ge);
		/* Another complaint, about the dates say, is no reason to give the metric up. */
		if (!named.len && !str_contains(str_of(ge->message), STR("valid insights metric")))
			return true;
		named = refused->metrics;
	}
	if (!run_refuse(r, a->inquiry->group, named, ge, &forgotten, err))
		return false;
	kept.metrics = STR("");
	for (struct str rest = refused->metrics; rest.len;) {
		struct question alone = *refused;
		alone.metrics = str_cut(&rest, ',');
		if (run_is_refused(r, a->inquiry->group, alone.metrics))
			continue;
		if (named.len)
			kept.metrics = str_fmt(r->arena, "%.*s%s%.*s", STR_ARG(kept.metrics),
					       kept.metrics.len ? "," : "", STR_ARG(alone.metrics));
		else
			ask_add(a->again, alone);
	}
	ask_add(a->again, kept);
	return true;
}

/* The token's own death has a subcode; this is its kind that is wrong. */
static bool is_wrong_kind_of_token(const struct asking *a, const struct graph_reply *reply)
{
	return a->inquiry->wants_page_token && !reply->json &&
	       reply->error.class == GRAPH_CLASS_TOKEN_EXPIRED && !reply->error.subcode;
}

static bool read_reply(struct asking *a, const struct graph_reply *reply, struct err *err)
{
	struct run *r = a->run;

	if (is_wrong_kind_of_token(a, reply)) {
		step_refused(r, STEP_SKIPPED, a->inquiry->id, &reply->error);
		return true;
	}
	if (run_ends_with_reply(reply, err))
		return false;
	if (!reply->json) {
		if (reply->error.class == GRAPH_CLASS_PERMANENT)
			return ask_otherwise(a, &reply->error, err);
		step_refused(r, STEP_PARTIAL, a->inquiry->id, &reply->error);
		return true;
	}
	if (graph_insights_each(reply->json, add_value, a) < 0)
		step_trouble(r->step, STEP_PARTIAL, "jawaban Meta tidak dikenal");
	r->step->got++;
	return true;
}

static bool ask_some(struct asking *a, const struct question *questions, size_t count,
		     struct err *err)
{
	struct run *r = a->run;
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];

	arena_reset(r->page);
	a->rows = (struct insight_day_rows){ .count = 0 };
	for (size_t i = 0; i < count; i++)
		queries[i] = query_of(r, a->inquiry, &questions[i]);
	if (!graph_batch(a->inquiry->caller, r->page, queries, count, replies, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		a->question = &questions[i];
		if (!read_reply(a, &replies[i], err))
			return false;
	}
	r->result.values += (int64_t)a->rows.count;
	return !a->rows.count || store_write(r->sync->config.store, write_rows, a, err);
}

bool ask_all(struct run *r, const struct inquiry *inquiry, struct questions *now, struct err *err)
{
	struct questions refused = { .arena = r->arena }, *again = &refused;
	struct asking asking = { .run = r, .inquiry = inquiry };

	r->step->state = STEP_DONE;
	r->step->total = OPT_INT((int64_t)now->count);
	/* Every round either stores or forgets at least one metric. */
	for (int round = 0; now->count && round < REFUSED_MAX; round++) {
		again->count = 0;
		asking.again = again;
		for (size_t i = 0; i < now->count; i += LIMIT_GRAPH_BATCH) {
			size_t left = now->count - i;
			size_t n = left < LIMIT_GRAPH_BATCH ? left : LIMIT_GRAPH_BATCH;
			if (run_should_stop(r, err) || !ask_some(&asking, now->at + i, n, err))
				return false;
		}
		struct questions *asked = now;
		now = again;
		again = asked;
	}
	return true;
}
