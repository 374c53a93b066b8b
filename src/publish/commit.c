/* What a turn writes: every arrow is one transaction that names the fence it began with. */
#include "publish/drive.h"

#include <assert.h>

#include "base/limits.h"
#include "jobs/jobs.h"
#include "publish/approval_state.h"
#include "publish/tell.h"
#include "store/connections.h"
#include "store/store.h"
#include "vault/vault.h"

#define SPREAD_OF_MS 8000
/* The longest are lists of some fifty posts with their captions. */
#define REPLY_MAX_BYTES (2 * MIB)

int64_t drive_now_ms(const struct drive *d)
{
	return clock_now_ms(d->p->config.clock);
}

bool drive_dies(struct drive *d, const char *name)
{
	const struct publish_config *c = &d->p->config;

	if (!c->failpoint || !c->failpoint(c->failpoint_ctx, name))
		return false;
	d->is_over = true;
	return true;
}

struct job_request drive_job(struct arena *a, int64_t target_id, int64_t user_id, int64_t run_at_ms)
{
	return (struct job_request){
		.kind = STR_INIT("publish.target"),
		.unique_key = str_fmt(a, "publish.target:%lld", (long long)target_id),
		.user_id = OPT_INT(user_id),
		.payload = str_fmt(a, "{\"target_id\":%lld}", (long long)target_id),
		.run_at_ms = run_at_ms,
		/* Workers may be lost any number of times: what must not happen twice is not theirs
		   to decide. */
		.max_attempts = INT32_MAX,
	};
}

/* ---- taking -----------------------------------------------------------------------------------
 */

struct taking {
	struct drive *d;
	int64_t id;
};

/* At this account the target's own texts are the post's. */
static void speak_for(struct post_row *post, const struct post_target_row *target)
{
	if (target->caption.at)
		post->caption = target->caption;
	if (target->first_comment.at)
		post->first_comment = target->first_comment;
	if (target->options.at)
		post->options = target->options;
}

/* Without a time there is nothing to wait for but the user. */
static bool rests(const struct drive *d)
{
	return post_state_rests(d->state) || (d->state == POST_WAITING && !d->row.due_ms.has);
}

static bool write_taking(struct db_tx *tx, void *arg, struct err *err)
{
	struct taking *t = arg;
	struct drive *d = t->d;
	bool found;

	if (!post_targets_get(tx, d->a, t->id, &d->row, &found, err))
		return false;
	d->is_over = !found || !post_state_parse(d->row.state, &d->state) || rests(d);
	if (d->is_over)
		return true;
	if (!post_targets_take(tx, t->id, &d->row.fence, &found, err) ||
	    !posts_get_any(tx, d->a, d->row.post_id, &d->post, &found, err) ||
	    !post_media_list(tx, d->a, d->row.post_id, &d->media, err) ||
	    !post_parts_list(tx, d->a, t->id, &d->parts, err))
		return false;
	speak_for(&d->post, &d->row);
	return true;
}

bool drive_take(struct drive *d, int64_t target_id, struct err *err)
{
	struct taking taking = { d, target_id };

	if (!store_write(d->p->config.store, write_taking, &taking, err))
		return false;
	if (!d->is_over)
		d->place = place_find(d->row.place);
	return d->is_over || d->place ||
	       err_set(err, ERR_INTERNAL, "no place \"%.*s\"", STR_ARG(d->row.place));
}

/* ---- the connection ---------------------------------------------------------------------------
 */

enum publish_fault drive_connection_fault(const struct connection_row *row, bool found,
					  const struct post_target_row *target)
{
	if (!found || str_eq(row->status, STR("disconnected")) || !row->page_token_sealed.at)
		return FAULT_NOT_CONNECTED;
	if (!str_eq(row->status, STR("connected")))
		return FAULT_TOKEN_EXPIRED;
	bool is_page = str_eq(target->place, STR("page"));
	struct str here = is_page ? row->page_id : row->ig_account_id;
	return str_eq(here, target->place_id) ? FAULT_NONE : FAULT_ACCOUNT_CHANGED;
}

bool drive_open(struct drive *d, enum publish_fault *ret, struct err *err)
{
	struct connection_row row;
	bool found;

	*ret = FAULT_NONE;
	if (d->token)
		return true;
	{
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		if (!store_read(d->p->config.store, &tx, err) ||
		    !connections_get(tx, d->a, d->row.user_id, d->row.connection_id, &row, &found,
				     err))
			return false;
	}
	*ret = drive_connection_fault(&row, found, &d->row);
	if (*ret != FAULT_NONE)
		return true;
	const struct vault_context where = {
		.table = CONNECTIONS_TABLE,
		.row = row.public_id,
		.column = CONNECTIONS_COLUMN,
		.tenant = str_fmt(d->a, "%lld", (long long)row.user_id),
	};
	if (!vault_open(d->p->config.vault, &where, row.page_token_sealed, &d->token, err))
		return err_wrap(err, "opening the token of %.*s", STR_ARG(row.public_id));
	d->who = (struct graph_caller){ .graph = d->p->config.graph,
					.token = d->token,
					.account_id = d->row.place_id,
					.max_reply_bytes = REPLY_MAX_BYTES };
	return true;
}

