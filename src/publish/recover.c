/*
 * Around the one call that cannot be taken back: what is committed before it, what its answers
 * mean, and what is done when there was none.
 */
#include "publish/drive.h"

#include "store/store.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)

#define SENDS_MAX 5
#define SAY_AGAIN_MS (5 * SECOND_MS)
#define LOOK_AGAIN_MS (15 * SECOND_MS)
#define GONE_AGAIN_MS (3 * MINUTE_MS) /* five looks over 15 minutes */
#define GONE_LOOKS 5
#define UNLISTED_LOOKS 8 /* over three quarters of an hour */
#define UNKNOWN_AFTER_MS (24 * 60 * MINUTE_MS)
/* Between the commit and the sending: more means that the process was stopped. */
#define STALE_MS (5 * SECOND_MS)

int64_t drive_quiet_until_ms(const struct drive *d)
{
	const struct publish_config *c = &d->p->config;

	/* What may be said twice need not be waited for. */
	if (d->place->sets_state && d->place->sets_state(d) && d->state == POST_INTENT)
		return opt_int_or(d->row.intent_ms, 0) + SAY_AGAIN_MS;
	return opt_int_or(d->row.intent_ms, 0) + c->call_timeout_ms + c->quiet_ms;
}

int64_t drive_quiet_left_ms(const struct drive *d)
{
	int64_t now_ms = drive_now_ms(d), intent_ms = opt_int_or(d->row.intent_ms, 0);
	int64_t until_ms = drive_quiet_until_ms(d);

	if (now_ms < intent_ms)
		return until_ms - intent_ms;
	return until_ms > now_ms ? until_ms - now_ms : 0;
}

bool drive_is_put_back(const struct drive *d)
{
	return drive_now_ms(d) < opt_int_or(d->row.intent_ms, 0);
}

bool drive_wait_anew(struct drive *d, struct err *err)
{
	d->row.intent_ms = OPT_INT(drive_now_ms(d));
	return drive_wait(d, drive_quiet_left_ms(d), err);
}

/* ---- before -----------------------------------------------------------------------------------
 */

/* Pauses that Meta's limits ask for are waited for before the intent, not after. */
static bool must_pause(struct drive *d, struct err *err, bool *ret)
{
	int64_t pause_ms = graph_pause_ms(&d->who);

	*ret = pause_ms > 0;
	if (!*ret)
		return true;
	drive_note(d, FAULT_RATE_LIMITED, NULL);
	return drive_wait(d, pause_ms, err);
}

/* False with the turn over or waiting when there is no room. Not being told is not a reason to
 * wait. */
static bool has_quota(struct drive *d, bool *ret, struct err *err)
{
	struct publish_quota quota = { OPT_NO_INT, OPT_NO_INT };

	*ret = true;
	d->quota_used = OPT_NO_INT;
	if (!d->place->quota || !d->place->quota(d, &quota))
		return true;
	d->quota_used = quota.used;
	if (!quota.used.has || !quota.total.has || quota.used.value < quota.total.value)
		return true;
	*ret = false;
	d->trouble = (struct graph_error){ .code = 9, .subcode = 2207042 };
	return drive_trouble(d, STEP_CREATE, err);
}

bool drive_intend(struct drive *d, struct err *err)
{
	struct str before = STR_NONE;
	bool pauses, may;

	if (!has_quota(d, &may, err) || !may)
		return err->code == ERR_NONE;
	if (drive_dies(d, "send:list"))
		return true;
	if (!d->place->list_before(d, &before))
		return drive_trouble(d, STEP_POLL, err);
	if (!must_pause(d, err, &pauses) || pauses)
		return err->code == ERR_NONE;
	d->row.before_ids = before;
	d->row.intent_ms = OPT_INT(drive_now_ms(d));
	d->row.sends = 1;
	int64_t began_ms = monotonic_ms();
	if (!drive_arrow(d, POST_EVENT_INTEND, d->row.container_id, err))
		return false;
	return d->is_over || d->state != POST_INTENT || drive_send(d, began_ms, err);
}

/* ---- the call ---------------------------------------------------------------------------------
 */

static bool published(struct drive *d, enum post_event event, struct str media_id, struct err *err)
{
	d->row.media_id = media_id.len ? media_id : STR_NONE;
	d->row.published_ms = OPT_INT(drive_now_ms(d));
	drive_note(d, FAULT_NONE, NULL);
	return drive_arrow(d, event, media_id, err);
}

