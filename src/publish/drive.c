/* One turn of one target: from the state it is found in as far as it goes without waiting. */
#include "publish/drive.h"

#include "base/limits.h"
#include "jobs/jobs.h"
#include "store/store.h"
#include "uploads/uploads.h"

#define SECOND_MS INT64_C(1000)
#define MINUTE_MS (60 * SECOND_MS)
#define HOUR_MS (60 * MINUTE_MS)

#define QUIET_MS MINUTE_MS
#define GRACE_MS (2 * HOUR_MS)

#define POLL_FIRST_MS (5 * SECOND_MS)
#define POLL_MAX_MS MINUTE_MS
#define PROCESSING_MAX_MS (30 * MINUTE_MS)
#define RETRY_FIRST_MS (5 * SECOND_MS)
#define RETRY_MAX_MS (5 * MINUTE_MS)
/* Whoever is before it wakes it; this is for the case that he cannot. */
#define ORDER_WAIT_MS MINUTE_MS
/* What was just made may not be there yet for another of Meta's machines. */
#define APPEARS_MS (2 * MINUTE_MS)
#define CONTAINERS_MAX 4
/* Limits and quotas pass within a day; other trouble that lasts longer than this is told. */
#define LIMITED_MAX_MS (26 * HOUR_MS)
#define TROUBLE_MAX_MS (2 * HOUR_MS)

bool publish_new(const struct publish_config *config, struct publish **ret, struct err *err)
{
	(void)err;
	struct publish *p = calloc(1, sizeof(*p));

	if (!p)
		abort();
	p->config = *config;
	if (!p->config.quiet_ms)
		p->config.quiet_ms = QUIET_MS;
	if (!p->config.grace_ms)
		p->config.grace_ms = GRACE_MS;
	*ret = p;
	return true;
}

struct publish *publish_free(struct publish *p)
{
	free(p);
	return NULL;
}

const struct place *place_find(struct str name)
{
	static const struct place *const places[] = { &place_instagram, &place_page };

	for (size_t i = 0; i < COUNT_OF(places); i++)
		if (str_eq(name, str_of(places[i]->name)))
			return places[i];
	return NULL;
}

/* ---- trouble before anything can have been published ------------------------------------------
 */

/* `first`, growing by `percent` with every try, up to `max`. */
static int64_t delay_ms(int64_t first, int64_t max, int percent, int64_t tries)
{
	int64_t ms = first;

	for (int64_t i = 0; i < tries && ms < max; i++)
		ms += ms * percent / 100;
	return ms < max ? ms : max;
}

bool drive_refuse(struct drive *d, enum publish_fault fault, struct err *err)
{
	drive_note(d, fault, d->trouble.code || d->trouble.http_status ? &d->trouble : NULL);
	return drive_arrow(d, POST_EVENT_REFUSE, str_of(publish_fault_info(fault)->name), err);
}

bool drive_is_too_late(const struct drive *d, enum publish_fault fault)
{
	bool limited = fault == FAULT_QUOTA || fault == FAULT_RATE_LIMITED;
	int64_t waited_ms = drive_now_ms(d) - opt_int_or(d->row.due_ms, 0);
	int64_t grace_ms = opt_int_or(d->row.grace_ms, d->p->config.grace_ms);

	return waited_ms > (limited ? LIMITED_MAX_MS : grace_ms + TROUBLE_MAX_MS);
}

static bool may_yet_appear(const struct drive *d)
{
	int64_t age_ms = drive_now_ms(d) - opt_int_or(d->row.container_ms, 0);

	return age_ms >= 0 && age_ms < APPEARS_MS;
}

bool drive_trouble(struct drive *d, enum publish_step step, struct err *err)
{
	struct publish_verdict v = publish_verdict(step, &d->trouble);

	if (v.outcome != OUTCOME_TRANSIENT || drive_is_too_late(d, v.fault))
		return drive_refuse(d, v.fault, err);
	drive_note(d, v.fault, &d->trouble);
	if (v.new_container && d->state == POST_CONTAINER) {
		if (may_yet_appear(d))
			return drive_wait(d, delay_ms(POLL_FIRST_MS, POLL_MAX_MS, 50, d->row.tries),
					  err);
		if (d->row.containers >= CONTAINERS_MAX)
			return drive_refuse(d, v.fault, err);
		return drive_arrow(d, POST_EVENT_CREATE, d->row.fault, err) &&
		       (d->is_over || drive_wait(d, v.wait_s * SECOND_MS, err));
	}
	/* Another try of what was refused outright: few are enough. */
	if (v.new_container && d->row.tries >= CONTAINERS_MAX)
		return drive_refuse(d, v.fault, err);
	int64_t ms = delay_ms(RETRY_FIRST_MS, RETRY_MAX_MS, 100, d->row.tries);
	return drive_wait(d, ms > v.wait_s * SECOND_MS ? ms : v.wait_s * SECOND_MS, err);
}

