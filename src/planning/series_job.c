/* What the clock does for the plan: series are carried on, and times on the wall kept true. */
#include "planning/series_impl.h"

#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/tz.h"
#include "jobs/jobs.h"
#include "planning/plan_json.h"
#include "store/store.h"

#define EVERY_MS (60 * 60 * INT64_C(1000))
#define PAGE_ROWS 200
#define DAY_S INT64_C(86400)

/* ---- series ---- */

static bool write_extension(struct db_tx *tx, void *arg, struct err *err)
{
	struct making *m = arg;
	bool held;

	m->series.ahead_day = m->ahead_day;
	m->series.problem = STR_NONE;
	if (!post_series_set_progress(tx, &m->series, &held, err))
		return false;
	return !held || series_make(tx, m, err);
}

static bool extend(struct making *m, struct err *err)
{
	const struct json *content;

	if (!json_parse(m->a, m->series.content, &content, err) ||
	    !plan_from_json(m->a, content, &m->content, err) || !series_prepare(m, err))
		return false;
	bool nothing = !m->count && m->ahead_day == m->series.ahead_day && !m->series.problem.at;
	return nothing || store_write(m->p->config.store, write_extension, m, err);
}

static bool write_problem(struct db_tx *tx, void *arg, struct err *err)
{
	const struct making *m = arg;
	bool held;

	return post_series_set_progress(tx, &m->series, &held, err);
}

/* One series' trouble is not the others': only a database that does not work ends it all. */
static bool extend_one(struct publish *p, const struct post_series_row *row, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct err why = ERR_INIT;

	arena_init(&a, LIMIT_ARENA);
	struct making m = {
		.p = p,
		.a = &a,
		.who = { .user_id = row->user_id, .zone = row->time_zone },
		.series = *row,
	};
	if (extend(&m, &why))
		return true;
	log_err(LOG_WARN, "a series cannot be carried on", &why);
	m.series = *row;
	m.series.problem = str_of(err_info(why.code)->name);
	return store_write(p->config.store, write_problem, &m, err);
}

static bool read_behind(struct publish *p, struct arena *a, int64_t after_id,
			struct post_series_rows *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	int64_t horizon = clock_now_s(p->config.clock) / DAY_S + SERIES_AHEAD_DAYS;

	return store_read(p->config.store, &tx, err) &&
	       post_series_behind(tx, a, horizon, after_id, PAGE_ROWS, ret, err);
}

bool series_extend(struct publish *p, struct err *err)
{
	struct post_series_rows rows = { .count = PAGE_ROWS };

	for (int64_t after_id = 0; rows.count == PAGE_ROWS;) {
		cleanup(arena_free) struct arena a;

		arena_init(&a, LIMIT_ARENA);
		if (!read_behind(p, &a, after_id, &rows, err))
			return false;
		for (size_t i = 0; i < rows.count; i++) {
			if (!extend_one(p, &rows.at[i], err))
				return false;
			after_id = rows.at[i].id;
		}
	}
	return true;
}

/* ---- times on the wall ---- */

/* Zones that were loaded; those that are no more stay NULL. */
struct zones {
	struct arena *a;
	struct zone {
		struct str name;
		struct tz *tz;
		struct zone *next;
	} * first;
};

static const struct tz *zone_of(struct zones *zones, struct str name)
{
	struct err err = ERR_INIT;
	struct zone *z;

	for (z = zones->first; z; z = z->next)
		if (str_eq(z->name, name))
			return z->tz;
	z = arena_new(zones->a, struct zone);
	*z = (struct zone){ .name = str_dup(zones->a, name), .next = zones->first };
	if (!tz_load(name, &z->tz, &err)) {
		log_err(LOG_WARN, "a zone of planned posts is gone", &err);
		z->tz = NULL;
	}
	zones->first = z;
	return z->tz;
}

static void zones_free(struct zones *zones)
{
	for (struct zone *z = zones->first; z; z = z->next)
		tz_freep(&z->tz);
}

struct renewal {
	struct publish *p;
	struct arena *a;
	struct post_wall_row wall;
	int64_t at_s;
	bool moved;
};

static bool move_target(struct db_tx *tx, const struct renewal *r, struct post_target_row *row,
			struct err *err)
{
	const struct post_target_was was = { row->fence, row->state };
	const struct post_move move = { .p = r->p,
					.a = r->a,
					.event = POST_EVENT_SCHEDULE,
					.due_ms = OPT_INT(r->at_s * 1000),
					.detail = "time_zone" };
	bool held;