/* It stays in INTENT until a call can have no effect any more; then it is looked for. */
static bool stay(struct drive *d, enum publish_fault fault, struct err *err)
{
	drive_note(d, fault, &d->trouble);
	return drive_wait(d, drive_quiet_left_ms(d), err);
}

/* Held back by our own pacing: it never left this machine. */
static bool was_not_sent(const struct graph_error *ge)
{
	return ge->class == GRAPH_CLASS_RATE_LIMITED && !ge->http_status && !ge->code;
}

/* Surely not published, and perhaps later: asked again ever more seldom, not for ever. */
static bool not_yet(struct drive *d, const struct publish_verdict *v, struct err *err)
{
	int64_t age_ms = drive_now_ms(d) - opt_int_or(d->row.container_ms, 0);
	int64_t ms = age_ms / 4 < MINUTE_MS ? age_ms / 4 : MINUTE_MS;

	if (drive_is_too_late(d, v->fault))
		return drive_refuse(d, v->fault, err);
	drive_note(d, v->fault, &d->trouble);
	if (ms < v->wait_s * SECOND_MS)
		ms = v->wait_s * SECOND_MS;
	return drive_arrow(d, POST_EVENT_NOT_YET, d->row.fault, err) &&
	       (d->is_over || drive_wait(d, ms, err));
}

/* Of this call it says that nothing was done, of those before it nothing. */
static bool is_limit(const struct publish_verdict *v)
{
	return v->outcome == OUTCOME_TRANSIENT && v->fault == FAULT_QUOTA;
}

/*
 * A call that came after a look and met a limit: it does not count, and there is no hurry to look
 * again before there may be room.
 */
static bool wait_for_room(struct drive *d, const struct publish_verdict *v, struct err *err)
{
	int64_t ms = drive_quiet_left_ms(d);

	d->row.sends--;
	drive_note(d, v->fault, &d->trouble);
	return drive_wait(d, ms > v->wait_s * SECOND_MS ? ms : v->wait_s * SECOND_MS, err);
}

static bool refused(struct drive *d, struct err *err)
{
	struct publish_verdict v = publish_verdict(STEP_PUBLISH, &d->trouble);

	if (was_not_sent(&d->trouble))
		v = (struct publish_verdict){ OUTCOME_TRANSIENT, FAULT_RATE_LIMITED,
					      .wait_s = d->trouble.retry_after_ms / 1000 };
	else if (d->row.sends > 1 && is_limit(&v) && !drive_is_too_late(d, v.fault))
		return wait_for_room(d, &v, err);
	/* "Already published" looks like many things: only a first answer is certain. */
	else if (d->row.sends > 1)
		v.outcome = OUTCOME_AMBIGUOUS;
	switch (v.outcome) {
	case OUTCOME_TRANSIENT:
		return not_yet(d, &v, err);
	case OUTCOME_USER:
	case OUTCOME_PERMANENT:
		return drive_refuse(d, v.fault, err);
	case OUTCOME_AMBIGUOUS:
	default:
		return stay(d, v.fault, err);
	}
}

bool drive_send(struct drive *d, int64_t began_ms, struct err *err)
{
	struct str id = STR_NONE;

	if (drive_dies(d, "send:publish"))
		return true;
	/* A process that was stopped here may long have been taken for dead by another. */
	if (monotonic_ms() - began_ms > STALE_MS ||
	    drive_now_ms(d) - opt_int_or(d->row.intent_ms, 0) > STALE_MS)
		return stay(d, FAULT_NONE, err);
	d->who.max_pause_ms = 1;
	bool sent = d->place->send(d, &id);
	d->who.max_pause_ms = 0;
	if (drive_dies(d, "answered:publish"))
		return true;
	if (!sent)
		return refused(d, err);
	if (d->is_accepted) {
		drive_note(d, FAULT_NONE, NULL);
		return drive_wait(d, SAY_AGAIN_MS, err);
	}
	/* An answer without an id says nothing certain. */
	return id.len ? published(d, POST_EVENT_PUBLISH, id, err) : stay(d, FAULT_META_BUSY, err);
}

/* ---- afterwards -------------------------------------------------------------------------------
 */

static bool give_up(struct drive *d, struct err *err)
{
	drive_note(d, FAULT_UNCONFIRMED, &d->trouble);
	return drive_arrow(d, POST_EVENT_GIVE_UP, STR_NONE, err);
}

