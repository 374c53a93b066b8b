#include "sync/daily.h"

#include "base/limits.h"
#include "jobs/jobs.h"
#include "store/accounts.h"
#include "store/competitors.h"

#define PAGE_SUBJECTS 100

static bool list_accounts(struct db_tx *tx, struct arena *a, struct str after, int64_t limit,
			  struct daily_subjects *ret, struct err *err)
{
	struct account_rows rows;

	if (!accounts_list_crawled(tx, a, after, limit, &rows, err))
		return false;
	ret->at = arena_new_n(a, struct str, rows.count + 1);
	ret->count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		ret->at[i] = rows.at[i].id;
	return true;
}

static bool list_competitors(struct db_tx *tx, struct arena *a, struct str after, int64_t limit,
			     struct daily_subjects *ret, struct err *err)
{
	struct competitor_ids ids;

	if (!competitors_list_crawled(tx, a, after, limit, &ids, err))
		return false;
	*ret = (struct daily_subjects){ ids.at, ids.count };
	return true;
}

static const struct daily_kind daily_kinds[] = {
	{ "sync.account", DAILY_CRAWL, list_accounts },
	{ "sync.account_stories", DAILY_STORIES, list_accounts },
	{ "sync.competitor", DAILY_CRAWL, list_competitors },
};

int64_t daily_offset_s(const char *job_kind, struct str subject, int64_t spread_s)
{
	uint64_t hash = str_hash(str_of(job_kind)) ^ str_hash(subject);
	return spread_s > 0 ? (int64_t)(hash % (uint64_t)spread_s) : 0;
}

struct opt_int daily_next_s(const struct sync *s, const char *job_kind, struct str subject,
			    const struct job_row *job)
{
	struct err ignored = ERR_INIT;
	int64_t slot_s;

	if (job && !str_eq(job->state, STR("running")))
		return OPT_INT(job->run_at_ms / 1000);
	if (!s->config.crawl_times.len ||
	    !sync_next_crawl(s->config.crawl_times, s->config.zone, clock_now_s(s->config.clock),
			     &slot_s, &ignored))
		return OPT_NO_INT;
	return OPT_INT(slot_s + daily_offset_s(job_kind, subject, s->config.spread_s));
}

/* ---- one page of subjects ---------------------------------------------------------------------
 */

struct page {
	struct sync *sync;
	const struct daily_kind *kind;
	int64_t slot_s, now_s;
	struct arena *arena;
	struct daily_subjects subjects;
};

/* A slot that was missed is made up for from now on, spread in the same way. */
static int64_t due_ms(const struct page *p, struct str id)
{
	int64_t spread_s = p->sync->config.spread_s;
	int64_t from_s = p->now_s - p->slot_s < spread_s ? p->slot_s : p->now_s;

	return (from_s + daily_offset_s(p->kind->job_kind, id, spread_s)) * 1000;
}

static bool queue_subject(struct db_tx *tx, struct page *p, struct str id, struct err *err)
{
	struct str kind = str_of(p->kind->job_kind);
	const struct sync_slot slot = { kind, id, p->slot_s };
	const struct job_request request = {
		.kind = kind,
		.unique_key = str_fmt(p->arena, "%.*s:%.*s", STR_ARG(kind), STR_ARG(id)),
		.payload = str_fmt(p->arena, "{\"account_id\":\"%.*s\"}", STR_ARG(id)),
		.run_at_ms = due_ms(p, id),
		.priority = -1, /* somebody waits for a first fetch */
	};
	bool claimed;
	int64_t job_id;

	if (!sync_slots_claim(tx, &slot, p->now_s, &claimed, err))
		return false;
	return !claimed || jobs_enqueue_in(p->sync->config.jobs, tx, &request, &job_id, err);
}

static bool queue_page(struct db_tx *tx, void *arg, struct err *err)
{
	struct page *p = arg;

	for (size_t i = 0; i < p->subjects.count; i++) {
		if (!queue_subject(tx, p, p->subjects.at[i], err))
			return false;
	}
	return true;
}

/* ---- walking ----------------------------------------------------------------------------------
 */

struct walk {
	struct sync *sync;
	const struct daily_kind *kind;
	char last[LIMIT_ID + 1];
};

/* The next page of subjects into `a`; an empty one is the end. */
static bool next_page(struct walk *w, struct arena *a, struct daily_subjects *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	/* `last` changes below, while the rows may still point to it. */
	struct str after = str_dup(a, str_of(w->last));

	if (!store_read(w->sync->config.store, &tx, err) ||
	    !w->kind->list(tx, a, after, PAGE_SUBJECTS, ret, err))
		return false;
	if (!ret->count)
		return true;
	struct str id = ret->at[ret->count - 1];
	if (id.len >= sizeof(w->last))
		return err_set(err, ERR_INTERNAL, "an id of %zu bytes", id.len);
	memcpy(w->last, id.at, id.len);
	w->last[id.len] = '\0';
	return true;
}

static bool queue_kind(struct sync *s, const struct daily_kind *kind, int64_t slot_s,
		       struct err *err)
{
	struct walk walk = { .sync = s, .kind = kind };

	for (;;) {
		cleanup(arena_free) struct arena a;
		arena_init(&a, LIMIT_ARENA);
		struct page page = { .sync = s,
				     .kind = kind,
				     .slot_s = slot_s,
				     .now_s = clock_now_s(s->config.clock),
				     .arena = &a };
		if (!next_page(&walk, &a, &page.subjects, err))
			return false;
		if (!page.subjects.count)
			return true;
		if (!store_write(s->config.store, queue_page, &page, err))
			return false;
	}
}

/* The slot stands in the payload; a job that was queued without one is about now. */
static bool queue_all(struct sync *s, enum daily_slot slot, struct job_context *job,
		      struct err *err)
{
	const struct json *payload;

	if (!json_parse(job_arena(job), job_payload(job), &payload, err))
		return false;
	int64_t slot_s =
		json_number_or(json_get(payload, STR("slot_s")), clock_now_s(s->config.clock));
	for (size_t i = 0; i < COUNT_OF(daily_kinds); i++) {
		if (daily_kinds[i].slot == slot && !queue_kind(s, &daily_kinds[i], slot_s, err))
			return false;
	}
	jobs_wake(s->config.jobs);
	return true;
}

bool sync_daily_job(void *ctx, struct job_context *job, struct err *err)
{
	return queue_all(ctx, DAILY_CRAWL, job, err);
}

bool sync_stories_job(void *ctx, struct job_context *job, struct err *err)
{
	return queue_all(ctx, DAILY_STORIES, job, err);
}

bool daily_each_account(struct sync *s, bool (*each)(void *ctx, struct str id, struct err *err),
			void *ctx, struct err *err)
{
	struct walk walk = { .sync = s, .kind = &daily_kinds[0] };

	for (;;) {
		cleanup(arena_free) struct arena a;
		struct daily_subjects subjects;
		arena_init(&a, LIMIT_ARENA);
		if (!next_page(&walk, &a, &subjects, err))
			return false;
		for (size_t i = 0; i < subjects.count; i++) {
			if (!each(ctx, subjects.at[i], err))
				return false;
		}
		if (!subjects.count)
			return true;
	}
}