/* The token for this turn; false or a refusal when there is none. */
static bool open_or_refuse(struct drive *d, struct err *err)
{
	enum publish_fault fault;

	return drive_open(d, &fault, err) && (fault == FAULT_NONE || drive_refuse(d, fault, err));
}

static bool goes_on(const struct drive *d, enum post_state state)
{
	return !d->is_over && !d->again_ms && d->state == state;
}

/* ---- one function for each state --------------------------------------------------------------
 */

static bool must_wait(struct drive *d, bool *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(d->p->config.store, &tx, err) &&
	       post_targets_must_wait(tx, &d->row, drive_now_ms(d), ret, err);
}

static bool is_approved(struct drive *d, bool *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(d->p->config.store, &tx, err) && drive_is_approved(tx, d, ret, err);
}

static bool hold_unapproved(struct drive *d, struct err *err)
{
	drive_note(d, FAULT_NOT_APPROVED, NULL);
	return drive_arrow(d, POST_EVENT_LATE, d->row.fault, err);
}

static bool from_waiting(struct drive *d, struct err *err)
{
	if (opt_int_or(d->row.due_ms, INT64_MAX) <= drive_now_ms(d))
		return hold_unapproved(d, err);
	d->again_ms = d->row.due_ms.value;
	return true;
}

static bool from_scheduled(struct drive *d, struct err *err)
{
	int64_t now_ms = drive_now_ms(d), due_ms = opt_int_or(d->row.due_ms, INT64_MAX);
	bool waits, approved;

	if (due_ms > now_ms) {
		d->again_ms = due_ms;
		return true;
	}
	if (now_ms - due_ms > opt_int_or(d->row.grace_ms, d->p->config.grace_ms)) {
		drive_note(d, FAULT_MISSED, NULL);
		return drive_arrow(d, POST_EVENT_LATE, STR_NONE, err);
	}
	if (!must_wait(d, &waits, err))
		return false;
	if (waits) {
		d->again_ms = now_ms + ORDER_WAIT_MS;
		return true;
	}
	if (!is_approved(d, &approved, err))
		return false;
	if (!approved)
		return hold_unapproved(d, err);
	drive_note(d, FAULT_NONE, NULL);
	return drive_arrow(d, POST_EVENT_CLAIM, STR_NONE, err);
}

static bool from_claimed(struct drive *d, struct err *err)
{
	if (!open_or_refuse(d, err))
		return false;
	if (goes_on(d, POST_CLAIMED) && d->row.intent_ms.has && !drive_look_first(d, err))
		return false;
	return !goes_on(d, POST_CLAIMED) || drive_arrow(d, POST_EVENT_CREATE, STR_NONE, err);
}

static struct str url_of(struct drive *d, struct str url, struct opt_int upload_id)
{
	if (url.len || !upload_id.has || !d->p->config.uploads)
		return url;
	return upload_link(d->p->config.uploads, d->a, upload_id.value);
}

struct str drive_media_url(struct drive *d, const struct post_media_row *m)
{
	return url_of(d, m->url, m->upload_id);
}

struct str drive_cover_url(struct drive *d, const struct post_media_row *m)
{
	return url_of(d, m->cover_url, m->cover_upload_id);
}

static bool are_media_there(const struct drive *d)
{
	for (size_t i = 0; i < d->media.count; i++) {
		const struct post_media_row *m = &d->media.at[i];
		if ((!m->url.len && !m->upload_id.has) ||
		    (m->cover_url.at && !m->cover_url.len && !m->cover_upload_id.has))
			return false;
	}
	return true;
}

/*
 * Parts of an earlier turn may be refused because a post that we know nothing of has them: its
 * answer was lost, and nobody sees it. Those that were made just now are refused for themselves.
 */
static bool are_parts_spent(const struct drive *d, size_t parts_before)
{
	return parts_before > 0 &&
	       publish_verdict(STEP_CREATE, &d->trouble).outcome == OUTCOME_PERMANENT;
}