static bool look_again(struct drive *d, int64_t ms, struct err *err)
{
	int64_t age_ms = drive_now_ms(d) - opt_int_or(d->row.intent_ms, 0);

	return age_ms > UNKNOWN_AFTER_MS ? give_up(d, err) : drive_wait(d, ms, err);
}

static int64_t growing_ms(int64_t tries)
{
	int64_t ms = LOOK_AGAIN_MS;

	for (int64_t i = 0; i < tries && ms < 15 * MINUTE_MS; i++)
		ms *= 2;
	return ms < 15 * MINUTE_MS ? ms : 15 * MINUTE_MS;
}

static bool send_again(struct drive *d, struct err *err)
{
	if (d->row.sends >= SENDS_MAX)
		return give_up(d, err);
	d->row.intent_ms = OPT_INT(drive_now_ms(d));
	d->row.sends++;
	int64_t began_ms = monotonic_ms();
	if (!drive_arrow(d, POST_EVENT_INTEND, d->row.container_id, err))
		return false;
	return d->is_over || d->state != POST_INTENT || drive_send(d, began_ms, err);
}

/*
 * The second witness: Meta counts what is published through it, and may do so before it lists it.
 * A count that has not grown, or is not told, says nothing: old posts leave the window.
 */
static bool has_quota_grown(struct drive *d, bool *ret, struct err *err)
{
	struct publish_quota quota = { OPT_NO_INT, OPT_NO_INT };
	struct opt_int before = OPT_NO_INT;

	*ret = false;
	if (!d->place->quota)
		return true;
	{
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		if (!store_read(d->p->config.store, &tx, err) ||
		    !post_targets_quota(tx, d->row.id, &before, err))
			return false;
	}
	if (before.has && d->place->quota(d, &quota) && quota.used.has)
		*ret = quota.used.value > before.value;
	return true;
}

/* Something was published that is not listed: looked for patiently, and never sent again. */
static bool await_listing(struct drive *d, struct err *err)
{
	return d->row.tries < UNLISTED_LOOKS ? look_again(d, growing_ms(d->row.tries), err)
					     : give_up(d, err);
}

/* It is there, and nothing else can be meant. */
static bool is_certain(const struct drive *d, const struct found *found)
{
	return found->count == 1 && d->place->has_key(d);
}

/* Neither published nor publishable any more: is it there all the same? */
static bool judge_gone(struct drive *d, const struct found *found, struct err *err)
{
	if (is_certain(d, found))
		return published(d, POST_EVENT_FIND, found->media_id, err);
	if (found->count > 0)
		return give_up(d, err);
	if (d->row.tries < GONE_LOOKS)
		return look_again(d, GONE_AGAIN_MS, err);
	bool has_grown;
	if (!has_quota_grown(d, &has_grown, err))
		return false;
	if (has_grown)
		return give_up(d, err);
	drive_note(d, FAULT_CONTAINER_GONE, &d->trouble);
	return drive_arrow(d, POST_EVENT_ABSENT, d->row.fault, err);
}

static bool judge(struct drive *d, enum container_state state, struct err *err)
{
	struct found found = { .count = 0 };

	if (state == CONTAINER_WAITS)
		return look_again(d, LOOK_AGAIN_MS, err);
	if (drive_dies(d, "send:find"))
		return true;
	bool looked = d->place->find(d, &found);
	struct str id = looked && is_certain(d, &found) ? found.media_id : STR_NONE;
	if (state == CONTAINER_OUT || (state == CONTAINER_READY && id.len))
		return published(d, POST_EVENT_FIND, id, err);
	if (!looked)
		return look_again(d, growing_ms(d->row.tries), err);
	if (state != CONTAINER_READY)
		return judge_gone(d, &found, err);
	/* Something new is there that may be ours: sending it again may double it. */
	if (found.count > 0)
		return give_up(d, err);
	if (d->place->is_sent_once && d->place->is_sent_once(d))
		return await_listing(d, err);
	bool has_grown;
	if (!has_quota_grown(d, &has_grown, err))
		return false;
	return has_grown ? await_listing(d, err) : send_again(d, err);
}

/* Gone, as an answer: the id means nothing to Meta. */
static bool says_gone(const struct drive *d)
{
	return publish_verdict(STEP_READ_BACK, &d->trouble).new_container;
}

static bool answers_early(const struct drive *d)
{
	return d->place->answers_early && d->place->answers_early(d);
}

