/*
 * How long reels are watched. Only reels have these numbers, so they cannot be asked for with the
 * listing: they travel in batches, the newest reels first, and of older ones those that were never
 * asked for. At most two calls a run; what is left comes with the next one.
 */
#include "base/limits.h"
#include "store/media.h"
#include "sync/run.h"

#define REELS_MAX (2 * LIMIT_GRAPH_BATCH)
#define YOUNG_DAYS 30 /* older ones hardly change any more */
#define METRICS_MAX 8
#define GROUP "reels"

struct reel {
	struct media_metric_row at[METRICS_MAX];
	size_t count;
};

struct reels {
	struct run *run;
	struct media_ids ids;
	struct reel *values; /* one per id */
	size_t at;
};

/* Only what no listing can ask for. */
static struct str metrics_of(const struct run *r)
{
	struct str all = run_metrics(r, r->page, GRAPH_REELS, GRAPH_LIFETIME, GROUP);
	struct str own = STR("");

	for (struct str rest = all; rest.len;) {
		struct str name = str_cut(&rest, ',');
		if (!graph_metric_find(name, GRAPH_FEED))
			own = str_fmt(r->page, "%.*s%s%.*s", STR_ARG(own), own.len ? "," : "",
				      STR_ARG(name));
	}
	return own;
}

static void add_value(void *ctx, const struct graph_value *v)
{
	struct reels *s = ctx;
	struct reel *reel = &s->values[s->at];
	const struct graph_metric *m = graph_metric_find(v->metric, GRAPH_REELS);

	if (!m || !m->series || v->dimension[0].at || reel->count == METRICS_MAX)
		return;
	reel->at[reel->count++] =
		(struct media_metric_row){ .metric = str_of(m->series), .value = v->value };
}

static bool write_reels(struct db_tx *tx, void *arg, struct err *err)
{
	const struct reels *s = arg;

	for (size_t i = 0; i < s->ids.count; i++) {
		const struct media_reading reading = { s->run->day, s->run->now_s, s->values[i].at,
						       s->values[i].count };
		if (!media_insights_put(tx, s->run->account_id, s->ids.at[i], &reading, err))
			return false;
	}
	return true;
}

static bool read_reply(struct reels *s, const struct graph_reply *reply, struct str metrics,
		       struct err *err)
{
	struct run *r = s->run;
	size_t refused;

	if (run_ends_with_reply(reply, err))
		return false;
	if (reply->json) {
		graph_insights_each(reply->json, add_value, s);
		r->step->got++;
		return true;
	}
	/* It never had any, or is gone: an answer as well. */
	if (reply->error.class == GRAPH_CLASS_NO_DATA ||
	    reply->error.class == GRAPH_CLASS_NOT_FOUND) {
		r->step->got++;
		return true;
	}
	step_refused(r, STEP_PARTIAL, s->ids.at[s->at], &reply->error);
	return run_refuse(r, GROUP, graph_error_metrics(r->page, &reply->error, metrics),
			  &reply->error, &refused, err);
}

static bool ask_some(struct reels *s, size_t from, size_t count, struct err *err)
{
	struct run *r = s->run;
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];
	const struct param params = { STR("metric"), metrics_of(r) };

	if (!params.value.len)
		return true;
	for (size_t i = 0; i < count; i++)
		queries[i] = (struct graph_query){ .endpoint = GRAPH_MEDIA_INSIGHTS,
						   .id = s->ids.at[from + i],
						   .params = &params,
						   .param_count = 1 };
	if (!graph_batch(&r->caller, r->page, queries, count, replies, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		s->at = from + i;
		if (!read_reply(s, &replies[i], params.value, err))
			return false;
	}
	return true;
}

static bool find_reels(struct run *r, struct media_ids *ret, struct err *err)
{
	const struct media_reels_query q = {
		.account_id = r->account_id,
		.after_s = r->insights_after_s,
		.young_s = r->now_s - YOUNG_DAYS * 86400,
		.metric = STR("avg_watch_time_ms"),
		.limit = REELS_MAX,
	};
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(r->sync->config.store, &tx, err) &&
	       media_list_reels(tx, r->arena, &q, ret, err);
}

bool step_reels(struct run *r, struct err *err)
{
	struct reels s = { .run = r };

	run_say(r, "Mengambil waktu tonton reel");
	r->step->state = STEP_DONE;
	if (!find_reels(r, &s.ids, err))
		return false;
	s.values = arena_new_n(r->arena, struct reel, s.ids.count + 1);
	r->step->total = OPT_INT((int64_t)s.ids.count);
	arena_reset(r->page);
	for (size_t i = 0; i < s.ids.count; i += LIMIT_GRAPH_BATCH) {
		size_t left = s.ids.count - i;
		size_t n = left < LIMIT_GRAPH_BATCH ? left : LIMIT_GRAPH_BATCH;
		if (run_should_stop(r, err) || !ask_some(&s, i, n, err))
			return false;
	}
	return store_write(r->sync->config.store, write_reels, &s, err);
}