static bool from_creating(struct drive *d, struct err *err)
{
	struct str id = STR_NONE;
	size_t parts_before = d->parts.count;

	if (!are_media_there(d))
		return drive_refuse(d, FAULT_MEDIA_GONE, err);

	if (!open_or_refuse(d, err))
		return false;
	if (!goes_on(d, POST_CREATING) || drive_dies(d, "send:create"))
		return true;
	bool made = d->place->create(d, &id);
	if (d->is_over || drive_dies(d, "answered:create"))
		return true;
	if (!made && are_parts_spent(d, parts_before))
		return drive_arrow(d, POST_EVENT_CREATE, STR("parts"), err);
	if (!made)
		return drive_trouble(d, STEP_CREATE, err);
	if (!id.at)
		return drive_wait(d, delay_ms(POLL_FIRST_MS, POLL_MAX_MS, 50, d->row.tries), err);
	d->row.container_id = id;
	d->row.container_ms = OPT_INT(drive_now_ms(d));
	d->row.containers++;
	d->row.sends = 0;
	d->row.intent_ms = OPT_NO_INT;
	drive_note(d, FAULT_NONE, NULL);
	return drive_arrow(d, POST_EVENT_CREATED, id, err);
}

static bool wait_for_media(struct drive *d, struct err *err)
{
	int64_t age_ms = drive_now_ms(d) - opt_int_or(d->row.container_ms, 0);

	if (age_ms > PROCESSING_MAX_MS)
		return drive_refuse(d, FAULT_MEDIA_TIMEOUT, err);
	return drive_wait(d, delay_ms(POLL_FIRST_MS, POLL_MAX_MS, 50, d->row.tries), err);
}

static bool make_another(struct drive *d, const struct publish_verdict *v, struct err *err)
{
	if (v->outcome != OUTCOME_TRANSIENT || d->row.containers >= CONTAINERS_MAX)
		return drive_refuse(d, v->fault, err);
	drive_note(d, v->fault, NULL);
	return drive_arrow(d, POST_EVENT_CREATE, d->row.fault, err);
}

static bool from_container(struct drive *d, struct err *err)
{
	enum container_state state;
	struct str text = STR_NONE;
	struct publish_verdict v = { OUTCOME_TRANSIENT, FAULT_CONTAINER_GONE };

	if (!open_or_refuse(d, err))
		return false;
	if (goes_on(d, POST_CONTAINER) && d->row.intent_ms.has && !drive_look_first(d, err))
		return false;
	if (!goes_on(d, POST_CONTAINER) || drive_dies(d, "send:poll"))
		return true;
	if (!d->place->look(d, &state, &text))
		return drive_trouble(d, STEP_POLL, err);
	switch (state) {
	case CONTAINER_WAITS:
		return wait_for_media(d, err);
	case CONTAINER_READY:
		return drive_intend(d, err);
	case CONTAINER_OUT:
		d->row.published_ms = OPT_INT(drive_now_ms(d));
		return drive_arrow(d, POST_EVENT_FIND, STR_NONE, err);
	case CONTAINER_BROKEN:
		v = publish_container_verdict(text);
		snprintf(d->trouble.message, sizeof(d->trouble.message), "%.*s", STR_ARG(text));
		return make_another(d, &v, err);
	case CONTAINER_GONE:
	default:
		return make_another(d, &v, err);
	}
}

/* ---- after it ---------------------------------------------------------------------------------
 */

#define FINDS_MAX 5
#define FIND_AGAIN_MS (60 * SECOND_MS)

/* Its id was not in an answer: looked for again, never guessed. */
static bool bind_late(struct drive *d, struct err *err)
{
	struct found found = { .count = 0 };

	bool looked = d->place->find(d, &found);
	if (looked && found.count == 1 && d->place->has_key(d)) {
		d->row.media_id = found.media_id;
		d->row.permalink = found.permalink;
		return drive_arrow(d, POST_EVENT_FIND, found.media_id, err);
	}
	if (d->row.tries < FINDS_MAX && d->place->has_key(d))
		return drive_wait(d, FIND_AGAIN_MS, err);
	return drive_arrow(d, POST_EVENT_FINISH, STR("id_unknown"), err);
}

static bool finish(struct drive *d, struct err *err)
{
	return drive_arrow(d, POST_EVENT_FINISH, d->row.permalink, err);
}

