/* Who is told what becomes of a post: with the arrow, or not at all. */
#include "base/json.h"
#include "hooks/hooks.h"
#include "publish/test_world.h"
#include "store/hooks.h"
#include "store/test_broken.h"

static const struct world_post image = { .kind = "image", .caption = "Promo", .media = { "i" } };

static struct str hook_id;

static int setup(void **state)
{
	static const struct hook_form form = {
		.url = STR_INIT("https://app.example.id/hook"),
		.events = STR_INIT("post.published,post.failed,post.unconfirmed,post.held"),
		.is_active = true,
	};
	world_setup(state);
	struct world *w = *state;
	struct str secret;
	const struct hooks_config config = {
		.store = w->store,
		.vault = w->vault,
		.jobs = w->jobs,
		.net = w->net,
		.clock = &w->clock,
		.rng = rng_system(),
	};

	w->publish->config.hooks = hooks_new(&config);
	check_ok(hooks_make(w->publish->config.hooks, &w->a, w->user_id, &form, &hook_id, &secret,
			    &w->err),
		 &w->err);
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	hooks_free(w->publish->config.hooks);
	return world_teardown(state);
}

static struct hook_delivery_rows told(struct world *w)
{
	struct hook_delivery_rows rows = { .count = 0 };
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	check_ok(store_read(w->store, &tx, &w->err), &w->err);
	check_ok(hook_deliveries_list(tx, &w->a, hook_id, 100, 0, &rows, &w->err), &w->err);
	return rows;
}

/* The newest message is the nth, of that event, and tells of the target as it is. */
static const struct json *check_told(struct world *w, size_t nth, const char *event,
				     const char *word)
{
	struct hook_delivery_rows rows = told(w);
	const struct json *body;

	check_int(event, (int64_t)rows.count, (int64_t)nth);
	check_str(event, rows.at[0].event, str_of(event));
	check_ok(json_parse(&w->a, rows.at[0].body, &body, &w->err), &w->err);
	check_str(event, json_text(json_get(body, STR("type"))), str_of(event));
	const struct json *data = json_get(body, STR("data"));
	check_str(event, json_text(json_get(data, STR("state"))), str_of(word));
	check_str(event, json_text(json_get(data, STR("account_id"))), ACCOUNT);
	check_str(event, json_text(json_get(data, STR("target_id"))),
		  str_fmt(&w->a, "%lld", (long long)w->target_id));
	return data;
}

static void test_published(void **state)
{
	struct world *w = *state;

	world_add(w, &image);
	check_int("ends", world_run(w), POST_DONE);
	const struct json *data = check_told(w, 1, "post.published", "published");
	check_str("its id", json_text(json_get(data, STR("media_id"))),
		  world_row(w, &w->a).media_id);
	check_true("its address", json_text(json_get(data, STR("permalink"))).len > 0);
	check_true("no fault", json_is_null(json_get(data, STR("fault"))));
}

static void fail_publishing(struct world *w, int status, const char *body)
{
	w->meta.fault_at = META_PUBLISH;
	w->meta.fault_n = 1;
	w->meta.fault_times = 100000;
	w->meta.fault_status = status;
	w->meta.fault_body = body;
}

static void test_failed_and_retried(void **state)
{
	struct world *w = *state;

	world_add(w, &image);
	fail_publishing(w, 403, "{\"error\":{\"message\":\"(#10) x\",\"code\":10}}");
	check_int("ends", world_run(w), POST_FAILED);
	const struct json *fault =
		json_get(check_told(w, 1, "post.failed", "failed"), STR("fault"));
	check_str("why", json_text(json_get(fault, STR("code"))), STR("permissions_missing"));
	check_true("what to do", json_text(json_get(fault, STR("action"))).len > 0);
	check_int("Meta's code", json_number_or(json_get(fault, STR("meta_code")), 0), 10);
	w->meta.fault_times = 0;
	world_move(w, POST_EVENT_SCHEDULE);
	check_int("ends", world_run(w), POST_DONE);
	check_told(w, 2, "post.published", "published");
}

static void test_unconfirmed_and_denied(void **state)
{
	struct world *w = *state;

	world_add(w, &image);
	fail_publishing(w, 0, NULL);
	check_int("ends", world_run(w), POST_UNKNOWN);
	check_told(w, 1, "post.unconfirmed", "unconfirmed");
	world_move(w, POST_EVENT_ABSENT);
	check_told(w, 2, "post.failed", "failed");
}

static void test_held(void **state)
{
	struct world *w = *state;
	struct world_post late = image;

	late.due_ms = w->now_ms - INT64_C(3) * 3600000;
	world_add(w, &late);
	check_int("ends", world_run(w), POST_HELD);
	check_told(w, 1, "post.held", "held");
}

/* What was not stored has not happened, and nobody hears of it. */
static void test_with_the_arrow_or_not_at_all(void **state)
{
	struct world *w = *state;
	cleanup(arena_free) struct arena a = { 0 };
	struct err err = ERR_INIT;
	int64_t again_ms;

	arena_init(&a, LIMIT_ARENA);
	world_add(w, &image);
	refuse_rows(w->store, (struct refusal){ "hook_deliveries", "state", "waiting" });
	check_true("refused", !publish_turn(w->publish, &a, w->target_id, &again_ms, &err));
	check_int("not done without its message", world_state(w), POST_PUBLISHED);
	accept_rows(w->store);
	refuse_rows(w->store, (struct refusal){ "post_steps", "event", "finish" });
	check_true("refused", !publish_turn(w->publish, &a, w->target_id, &again_ms, &err));
	check_int("no message without its arrow", (int64_t)told(w).count, 0);
	accept_rows(w->store);
	check_int("ends", world_run(w), POST_DONE);
	check_told(w, 1, "post.published", "published");
	check_int("published once", meta_published(&w->meta), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_published, setup, teardown),
		cmocka_unit_test_setup_teardown(test_failed_and_retried, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unconfirmed_and_denied, setup, teardown),
		cmocka_unit_test_setup_teardown(test_held, setup, teardown),
		cmocka_unit_test_setup_teardown(test_with_the_arrow_or_not_at_all, setup, teardown),
	};
	return cmocka_run_group_tests_name("publish/tell", tests, NULL, NULL);
}
