/* Nothing is published without an approval of exactly this content. */
#include "publish/approval_impl.h"
#include "publish/test_world.h"
#include "store/audit.h"
#include "store/team.h"

static struct post_actor sari(const struct world *w)
{
	return (struct post_actor){ .user_id = w->user_id, .zone = STR("Asia/Jakarta") };
}

static struct post_plan plan_of(struct world *w, struct post_media_row *media,
				struct plan_target *target, int64_t in_s)
{
	*media = (struct post_media_row){ .url = STR("https://cdn.example.com/a.jpg") };
	*target = (struct plan_target){ .connection_id = CONNECTION, .place = STR("instagram") };
	return (struct post_plan){
		.caption = STR("Promo"),
		.media = { media, 1 },
		.targets = target,
		.target_count = 1,
		.time = in_s ? PLAN_AT : PLAN_NOW,
		.publish_at = iso_text(&w->a, w->now_ms / 1000 + in_s, 0),
	};
}

static void require(struct world *w, bool needed)
{
	struct post_actor who = sari(w);
	struct err err = ERR_INIT;

	check_ok(post_approval_require(w->publish, &w->a, &who, needed, &err), &err);
}

static void find_target(struct world *w)
{
	struct post_target_rows targets;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	check_ok(store_read(w->store, &tx, &w->err), &w->err);
	check_ok(post_targets_list(tx, &w->a, w->post_id, &targets, &w->err), &w->err);
	w->target_id = targets.at[0].id;
}

static void add(struct world *w, int64_t in_s)
{
	struct post_actor who = sari(w);
	struct post_media_row media;
	struct plan_target target;
	struct post_plan plan = plan_of(w, &media, &target, in_s);
	bool known;

	check_ok(post_plan_add(w->publish, &w->a, &who, &plan, &w->post_id, &known, &w->err),
		 &w->err);
	find_target(w);
}

static bool edit(struct world *w, const char *caption, int64_t in_s, struct err *err)
{
	struct post_actor who = sari(w);
	struct post_media_row media;
	struct plan_target target;
	struct post_plan plan = plan_of(w, &media, &target, in_s);

	plan.caption = str_of(caption);
	*err = ERR_INIT;
	return post_plan_set(w->publish, &w->a, &who, w->post_id, &plan, err);
}

static struct post_approval look(struct world *w)
{
	struct post_approval approval = { .needed = false };
	struct post_row post;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	check_ok(store_read(w->store, &tx, &w->err), &w->err);
	check_ok(posts_get_any(tx, &w->a, w->post_id, &post, &found, &w->err), &w->err);
	check_ok(post_approval_get(tx, &w->a, &post, &approval, &w->err), &w->err);
	return approval;
}

static bool decide(struct world *w, bool approves, struct str hash, struct err *err)
{
	struct post_actor who = sari(w);
	const struct post_decision decision = { approves, hash, STR("catatan") };

	*err = ERR_INIT;
	return post_plan_decide(w->publish, &w->a, &who, w->post_id, &decision, err);
}

static void approve(struct world *w)
{
	struct err err;

	check_ok(decide(w, true, look(w).content_hash, &err), &err);
}

/* ---- by the back door ---- */

static bool write_rule_alone(struct db_tx *tx, void *arg, struct err *err)
{
	struct world *w = arg;

	return workspaces_set(tx, w->user_id, true, w->now_ms / 1000, err);
}

static void world_force_rule(struct world *w)
{
	world_write(w, write_rule_alone);
}

struct forced {
	struct world *w;
	struct post_target_row row;
	const char *state;
};

static bool write_state(struct db_tx *tx, void *arg, struct err *err)
{
	struct forced *f = arg;
	const struct post_target_was was = { f->row.fence, f->row.state };
	bool held;

	f->row.state = str_of(f->state);
	return post_targets_save(tx, &f->row, &was, &held, err);
}

static void world_force_state(struct world *w, const char *state)
{
	struct forced f = { w, world_row(w, &w->a), state };

	check_ok(store_write(w->store, write_state, &f, &w->err), &w->err);
}

static void begin(struct world *w)
{
	meta_reset(&w->meta, META_INSTANT);
	w->now_ms += 7200000;
	require(w, true);
}

/* ---- the way through --------------------------------------------------------------------------
 */

static void test_approved_then_published(void **state)
{
	struct world *w = *state;
	struct err err;

	begin(w);
	add(w, 600);
	check_int("waits", world_state(w), POST_WAITING);
	check_int("asked", look(w).state, APPROVAL_STATE_WAITING);
	approve(w);
	check_int("in the plan", world_state(w), POST_SCHEDULED);
	check_ok(decide(w, true, look(w).content_hash, &err), &err); /* clicked twice */
	w->now_ms += 601000;
	check_int("published", world_run(w), POST_DONE);
	check_int("once", meta_published(&w->meta), 1);
	check_true("answered", !decide(w, false, STR(""), &err) && err.code == ERR_CONFLICT);
}

static void test_due_while_it_waits(void **state)
{
	struct world *w = *state;
	cleanup(arena_free) struct arena a;

	arena_init(&a, MIB);
	begin(w);
	add(w, 600);
	check_true("looked at when due", world_turn(w) > w->now_ms);
	w->now_ms += 601000;
	struct err err;
	check_true("an answer that comes too late", !decide(w, true, look(w).content_hash, &err));
	check_int("is a conflict", err.code, ERR_CONFLICT);
	world_turn(w);
	check_int("held", world_state(w), POST_HELD);
	check_str("and why", world_row(w, &a).fault, STR("not_approved"));
	check_int("nothing was asked of Meta", w->meta.calls[META_CREATE], 0);
}

