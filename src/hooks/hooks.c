#include "hooks/hooks.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "hooks/address.h"
#include "hooks/internal.h"
#include "hooks/sign.h"
#include "jobs/jobs.h"
#include "store/audit.h"
#include "vault/vault.h"

#define ID_BYTES 15
#define MESSAGE_ID_BYTES 18
#define TEST_EVERY_MS 5000

struct hooks *hooks_new(const struct hooks_config *config)
{
	struct hooks *h = calloc(1, sizeof(*h));

	if (!h)
		abort();
	h->config = *config;
	return h;
}

struct hooks *hooks_free(struct hooks *h)
{
	free(h);
	return NULL;
}

struct str hook_event_name(enum hook_event event)
{
	static const struct str names[] = {
#define HOOK_EVENT_NAME(id, name) [HOOK_##id] = STR_INIT(name),
		HOOK_EVENTS(HOOK_EVENT_NAME)
#undef HOOK_EVENT_NAME
	};
	return names[event];
}

/* ---- telling ----------------------------------------------------------------------------------
 */

/* {"type":…,"timestamp":…,"data":…}, as Standard Webhooks has it. */
static struct str body_of(struct arena *a, struct str event, int64_t now_ms, struct str data)
{
	cleanup(buf_free) struct buf out = { 0 };
	struct json_writer w;

	buf_init(&out, 256 * KIB);
	json_start(&w, &out, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "type", event);
	json_put_str(&w, "timestamp", iso_text(a, now_ms / 1000, 0));
	json_key(&w, STR("data"));
	json_raw(&w, data);
	json_end_object(&w);
	return str_dup(a, buf_str(&out));
}

static bool deliver_in(struct hooks *h, struct db_tx *tx, struct arena *a, struct str hook_id,
		       int64_t message, int64_t *ret_delivery, struct err *err)
{
	int64_t now_ms = clock_now_ms(h->config.clock), job;

	if (!hook_deliveries_add(tx, hook_id, message, now_ms, ret_delivery, err))
		return false;
	const struct job_request request = {
		.kind = STR_INIT(HOOKS_DELIVER_KIND),
		.unique_key = str_fmt(a, HOOKS_DELIVER_KIND ":%lld", (long long)*ret_delivery),
		.payload = str_fmt(a, "{\"delivery_id\":%lld}", (long long)*ret_delivery),
		/* How often and how long is for the delivery to say, not for the queue. */
		.max_attempts = INT32_MAX,
	};
	return jobs_enqueue_in(h->config.jobs, tx, &request, &job, err);
}

static bool message_in(struct hooks *h, struct db_tx *tx, struct arena *a, struct str event,
		       struct str data, int64_t *ret, struct err *err)
{
	int64_t now_ms = clock_now_ms(h->config.clock);
	struct str token = rng_token(a, h->config.rng, MESSAGE_ID_BYTES);
	const struct hook_message_row row = {
		.message_id = str_fmt(a, "msg_%.*s", STR_ARG(token)),
		.event = event,
		.body = body_of(a, event, now_ms, data),
		.created_ms = now_ms,
	};

	return hook_messages_add(tx, &row, ret, err);
}

bool hooks_tell_in(struct hooks *h, struct db_tx *tx, int64_t user_id, enum hook_event event,
		   struct str data, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct str name = hook_event_name(event);
	struct hook_rows wanting;
	int64_t message, delivery;

	arena_init(&a, 2 * MIB);
	if (!hooks_wanting(tx, &a, user_id, name, &wanting, err))
		return false;
	if (!wanting.count)
		return true;
	if (!message_in(h, tx, &a, name, data, &message, err))
		return false;
	for (size_t i = 0; i < wanting.count; i++)
		if (!deliver_in(h, tx, &a, wanting.at[i].id, message, &delivery, err))
			return false;
	return true;
}

/* ---- secrets ----------------------------------------------------------------------------------
 */