static bool send_comment(struct drive *d, struct err *err)
{
	struct str id = STR_NONE;

	d->row.intent_ms = OPT_INT(drive_now_ms(d));
	d->row.sends = d->state == POST_COMMENTING ? d->row.sends + 1 : 1;
	if (!drive_arrow(d, POST_EVENT_COMMENT, d->row.media_id, err))
		return false;
	if (d->is_over || drive_dies(d, "send:comment"))
		return true;
	bool sent = d->place->comment(d, &id);
	if (drive_dies(d, "answered:comment"))
		return true;
	if (sent && id.len) {
		d->row.comment_id = id;
		return finish(d, err);
	}
	/* A refusal that is certain before publishing is certain here: a comment is made by one
	 * call. */
	struct publish_verdict v = publish_verdict(STEP_CREATE, &d->trouble);
	if (!sent && (v.outcome == OUTCOME_USER || v.outcome == OUTCOME_PERMANENT)) {
		drive_note(d, FAULT_COMMENT_FAILED, &d->trouble);
		return finish(d, err);
	}
	d->again_ms = drive_now_ms(d) + drive_quiet_left_ms(d);
	return true;
}

bool drive_recover_comment(struct drive *d, struct err *err)
{
	struct str id = STR_NONE;
	enum publish_fault fault;

	if (drive_is_put_back(d))
		return drive_wait_anew(d, err);
	if (drive_quiet_left_ms(d) > 0) {
		d->again_ms = drive_quiet_until_ms(d);
		return true;
	}
	if (!drive_open(d, &fault, err))
		return false;
	bool looked = fault == FAULT_NONE && d->place->find_comment(d, &id);
	if (looked && id.at) {
		d->row.comment_id = id;
		return finish(d, err);
	}
	if (looked && d->row.sends < 3)
		return send_comment(d, err);
	if (!looked && d->row.tries < FINDS_MAX)
		return drive_wait(d, FIND_AGAIN_MS, err);
	drive_note(d, FAULT_COMMENT_UNCONFIRMED, looked ? NULL : &d->trouble);
	return finish(d, err);
}

static bool from_published(struct drive *d, struct err *err)
{
	enum publish_fault fault;

	if (!drive_open(d, &fault, err))
		return false;
	if (fault != FAULT_NONE)
		return finish(d, err);
	if (!d->row.media_id.len)
		return bind_late(d, err);
	/* Nice to have: a post without its address is published all the same. */
	if (!d->row.permalink.len && d->place->permalink(d, &d->row.permalink))
		memset(&d->trouble, 0, sizeof(d->trouble));
	if (drive_dies(d, "answered:permalink"))
		return true;
	if (!d->row.permalink.len && d->row.tries < 2)
		return drive_wait(d, RETRY_FIRST_MS, err);
	if (d->post.first_comment.len && !d->row.comment_id.len)
		return send_comment(d, err);
	return finish(d, err);
}

/* ---- the turn ---------------------------------------------------------------------------------
 */

static bool (*const steps[POST_STATE_COUNT])(struct drive *, struct err *) = {
	[POST_WAITING] = from_waiting,     [POST_SCHEDULED] = from_scheduled,
	[POST_CLAIMED] = from_claimed,     [POST_CREATING] = from_creating,
	[POST_CONTAINER] = from_container, [POST_INTENT] = drive_recover,
	[POST_PUBLISHED] = from_published, [POST_COMMENTING] = drive_recover_comment,
};

static bool run(struct drive *d, struct err *err)
{
	while (!d->is_over && !d->again_ms && steps[d->state])
		if (!steps[d->state](d, err))
			return false;
	return true;
}

bool publish_turn(struct publish *p, struct arena *a, int64_t target_id, int64_t *ret_again_ms,
		  struct err *err)
{
	struct drive d = { .p = p, .a = a };

	*ret_again_ms = 0;
	if (!drive_take(&d, target_id, err))
		return false;
	bool rests = d.is_over;
	bool ok = rests || run(&d, err);
	secret_free(d.token);
	if (!ok)
		return err_wrap(err, "publishing target %lld", (long long)target_id);
	/* Taken over by a user's act, perhaps while this turn was under way: looked at once more.
	 */
	*ret_again_ms = !rests && d.is_over ? clock_now_ms(p->config.clock) + 1 : d.again_ms;
	return true;
}
