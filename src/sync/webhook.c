#include "sync/webhook.h"

#include "base/json.h"
#include "base/limits.h"
#include "crypto/hash.h"
#include "jobs/jobs.h"
#include "store/accounts.h"
#include "store/media.h"
#include "store/meta_events.h"
#include "store/stories.h"
#include "sync/run.h"

#define BATCH 200
#define EVENTS_MAX 1000 /* Meta sends at most that many changes in one request */

/* ---- taking a delivery ------------------------------------------------------------------------
 */

struct delivery {
	struct sync *sync;
	struct arena *arena;
	int64_t now_s;
	struct webhook_event *at;
	size_t count;
	struct webhook_receipt *receipt;
};

static struct str text_of(struct arena *a, const struct json *value)
{
	cleanup(buf_free) struct buf out;
	struct json_writer w;

	buf_init(&out, MIB);
	json_start(&w, &out, JSON_PLAIN);
	json_copy(&w, value);
	return str_dup(a, buf_str(&out));
}

/* The same words are the same event; Meta's time of sending is not part of them. */
static struct str event_id(struct arena *a, const struct webhook_event *e)
{
	struct sha256 hash =
		sha256(str_fmt(a, "%.*s\n%.*s\n%.*s\n%.*s", STR_ARG(e->object),
			       STR_ARG(e->entry_id), STR_ARG(e->field), STR_ARG(e->value)));

	return str_dup(a, sha256_str(&hash));
}

static bool read_change(struct delivery *d, struct str object, const struct json *entry,
			const struct json *change, struct err *err)
{
	struct webhook_event *e = &d->at[d->count];

	*e = (struct webhook_event){
		.object = object,
		.entry_id = json_text(json_get(entry, STR("id"))),
		.field = json_text(json_get(change, STR("field"))),
		.event_s = json_number_or(json_get(entry, STR("time")), d->now_s),
	};
	if (!e->entry_id.len || e->entry_id.len > LIMIT_ID || !e->field.len ||
	    e->field.len > LIMIT_ID)
		return err_set(err, ERR_BAD_REQUEST, "a webhook change without entry id or field");
	e->value = text_of(d->arena, json_get(change, STR("value")));
	e->id = event_id(d->arena, e);
	d->count++;
	return true;
}

static size_t count_changes(const struct json *entries)
{
	size_t count = 0;

	for (const struct json *entry = json_first(entries); entry; entry = entry->next)
		count += json_count(json_get(entry, STR("changes")));
	return count;
}

static bool read_delivery(struct delivery *d, struct str body, struct err *err)
{
	const struct json *json;

	if (!json_parse(d->arena, body, &json, err))
		return err_set(err, ERR_BAD_REQUEST, "a webhook that is not JSON");
	struct str object = json_text(json_get(json, STR("object")));
	const struct json *entries = json_get(json, STR("entry"));
	size_t count = count_changes(entries);
	if (!object.len || object.len > LIMIT_ID || !json_first(entries))
		return err_set(err, ERR_BAD_REQUEST, "a webhook without object or entry");
	if (count > EVENTS_MAX)
		return err_set(err, ERR_TOO_LARGE, "%zu changes in one webhook", count);
	d->at = arena_new_n(d->arena, struct webhook_event, count + 1);
	for (const struct json *entry = json_first(entries); entry; entry = entry->next) {
		const struct json *changes = json_get(entry, STR("changes"));
		for (const struct json *c = json_first(changes); c; c = c->next)
			if (!read_change(d, object, entry, c, err))
				return false;
	}
	return true;
}

static bool write_delivery(struct db_tx *tx, void *arg, struct err *err)
{
	struct delivery *d = arg;
	struct webhook_receipt receipt = { .events = (int64_t)d->count };
	const struct job_request job = {
		.kind = STR_INIT("sync.webhook"),
		.max_attempts = 20,
	};
	int64_t id;

	for (size_t i = 0; i < d->count; i++) {
		bool is_new;
		if (!webhook_events_add(tx, &d->at[i], d->now_s, &is_new, err))
			return false;
		receipt.repeated += !is_new;
	}
	*d->receipt = receipt;
	return receipt.repeated == receipt.events ||
	       jobs_enqueue_in(d->sync->config.jobs, tx, &job, &id, err);
}

bool webhook_accept(struct sync *s, struct arena *a, struct str body, int64_t now_s,
		    struct webhook_receipt *ret, struct err *err)
{
	struct delivery delivery = { .sync = s, .arena = a, .now_s = now_s, .receipt = ret };

	if (!read_delivery(&delivery, body, err) ||
	    !store_write(s->config.store, write_delivery, &delivery, err))
		return false;
	jobs_wake(s->config.jobs);
	return true;
}

/* ---- what an event means ----------------------------------------------------------------------
 */

struct hearing {
	struct sync *sync;
	struct arena *arena;
	const struct webhook_event *event;
	const struct json *value;
	int64_t now_s;
	bool has_comment; /* one was stored: it wants a label */
};

/* Each writes what the event says and names the outcome. */
typedef bool hear(struct db_tx *tx, struct hearing *h, struct str *ret_outcome, struct err *err);

static bool hear_comment(struct db_tx *tx, struct hearing *h, struct str *ret_outcome,
			 struct err *err)
{
	const struct json *v = h->value;
	struct str account = h->event->entry_id;
	struct str media_id = json_text(json_get(json_get(v, STR("media")), STR("id")));
	struct str username = json_text(json_get(json_get(v, STR("from")), STR("username")));
	struct str text = json_text(json_get(v, STR("text")));
	const struct comment_row comment = {
		.id = json_text(json_get(v, STR("id"))),
		.parent_id = json_text(json_get(v, STR("parent_id"))),
		.username = username.at ? username : STR(""),
		.text = text.at ? text : STR(""),
		.posted_s = h->event->event_s,
	};
	struct media_row media;
	bool found = false;

