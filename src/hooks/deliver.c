/*
 * One try of one delivery. Sent at least once: whoever dies between the answer and the note of it
 * sends it again, with the same webhook-id.
 */
#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/utf8.h"
#include "hooks/internal.h"
#include "hooks/sign.h"
#include "jobs/jobs.h"
#include "net/net.h"
#include "store/audit.h"

#define SECOND_MS INT64_C(1000)
#define HOUR_MS (3600 * SECOND_MS)

#define TIMEOUT_MS (15 * SECOND_MS)
#define ANSWER_MAX_BYTES (64 * KIB)
#define ANSWER_KEPT_BYTES 500

/* Pauses after the first, second, … failure: ten more tries over a day. */
static const int64_t pauses_s[] = { 5, 30, 120, 600, 1800, 3600, 7200, 14400, 21600, 36000 };
/* Tries that were put off because the whole hook was failing do not count, but time does. */
#define GIVES_UP_AFTER_MS (36 * HOUR_MS)
/* A failing hook is tried by one message at a time, at least this often. */
#define HOOK_PAUSE_MAX_MS (600 * SECOND_MS)
/* A receiver may ask for a longer pause, within bounds. */
#define ASKED_MAX_MS HOUR_MS
/* Switched off after three days without one success. */
#define OFF_AFTER_MS (72 * HOUR_MS)
#define OFF_AFTER_FAILURES 10

struct trying {
	struct hooks *h;
	struct arena *a;
	struct hook_row hook;
	struct hook_delivery_row delivery;
	struct hook_attempt_row attempt;
	bool is_delivered, is_gone;
	int64_t asked_ms; /* the pause that the receiver asked for; 0: none */
	bool is_test;
	bool switched_off; /* by this try */
};

/* ---- what is sent -----------------------------------------------------------------------------
 */

/* A printable beginning of what a stranger's server said. */
static struct str harmless(struct arena *a, struct str answer)
{
	struct str kept = utf8_clean(a, str_sub(answer, 0, ANSWER_KEPT_BYTES));
	char *out = arena_alloc(a, kept.len + 1, 1);

	for (size_t i = 0; i < kept.len; i++) {
		unsigned char c = (unsigned char)kept.at[i];
		out[i] = c < ' ' || c == 0x7f ? ' ' : (char)c;
	}
	return (struct str){ out, kept.len };
}

static bool old_secret_signs(const struct trying *t, int64_t now_s)
{
	return t->hook.old_sealed.at && opt_int_or(t->hook.old_until_s, 0) > now_s;
}

static bool sign(struct trying *t, int64_t now_s, struct str *ret, struct err *err)
{
	cleanup(secret_freep) struct secret *key = NULL;
	cleanup(secret_freep) struct secret *old = NULL;
	const struct hook_signed what = { t->delivery.message_id, now_s, t->delivery.body };

	if (!hooks_open_secret(t->h, t->a, &t->hook, HOOKS_COLUMN, &key, err) ||
	    (old_secret_signs(t, now_s) &&
	     !hooks_open_secret(t->h, t->a, &t->hook, HOOKS_OLD_COLUMN, &old, err)))
		return false;
	*ret = hook_signature(t->a, &what, key, old);
	return true;
}

static const char *error_of(int status)
{
	if (status >= 200 && status < 300)
		return NULL;
	return status >= 300 && status < 400 ? "redirect" : "bad_status";
}

