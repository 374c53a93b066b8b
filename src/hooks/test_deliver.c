/* Deliveries against a scripted receiver, with a clock by hand. */
#include <stdlib.h>
#include <unistd.h>

#include "base/codec.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/test.h"
#include "crypto/crypto.h"
#include "hooks/internal.h"
#include "hooks/sign.h"
#include "jobs/jobs.h"
#include "net/net_fake.h"
#include "store/users.h"
#include "vault/key_file.h"
#include "vault/vault.h"

#define URL STR("https://app.example.id/hook")
#define SECOND_MS INT64_C(1000)
#define HOUR_MS (3600 * SECOND_MS)

struct world {
	struct arena a;
	struct store *store;
	struct vault *vault;
	struct net *net;
	struct jobs *jobs;
	struct hooks *hooks;
	struct rng_seeded seed;
	struct rng rng;
	int64_t now_ms;
	struct clock clock;
	struct err err;
	int64_t user_id, stranger_id;
	struct str id, secret; /* of the hook */
	/* The receiver. */
	int status; /* of its answer; 0: none */
	struct net_header retry_after;
	int calls;
	struct str message_id, timestamp, signature, body; /* of the last call */
};

static bool receive(void *ctx, struct arena *a, const struct net_request *request,
		    struct net_reply *ret, struct err *err)
{
	struct world *w = ctx;

	(void)a;
	w->calls++;
	check_int("guarded", request->reach, NET_PUBLIC);
	check_str("where", request->url, URL);
	w->body = str_dup(&w->a, request->body);
	for (size_t i = 0; i < request->header_count; i++) {
		struct str name = request->headers[i].name;
		struct str value = str_dup(&w->a, request->headers[i].value);
		if (str_eq(name, STR("webhook-id")))
			w->message_id = value;
		if (str_eq(name, STR("webhook-timestamp")))
			w->timestamp = value;
		if (str_eq(name, STR("webhook-signature")))
			w->signature = value;
	}
	if (!w->status)
		return err_set(err, ERR_NETWORK, "Could not resolve host");
	*ret = (struct net_reply){ .status = w->status,
				   .headers = &w->retry_after,
				   .header_count = w->retry_after.name.len > 0,
				   .body = STR("h\001a\xff lo") };
	return true;
}

/* ---- the world --------------------------------------------------------------------------------
 */

static bool add_users(struct db_tx *tx, void *arg, struct err *err)
{
	struct world *w = arg;
	struct user_new user = { .email = STR("sari@simpul.test"),
				 .email_folded = STR("sari@simpul.test"),
				 .password_hash = STR("$argon2id$"),
				 .first_name = STR("Sari") };
	bool taken;

	if (!users_add(tx, &user, 1, &w->user_id, &taken, err))
		return false;
	user.email = user.email_folded = STR("budi@simpul.test");
	return users_add(tx, &user, 1, &w->stranger_id, &taken, err);
}

static void open_vault(struct world *w)
{
	char folder[] = "/tmp/simpul-hooks-XXXXXX";

	assert_non_null(mkdtemp(folder));
	const char *path = str_z(&w->a, str_fmt(&w->a, "%s/master.key", folder));
	check_ok(vault_keys_init(path, rng_system(), &w->err), &w->err);
	check_ok(vault_open_file(path, rng_system(), &w->vault, &w->err), &w->err);
	unlink(path);
	rmdir(folder);
}

static void drop_line(void *ctx, struct str line)
{
	(void)ctx;
	(void)line;
}