static struct vault_context place_of(struct arena *a, int64_t user_id, struct str id,
				     struct str column)
{
	return (struct vault_context){
		.table = HOOKS_TABLE,
		.row = id,
		.column = column,
		.tenant = str_fmt(a, "%lld", (long long)user_id),
	};
}

bool hooks_open_secret(const struct hooks *h, struct arena *a, const struct hook_row *row,
		       struct str column, struct secret **ret, struct err *err)
{
	const struct vault_context where = place_of(a, row->user_id, row->id, column);
	bool is_old = str_eq(column, HOOKS_OLD_COLUMN);

	return vault_open(h->config.vault, &where, is_old ? row->old_sealed : row->secret_sealed,
			  ret, err) ||
	       err_wrap(err, "opening a secret of %.*s", STR_ARG(row->id));
}

static bool seal(const struct hooks *h, struct arena *a, const struct hook_row *row,
		 struct str column, const struct secret *secret, struct str *ret, struct err *err)
{
	const struct vault_context where = place_of(a, row->user_id, row->id, column);

	return vault_seal(h->config.vault, a, &where, secret, ret, err);
}

/* ---- forms ------------------------------------------------------------------------------------
 */

static bool is_event(struct str name)
{
	for (unsigned i = 0; i < HOOK_EVENT_COUNT; i++)
		if (str_eq(name, hook_event_name((enum hook_event)i)))
			return true;
	return false;
}

static bool refuse_events(struct arena *a, struct err *err)
{
	struct str all = STR("");

	for (unsigned i = 0; i < HOOK_EVENT_COUNT; i++)
		all = str_fmt(a, "%.*s%s%.*s", STR_ARG(all), i ? ", " : "",
			      STR_ARG(hook_event_name((enum hook_event)i)));
	err_field(err, "events", "Isi dengan satu atau lebih: %.*s.", STR_ARG(all));
	return err_say_en(err, "Enter one or more of: %.*s.", STR_ARG(all));
}

/* "a,b" to ",a,b,", each once. */
static bool read_events(struct arena *a, struct str names, struct str *ret, struct err *err)
{
	struct str events = STR(",");

	for (struct str rest = names; rest.len;) {
		struct str name = str_cut(&rest, ',');
		if (!is_event(name))
			return refuse_events(a, err);
		if (!str_contains(events, str_fmt(a, ",%.*s,", STR_ARG(name))))
			events = str_fmt(a, "%.*s%.*s,", STR_ARG(events), STR_ARG(name));
	}
	*ret = events;
	return events.len > 1 || refuse_events(a, err);
}

static bool read_form(const struct hooks *h, struct arena *a, const struct hook_form *form,
		      struct hook_row *ret, struct err *err)
{
	ret->url = form->url;
	ret->is_active = form->is_active;
	return hook_address_check(a, form->url, h->config.reach, err) &&
	       read_events(a, form->events, &ret->events, err);
}

/* ---- a user's hooks ---------------------------------------------------------------------------
 */

struct work {
	struct hooks *h;
	struct arena *a;
	struct hook_row row;
	int64_t delivery_id, made_id;
};

static bool no_hook(struct err *err, struct str id)
{
	return err_set(err, ERR_NOT_FOUND, "no hook %.*s of this user", STR_ARG(id));
}

static bool note(struct db_tx *tx, const struct work *w, const char *action, struct err *err)
{
	const struct audit_row row = {
		.created_s = clock_now_s(w->h->config.clock),
		.user_id = OPT_INT(w->row.user_id),
		.action = str_of(action),
		.object = str_fmt(w->a, "hook:%.*s", STR_ARG(w->row.id)),
		.outcome = STR("ok"),
	};

	return audit_add(tx, &row, err);
}