/* ---- arrows -----------------------------------------------------------------------------------
 */

struct move {
	struct drive *d;
	struct post_target_was was;
	const struct post_step_row *step;
	const struct post_part_row *part;
	bool clears_parts;
	bool needs_connection; /* and an approval, where the workspace asks for one */
	bool notes_quota;
	bool suspects_token;
	bool held;
	enum publish_fault fault; /* the connection is no longer what it was: nothing was written */
};

/* A dead token is one witness; the check that is asked for here is the other (connect/connect.h).
 */
static bool suspect_token(struct db_tx *tx, const struct drive *d, struct err *err)
{
	struct str id = d->row.connection_id;
	int64_t job;
	const struct job_request request = {
		.kind = STR_INIT("token.check"),
		.unique_key = str_fmt(d->a, "token.check:social_connections:%.*s", STR_ARG(id)),
		.payload = str_fmt(
			d->a,
			"{\"place\":\"social_connections\",\"key\":\"%.*s\",\"refused\":true}",
			STR_ARG(id)),
	};

	return jobs_enqueue_in(d->p->config.jobs, tx, &request, &job, err);
}

bool drive_wake_next(struct publish *p, struct db_tx *tx, struct arena *a,
		     const struct post_target_row *row, struct err *err)
{
	int64_t now_ms = clock_now_ms(p->config.clock), job;
	struct opt_int next;

	if (!post_targets_next(tx, row, now_ms, &next, err))
		return false;
	if (!next.has || next.value == row->id)
		return true;
	const struct job_request request = drive_job(a, next.value, row->user_id, now_ms);
	return jobs_enqueue_in(p->config.jobs, tx, &request, &job, err);
}

static bool check_connection(struct db_tx *tx, struct move *m, struct err *err)
{
	struct drive *d = m->d;
	struct connection_row row;
	bool found;

	if (!connections_get(tx, d->a, d->row.user_id, d->row.connection_id, &row, &found, err))
		return false;
	m->fault = drive_connection_fault(&row, found, &d->row);
	return true;
}

static bool check_approval(struct db_tx *tx, struct move *m, struct err *err)
{
	bool holds;

	if (!drive_is_approved(tx, m->d, &holds, err))
		return false;
	if (!holds)
		m->fault = FAULT_NOT_APPROVED;
	return true;
}

bool drive_is_approved(struct db_tx *tx, const struct drive *d, bool *ret, struct err *err)
{
	struct post_row post;
	bool found;

	*ret = false;
	/* As it is stored: what this turn has read is what the account is told. */
	return posts_get_any(tx, d->a, d->row.post_id, &post, &found, err) &&
	       (!found || post_approval_holds(tx, d->a, &post, ret, err));
}

static bool write_move(struct db_tx *tx, void *arg, struct err *err)
{
	struct move *m = arg;
	struct drive *d = m->d;

	m->held = true;
	m->fault = FAULT_NONE;
	if (m->needs_connection && (!check_connection(tx, m, err) || !check_approval(tx, m, err)))
		return false;
	if (m->fault != FAULT_NONE)
		return true;
	if (!post_targets_save(tx, &d->row, &m->was, &m->held, err))
		return false;
	if (!m->held)
		return true;
	return (!m->step || post_steps_add(tx, d->row.id, m->step, err)) &&
	       (!m->clears_parts || post_parts_clear(tx, d->row.id, err)) &&
	       (!m->part || post_parts_put(tx, d->row.id, m->part, err)) &&
	       (!m->suspects_token || suspect_token(tx, d, err)) &&
	       (!m->notes_quota || post_targets_set_quota(tx, d->row.id, d->quota_used, err)) &&
	       (!m->step || !post_state_lets_pass(d->state) ||
		drive_wake_next(d->p, tx, d->a, &d->row, err)) &&
	       (!m->step || str_eq(m->step->from_state, m->step->to_state) ||
		publish_tell_in(d->p, tx, &d->row, d->state, TELL_PUBLISHER, err));
}

static struct post_step_row step_of(const struct drive *d, enum post_event event,
				    enum post_state from, struct str detail)
{
	return (struct post_step_row){
		.at_ms = d->row.updated_ms,
		.fence = d->row.fence,
		.event = str_of(post_event_name(event)),
		.from_state = str_of(post_state_name(from)),
		.to_state = str_of(post_state_name(d->state)),
		.detail = detail.at ? detail : STR(""),
	};
}

static bool is_dead_token(const struct graph_error *ge)
{
	return ge->class == GRAPH_CLASS_TOKEN_EXPIRED || ge->class == GRAPH_CLASS_USER_ACTION;
}