/* Its own status says that what was promised has failed: nothing will come of it any more. */
static bool came_to_nothing(struct drive *d, struct str text, struct err *err)
{
	snprintf(d->trouble.message, sizeof(d->trouble.message), "%.*s", STR_ARG(text));
	drive_note(d, publish_container_verdict(text).fault, &d->trouble);
	return drive_arrow(d, POST_EVENT_ABSENT, d->row.fault, err);
}

/*
 * While a call may still take effect: what its status says is believed, and nothing is done again.
 * Saves the wait when Meta has promised and needs a while.
 */
static bool peek(struct drive *d, int64_t quiet_ms, struct err *err)
{
	enum container_state state = CONTAINER_WAITS;
	struct found found = { .count = 0 };
	struct str text = STR_NONE;
	enum publish_fault fault;
	int64_t left_ms = quiet_ms - drive_now_ms(d);

	if (!drive_open(d, &fault, err))
		return false;
	if (drive_dies(d, "send:peek"))
		return true;
	bool looked = fault == FAULT_NONE && d->place->look(d, &state, &text);
	if (looked && state == CONTAINER_BROKEN)
		return came_to_nothing(d, text, err);
	if (looked && state == CONTAINER_OUT && d->place->find(d, &found) && is_certain(d, &found))
		return published(d, POST_EVENT_FIND, found.media_id, err);
	memset(&d->trouble, 0, sizeof(d->trouble));
	return drive_wait(d, left_ms < SAY_AGAIN_MS ? left_ms : SAY_AGAIN_MS, err);
}

bool drive_recover(struct drive *d, struct err *err)
{
	enum container_state state = CONTAINER_GONE;
	enum publish_fault fault;
	struct str text;

	if (drive_is_put_back(d))
		return drive_wait_anew(d, err);
	int64_t quiet_ms = drive_quiet_until_ms(d);
	if (drive_now_ms(d) < quiet_ms && answers_early(d))
		return peek(d, quiet_ms, err);
	if (drive_now_ms(d) < quiet_ms) {
		d->again_ms = quiet_ms;
		return true;
	}
	if (!drive_open(d, &fault, err))
		return false;
	if (fault != FAULT_NONE) {
		drive_note(d, fault, NULL);
		return look_again(d, growing_ms(d->row.tries), err);
	}
	if (drive_dies(d, "send:look"))
		return true;
	if (!d->place->look(d, &state, &text) && !says_gone(d)) {
		drive_note(d, publish_verdict(STEP_READ_BACK, &d->trouble).fault, &d->trouble);
		return look_again(d, growing_ms(d->row.tries), err);
	}
	if (state == CONTAINER_BROKEN && answers_early(d))
		return came_to_nothing(d, text, err);
	return judge(d, state, err);
}

/* ---- before doing it again --------------------------------------------------------------------
 */

/* A refused post that is tried again from the start: what its old container says. */
static bool look_at_old(struct drive *d, enum container_state *ret)
{
	struct str text;

	*ret = CONTAINER_GONE;
	if (d->state != POST_CLAIMED || !d->row.container_id.len || drive_dies(d, "send:look"))
		return true;
	return d->place->look(d, ret, &text) || says_gone(d);
}

bool drive_look_first(struct drive *d, struct err *err)
{
	int64_t now_ms = drive_now_ms(d), quiet_ms = drive_quiet_until_ms(d);
	struct found found = { .count = 0 };
	enum container_state state;

	/* A user is quicker than an effect may be; a clock that was put back is not waited for. */
	if (d->state == POST_CLAIMED && now_ms < quiet_ms &&
	    now_ms >= opt_int_or(d->row.intent_ms, 0)) {
		d->again_ms = quiet_ms;
		return true;
	}
	if (!look_at_old(d, &state))
		return drive_trouble(d, STEP_POLL, err);
	if (d->is_over)
		return true;
	if (!d->place->find(d, &found))
		return drive_trouble(d, STEP_POLL, err);
	if (is_certain(d, &found))
		return published(d, POST_EVENT_FIND, found.media_id, err);
	if (state == CONTAINER_OUT)
		return published(d, POST_EVENT_FIND, STR_NONE, err);
	memset(&d->trouble, 0, sizeof(d->trouble));
	/* Without a key anything new may be somebody else's; with one, several are ours or not. */
	return !(d->place->has_key(d) && found.count > 1) || give_up(d, err);
}