static bool write_new(struct db_tx *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct hook_rows rows;

	if (!hooks_list(tx, w->a, w->row.user_id, &rows, err))
		return false;
	if (rows.count >= HOOKS_PER_USER) {
		err_set(err, ERR_CONFLICT, "%zu hooks", rows.count);
		err_say(err, "Paling banyak %d webhook: hapus dulu salah satu.", HOOKS_PER_USER);
		return err_say_en(err, "At most %d webhooks: remove one first.", HOOKS_PER_USER);
	}
	return hooks_add(tx, &w->row, clock_now_s(w->h->config.clock), err) &&
	       note(tx, w, "hook.add", err);
}

bool hooks_make(struct hooks *h, struct arena *a, int64_t user_id, const struct hook_form *form,
		struct str *ret_id, struct str *ret_secret, struct err *err)
{
	struct str token = rng_token(a, h->config.rng, ID_BYTES);
	struct work w = { .h = h, .a = a, .row = { .user_id = user_id } };
	cleanup(secret_freep) struct secret *secret = NULL;

	w.row.id = str_fmt(a, "hook_%.*s", STR_ARG(token));
	if (!read_form(h, a, form, &w.row, err))
		return false;
	secret = secret_random(h->config.rng, HOOK_SECRET_BYTES);
	if (!seal(h, a, &w.row, HOOKS_COLUMN, secret, &w.row.secret_sealed, err) ||
	    !store_write(h->config.store, write_new, &w, err))
		return false;
	*ret_id = w.row.id;
	*ret_secret = hook_secret_text(a, secret);
	return true;
}

static bool write_change(struct db_tx *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	bool found;

	if (!hooks_set(tx, &w->row, clock_now_s(w->h->config.clock), &found, err))
		return false;
	return found ? note(tx, w, "hook.change", err) : no_hook(err, w->row.id);
}

bool hooks_change(struct hooks *h, struct arena *a, int64_t user_id, struct str id,
		  const struct hook_form *form, struct err *err)
{
	struct work w = { .h = h, .a = a, .row = { .id = id, .user_id = user_id } };

	return read_form(h, a, form, &w.row, err) &&
	       store_write(h->config.store, write_change, &w, err);
}

static bool write_removal(struct db_tx *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	bool found;

	if (!hooks_delete(tx, w->row.user_id, w->row.id, &found, err))
		return false;
	return found ? note(tx, w, "hook.remove", err) : no_hook(err, w->row.id);
}

bool hooks_remove(struct hooks *h, int64_t user_id, struct str id, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct work w = { .h = h, .a = &a, .row = { .id = id, .user_id = user_id } };

	arena_init(&a, 64 * KIB);
	return store_write(h->config.store, write_removal, &w, err);
}

/* ---- renewing the secret ----------------------------------------------------------------------
 */

struct renewal {
	struct work work;
	struct secret *secret;
};

/* Sealing waits for nothing but the processor. */
static bool write_secret(struct db_tx *tx, void *arg, struct err *err)
{
	struct renewal *r = arg;
	struct work *w = &r->work;
	struct hooks *h = w->h;
	struct str id = w->row.id;
	int64_t now_s = clock_now_s(h->config.clock);
	cleanup(secret_freep) struct secret *old = NULL;
	bool found;

	if (!hooks_get(tx, w->a, w->row.user_id, id, &w->row, &found, err))
		return false;
	if (!found)
		return no_hook(err, id);
	if (!hooks_open_secret(h, w->a, &w->row, HOOKS_COLUMN, &old, err) ||
	    !seal(h, w->a, &w->row, HOOKS_OLD_COLUMN, old, &w->row.old_sealed, err) ||
	    !seal(h, w->a, &w->row, HOOKS_COLUMN, r->secret, &w->row.secret_sealed, err))
		return false;
	w->row.old_until_s = OPT_INT(now_s + HOOK_OLD_SECRET_S);
	return hooks_set_secret(tx, &w->row, now_s, err) && note(tx, w, "hook.secret", err);
}

