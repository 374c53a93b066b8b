/* Looking at the media of a post that is planned, and when to look again (preflight.h). */
#include "content/media_look.h"
#include "planning/plan_impl.h"
#include "planning/preflight.h"

#include "jobs/jobs.h"
#include "store/post_looks.h"
#include "store/store.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define LOOK_TIMEOUT_MS (20 * SECOND_MS)
/* What could not be had is looked for again after that, as long as there is time. */
#define AGAIN_MS (60 * MINUTE_MS)

struct looking_at {
	struct publish *p;
	struct arena *a;
	int64_t post_id;
	struct post_media_rows media;
	struct post_target_rows targets;
	struct post_look_row row; /* that is being stored */
	bool has_trouble;
};

bool post_plan_ask_looks(struct publish *p, struct db_tx *tx, struct arena *a, int64_t post_id,
			 const struct post_media_rows *media, struct err *err)
{
	bool has_address = false;
	int64_t id;
	const struct job_request request = {
		.kind = STR_INIT("publish.look"),
		.unique_key = str_fmt(a, "publish.look:%lld", (long long)post_id),
		.payload = str_fmt(a, "{\"post_id\":%lld}", (long long)post_id),
		.max_attempts = 3,
	};

	for (size_t i = 0; i < media->count; i++)
		has_address = has_address || media->at[i].url.len || media->at[i].cover_url.len;
	return !has_address || jobs_enqueue_in(p->config.jobs, tx, &request, &id, err);
}

static bool read_all(struct looking_at *l, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(l->p->config.store, &tx, err) &&
	       post_media_list(tx, l->a, l->post_id, &l->media, err) &&
	       post_targets_list(tx, l->a, l->post_id, &l->targets, err);
}

static bool write_look(struct db_tx *tx, void *arg, struct err *err)
{
	struct looking_at *l = arg;
	struct post_row post;
	bool found;

	/* It may have been deleted meanwhile. */
	return posts_get_any(tx, l->a, l->post_id, &post, &found, err) &&
	       (!found || post_looks_put(tx, l->post_id, &l->row, err));
}

static bool look_at(struct looking_at *l, int64_t position, struct str url, struct err *err)
{
	const struct publish_config *c = &l->p->config;

	if (!url.len)
		return true;
	struct media_look look = media_look(c->net, l->a, url, LOOK_TIMEOUT_MS, c->media_reach);
	l->has_trouble = l->has_trouble || media_problem_is_error(look.problem);
	l->row = (struct post_look_row){
		.position = position,
		.url = url,
		.looked_ms = clock_now_ms(c->clock),
		.problem = str_of(media_problem_name(look.problem)),
		.problem_of = look.problem_of,
		.facts = look.has_facts ? media_facts_text(l->a, &look.facts) : STR(""),
		.mark = look.mark,
	};
	return store_write(c->store, write_look, l, err);
}

/* ---- when again ------------------------------------------------------------------------------
 */

static bool is_planned(const struct post_target_row *t)
{
	return str_eq(t->state, STR("scheduled")) && t->due_ms.has;
}

/* The next of: an hour before it is due, ten minutes before, then. 0: never. */
static int64_t next_look_ms(const struct looking_at *l, int64_t now_ms)
{
	static const int64_t before_ms[] = { 60 * MINUTE_MS, 10 * MINUTE_MS, 0 };
	int64_t next_ms = 0;

	for (size_t i = 0; i < l->targets.count; i++) {
		const struct post_target_row *t = &l->targets.at[i];
		for (size_t j = 0; is_planned(t) && j < COUNT_OF(before_ms); j++) {
			int64_t at_ms = t->due_ms.value - before_ms[j];
			if (at_ms > now_ms + SECOND_MS && (!next_ms || at_ms < next_ms))
				next_ms = at_ms;
		}
	}
	bool is_soon = next_ms && next_ms < now_ms + AGAIN_MS;
	return l->has_trouble && next_ms && !is_soon ? now_ms + AGAIN_MS : next_ms;
}

static bool is_same(const struct post_media_rows *a, const struct post_media_rows *b)
{
	bool same = a->count == b->count;

	for (size_t i = 0; same && i < a->count; i++)
		same = str_eq(a->at[i].url, b->at[i].url) &&
		       str_eq(a->at[i].cover_url, b->at[i].cover_url);
	return same;
}

static bool look(struct looking_at *l, struct job_context *job, struct err *err)
{
	if (!read_all(l, err))
		return false;
	const struct post_media_rows media = l->media;
	for (size_t i = 0; i < media.count; i++) {
		if (job_should_stop(job))
			return err_set(err, ERR_CANCELLED, "stopping");
		if (!look_at(l, (int64_t)i, media.at[i].url, err) ||
		    !look_at(l, (int64_t)i + POST_LOOK_COVERS, media.at[i].cover_url, err))
			return false;
	}
	if (!read_all(l, err))
		return false;
	int64_t now_ms = clock_now_ms(l->p->config.clock);
	/* Changed while it was looked at: the new media, at once. */
	int64_t next_ms = is_same(&media, &l->media) ? next_look_ms(l, now_ms) : now_ms;
	if (next_ms)
		job_postpone(job, next_ms);
	return true;
}

bool plan_look_job(void *ctx, struct job_context *job, struct err *err)
{
	struct looking_at l = { .p = ctx, .a = job_arena(job) };
	const struct json *payload;

	if (!json_parse(l.a, job_payload(job), &payload, err))
		return false;
	if (!json_to_int(json_get(payload, STR("post_id")), &l.post_id))
		return err_set(err, ERR_BAD_REQUEST, "a publish.look without post_id");
	return look(&l, job, err);
}