/* The row in memory is what is stored, whatever happened. */
static bool move(struct drive *d, struct move *m, struct err *err)
{
	struct post_target_row before = d->row;
	enum post_state state = d->state;

	m->suspects_token = m->step && is_dead_token(&d->trouble);
	if (!store_write(d->p->config.store, write_move, m, err)) {
		d->row = before;
		d->state = state;
		return err_wrap(err, "post target %lld", (long long)d->row.id);
	}
	d->is_over = !m->held;
	if (m->step && post_state_lets_pass(d->state))
		jobs_wake(d->p->config.jobs);
	return true;
}

bool drive_arrow(struct drive *d, enum post_event event, struct str detail, struct err *err)
{
	struct drive before = *d;
	enum post_state next = d->state;
	struct move m = { .d = d,
			  .was = { d->row.fence, str_of(post_state_name(d->state)) },
			  .clears_parts = event == POST_EVENT_CREATE,
			  .needs_connection = event == POST_EVENT_INTEND,
			  .notes_quota = event == POST_EVENT_INTEND && d->row.sends == 1 };

	bool may = post_state_next(d->state, event, &next);
	assert(may); /* the driver asks for arrows of the table only */
	(void)may;
	if (drive_dies(d, str_z(d->a, str_fmt(d->a, "before:%s", post_event_name(event)))))
		return true;
	d->state = next;
	d->row.state = str_of(post_state_name(next));
	d->row.updated_ms = drive_now_ms(d);
	d->row.next_ms = OPT_NO_INT;
	if (next != before.state)
		d->row.tries = 0;
	const struct post_step_row step = step_of(d, event, before.state, detail);
	m.step = &step;
	if (!move(d, &m, err)) {
		d->row = before.row;
		d->state = before.state;
		return false;
	}
	if (m.fault != FAULT_NONE) {
		d->row = before.row;
		d->state = before.state;
		return drive_refuse(d, m.fault, err);
	}
	if (m.clears_parts)
		d->parts = (struct post_part_rows){ .count = 0 };
	memset(&d->trouble, 0, sizeof(d->trouble));
	drive_dies(d, str_z(d->a, str_fmt(d->a, "after:%s", post_event_name(event))));
	return true;
}

bool drive_part(struct drive *d, const struct post_part_row *part, struct err *err)
{
	struct move m = { .d = d,
			  .was = { d->row.fence, str_of(post_state_name(d->state)) },
			  .part = part };

	if (drive_dies(d, "before:part"))
		return true;
	d->row.updated_ms = drive_now_ms(d);
	const struct post_step_row step = step_of(d, POST_EVENT_PART, d->state, part->container_id);
	m.step = &step;
	if (!move(d, &m, err) || d->is_over)
		return err->code == ERR_NONE;
	struct post_part_row *at = arena_new_n(d->a, struct post_part_row, d->parts.count + 1);
	for (size_t i = 0; i < d->parts.count; i++)
		at[i] = d->parts.at[i];
	at[d->parts.count] = *part;
	d->parts = (struct post_part_rows){ at, d->parts.count + 1 };
	drive_dies(d, "after:part");
	return true;
}

const struct post_part_row *drive_part_at(const struct drive *d, size_t position)
{
	for (size_t i = 0; i < d->parts.count; i++)
		if (d->parts.at[i].position == (int64_t)position)
			return &d->parts.at[i];
	return NULL;
}

bool drive_keep_part(struct drive *d, size_t position, struct str id)
{
	const struct post_part_row part = { (int64_t)position, id };
	struct err err = ERR_INIT;

	if (drive_part(d, &part, &err))
		return true;
	d->trouble = graph_error_of(GRAPH_CLASS_NETWORK, 0, err.cause);
	return false;
}

bool drive_wait(struct drive *d, int64_t ms, struct err *err)
{
	struct move m = { .d = d, .was = { d->row.fence, str_of(post_state_name(d->state)) } };

	/* Spread a little, so that what failed together does not come back together. */
	int64_t spread_ms = (ms < SPREAD_OF_MS ? ms : SPREAD_OF_MS) / 4 + 1;
	d->again_ms = drive_now_ms(d) + ms + d->row.id * 7919 % spread_ms;
	d->row.next_ms = OPT_INT(d->again_ms);
	d->row.updated_ms = drive_now_ms(d);
	d->row.tries++;
	return move(d, &m, err);
}

void drive_note(struct drive *d, enum publish_fault fault, const struct graph_error *ge)
{
	d->row.fault = fault == FAULT_NONE ? STR_NONE : str_of(publish_fault_info(fault)->name);
	d->row.meta_code = ge && ge->code ? OPT_INT(ge->code) : OPT_NO_INT;
	d->row.meta_subcode = ge && ge->subcode ? OPT_INT(ge->subcode) : OPT_NO_INT;
	d->row.meta_message = ge && ge->message[0] ? str_dup(d->a, str_of(ge->message)) : STR_NONE;
}