bool hooks_renew_secret(struct hooks *h, struct arena *a, int64_t user_id, struct str id,
			struct str *ret_secret, struct err *err)
{
	struct renewal r = { .work = { .h = h, .a = a, .row = { .id = id, .user_id = user_id } } };
	cleanup(secret_freep) struct secret *secret =
		secret_random(h->config.rng, HOOK_SECRET_BYTES);

	r.secret = secret;
	if (!store_write(h->config.store, write_secret, &r, err))
		return false;
	*ret_secret = hook_secret_text(a, secret);
	return true;
}

/* ---- test and replay --------------------------------------------------------------------------
 */

static bool too_soon(struct err *err)
{
	err_set(err, ERR_RATE_LIMITED, "a hook's test right after another message");
	err_say(err, "Tunggu lima detik, lalu coba lagi.");
	return err_say_en(err, "Wait five seconds, then try again.");
}

static bool write_test(struct db_tx *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct hooks *h = w->h;
	struct str id = w->row.id;
	struct opt_int newest_ms;
	int64_t message;
	bool found;

	if (!hooks_get(tx, w->a, w->row.user_id, id, &w->row, &found, err))
		return false;
	if (!found)
		return no_hook(err, id);
	if (!hook_deliveries_newest(tx, id, &newest_ms, err))
		return false;
	int64_t age_ms = clock_now_ms(h->config.clock) - opt_int_or(newest_ms, 0);
	if (newest_ms.has && age_ms >= 0 && age_ms < TEST_EVERY_MS)
		return too_soon(err);
	struct str data = str_fmt(w->a, "{\"hook_id\":\"%.*s\"}", STR_ARG(id));
	return message_in(h, tx, w->a, STR(HOOK_TEST_EVENT), data, &message, err) &&
	       deliver_in(h, tx, w->a, id, message, &w->made_id, err);
}

bool hooks_test(struct hooks *h, struct arena *a, int64_t user_id, struct str id,
		int64_t *ret_delivery, struct err *err)
{
	struct work w = { .h = h, .a = a, .row = { .id = id, .user_id = user_id } };

	if (!store_write(h->config.store, write_test, &w, err))
		return false;
	jobs_wake(h->config.jobs);
	*ret_delivery = w.made_id;
	return true;
}

static bool no_replay(struct err *err, bool is_waiting)
{
	err_set(err, ERR_CONFLICT, is_waiting ? "still under way" : "switched off");
	err_say(err, is_waiting ? "Pesan ini masih dalam pengiriman."
				: "Webhook ini tidak aktif: aktifkan dulu.");
	return err_say_en(err, is_waiting ? "This message is still on its way."
					  : "This webhook is switched off: switch it on first.");
}

static bool write_replay(struct db_tx *tx, void *arg, struct err *err)
{
	struct work *w = arg;
	struct str id = w->row.id;
	struct hook_delivery_row old;
	bool found;

	if (!hooks_get(tx, w->a, w->row.user_id, id, &w->row, &found, err))
		return false;
	if (!found)
		return no_hook(err, id);
	if (!hook_deliveries_get(tx, w->a, w->delivery_id, &old, &found, err))
		return false;
	if (!found || !str_eq(old.hook_id, id))
		return err_set(err, ERR_NOT_FOUND, "no delivery %lld of this hook",
			       (long long)w->delivery_id);
	if (!w->row.is_active || str_eq(old.state, STR("waiting")))
		return no_replay(err, w->row.is_active);
	return deliver_in(w->h, tx, w->a, id, old.message, &w->made_id, err);
}

bool hooks_replay(struct hooks *h, struct arena *a, int64_t user_id, struct str id,
		  int64_t delivery_id, int64_t *ret_delivery, struct err *err)
{
	struct work w = {
		.h = h, .a = a, .row = { .id = id, .user_id = user_id }, .delivery_id = delivery_id
	};

	if (!store_write(h->config.store, write_replay, &w, err))
		return false;
	jobs_wake(h->config.jobs);
	*ret_delivery = w.made_id;
	return true;
}
