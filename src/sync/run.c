#include "sync/run.h"

#include <stdarg.h>
#include <stdio.h>

#include "jobs/jobs.h"

#define REFUSED_FOR_S (7 * 86400)

bool run_ends_with(enum err_code code)
{
	static const enum err_code ends[] = {
		ERR_TOKEN_EXPIRED, ERR_GRAPH_BUSY, ERR_DATABASE, ERR_CRYPTO,
		ERR_CANCELLED,     ERR_CONFIG,     ERR_INTERNAL, ERR_NETWORK,
	};
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		if (code == ends[i])
			return true;
	}
	return false;
}

bool run_ends_with_reply(const struct graph_reply *reply, struct err *err)
{
	if (reply->json || !run_ends_with(graph_class_code(reply->error.class)))
		return false;
	graph_fail(err, &reply->error, "batch item");
	return true;
}

void step_trouble(struct step *step, enum step_state state, const char *fmt, ...)
{
	va_list args;

	step->state = state;
	if (step->message[0])
		return;
	va_start(args, fmt);
	vsnprintf(step->message, sizeof(step->message), fmt, args);
	va_end(args);
}

void step_refused(struct run *r, enum step_state state, struct str object,
		  const struct graph_error *ge)
{
	struct step *step = r->step;

	step_trouble(step, state, "%.*s: %s", STR_ARG(object), ge->message);
	if (!step->meta_code) {
		step->meta_code = ge->code;
		step->meta_subcode = ge->subcode;
	}
	for (size_t i = 0; i < r->problems.count; i++) {
		if (str_eq(str_of(r->problems.at[i].object), object))
			return;
	}
	if (r->problems.count == STEP_PROBLEMS_MAX)
		return;
	struct step_problem *p = arena_push(r->arena, &r->problems);

	*p = (struct step_problem){ .code = ge->code, .subcode = ge->subcode };
	snprintf(p->object, sizeof(p->object), "%.*s", STR_ARG(object));
	snprintf(p->message, sizeof(p->message), "%s", ge->message);
}

/* ---- metrics ----------------------------------------------------------------------------------
 */

static struct str refusal_name(struct arena *a, const char *group, struct str metric)
{
	return str_fmt(a, "%s/%.*s", group, STR_ARG(metric));
}

bool run_is_refused(const struct run *r, const char *group, struct str metric)
{
	struct str prefix = str_of(group);

	for (size_t i = 0; i < r->refused_count; i++) {
		struct str name = r->refused[i];
		if (str_starts_with(name, prefix) && name.len > prefix.len &&
		    str_eq(str_skip(name, prefix.len + 1), metric))
			return true;
	}
	return false;
}

struct str run_metrics(const struct run *r, struct arena *a, unsigned levels,
		       enum graph_metric_form form, const char *group)
{
	size_t count;
	const struct graph_metric *m = graph_metrics(&count);
	struct str list = STR("");

	for (size_t i = 0; i < count; i++) {
		bool fits = (m[i].levels & levels) == levels && m[i].form == form && m[i].series &&
			    graph_metric_is_live(&m[i], r->day);
		if (!fits || run_is_refused(r, group, str_of(m[i].name)))
			continue;
		list = str_fmt(a, "%.*s%s%s", STR_ARG(list), list.len ? "," : "", m[i].name);
	}
	return list;
}

struct refusal {
	struct run *run;
	const struct graph_error *error;
	size_t from; /* of run->refused */
};

static bool write_refusals(struct db_tx *tx, void *arg, struct err *err)
{
	const struct refusal *refusal = arg;
	const struct run *r = refusal->run;

	for (size_t i = refusal->from; i < r->refused_count; i++) {
		const struct metric_refusal_row row = {
			.metric = r->refused[i],
			.since_s = r->now_s,
			.retry_s = r->now_s + REFUSED_FOR_S,
			.meta_code = OPT_INT(refusal->error->code),
			.message = str_of(refusal->error->message),
		};
		if (!metric_refusals_put(tx, r->account_id, &row, err))
			return false;
	}
	return true;
}

bool run_refuse(struct run *r, const char *group, struct str metrics, const struct graph_error *ge,
		size_t *ret_count, struct err *err)
{
	struct refusal refusal = { .run = r, .error = ge, .from = r->refused_count };

	*ret_count = 0;
	for (struct str rest = metrics; rest.len;) {
		struct str metric = str_cut(&rest, ',');
		if (r->refused_count == REFUSED_MAX || run_is_refused(r, group, metric))
			continue;
		r->refused[r->refused_count++] = refusal_name(r->arena, group, metric);
		++*ret_count;
	}
	return !*ret_count || store_write(r->sync->config.store, write_refusals, &refusal, err);
}

/* ---- days -------------------------------------------------------------------------------------
 */

int64_t run_pacific_start(const struct run *r, int64_t day)
{
	return tz_day_start_s(r->sync->pacific, day);
}

int64_t run_pacific_last(const struct run *r)
{
	return tz_day(r->sync->pacific, r->now_s) - 1;
}

int64_t run_local_day(const struct run *r, int64_t unix_s)
{
	return tz_day(r->sync->config.zone, unix_s);
}

/* ---- progress ---------------------------------------------------------------------------------
 */

void run_say(struct run *r, const char *fmt, ...)
{
	char text[160];
	va_list args;

	if (!r->job)
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	job_progress(r->job, r->result.steps_done, (int64_t)r->kind->step_count, str_of(text));
}

bool run_should_stop(const struct run *r, struct err *err)
{
	if (!r->job || !job_should_stop(r->job))
		return false;
	err_set(err, ERR_CANCELLED, "asked to stop");
	return true;
}

bool run_save_step(struct db_tx *tx, const struct run *r, const char *name, const struct step *step,
		   struct err *err)
{
	static const char *const states[] = { "waiting", "done", "partial", "failed", "skipped" };
	const struct sync_step_row row = {
		.step = str_of(name),
		.run_id = r->run_id,
		.state = str_of(states[step->state]),
		.cursor = step->cursor[0] ? str_of(step->cursor) : STR_NONE,
		.got = step->got,
		.total = step->total,
		.message = step->message[0] ? str_of(step->message) : STR_NONE,
		.updated_s = r->now_s,
		.meta_code = step->meta_code ? OPT_INT(step->meta_code) : OPT_NO_INT,
		.meta_subcode = step->meta_subcode ? OPT_INT(step->meta_subcode) : OPT_NO_INT,
	};
	return sync_steps_put(tx, r->account_id, &row, err);
}