static bool send(struct trying *t, struct err *err)
{
	const struct hooks_config *c = &t->h->config;
	int64_t now_ms = clock_now_ms(c->clock), began_ms = monotonic_ms();
	struct net_reply reply = { .status = 0 };
	struct err why = ERR_INIT;
	struct str signature;

	if (!sign(t, now_ms / 1000, &signature, err))
		return false;
	const struct net_header headers[] = {
		{ STR("Content-Type"), STR("application/json") },
		{ STR("webhook-id"), t->delivery.message_id },
		{ STR("webhook-timestamp"), str_fmt(t->a, "%lld", (long long)(now_ms / 1000)) },
		{ STR("webhook-signature"), signature },
	};
	const struct net_request request = {
		.method = "POST",
		.url = t->hook.url,
		.headers = headers,
		.header_count = COUNT_OF(headers),
		.body = t->delivery.body,
		.timeout_ms = TIMEOUT_MS,
		.max_reply_bytes = ANSWER_MAX_BYTES,
		.reach = c->reach,
	};
	bool answered = net_fetch(c->net, t->a, &request, &reply, &why);
	const char *error = answered ? error_of(reply.status) : "no_answer";

	if (!answered && why.code == ERR_CANCELLED) {
		*err = why;
		return false;
	}
	t->attempt = (struct hook_attempt_row){
		.number = t->delivery.attempts + 1,
		.at_ms = now_ms,
		.took_ms = monotonic_ms() - began_ms,
		.status = answered ? OPT_INT(reply.status) : OPT_NO_INT,
		.answer = harmless(t->a, answered ? reply.body : str_of(why.cause)),
		.error = error ? str_of(error) : STR_NONE,
	};
	t->is_delivered = !error;
	t->is_gone = reply.status == 410;
	t->asked_ms = net_reply_retry_after_ms(&reply, now_ms);
	if (t->asked_ms > ASKED_MAX_MS)
		t->asked_ms = ASKED_MAX_MS;
	return true;
}

/* ---- what came of it --------------------------------------------------------------------------
 */

/* Up to a quarter more or less: what failed together does not come back together. */
static int64_t spread_ms(const struct trying *t, int64_t ms)
{
	uint32_t dice;

	rng_bytes(t->h->config.rng, &dice, sizeof(dice));
	return ms - ms / 4 + (int64_t)(dice % (uint32_t)(ms / 2 + 1));
}

static int64_t pause_ms(int64_t failures)
{
	size_t last = COUNT_OF(pauses_s) - 1;
	size_t at = failures < 1 ? 0 : (size_t)failures - 1;

	return pauses_s[at < last ? at : last] * SECOND_MS;
}

static int64_t longer_ms(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static void end(struct trying *t, const char *state, const char *reason, int64_t now_ms)
{
	t->delivery.state = str_of(state);
	t->delivery.reason = reason ? str_of(reason) : STR_NONE;
	t->delivery.next_ms = OPT_NO_INT;
	t->delivery.finished_ms = OPT_INT(now_ms);
}

/* The delivery's next state, after a failed try. */
static void fail(struct trying *t, int64_t now_ms)
{
	bool is_last = t->delivery.attempts > (int64_t)COUNT_OF(pauses_s) ||
		       now_ms - t->delivery.created_ms > GIVES_UP_AFTER_MS;

	if (is_last || t->is_gone || t->is_test)
		end(t, "failed", t->is_gone ? "switched_off" : "gave_up", now_ms);
	else
		t->delivery.next_ms =
			OPT_INT(now_ms + longer_ms(spread_ms(t, pause_ms(t->delivery.attempts)),
						   t->asked_ms));
}

static bool has_failed_for_days(const struct trying *t, int64_t now_ms)
{
	return t->hook.failing_since_ms.has && t->hook.failures + 1 >= OFF_AFTER_FAILURES &&
	       now_ms - t->hook.failing_since_ms.value > OFF_AFTER_MS;
}

static bool switch_off(struct db_tx *tx, struct trying *t, int64_t now_ms, struct err *err)
{
	const char *reason = t->is_gone ? "gone" : "failing";
	const struct audit_row row = {
		.created_s = now_ms / 1000,
		.user_id = OPT_INT(t->hook.user_id),
		.action = STR("hook.off"),
		.object = str_fmt(t->a, "hook:%.*s", STR_ARG(t->hook.id)),
		.outcome = str_of(reason),
	};

	if (!hooks_switch_off(tx, t->hook.id, reason, now_ms / 1000, &t->switched_off, err))
		return false;
	return !t->switched_off ||
	       (audit_add(tx, &row, err) && hooks_off_letter_in(t->h, tx, t->a, t->hook.id, err));
}

static bool note_hook(struct db_tx *tx, struct trying *t, int64_t now_ms, struct err *err)
{
	int64_t wait_ms = pause_ms(t->hook.failures + 1);

	if (t->is_test)
		return true;
	if (t->is_delivered)
		return hooks_went_well(tx, t->hook.id, err);
	if (wait_ms > HOOK_PAUSE_MAX_MS)
		wait_ms = HOOK_PAUSE_MAX_MS;
	wait_ms = longer_ms(wait_ms, t->asked_ms);
	if (!hooks_failed(tx, t->hook.id, now_ms, now_ms + wait_ms, err))
		return false;
	return !(t->is_gone || has_failed_for_days(t, now_ms)) || switch_off(tx, t, now_ms, err);
}

static bool write_attempt(struct db_tx *tx, void *arg, struct err *err)
{
	struct trying *t = arg;
	bool moved;

	return hook_attempts_add(tx, t->delivery.id, &t->attempt, err) &&
	       note_hook(tx, t, clock_now_ms(t->h->config.clock), err) &&
	       hook_deliveries_move(tx, &t->delivery, &moved, err);
}

static bool write_end(struct db_tx *tx, void *arg, struct err *err)
{
	struct trying *t = arg;
	bool moved;

	return hook_deliveries_move(tx, &t->delivery, &moved, err);
}

/* ---- the job ----------------------------------------------------------------------------------
 */

static bool read_rows(struct trying *t, int64_t id, bool *ret_found, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(t->h->config.store, &tx, err) ||
	    !hook_deliveries_get(tx, t->a, id, &t->delivery, ret_found, err))
		return false;
	return !*ret_found ||
	       hooks_get_any(tx, t->a, t->delivery.hook_id, &t->hook, ret_found, err);
}

