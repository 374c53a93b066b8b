/* What users do to posts, while nothing happens and while they are being published. */
#include "planning/plan.h"
#include "publish/test_world.h"

static const struct plan_target here[] = { { { "conn_test", 9 }, { "instagram", 9 } } };

static struct post_actor sari(const struct world *w)
{
	return (struct post_actor){ .user_id = w->user_id, .zone = STR("Asia/Jakarta") };
}

static struct post_plan plan_of(struct world *w, struct post_media_row *media, int64_t in_s)
{
	*media = (struct post_media_row){ .url = STR("https://cdn.example.com/a.jpg") };
	return (struct post_plan){
		.caption = STR("Promo"),
		.media = { media, 1 },
		.targets = here,
		.target_count = 1,
		.publish_at = iso_text(&w->a, w->now_ms / 1000 + in_s, 0),
	};
}

static void begin(struct world *w)
{
	meta_reset(&w->meta, META_INSTANT);
	w->now_ms += 7200000;
	w->at = NULL;
	w->dies_at = 0;
}

static int64_t add(struct world *w, int64_t in_s)
{
	struct post_actor who = sari(w);
	struct post_media_row media;
	struct post_plan plan = plan_of(w, &media, in_s);
	struct post_target_rows targets;
	bool known;

	check_ok(post_plan_add(w->publish, &w->a, &who, &plan, &w->post_id, &known, &w->err),
		 &w->err);
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	check_ok(store_read(w->store, &tx, &w->err), &w->err);
	check_ok(post_targets_list(tx, &w->a, w->post_id, &targets, &w->err), &w->err);
	check_int("one target", targets.count, 1);
	w->target_id = targets.at[0].id;
	return w->post_id;
}

static bool act(struct world *w, enum plan_act what, struct err *err)
{
	struct post_actor who = sari(w);

	*err = ERR_INIT;
	return post_plan_act(w->publish, &w->a, &who, w->post_id, 0, what, err);
}

/* ---- while it is being published --------------------------------------------------------------
 */

static int acts_at;
static enum plan_act act_then;
static bool acted;

static void act_here(struct world *w, int n, const char *name)
{
	struct err err;

	(void)name;
	if (n != acts_at)
		return;
	w->at = NULL;
	acted = act(w, act_then, &err);
	if (!acted)
		check_int("too late is a conflict", err.code, ERR_CONFLICT);
}

/* Cancelled: never published. Too late to cancel: published. Never both, never neither. */
static void test_cancel_races_the_claim(void **state)
{
	struct world *w = *state;
	int cancelled = 0, late = 0;

	for (int n = 1; n <= 22; n++) {
		begin(w);
		add(w, 0);
		w->now_ms += 1000;
		acts_at = n;
		act_then = PLAN_CANCEL;
		acted = false;
		w->at = act_here;
		world_turn(w);
		w->at = NULL;
		enum post_state end = world_run(w);
		const char *where = n <= w->passed ? w->names[n] : "after all";
		check_int(where, end, acted ? POST_CANCELLED : POST_DONE);
		check_int(where, meta_published(&w->meta), !acted);
		cancelled += acted;
		late += !acted;
	}
	check_true("some were in time", cancelled >= 5);
	check_true("and some were not", late >= 5);
}

static void test_publish_now_clicked_all_the_time(void **state)
{
	struct world *w = *state;

	for (int n = 1; n <= 22; n++) {
		begin(w);
		add(w, 3600);
		struct err err;
		check_ok(act(w, PLAN_PUBLISH_NOW, &err), &err);
		acts_at = n;
		act_then = PLAN_PUBLISH_NOW;
		w->at = act_here;
		world_turn(w);
		w->at = NULL;
		check_int("done", world_run(w), POST_DONE);
		check_int("once", meta_published(&w->meta), 1);
	}
}

static void test_edits(void **state)
{
	struct world *w = *state;
	struct post_actor who = sari(w);
	struct post_media_row media;
	struct err err = ERR_INIT;

	begin(w);
	add(w, 3600);
	struct post_plan plan = plan_of(w, &media, 7200);
	plan.caption = STR("Baru");
	check_ok(post_plan_set(w->publish, &w->a, &who, w->post_id, &plan, &err), &err);
	w->now_ms += 3700000;
	check_true("not due yet", world_turn(w) > w->now_ms && world_state(w) == POST_SCHEDULED);
	w->now_ms += 3600000;
	check_int("published", world_run(w), POST_DONE);
	check_str("with the new text", str_of(w->meta.posts[0].caption), STR("Baru"));
	plan = plan_of(w, &media, 7200);
	check_true("too late", !post_plan_set(w->publish, &w->a, &who, w->post_id, &plan, &err));
	check_int("a conflict", err.code, ERR_CONFLICT);
}

/* ---- the clock --------------------------------------------------------------------------------
 */

static void test_late_posts_are_held(void **state)
{
	static const struct {
		int64_t late_s;
		enum post_state end;
	} rows[] = {
		{ 0, POST_DONE },
		{ 7199, POST_DONE },
		{ 7201, POST_HELD },
		{ 86400, POST_HELD },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err;
		begin(w);
		add(w, 60);
		w->now_ms += (60 + rows[i].late_s) * 1000;
		check_int("late", world_run(w), rows[i].end);
		check_int("held is not published", meta_published(&w->meta),
			  rows[i].end == POST_DONE);
		if (rows[i].end == POST_DONE)
			continue;
		check_ok(act(w, PLAN_PUBLISH_NOW, &err), &err);
		check_int("released", world_run(w), POST_DONE);
	}
}

