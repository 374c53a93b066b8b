/*
 * Stories while they live: the list, and the numbers of each in a batch, as one story with too few
 * viewers would fail a list with numbers as a whole. What was stored last is what remains.
 */
#include "base/limits.h"
#include "store/stories.h"
#include "sync/run.h"

#define STORIES_MAX 100 /* what one page holds; Instagram itself allows that many a day */
#define VALUES_PER_STORY 32
#define STORIES_PER_BATCH (LIMIT_GRAPH_BATCH / 2) /* two questions each */
#define GROUP "story"

struct stories {
	struct run *run;
	struct story_rows list;
	struct story_value_rows values;
	size_t at; /* whose numbers are being read */
};

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

static void read_list(struct stories *s, const struct json *list)
{
	const struct json *item = json_first(json_get(list, STR("data")));

	for (; item && s->list.count < STORIES_MAX; item = item->next) {
		struct graph_media m;
		if (!graph_media_read(item, &m)) {
			step_trouble(s->run->step, STEP_PARTIAL, "sebuah story tidak terbaca");
			continue;
		}
		s->list.at[s->list.count++] = (struct story_row){
			.id = m.id,
			.posted_s = m.timestamp_s,
			.posted_day = run_local_day(s->run, m.timestamp_s),
			.media_type = or_empty(m.media_type),
			.caption = or_empty(m.caption),
			.permalink = or_empty(m.permalink),
			.media_url = m.media_url,
			.thumbnail_url = m.thumbnail_url,
			.updated_s = s->run->now_s,
		};
	}
}

static void add_value(void *ctx, const struct graph_value *v)
{
	struct stories *s = ctx;
	const struct graph_metric *m = graph_metric_find(v->metric, GRAPH_STORY);

	if (!m || !m->series || s->values.count == STORIES_MAX * VALUES_PER_STORY)
		return;
	*arena_push(s->run->page, &s->values) = (struct story_value_row){
		.story_id = s->list.at[s->at].id,
		.metric = str_of(m->series),
		.dimension = or_empty(v->dimension[0]),
		.value = v->value,
		.updated_s = s->run->now_s,
	};
}

static bool write_stories(struct db_tx *tx, void *arg, struct err *err)
{
	const struct stories *s = arg;
	return stories_put(tx, s->run->account_id, &s->list, err) &&
	       story_insights_put(tx, s->run->account_id, &s->values, err);
}

/* ---- numbers ----------------------------------------------------------------------------------
 */

static const struct graph_metric *navigation(void)
{
	return graph_metric_find(STR("navigation"), GRAPH_STORY);
}

/* All metrics that come as one number. */
static struct graph_query numbers_query(struct run *r, struct str id, struct str metrics)
{
	struct param *params = arena_new(r->page, struct param);

	*params = (struct param){ STR("metric"), metrics };
	return (struct graph_query){
		.endpoint = GRAPH_MEDIA_INSIGHTS, .id = id, .params = params, .param_count = 1
	};
}

/* What viewers did next, by kind: a breakdown is refused when another metric stands beside it. */
static struct graph_query navigation_query(struct run *r, struct str id)
{
	struct param *params = arena_new_n(r->page, struct param, 2);

	params[0] = (struct param){ STR("metric"), STR("navigation") };
	params[1] = (struct param){ STR("breakdown"), str_of(navigation()->breakdown) };
	return (struct graph_query){
		.endpoint = GRAPH_MEDIA_INSIGHTS, .id = id, .params = params, .param_count = 2
	};
}

/* The metrics of the catalogue without those that come by kind. */
static struct str numbers_of(const struct run *r)
{
	struct str all = run_metrics(r, r->page, GRAPH_STORY, GRAPH_LIFETIME, GROUP);
	struct str plain = STR("");

	for (struct str rest = all; rest.len;) {
		struct str name = str_cut(&rest, ',');
		if (!str_eq(name, STR("navigation")))
			plain = str_fmt(r->page, "%.*s%s%.*s", STR_ARG(plain), plain.len ? "," : "",
					STR_ARG(name));
	}
	return plain;
}

/* *ret_again: a metric was at fault and is left out from now on. */
static bool read_reply(struct stories *s, const struct graph_reply *reply, struct str metrics,
		       bool *ret_again, struct err *err)
{
	struct run *r = s->run;
	size_t refused;

	if (run_ends_with_reply(reply, err))
		return false;
	if (reply->json) {
		graph_insights_each(reply->json, add_value, s);
		return true;
	}
	/* Fewer than five viewers: no numbers yet. A story that is over is over. */
	if (reply->error.class == GRAPH_CLASS_NO_DATA ||
	    reply->error.class == GRAPH_CLASS_NOT_FOUND)
		return true;
	if (!run_refuse(r, GROUP, graph_error_metrics(r->page, &reply->error, metrics),
			&reply->error, &refused, err))
		return false;
	*ret_again = *ret_again || refused;
	if (!refused)
		step_refused(r, STEP_PARTIAL, s->list.at[s->at].id, &reply->error);
	return true;
}

static bool ask_some(struct stories *s, size_t from, size_t count, bool *ret_again, struct err *err)
{
	struct run *r = s->run;
	struct str metrics = numbers_of(r);
	bool wants_navigation = !run_is_refused(r, GROUP, STR("navigation"));
	struct graph_query queries[LIMIT_GRAPH_BATCH];
	struct graph_reply replies[LIMIT_GRAPH_BATCH];
	size_t at[LIMIT_GRAPH_BATCH], asked = 0;

	for (size_t i = from; i < from + count; i++) {
		struct str id = s->list.at[i].id;
		if (metrics.len) {
			queries[asked] = numbers_query(r, id, metrics);
			at[asked++] = i;
		}
		if (wants_navigation) {
			queries[asked] = navigation_query(r, id);
			at[asked++] = i;
		}
	}
	if (!asked)
		return true;
	if (!graph_batch(&r->caller, r->page, queries, asked, replies, err))
		return false;
	for (size_t i = 0; i < asked; i++) {
		s->at = at[i];
		if (!read_reply(s, &replies[i], queries[i].params[0].value, ret_again, err))
			return false;
	}
	return true;
}

static bool ask_numbers(struct stories *s, struct err *err)
{
	for (size_t i = 0; i < s->list.count; i += STORIES_PER_BATCH) {
		size_t left = s->list.count - i;
		size_t n = left < STORIES_PER_BATCH ? left : STORIES_PER_BATCH;
		bool again = true;
		for (int round = 0; again && round < REFUSED_MAX; round++) {
			again = false;
			if (!ask_some(s, i, n, &again, err))
				return false;
		}
	}
	return true;
}

bool step_stories(struct run *r, struct err *err)
{
	struct stories s = { .run = r };
	struct graph_reply reply;
	const struct graph_query list = { .endpoint = GRAPH_IG_STORIES, .id = r->account_id };

	run_say(r, "Mengambil story");
	r->step->state = STEP_DONE;
	arena_reset(r->page);
	s.list.at = arena_new_n(r->page, struct story_row, STORIES_MAX);
	if (!graph_call(&r->caller, r->page, &list, &reply, err))
		return false;
	read_list(&s, reply.json);
	r->step->total = OPT_INT((int64_t)s.list.count);
	/* The stories themselves are kept whatever becomes of their numbers. */
	struct err failure = ERR_INIT;
	bool asked = ask_numbers(&s, &failure);
	if (!store_write(r->sync->config.store, write_stories, &s, err))
		return false;
	r->step->got = (int64_t)s.list.count;
	r->result.values += (int64_t)s.values.count;
	if (!asked)
		*err = failure;
	return asked;
}
