/* Nothing is published without an approval of exactly this content. */
#include "planning/approval_impl.h"
#include "publish/approval_state.h"
#include "publish/content_hash.h"
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

/* ---- what the hash covers ---------------------------------------------------------------------
 */

/* A post with something in every part; each case changes one thing of it. */
struct content {
	struct post_media_row media[2];
	struct plan_target targets[2];
	struct post_plan plan;
};

static void content_init(struct world *w, struct content *c)
{
	*c = (struct content){
		.media = { { .url = STR("https://cdn.example.com/a.jpg"), .alt_text = STR("Kue") },
			   { .url = STR("https://cdn.example.com/b.jpg") } },
		.targets = { { .connection_id = CONNECTION,
			       .place = STR("instagram"),
			       .caption = STR("Di sini") },
			     { .connection_id = CONNECTION, .place = STR("page") } },
	};
	c->plan = (struct post_plan){
		.caption = STR("Promo"),
		.first_comment = STR("Pertama"),
		.media = { c->media, 2 },
		.targets = c->targets,
		.target_count = 2,
		.publish_at = iso_text(&w->a, w->now_ms / 1000 + 600, 0),
	};
}

static void change_caption(struct world *w, struct content *c)
{
	(void)w;
	c->plan.caption = STR("Promo.");
}

static void change_comment(struct world *w, struct content *c)
{
	(void)w;
	c->plan.first_comment = STR_NONE;
}

static void change_url(struct world *w, struct content *c)
{
	(void)w;
	c->media[1].url = STR("https://cdn.example.com/c.jpg");
}

static void change_alt_text(struct world *w, struct content *c)
{
	(void)w;
	c->media[0].alt_text = STR("Kueh");
}

static void change_order(struct world *w, struct content *c)
{
	struct post_media_row first = c->media[0];

	(void)w;
	c->media[0] = c->media[1];
	c->media[1] = first;
}

static void change_kind(struct world *w, struct content *c)
{
	(void)w;
	c->plan.kind = STR("image");
	c->plan.media.count = 1;
}

static void change_options(struct world *w, struct content *c)
{
	check_ok(json_parse(&w->a, STR("{\"location_id\":\"1\"}"), &c->plan.options, &w->err),
		 &w->err);
}

static void change_own_caption(struct world *w, struct content *c)
{
	(void)w;
	c->targets[0].caption = STR("Di sana");
}

static void change_own_caption_to_nothing(struct world *w, struct content *c)
{
	(void)w;
	c->targets[0].caption = STR("");
}

static void change_own_comment(struct world *w, struct content *c)
{
	(void)w;
	c->targets[1].first_comment = STR("");
}

static void change_own_options(struct world *w, struct content *c)
{
	check_ok(json_parse(&w->a, STR("{}"), &c->targets[0].options, &w->err), &w->err);
}

static void change_targets(struct world *w, struct content *c)
{
	(void)w;
	c->plan.target_count = 1;
}

static void change_time(struct world *w, struct content *c)
{
	c->plan.publish_at = iso_text(&w->a, w->now_ms / 1000 + 601, 0);
}

static void test_the_hash_covers_everything(void **state)
{
	static const struct {
		void (*change)(struct world *w, struct content *c);
		const char *names;
	} cases[] = {
		{ change_caption, "caption" },
		{ change_comment, "first_comment" },
		{ change_url, "media" },
		{ change_alt_text, "media" },
		{ change_order, "media" },
		{ change_kind, "kind, media" },
		{ change_options, "options" },
		{ change_own_caption, "targets" },
		{ change_own_caption_to_nothing, "targets" },
		{ change_own_comment, "targets" },
		{ change_own_options, "targets" },
		{ change_targets, "targets" },
		{ change_time, "publish_at" },
	};
	struct world *w = *state;
	struct post_actor who = sari(w);

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct content content;
		bool known;
		begin(w);
		content_init(w, &content);
		check_ok(post_plan_add(w->publish, &w->a, &who, &content.plan, &w->post_id, &known,
				       &w->err),
			 &w->err);
		find_target(w);
		approve(w);
		struct str before = look(w).content_hash;
		cases[i].change(w, &content);
		check_ok(post_plan_set(w->publish, &w->a, &who, w->post_id, &content.plan, &w->err),
			 &w->err);
		check_int(cases[i].names, world_state(w), POST_WAITING);
		check_str("names", content_hash_changes(&w->a, before, look(w).content_hash),
			  str_of(cases[i].names));
	}
}

/* Two hashes tell which parts differ; one that was made up tells nothing else. */
static void test_what_changed_is_named(void **state)
{
	struct world *w = *state;
	struct err err;

	begin(w);
	add(w, 600);
	struct str before = look(w).content_hash;
	check_ok(edit(w, "Lain", 600, &err), &err);
	check_str("caption", content_hash_changes(&w->a, before, look(w).content_hash),
		  STR("caption"));
	check_str("nothing", content_hash_changes(&w->a, before, before), STR(""));
	struct str odd[] = { STR("x"), str_sub(before, 0, 64),
			     str_fmt(&w->a, "%.*s0", STR_ARG(before)) };
	for (size_t i = 0; i < COUNT_OF(odd); i++)
		check_true("something", content_hash_changes(&w->a, odd[i], before).len > 0);
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

/* Each act is one row, with who did it; an act that is refused leaves none. */
static void test_every_act_is_audited(void **state)
{
	static const struct {
		const char *from;
		enum plan_act act;
		const char *action;
	} cases[] = {
		{ "scheduled", PLAN_CANCEL, "post.cancel" },
		{ "scheduled", PLAN_PUBLISH_NOW, "post.publish_now" },
		{ "failed", PLAN_RETRY, "post.retry" },
		{ "scheduled", PLAN_TO_DRAFT, "post.draft" },
		{ "unknown", PLAN_CONFIRM, "post.confirm" },
		{ "unknown", PLAN_DENY, "post.deny" },
		{ "published", PLAN_CANCEL, NULL },
		{ "done", PLAN_RETRY, NULL },
	};
	struct world *w = *state;
	struct post_actor who = sari(w);

	who.by_id = 4711;
	who.address = STR("203.0.113.7");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct audit_rows rows;
		struct err err = ERR_INIT;
		begin(w);
		require(w, false);
		add(w, 600);
		world_force_state(w, cases[i].from);
		bool ok = post_plan_act(w->publish, &w->a, &who, w->post_id, 0, cases[i].act, &err);
		check_int(cases[i].from, ok, cases[i].action != NULL);
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		check_ok(store_read(w->store, &tx, &err), &err);
		check_ok(audit_list_all(tx, &w->a, 0, 1000, &rows, &err), &err);
		const struct audit_row *last = &rows.at[rows.count - 1];
		check_str(cases[i].from, last->action,
			  str_of(ok ? cases[i].action : "post.create"));
		check_int("who", opt_int_or(last->user_id, 0), ok ? 4711 : w->user_id);
		check_str("to what", last->object,
			  str_fmt(&w->a, "post:%lld", (long long)w->post_id));
	}
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
		TEST(test_the_hash_covers_everything),
		TEST(test_what_changed_is_named),
		TEST(test_every_act_passes_the_gate),
		TEST(test_the_rule_begins),
		TEST(test_the_rule_begins_while_it_is_published),
		TEST(test_audit),
		TEST(test_every_act_is_audited),
	};
	return cmocka_run_group_tests_name("planning/approval", tests, NULL, NULL);
}
