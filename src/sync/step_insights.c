/*
 * The account's numbers per day. Reach and new followers come as series, up to 30 days at a time;
 * views and the other totals are one number per asked span, so each day is a question of its own.
 * All questions travel in batches. Meta's days end at Pacific midnight and may still change for two
 * days, so the newest three are asked again every time.
 */
#include "base/limits.h"
#include "store/insights.h"
#include "sync/run.h"

#define WINDOW_DAYS 29 /* at most 30 * 86,400 s a call, and a day may have 25 hours */
#define UNSETTLED_DAYS 3
#define FOLLOWER_COUNT_DAYS 29 /* Meta keeps 30, without today */
#define QUESTIONS_MAX 1024

struct question {
	struct str metrics;
	enum graph_metric_form form;
	int64_t from_day, to_day; /* Pacific, both included */
};

struct questions {
	struct question at[QUESTIONS_MAX];
	size_t count;
};

static void add(struct questions *q, struct question question)
{
	if (q->count < QUESTIONS_MAX && question.metrics.len &&
	    question.from_day <= question.to_day)
		q->at[q->count++] = question;
}

/* The first day that is worth asking: after what is stored, or as far back as we want. */
static bool first_day(struct run *r, const char *series, int64_t *ret, struct err *err)
{
	struct opt_int newest_s;
	int64_t last = run_pacific_last(r);
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(r->sync->config.store, &tx, err) ||
	    !insight_days_newest(tx, r->account_id, str_of(series), STR("day"), &newest_s, err))
		return false;
	int64_t oldest = last + 1 - r->sync->config.history_days;
	int64_t settled = last + 1 - UNSETTLED_DAYS;
	int64_t day = oldest;
	if (newest_s.has)
		day = tz_day(r->sync->pacific, newest_s.value - 1) + 1 - UNSETTLED_DAYS;
	day = day < oldest ? oldest : day;
	*ret = day > settled ? settled : day;
	return true;
}

static void add_series(struct questions *q, struct str metric, int64_t from, int64_t to)
{
	for (int64_t day = from; day <= to; day += WINDOW_DAYS) {
		int64_t end = day + WINDOW_DAYS - 1;
		add(q, (struct question){ metric, GRAPH_TIME_SERIES, day, end < to ? end : to });
	}
}

static bool collect_questions(struct run *r, struct questions *q, struct err *err)
{
	int64_t last = run_pacific_last(r);
	int64_t reach_from, views_from;

	if (!first_day(r, "reach", &reach_from, err) ||
	    !first_day(r, "impressions", &views_from, err))
		return false;
	if (!run_is_refused(r, "account", STR("reach")))
		add_series(q, STR("reach"), reach_from, last);
	int64_t kept = last + 1 - FOLLOWER_COUNT_DAYS;
	if (!run_is_refused(r, "account", STR("follower_count")))
		add_series(q, STR("follower_count"), reach_from > kept ? reach_from : kept, last);
	struct str totals = run_metrics(r, r->arena, GRAPH_ACCOUNT, GRAPH_TOTAL_VALUE, "account");
	for (int64_t day = views_from; day <= last; day++)
		add(q, (struct question){ totals, GRAPH_TOTAL_VALUE, day, day });
	return true;
}

/* ---- asking -----------------------------------------------------------------------------------
 */

static struct graph_query query_of(struct run *r, const struct question *question)
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
		.endpoint = GRAPH_IG_INSIGHTS,
		.id = r->account_id,
		.params = params,
		.param_count = count,
	};
}

/* ---- storing ----------------------------------------------------------------------------------
 */

struct day_values {
	struct run *run;
	const struct question *question;
	struct insight_day_rows rows;
	size_t room;
};

static void add_value(void *ctx, const struct graph_value *v)
{
	struct day_values *d = ctx;
	struct run *r = d->run;
	const struct graph_metric *m = graph_metric_find(v->metric, GRAPH_ACCOUNT);
	int64_t end_s = v->end_time_s;

	if (!m || !m->series || v->dimension[0].at || d->rows.count == d->room)
		return;
	/* A total says nothing about time: it belongs to the one day that was asked. */
	if (!end_s && d->question->form == GRAPH_TOTAL_VALUE)
		end_s = run_pacific_start(r, d->question->to_day + 1);
	/* A day that is not over yet would be a number too small. */
	if (!end_s || end_s > r->now_s)
		return;
	d->rows.at[d->rows.count++] = (struct insight_day_row){
		.metric = str_of(m->series),
		.period = STR("day"),
		.dimension = STR(""),
		.end_s = end_s,
		.day = run_local_day(r, end_s),
		.value = OPT_INT(v->value),
		.updated_s = r->now_s,
	};
}