static const struct hook_form all_events = {
	.url = STR_INIT("https://app.example.id/hook"),
	.events = STR_INIT("post.published,post.failed,token.expiring"),
	.is_active = true,
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	log_set_sink(drop_line, NULL);
	arena_init(&w->a, LIMIT_ARENA);
	check_ok(crypto_init(&w->err), &w->err);
	w->rng = rng_of_seed(&w->seed, 5);
	w->now_ms = INT64_C(1790000000000);
	w->clock = clock_manual(&w->now_ms);
	w->status = 200;
	struct store_config store = { .path = ":memory:", .rng = &w->rng, .clock = &w->clock };
	check_ok(store_open(&store, &w->store, &w->err), &w->err);
	open_vault(w);
	w->net = net_fake_start(receive, w);
	struct jobs_config jobs = { .store = w->store, .clock = &w->clock, .rng = &w->rng };
	check_ok(jobs_new(&jobs, &w->jobs, &w->err), &w->err);
	check_ok(store_write(w->store, add_users, w, &w->err), &w->err);
	const struct hooks_config config = {
		.store = w->store,
		.vault = w->vault,
		.jobs = w->jobs,
		.net = w->net,
		.clock = &w->clock,
		.rng = &w->rng,
		.base_url = STR("http://localhost"),
	};
	w->hooks = hooks_new(&config);
	check_ok(hooks_make(w->hooks, &w->a, w->user_id, &all_events, &w->id, &w->secret, &w->err),
		 &w->err);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	hooks_free(w->hooks);
	jobs_free(w->jobs);
	net_stop(w->net);
	vault_close(w->vault);
	store_close(w->store);
	arena_free(&w->a);
	free(w);
	return 0;
}

/* ---- steps ------------------------------------------------------------------------------------
 */

static bool write_event(struct db_tx *tx, void *arg, struct err *err)
{
	struct world *w = arg;

	return hooks_tell_in(w->hooks, tx, w->user_id, HOOK_POST_FAILED, STR("{\"post_id\":\"7\"}"),
			     err);
}

static void tell(struct world *w)
{
	check_ok(store_write(w->store, write_event, w, &w->err), &w->err);
}

static void run_jobs(struct world *w)
{
	const struct job_kind kinds[] = {
		{ HOOKS_DELIVER_KIND, hooks_deliver_job, w->hooks, 0 },
	};
	const struct worker_config config = { .jobs = w->jobs, .kinds = kinds, .kind_count = 1 };
	int64_t count;

	check_ok(worker_run_due(&config, &count, &w->err), &w->err);
}

static struct hook_delivery_rows list(struct world *w)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct hook_delivery_rows rows;

	check_ok(store_read(w->store, &tx, &w->err), &w->err);
	check_ok(hook_deliveries_list(tx, &w->a, w->id, 100, 0, &rows, &w->err), &w->err);
	return rows;
}

static struct hook_delivery_row newest(struct world *w)
{
	struct hook_delivery_rows rows = list(w);

	assert_true(rows.count > 0);
	return rows.at[0];
}

static struct hook_row hook(struct world *w)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct hook_row row;
	bool found;

	check_ok(store_read(w->store, &tx, &w->err), &w->err);
	check_ok(hooks_get_any(tx, &w->a, w->id, &row, &found, &w->err), &w->err);
	assert_true(found);
	return row;
}

static struct hook_attempt_rows attempts(struct world *w, int64_t delivery)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct hook_attempt_rows rows;

	check_ok(store_read(w->store, &tx, &w->err), &w->err);
	check_ok(hook_attempts_list(tx, &w->a, delivery, &rows, &w->err), &w->err);
	return rows;
}

/* What a receiver does with the secret it was shown. */
static struct str expected_signature(struct world *w, struct str secret)
{
	struct hook_signed what = { .id = w->message_id, .body = w->body };
	struct str bytes;

	assert_true(str_starts_with(secret, STR("whsec_")));
	assert_true(base64_decode(&w->a, str_skip(secret, 6), &bytes));
	assert_true(str_to_i64(w->timestamp, &what.timestamp_s));
	cleanup(secret_freep) struct secret *key = secret_from_bytes(bytes);
	return hook_signature(&w->a, &what, key, NULL);
}

/* ---- tests ------------------------------------------------------------------------------------
 */

static void test_delivered(void **state)
{
	struct world *w = *state;
	const struct json *json;

	tell(w);
	run_jobs(w);
	check_int("calls", w->calls, 1);
	check_str("signed", w->signature, expected_signature(w, w->secret));
	check_str("when", w->timestamp, STR("1790000000"));
	check_ok(json_parse(&w->a, w->body, &json, &w->err), &w->err);
	check_str("type", json_text(json_get(json, STR("type"))), STR("post.failed"));
	check_str("data", json_text(json_get(json_get(json, STR("data")), STR("post_id"))),
		  STR("7"));
	struct hook_delivery_row d = newest(w);
	check_str("state", d.state, STR("delivered"));
	check_str("id", d.message_id, w->message_id);
	struct hook_attempt_rows tries = attempts(w, d.id);
	check_int("tries", (int64_t)tries.count, 1);
	check_int("status", opt_int_or(tries.at[0].status, 0), 200);
	check_str("made harmless", tries.at[0].answer, STR("h a\xef\xbf\xbd lo"));
	check_true("no error", !tries.at[0].error.at);
	run_jobs(w);
	check_int("once", w->calls, 1);
}