static void test_now_means_once_it_is_approved(void **state)
{
	struct world *w = *state;

	begin(w);
	add(w, 0);
	check_int("waits", world_state(w), POST_WAITING);
	w->now_ms += 86400000;
	check_int("without a time", world_turn(w), 0);
	check_int("as long as it takes", world_state(w), POST_WAITING);
	approve(w);
	check_int("published", world_run(w), POST_DONE);
}

static void test_rejected(void **state)
{
	struct world *w = *state;
	struct err err;

	begin(w);
	add(w, 600);
	check_ok(decide(w, false, STR(""), &err), &err);
	check_int("a draft again", world_state(w), POST_DRAFT);
	check_str("with a note", look(w).row.note, STR("catatan"));
	check_ok(edit(w, "Lebih baik", 900, &err), &err);
	check_int("asked again", look(w).state, APPROVAL_STATE_WAITING);
	check_true("the old note is gone", !look(w).row.note.at);
}

/* ---- ways around it ---------------------------------------------------------------------------
 */

static void test_an_edit_needs_another_approval(void **state)
{
	struct world *w = *state;
	struct err err;

	begin(w);
	add(w, 600);
	struct str before = look(w).content_hash;
	check_ok(edit(w, "Lain", 900, &err), &err);
	check_true("an outdated hash", !decide(w, true, before, &err));
	check_int("is a conflict", err.code, ERR_CONFLICT);
	check_true("that names what changed",
		   str_contains(str_of(err.user_en), STR("(caption, publish_at)")));
	approve(w);
	check_ok(edit(w, "Lain lagi", 900, &err), &err);
	check_int("after an approval too", world_state(w), POST_WAITING);
	approve(w);
	check_ok(edit(w, "Lain lagi", 900, &err), &err);
	check_int("unless nothing has changed", world_state(w), POST_SCHEDULED);
}

static void test_every_act_passes_the_gate(void **state)
{
	static const enum plan_act acts[] = { PLAN_PUBLISH_NOW, PLAN_RETRY };
	static const char *const from[] = { "draft", "held", "failed", "scheduled" };
	struct world *w = *state;
	struct post_actor who = sari(w);

	for (size_t f = 0; f < COUNT_OF(from); f++)
		for (size_t i = 0; i < COUNT_OF(acts); i++) {
			struct err err = ERR_INIT;
			begin(w);
			require(w, false);
			add(w, 600);
			world_force_state(w, from[f]);
			/* As if the rule had come by another way than the one that looks. */
			world_force_rule(w);
			if (!post_plan_act(w->publish, &w->a, &who, w->post_id, 0, acts[i], &err))
				check_int(from[f], err.code, ERR_CONFLICT);
			w->now_ms += 700000;
			for (int turns = 0; turns < 5; turns++)
				world_turn(w);
			check_int(from[f], meta_published(&w->meta), 0);
		}
}

/* What was scheduled before the rule waits; what nobody saw is held at its time. */
static void test_the_rule_begins(void **state)
{
	struct world *w = *state;
	struct err err;

	begin(w);
	require(w, false);
	add(w, 600);
	check_int("scheduled", world_state(w), POST_SCHEDULED);
	require(w, true);
	check_int("waits now", world_state(w), POST_WAITING);
	require(w, false);
	check_int("and goes on waiting", world_state(w), POST_WAITING);
	check_ok(edit(w, "Promo", 600, &err), &err);
	check_int("until somebody acts", world_state(w), POST_SCHEDULED);
	world_force_rule(w);
	w->now_ms += 601000;
	world_turn(w);
	check_int("held", world_state(w), POST_HELD);
}

static void rule_here(struct world *w, int n, const char *name)
{
	(void)n;
	if (strcmp(name, "before:intend") != 0)
		return;
	w->at = NULL;
	world_force_rule(w);
}

/* The last look is in the commit of the intent itself. */
static void test_the_rule_begins_while_it_is_published(void **state)
{
	struct world *w = *state;

	begin(w);
	require(w, false);
	add(w, 1);
	w->now_ms += 2000;
	w->at = rule_here;
	world_turn(w);
	w->at = NULL;
	check_int("failed", world_state(w), POST_FAILED);
	check_int("Meta was not told to publish", w->meta.calls[META_PUBLISH], 0);
}

/* ---- what is written down ---------------------------------------------------------------------
 */

static void test_audit(void **state)
{
	static const char *const wanted[] = { "workspace.approval_on", "post.create",
					      "post.submit",           "post.edit",
					      "post.submit",           "post.approve",
					      "post.cancel",           "post.delete" };
	struct world *w = *state;
	struct post_actor who = sari(w);
	struct audit_rows rows;
	struct err err;

	begin(w);
	add(w, 600);
	check_ok(edit(w, "Lain", 900, &err), &err);
	approve(w);
	check_ok(post_plan_act(w->publish, &w->a, &who, w->post_id, 0, PLAN_CANCEL, &err), &err);
	check_ok(post_plan_delete(w->publish, &w->a, &who, w->post_id, &err), &err);
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	check_ok(store_read(w->store, &tx, &err), &err);
	check_ok(audit_list_all(tx, &w->a, 0, 1000, &rows, &err), &err);
	check_int("one row each", rows.count, COUNT_OF(wanted));
	for (size_t i = 0; i < rows.count; i++)
		check_str("in order", rows.at[i].action, str_of(wanted[i]));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_approved_then_published),
		TEST(test_due_while_it_waits),
		TEST(test_now_means_once_it_is_approved),
		TEST(test_rejected),
		TEST(test_an_edit_needs_another_approval),
		TEST(test_every_act_passes_the_gate),
		TEST(test_the_rule_begins),
		TEST(test_the_rule_begins_while_it_is_published),
		TEST(test_audit),
	};
	return cmocka_run_group_tests_name("publish/approval", tests, NULL, NULL);
}