static void test_never_early(void **state)
{
	struct world *w = *state;

	begin(w);
	add(w, 60);
	int64_t due_ms = world_turn(w);
	check_int("comes again when it is due", due_ms / 1000, w->now_ms / 1000 + 60);
	w->now_ms = due_ms - 1;
	check_int("a millisecond early", world_turn(w), due_ms);
	check_int("nothing was asked of Meta", w->meta.calls[META_CREATE], 0);
}

static int64_t jump_ms;

static void jump_here(struct world *w, int n, const char *name)
{
	(void)name;
	if (n != acts_at)
		return;
	w->at = NULL;
	w->now_ms += jump_ms;
}

/* Our clock jumps at every place, and the process dies at the next one or does not. */
static void test_clocks_that_jump(void **state)
{
	static const int64_t hours[] = { 1, -1, 24, -24, 24 * 365 * 12 };
	struct world *w = *state;

	for (size_t j = 0; j < COUNT_OF(hours); j++)
		for (int n = 1; n <= 20; n++)
			for (int dies = 0; dies < 2; dies++) {
				int64_t began_ms = w->now_ms;
				begin(w);
				add(w, 0);
				w->now_ms += 1000;
				acts_at = n;
				jump_ms = hours[j] * 3600000;
				w->at = jump_here;
				w->dies_at = dies ? n + 1 : 0;
				world_turn(w);
				w->at = NULL;
				w->dies_at = 0;
				int64_t jumped_ms = w->now_ms;
				check_int("done", world_run(w), POST_DONE);
				check_int("once", meta_published(&w->meta), 1);
				/* A post that is not due yet again waits for its time. */
				bool waited = w->now_ms - jumped_ms > 600000;
				check_true("nobody waits for the clock", !waited || n == 1);
				w->now_ms = began_ms + 86400000;
			}
}

static void test_one_accounts_order(void **state)
{
	struct world *w = *state;

	begin(w);
	add(w, 1);
	int64_t first = w->target_id;
	add(w, 2);
	int64_t second = w->target_id;
	w->now_ms += 5000;
	check_true("the second waits", world_turn(w) > w->now_ms);
	check_int("for the first", world_state(w), POST_SCHEDULED);
	w->target_id = first;
	check_int("which is published", world_run(w), POST_DONE);
	w->target_id = second;
	check_int("then the second", world_run(w), POST_DONE);
	check_int("both", meta_published(&w->meta), 2);
}

/* ---- what is in the way -----------------------------------------------------------------------
 */

static void disconnect_here(struct world *w, int n, const char *name)
{
	(void)n;
	if (strcmp(name, "before:intend") != 0)
		return;
	w->at = NULL;
	world_write(w, world_disconnect);
}

static void test_disconnected_before_the_intent(void **state)
{
	struct world *w = *state;
	cleanup(arena_free) struct arena a;

	arena_init(&a, MIB);
	begin(w);
	add(w, 0);
	w->now_ms += 1000;
	w->at = disconnect_here;
	world_turn(w);
	check_int("failed", world_state(w), POST_FAILED);
	check_str("for that reason", world_row(w, &a).fault, STR("not_connected"));
	check_int("Meta was not told to publish", w->meta.calls[META_PUBLISH], 0);
	world_write(w, world_connect);
}

static void test_quota(void **state)
{
	struct world *w = *state;
	cleanup(arena_free) struct arena a;

	arena_init(&a, MIB);
	begin(w);
	w->meta.quota_left = 0;
	add(w, 0);
	w->now_ms += 1000;
	int64_t again_ms = world_turn(w);
	check_true("waits an hour", again_ms >= w->now_ms + 3600000);
	check_str("says why", world_row(w, &a).fault, STR("publishing_quota_reached"));
	check_int("was not tried", w->meta.calls[META_PUBLISH], 0);
	w->meta.quota_left = 1;
	check_int("published when there is room", world_run(w), POST_DONE);
}

static void test_idempotency(void **state)
{
	struct world *w = *state;
	struct post_actor who = sari(w);
	struct post_media_row media;
	struct err err = ERR_INIT;
	int64_t first, again;
	bool known;

	begin(w);
	struct post_plan plan = plan_of(w, &media, 600);
	plan.idempotency_key = STR("k");
	check_ok(post_plan_add(w->publish, &w->a, &who, &plan, &first, &known, &err), &err);
	check_int("new", known, false);
	check_ok(post_plan_add(w->publish, &w->a, &who, &plan, &again, &known, &err), &err);
	check_int("known", known, true);
	check_int("the same", again, first);
	plan.caption = STR("Lain");
	check_true("another post",
		   !post_plan_add(w->publish, &w->a, &who, &plan, &again, &known, &err));
	check_int("is a conflict", err.code, ERR_CONFLICT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cancel_races_the_claim),
		TEST(test_publish_now_clicked_all_the_time),
		TEST(test_edits),
		TEST(test_late_posts_are_held),
		TEST(test_never_early),
		TEST(test_clocks_that_jump),
		TEST(test_one_accounts_order),
		TEST(test_disconnected_before_the_intent),
		TEST(test_quota),
		TEST(test_idempotency),
	};
	return cmocka_run_group_tests_name("planning/plan", tests, NULL, NULL);
}