static bool write_other_event(struct db_tx *tx, void *arg, struct err *err)
{
	struct world *w = arg;

	return hooks_tell_in(w->hooks, tx, w->user_id, HOOK_POST_HELD, STR("{}"), err) &&
	       hooks_tell_in(w->hooks, tx, w->stranger_id, HOOK_POST_FAILED, STR("{}"), err);
}

static void test_only_what_was_asked_for(void **state)
{
	struct world *w = *state;

	check_ok(store_write(w->store, write_other_event, w, &w->err), &w->err);
	run_jobs(w);
	check_int("calls", w->calls, 0);
	check_int("rows", (int64_t)list(w).count, 0);
}

/* Goes on to the next try; how long that was. */
static int64_t next_try(struct world *w)
{
	int64_t before_ms = w->now_ms;
	struct hook_delivery_row d = newest(w);

	assert_true(d.next_ms.has);
	w->now_ms = d.next_ms.value;
	run_jobs(w);
	/* The hook itself may be paused a little longer. */
	for (int i = 0; i < 3 && newest(w).attempts == d.attempts; i++) {
		w->now_ms += 700 * SECOND_MS;
		run_jobs(w);
	}
	return w->now_ms - before_ms;
}

static void test_a_receiver_asks_for_time(void **state)
{
	static const struct {
		const char *value;
		int64_t least_s,
			most_s; /* until the next try; a pause alone is 5 s and a quarter */
	} rows[] = {
		/* First: the clock begins at 14:13:20. */
		{ "Mon, 21 Sep 2026 14:23:20 GMT", 600, 610 },
		{ "120", 120, 130 },
		{ "999999", 3600, 3610 },
		{ "0", 3, 7 },
		{ "-5", 3, 7 },
		{ "Mon, 21 Sep 2020 14:23:20 GMT", 3, 7 },
		{ "soon", 3, 7 },
		{ "99999999999999999999999999", 3, 7 },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		w->status = 503;
		w->retry_after = (struct net_header){ STR("Retry-After"), str_of(rows[i].value) };
		tell(w);
		run_jobs(w);
		int64_t wait_s = (newest(w).next_ms.value - w->now_ms) / SECOND_MS;
		check_true(rows[i].value, wait_s >= rows[i].least_s && wait_s <= rows[i].most_s);
		w->status = 200;
		w->retry_after.name = STR("");
		next_try(w);
		check_str(rows[i].value, newest(w).state, STR("delivered"));
	}
}

static void test_tried_over_a_day_and_given_up(void **state)
{
	struct world *w = *state;
	int64_t began_ms = w->now_ms, last_ms = 0;
	struct str first_id = STR_NONE;

	w->status = 500;
	tell(w);
	run_jobs(w);
	for (int i = 1; newest(w).next_ms.has; i++) {
		first_id = first_id.at ? first_id : w->message_id;
		int64_t waited_ms = next_try(w);
		check_str("the same id", w->message_id, first_id);
		check_str("signed anew", w->signature, expected_signature(w, w->secret));
		check_true("ever longer, within the spread", waited_ms * 3 > last_ms);
		last_ms = waited_ms;
		assert_true(i < 20);
	}
	check_int("tries", w->calls, 11);
	check_str("given up", newest(w).state, STR("failed"));
	check_str("why", newest(w).reason, STR("gave_up"));
	check_true("over a day", w->now_ms - began_ms > 16 * HOUR_MS);
	check_true("not for ever", w->now_ms - began_ms < 36 * HOUR_MS);
	check_true("still on", hook(w).is_active);
	/* Mended: the same message again, with the same id. */
	int64_t again;
	w->status = 204;
	w->now_ms += HOUR_MS;
	check_ok(hooks_replay(w->hooks, &w->a, w->user_id, w->id, newest(w).id, &again, &w->err),
		 &w->err);
	run_jobs(w);
	check_str("replayed", newest(w).state, STR("delivered"));
	check_str("the same id", w->message_id, first_id);
	check_true("forgiven", !hook(w).failing_since_ms.has);
}