static bool try_once(struct trying *t, struct job_context *job, struct err *err)
{
	struct hooks *h = t->h;
	int64_t now_ms = clock_now_ms(h->config.clock);

	if (!send(t, err))
		return false;
	t->delivery.attempts++;
	if (t->is_delivered)
		end(t, "delivered", NULL, now_ms);
	else
		fail(t, now_ms);
	if (!store_write(h->config.store, write_attempt, t, err))
		return false;
	if (t->switched_off) {
		log_warn("a hook was switched off", LOG_STR("hook", t->hook.id));
		jobs_wake(h->config.jobs);
	}
	if (t->delivery.next_ms.has)
		job_postpone(job, t->delivery.next_ms.value);
	return true;
}

bool hooks_deliver_job(void *ctx, struct job_context *job, struct err *err)
{
	struct trying t = { .h = ctx, .a = job_arena(job) };
	int64_t now_ms = clock_now_ms(t.h->config.clock), id;
	const struct json *payload;
	bool found;

	if (!json_parse(t.a, job_payload(job), &payload, err))
		return false;
	if (!json_to_int(json_get(payload, STR("delivery_id")), &id))
		return err_set(err, ERR_BAD_REQUEST, "a delivery without its id");
	if (!read_rows(&t, id, &found, err))
		return false;
	if (!found || !str_eq(t.delivery.state, STR("waiting")))
		return true;
	t.is_test = str_eq(t.delivery.event, STR(HOOK_TEST_EVENT));
	if (!t.hook.is_active && !t.is_test) {
		end(&t, "failed", "switched_off", now_ms);
		return store_write(t.h->config.store, write_end, &t, err);
	}
	int64_t paused_ms = opt_int_or(t.hook.paused_ms, 0);
	/* A pause that lies further ahead than any was set by a clock that ran ahead. */
	if (!t.is_test && paused_ms > now_ms && paused_ms <= now_ms + ASKED_MAX_MS) {
		job_postpone(job, paused_ms + spread_ms(&t, SECOND_MS));
		return true;
	}
	return try_once(&t, job, err);
}