	if (str_eq(row->state, STR("scheduled")))
		return post_move(tx, &move, row, err);
	if (!row->due_ms.has)
		return true;
	row->due_ms = move.due_ms;
	return post_targets_save(tx, row, &was, &held, err);
}

static bool write_renewal(struct db_tx *tx, void *arg, struct err *err)
{
	struct renewal *r = arg;
	struct post_target_rows targets;
	struct post_row post;
	enum post_state state;
	bool found;

	r->moved = false;
	if (!posts_get_any(tx, r->a, r->wall.post_id, &post, &found, err) ||
	    !post_targets_list(tx, r->a, r->wall.post_id, &targets, err))
		return false;
	if (!found || opt_int_or(post.publish_s, 0) != r->wall.publish_s ||
	    !str_eq(post.wall_time, r->wall.wall_time))
		return true;
	for (size_t i = 0; i < targets.count; i++)
		if (!post_state_parse(targets.at[i].state, &state) || state >= POST_CLAIMED)
			return true;
	for (size_t i = 0; i < targets.count; i++)
		if (!move_target(tx, r, &targets.at[i], err))
			return false;
	r->moved = true;
	return post_walls_set(tx, r->wall.post_id, r->at_s, err);
}

/* Of one post. What its wall clock says cannot be unreadable: it was read before it was stored. */
static bool renew(struct publish *p, struct zones *zones, const struct post_wall_row *wall,
		  bool *ret_moved, struct err *err)
{
	cleanup(arena_free) struct arena a;
	const struct tz *tz = zone_of(zones, wall->time_zone);
	struct renewal r = { .p = p, .a = &a, .wall = *wall };
	bool has_seconds = wall->wall_time.len == strlen("2026-02-20T10:00:00");
	int64_t wall_ms;

	arena_init(&a, MIB);
	if (!tz ||
	    !iso_parse(str_fmt(&a, "%.*s%sZ", STR_ARG(wall->wall_time), has_seconds ? "" : ":00"),
		       &wall_ms))
		return true;
	r.at_s = tz_instant_s(tz, wall_ms / 1000);
	if (r.at_s == wall->publish_s)
		return true;
	bool ok = store_write(p->config.store, write_renewal, &r, err);
	*ret_moved = ok && r.moved;
	return ok;
}

static bool read_walls(struct publish *p, struct arena *a, const struct post_wall_row *after,
		       struct post_wall_rows *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(p->config.store, &tx, err) &&
	       post_walls_list(tx, a, after, PAGE_ROWS, ret, err);
}

/* A post that moves may be met again further on: then it is right already. */
static bool renew_all(struct publish *p, struct zones *zones, int64_t *moved, struct err *err)
{
	struct post_wall_row after = { .publish_s = clock_now_s(p->config.clock) };
	struct post_wall_rows rows = { .count = PAGE_ROWS };

	while (rows.count == PAGE_ROWS) {
		cleanup(arena_free) struct arena a;

		arena_init(&a, MIB);
		if (!read_walls(p, &a, &after, &rows, err))
			return false;
		for (size_t i = 0; i < rows.count; i++) {
			bool has_moved = false;
			if (!renew(p, zones, &rows.at[i], &has_moved, err))
				return false;
			*moved += has_moved;
			after.publish_s = rows.at[i].publish_s;
			after.post_id = rows.at[i].post_id;
		}
	}
	return true;
}

bool walls_renew(struct publish *p, int64_t *ret_moved, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct zones zones = { .a = &a };

	arena_init(&a, MIB);
	*ret_moved = 0;
	bool ok = renew_all(p, &zones, ret_moved, err);
	zones_free(&zones);
	return ok;
}

/* ---- the job ---- */

bool plan_series_job(void *ctx, struct job_context *job, struct err *err)
{
	struct publish *p = ctx;
	int64_t moved;

	/* Comes again whatever came of it. */
	job_postpone(job, clock_now_ms(p->config.clock) + EVERY_MS);
	if (!walls_renew(p, &moved, err))
		return err_wrap(err, "times on the wall");
	if (moved) {
		log_info("rules of a time zone have changed", LOG_INT("posts_moved", moved));
		jobs_wake(p->config.jobs);
	}
	if (!series_extend(p, err))
		return err_wrap(err, "carrying series on");
	jobs_wake(p->config.jobs);
	return true;
}

bool plan_start(struct publish *p, struct err *err)
{
	const struct job_request request = {
		.kind = STR_INIT("publish.series"),
		.unique_key = STR_INIT("publish.series"),
		.max_attempts = INT32_MAX,
	};
	int64_t id;

	return jobs_enqueue(p->config.jobs, &request, &id, err);
}
