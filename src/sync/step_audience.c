/* Who the followers are, and when they are online. One batch. */
#include "store/insights.h"
#include "sync/run.h"

#define ONLINE_DAYS 29
#define ROWS_MAX 4096

/* Meta's breakdowns and where they are stored. */
static const struct {
	const char *breakdown;
	enum audience_kind kind;
	bool is_swapped; /* stored as (name, part), Meta says part first */
} breakdowns[] = {
	{ "city", AUDIENCE_CITY, false },
	{ "country", AUDIENCE_COUNTRY, false },
	{ "age,gender", AUDIENCE_GENDER_AGE, true },
};
#define BREAKDOWNS COUNT_OF(breakdowns)

struct people {
	const struct run *run;
	size_t at; /* of breakdowns */
	int64_t end_s;
	struct audience_rows rows[BREAKDOWNS];
	struct online_followers_rows online;
};

/* "Bekasi, Jawa Barat": the part after the last comma is the province. */
static struct audience_row city_row(struct str place)
{
	size_t comma = place.len;
	for (size_t i = 0; i < place.len; i++) {
		if (place.at[i] == ',')
			comma = i;
	}
	return (struct audience_row){ .name = str_trim(str_sub(place, 0, comma)),
				      .part = str_trim(str_skip(place, comma + 1)) };
}

static void add_person(void *ctx, const struct graph_value *v)
{
	struct people *p = ctx;
	struct audience_rows *rows = &p->rows[p->at];
	struct audience_row row = { .name = v->dimension[0], .part = STR("") };

	if (!v->dimension[0].at || rows->count == ROWS_MAX)
		return;
	if (breakdowns[p->at].kind == AUDIENCE_CITY)
		row = city_row(v->dimension[0]);
	if (breakdowns[p->at].is_swapped)
		row = (struct audience_row){ .name = v->dimension[1], .part = v->dimension[0] };
	if (!row.name.at)
		return;
	if (!row.part.at)
		row.part = STR("");
	row.value = v->value;
	row.end_s = p->end_s;
	row.updated_s = p->run->now_s;
	*arena_push(p->run->page, rows) = row;
}

static void add_hour(void *ctx, const struct graph_value *v)
{
	struct people *p = ctx;

	if (v->hour < 0 || !v->end_time_s || p->online.count == ROWS_MAX)
		return;
	*arena_push(p->run->page, &p->online) = (struct online_followers_row){
		.end_s = v->end_time_s,
		.hour = v->hour,
		.day = run_local_day(p->run, v->end_time_s),
		.value = v->value,
		.updated_s = p->run->now_s,
	};
}

static bool write_people(struct db_tx *tx, void *arg, struct err *err)
{
	const struct people *p = arg;
	int64_t day = run_local_day(p->run, p->end_s);

	for (size_t i = 0; i < BREAKDOWNS; i++) {
		if (p->rows[i].count && !audience_put(tx, p->run->account_id, breakdowns[i].kind,
						      day, &p->rows[i], err))
			return false;
	}
	return !p->online.count || online_followers_put(tx, p->run->account_id, &p->online, err);
}

static struct graph_query people_query(struct run *r, const char *breakdown)
{
	struct param *params = arena_new_n(r->page, struct param, 4);

	params[0] = (struct param){ STR("metric"), STR("follower_demographics") };
	params[1] = (struct param){ STR("period"), STR("lifetime") };
	params[2] = (struct param){ STR("metric_type"), STR("total_value") };
	params[3] = (struct param){ STR("breakdown"), str_of(breakdown) };
	return (struct graph_query){ .endpoint = GRAPH_IG_INSIGHTS,
				     .id = r->account_id,
				     .params = params,
				     .param_count = 4 };
}

static struct graph_query online_query(struct run *r)
{
	struct param *params = arena_new_n(r->page, struct param, 4);
	int64_t last = run_pacific_last(r);
	int64_t since = run_pacific_start(r, last + 1 - ONLINE_DAYS);

	params[0] = (struct param){ STR("metric"), STR("online_followers") };
	params[1] = (struct param){ STR("period"), STR("lifetime") };
	params[2] = (struct param){ STR("since"), str_fmt(r->page, "%lld", (long long)since) };
	params[3] =
		(struct param){ STR("until"), str_fmt(r->page, "%lld",
						      (long long)run_pacific_start(r, last + 1)) };
	return (struct graph_query){ .endpoint = GRAPH_IG_INSIGHTS,
				     .id = r->account_id,
				     .params = params,
				     .param_count = 4 };
}

static bool note_reply(struct run *r, const char *metric, const struct graph_reply *reply,
		       struct err *err)
{
	size_t refused;

	if (run_ends_with_reply(reply, err))
		return false;
	if (reply->json)
		return true;
	step_trouble(r->step, STEP_PARTIAL, "%s: %s", metric, reply->error.message);
	if (reply->error.class != GRAPH_CLASS_PERMANENT)
		return true;
	return run_refuse(r, "account", str_of(metric), &reply->error, &refused, err);
}

bool step_audience(struct run *r, struct err *err)
{
	struct graph_query queries[BREAKDOWNS + 1];
	struct graph_reply replies[BREAKDOWNS + 1];
	struct people p = { .run = r, .end_s = run_pacific_start(r, run_pacific_last(r) + 1) };
	size_t count = 0;
	bool wants_people = !run_is_refused(r, "account", STR("follower_demographics"));
	bool wants_online = !run_is_refused(r, "account", STR("online_followers"));

	run_say(r, "Mengambil demografi follower");
	r->step->state = STEP_DONE;
	arena_reset(r->page);
	for (size_t i = 0; wants_people && i < BREAKDOWNS; i++)
		queries[count++] = people_query(r, breakdowns[i].breakdown);
	if (wants_online)
		queries[count++] = online_query(r);
	r->step->total = OPT_INT((int64_t)count);
	if (!count || !graph_batch(&r->caller, r->page, queries, count, replies, err))
		return !count;

	for (size_t i = 0; i < count; i++) {
		bool is_online = wants_online && i == count - 1;
		if (!note_reply(r, is_online ? "online_followers" : "follower_demographics",
				&replies[i], err))
			return false;
		if (!replies[i].json)
			continue;
		p.at = i;
		graph_insights_each(replies[i].json, is_online ? add_hour : add_person, &p);
		r->step->got++;
	}
	return store_write(r->sync->config.store, write_people, &p, err);
}