	*ret_outcome = STR("malformed");
	if (!comment.id.len || !media_id.len)
		return true;
	*ret_outcome = STR("unknown_media");
	if (!media_get(tx, h->arena, account, media_id, &media, &found, err) || !found)
		return err->code == ERR_NONE;
	*ret_outcome = STR("stored");
	h->has_comment = true;
	return comments_hear(tx, account, media_id, &comment, h->now_s, err);
}

static bool hear_mention(struct db_tx *tx, struct hearing *h, struct str *ret_outcome,
			 struct err *err)
{
	struct str comment_id = json_text(json_get(h->value, STR("comment_id")));
	const struct mention_row row = {
		.media_id = json_text(json_get(h->value, STR("media_id"))),
		.comment_id = comment_id.at ? comment_id : STR(""),
		.seen_s = h->event->event_s,
	};

	*ret_outcome = row.media_id.len ? STR("stored") : STR("malformed");
	return !row.media_id.len || mentions_put(tx, h->event->entry_id, &row, err);
}

/* The last numbers of a story, sent when it expires. -1: fewer than five, so not told. */
static bool hear_story(struct db_tx *tx, struct hearing *h, struct str *ret_outcome,
		       struct err *err)
{
	struct str id = json_text(json_get(h->value, STR("media_id")));
	struct story_value_row *rows =
		arena_new_n(h->arena, struct story_value_row, json_count(h->value) + 1);
	struct story_value_rows values = { rows, 0 };
	int64_t known;

	for (const struct json *m = json_first(h->value); m; m = m->next) {
		int64_t value;
		if (!json_to_int(m, &value) || value < 0)
			continue;
		rows[values.count++] = (struct story_value_row){
			id, m->key, STR_INIT(""), value, h->event->event_s,
		};
	}
	*ret_outcome = STR("malformed");
	if (!id.len)
		return true;
	*ret_outcome = STR("unknown_media");
	if (!stories_count(tx, h->event->entry_id, id, &known, err) || !known)
		return err->code == ERR_NONE;
	*ret_outcome = STR("stored");
	return story_insights_put(tx, h->event->entry_id, &values, err);
}

static const struct {
	const char *object, *field;
	hear *hear;
} meanings[] = {
	{ "instagram", "comments", hear_comment },
	{ "instagram", "mentions", hear_mention },
	{ "instagram", "story_insights", hear_story },
};

static hear *meaning_of(const struct webhook_event *e)
{
	for (size_t i = 0; i < COUNT_OF(meanings); i++)
		if (str_eq(e->object, str_of(meanings[i].object)) &&
		    str_eq(e->field, str_of(meanings[i].field)))
			return meanings[i].hear;
	return NULL;
}

/* An account that nobody has connected (any more) tells us nothing. */
static bool hear_event(struct db_tx *tx, struct hearing *h, struct str *ret_outcome,
		       struct err *err)
{
	hear *understand = meaning_of(h->event);
	struct account_row account;
	struct err unread = ERR_INIT;
	bool found;

	*ret_outcome = STR("ignored");
	if (!understand)
		return true;
	if (!accounts_get_any(tx, h->arena, h->event->entry_id, &account, &found, err))
		return false;
	*ret_outcome = STR("unknown_account");
	if (!found || !account.social_account_id.has)
		return true;
	*ret_outcome = STR("malformed");
	return !json_parse(h->arena, h->event->value, &h->value, &unread) ||
	       understand(tx, h, ret_outcome, err);
}

static bool write_event(struct db_tx *tx, void *arg, struct err *err)
{
	struct hearing *h = arg;
	struct str outcome;

	return hear_event(tx, h, &outcome, err) &&
	       webhook_events_finish(tx, h->event->id, outcome, err);
}

/* ---- the job ----------------------------------------------------------------------------------
 */

static bool ask_label(struct hearing *h, struct err *err)
{
	struct str account = h->event->entry_id;
	int64_t id;
	const struct job_request job = {
		.kind = STR_INIT("sentiment.classify"),
		.unique_key = str_fmt(h->arena, "sentiment.classify:%.*s", STR_ARG(account)),
		.payload = str_fmt(h->arena, "{\"account_id\":\"%.*s\"}", STR_ARG(account)),
	};

	return jobs_enqueue(h->sync->config.jobs, &job, &id, err);
}

static bool hear_batch(struct sync *s, struct arena *a, const struct webhook_events *batch,
		       struct err *err)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct hearing h = { .sync = s,
				     .arena = a,
				     .event = &batch->at[i],
				     .now_s = clock_now_s(s->config.clock) };
		if (!store_write(s->config.store, write_event, &h, err) ||
		    (h.has_comment && !ask_label(&h, err)))
			return false;
	}
	return true;
}

static bool read_waiting(struct sync *s, struct arena *a, struct webhook_events *ret,
			 struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(s->config.store, &tx, err) &&
	       webhook_events_waiting(tx, a, BATCH, ret, err);
}

bool webhook_job(void *ctx, struct job_context *job, struct err *err)
{
	struct sync *s = ctx;

	for (;;) {
		cleanup(arena_free) struct arena a;
		struct webhook_events batch;

		arena_init(&a, LIMIT_ARENA);
		if (job_should_stop(job))
			return err_set(err, ERR_CANCELLED, "asked to stop");
		if (!read_waiting(s, &a, &batch, err))
			return false;
		if (!batch.count)
			return true;
		if (!hear_batch(s, &a, &batch, err))
			return false;
	}
}