static void test_answers_that_are_none(void **state)
{
	static const struct {
		int status;
		const char *error;
	} cases[] = {
		{ 0, "no_answer" },    { 302, "redirect" },   { 307, "redirect" },
		{ 400, "bad_status" }, { 429, "bad_status" }, { 503, "bad_status" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		w->now_ms += HOUR_MS;
		w->status = cases[i].status;
		tell(w);
		run_jobs(w);
		struct hook_delivery_row d = newest(w);
		check_str(cases[i].error, d.state, STR("waiting"));
		struct hook_attempt_rows tries = attempts(w, d.id);
		check_int(cases[i].error, (int64_t)tries.count, 1);
		check_str(cases[i].error, tries.at[0].error, str_of(cases[i].error));
		check_int(cases[i].error, tries.at[0].status.has, cases[i].status != 0);
		w->status = 200;
		next_try(w);
		check_str(cases[i].error, newest(w).state, STR("delivered"));
	}
}

static void test_a_failing_hook_is_tried_by_one_at_a_time(void **state)
{
	struct world *w = *state;

	w->status = 0;
	for (int i = 0; i < 20; i++)
		tell(w);
	run_jobs(w);
	check_int("one try for twenty messages", w->calls, 1);
	w->status = 200;
	w->now_ms += 20 * SECOND_MS;
	run_jobs(w);
	check_int("then all of them", w->calls, 21);
}

static void test_gone(void **state)
{
	struct world *w = *state;

	w->status = 410;
	tell(w);
	tell(w);
	run_jobs(w);
	check_int("calls", w->calls, 1);
	check_true("off", !hook(w).is_active);
	check_str("why", hook(w).off_reason, STR("gone"));
	w->now_ms += HOUR_MS;
	run_jobs(w);
	check_int("no more", w->calls, 1);
	for (size_t i = 0; i < list(w).count; i++)
		check_str("each", list(w).at[i].reason, STR("switched_off"));
	/* Nothing is kept for it; its owner switches it on again. */
	tell(w);
	check_int("rows", (int64_t)list(w).count, 2);
	check_ok(hooks_change(w->hooks, &w->a, w->user_id, w->id, &all_events, &w->err), &w->err);
	w->status = 200;
	tell(w);
	run_jobs(w);
	check_str("on again", newest(w).state, STR("delivered"));
	check_true("no reason any more", !hook(w).off_reason.at);
}

static void test_three_days_of_failures_switch_it_off(void **state)
{
	struct world *w = *state;
	int64_t began_ms = w->now_ms;

	w->status = 500;
	for (int i = 0; hook(w).is_active; i++) {
		assert_true(i < 200);
		tell(w);
		run_jobs(w);
		w->now_ms += HOUR_MS;
	}
	check_str("why", hook(w).off_reason, STR("failing"));
	check_true("not at once", w->now_ms - began_ms > 71 * HOUR_MS);
	check_true("but then", w->now_ms - began_ms < 76 * HOUR_MS);
}

static void test_a_renewed_secret(void **state)
{
	struct world *w = *state;
	struct str old = w->secret, fresh;

	check_ok(hooks_renew_secret(w->hooks, &w->a, w->user_id, w->id, &fresh, &w->err), &w->err);
	check_true("another", !str_eq(old, fresh));
	tell(w);
	run_jobs(w);
	struct str both = str_fmt(&w->a, "%.*s %.*s", STR_ARG(expected_signature(w, fresh)),
				  STR_ARG(expected_signature(w, old)));
	check_str("both sign", w->signature, both);
	w->now_ms += HOOK_OLD_SECRET_S * 1000;
	tell(w);
	run_jobs(w);
	check_str("the new one alone", w->signature, expected_signature(w, fresh));
}

static void test_a_test(void **state)
{
	struct world *w = *state;
	struct hook_form off = all_events;
	int64_t id;

	off.is_active = false;
	check_ok(hooks_change(w->hooks, &w->a, w->user_id, w->id, &off, &w->err), &w->err);
	w->status = 500;
	check_ok(hooks_test(w->hooks, &w->a, w->user_id, w->id, &id, &w->err), &w->err);
	run_jobs(w);
	check_int("also when it is off", w->calls, 1);
	check_str("once", newest(w).state, STR("failed"));
	check_true("says nothing of the hook", !hook(w).failing_since_ms.has);
	struct err err = ERR_INIT;
	check_true("not at once again", !hooks_test(w->hooks, &w->a, w->user_id, w->id, &id, &err));
	check_int("not at once again", err.code, ERR_RATE_LIMITED);
	w->now_ms += 5 * SECOND_MS;
	check_ok(hooks_test(w->hooks, &w->a, w->user_id, w->id, &id, &w->err), &w->err);
}

static void check_refused(const char *what, bool ok, const struct err *err, enum err_code code)
{
	check_true(what, !ok);
	check_int(what, err->code, code);
}

static void test_what_is_refused(void **state)
{
	static const struct {
		const char *url, *events, *field;
	} forms[] = {
		{ "http://app.example.id/", "post.failed", "url" },
		{ "https://10.0.0.1/", "post.failed", "url" },
		{ "https://app.example.id/", "", "events" },
		{ "https://app.example.id/", "post.failed,post.liked", "events" },
		{ "https://app.example.id/", "hook.test", "events" },
	};
	struct world *w = *state;
	struct str id, secret;

	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		struct err err = ERR_INIT;
		const struct hook_form form = { str_of(forms[i].url), str_of(forms[i].events),
						true };
		bool ok = hooks_make(w->hooks, &w->a, w->user_id, &form, &id, &secret, &err);
		check_refused(forms[i].events, ok, &err, ERR_INVALID_FIELD);
		check_str(forms[i].events, str_of(err.field), str_of(forms[i].field));
		check_true(forms[i].events, err.user[0] && err.user_en[0]);
	}
	for (int i = 1; i < HOOKS_PER_USER; i++)
		check_ok(
			hooks_make(w->hooks, &w->a, w->user_id, &all_events, &id, &secret, &w->err),
			&w->err);
	struct err err = ERR_INIT;
	bool ok = hooks_make(w->hooks, &w->a, w->user_id, &all_events, &id, &secret, &err);
	check_refused("too many", ok, &err, ERR_CONFLICT);
}