static bool write_days(struct db_tx *tx, void *arg, struct err *err)
{
	const struct day_values *d = arg;
	return insight_days_put(tx, d->run->account_id, &d->rows, err);
}

/* ---- rounds -----------------------------------------------------------------------------------
 */

/*
 * What is to be done about a refused question: forget the metrics Meta names and ask again; when it
 * names none, ask for each metric alone, so that one bad one does not cost the others.
 */
static bool ask_otherwise(struct run *r, const struct question *refused,
			  const struct graph_error *ge, struct questions *again, struct err *err)
{
	struct str named = graph_error_metrics(r->page, ge, refused->metrics);
	struct str kept = STR("");
	size_t forgotten;
	bool is_one = str_find_char(refused->metrics, ',') == refused->metrics.len;

	if (is_one) {
		step_trouble(r->step, STEP_PARTIAL, "%.*s: %s", STR_ARG(refused->metrics),
			     ge->message);
		/* Another complaint, about the dates say, is no reason to give the metric up. */
		if (!named.len && !str_contains(str_of(ge->message), STR("valid insights metric")))
			return true;
		named = refused->metrics;
	}
	if (!run_refuse(r, "account", named, ge, &forgotten, err))
		return false;
	for (struct str rest = refused->metrics; rest.len;) {
		struct str metric = str_cut(&rest, ',');
		if (run_is_refused(r, "account", metric))
			continue;
		if (named.len)
			kept = str_fmt(r->arena, "%.*s%s%.*s", STR_ARG(kept), kept.len ? "," : "",
				       STR_ARG(metric));
		else
			add(again, (struct question){ metric, refused->form, refused->from_day,
						      refused->to_day });
	}
	add(again, (struct question){ kept, refused->form, refused->from_day, refused->to_day });
	return true;
}

static bool read_reply(struct run *r, const struct question *question,
		       const struct graph_reply *reply, struct day_values *values,
		       struct questions *again, struct err *err)
{
	if (run_ends_with_reply(reply, err))
		return false;
	if (!reply->json) {
		if (reply->error.class == GRAPH_CLASS_PERMANENT)
			return ask_otherwise(r, question, &reply->error, again, err);
		step_trouble(r->step, STEP_PARTIAL, "%s", reply->error.message);
		return true;
	}
	values->question = question;
	if (graph_insights_each(reply->json, add_value, values) < 0)
		step_trouble(r->step, STEP_PARTIAL, "jawaban Meta tidak dikenal");
	r->step->got++;
	return true;
}

static bool ask_some(struct run *r, const struct question *questions, size_t count,
		     struct questions *again, struct err *err)
{
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];
	struct day_values values = { .run = r, .room = 8 * WINDOW_DAYS * LIMIT_GRAPH_BATCH };

	arena_reset(r->page);
	values.rows.at = arena_new_n(r->page, struct insight_day_row, values.room);
	for (size_t i = 0; i < count; i++)
		queries[i] = query_of(r, &questions[i]);
	if (!graph_batch(&r->caller, r->page, queries, count, replies, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!read_reply(r, &questions[i], &replies[i], &values, again, err))
			return false;
	}
	r->result.values += (int64_t)values.rows.count;
	return !values.rows.count || store_write(r->sync->config.store, write_days, &values, err);
}

bool step_insights(struct run *r, struct err *err)
{
	struct questions *now = arena_new(r->arena, struct questions);
	struct questions *again = arena_new(r->arena, struct questions);

	run_say(r, "Mengambil insight akun");
	r->step->state = STEP_DONE;
	if (!collect_questions(r, now, err))
		return false;
	r->step->total = OPT_INT((int64_t)now->count);
	/* Every round either stores or forgets at least one metric. */
	for (int round = 0; now->count && round < REFUSED_MAX; round++) {
		again->count = 0;
		for (size_t i = 0; i < now->count; i += LIMIT_GRAPH_BATCH) {
			size_t left = now->count - i;
			size_t n = left < LIMIT_GRAPH_BATCH ? left : LIMIT_GRAPH_BATCH;
			if (run_should_stop(r, err) || !ask_some(r, now->at + i, n, again, err))
				return false;
		}
		struct questions *asked = now;
		now = again;
		again = asked;
	}
	return true;
}