static void test_what_is_not_his(void **state)
{
	struct world *w = *state;
	struct err err = ERR_INIT;
	struct str secret;
	int64_t id, his = w->stranger_id;

	tell(w);
	run_jobs(w);
	int64_t delivery = newest(w).id;
	check_refused("change", hooks_change(w->hooks, &w->a, his, w->id, &all_events, &err), &err,
		      ERR_NOT_FOUND);
	check_refused("remove", hooks_remove(w->hooks, his, w->id, &err), &err, ERR_NOT_FOUND);
	check_refused("secret", hooks_renew_secret(w->hooks, &w->a, his, w->id, &secret, &err),
		      &err, ERR_NOT_FOUND);
	check_refused("test", hooks_test(w->hooks, &w->a, his, w->id, &id, &err), &err,
		      ERR_NOT_FOUND);
	check_refused("replay", hooks_replay(w->hooks, &w->a, his, w->id, delivery, &id, &err),
		      &err, ERR_NOT_FOUND);
	check_refused("another's delivery",
		      hooks_replay(w->hooks, &w->a, w->user_id, w->id, delivery + 1, &id, &err),
		      &err, ERR_NOT_FOUND);
	check_ok(hooks_remove(w->hooks, w->user_id, w->id, &w->err), &w->err);
	check_int("its log goes with it", (int64_t)list(w).count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_delivered, setup, teardown),
		cmocka_unit_test_setup_teardown(test_only_what_was_asked_for, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_receiver_asks_for_time, setup, teardown),
		cmocka_unit_test_setup_teardown(test_tried_over_a_day_and_given_up, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_answers_that_are_none, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_failing_hook_is_tried_by_one_at_a_time,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_gone, setup, teardown),
		cmocka_unit_test_setup_teardown(test_three_days_of_failures_switch_it_off, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_a_renewed_secret, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_test, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_is_not_his, setup, teardown),
	};
	return cmocka_run_group_tests_name("hooks/deliver", tests, NULL, NULL);
}
