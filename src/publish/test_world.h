/* For the tests of publish/ and planning/: a store with a connected account, a small Instagram, a
 * clock by hand.
 */
#ifndef PUBLISH_TEST_WORLD_H
#define PUBLISH_TEST_WORLD_H

#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "crypto/crypto.h"
#include "graph/graph.h"
#include "jobs/jobs.h"
#include "publish/drive.h"
#include "publish/post_move.h"
#include "publish/test_meta.h"
#include "store/connections.h"
#include "store/store.h"
#include "store/users.h"
#include "vault/key_file.h"
#include "vault/vault.h"

#define ACCOUNT STR("17841400000000001")
#define PAGE STR(META_PAGE)
#define CONNECTION STR("conn_test")
#define TURNS_MAX 1000

struct world {
	struct arena a; /* of the world */
	struct meta meta;
	char folder[64];
	struct store *store;
	struct vault *vault;
	struct net *net;
	struct secret *app_secret;
	struct graph *graph;
	struct jobs *jobs;
	struct publish *publish;
	struct rng_seeded seed;
	struct rng rng;
	int64_t now_ms;
	struct clock clock;
	struct err err;
	int64_t user_id, post_id, target_id;
	/* Failpoints. */
	int passed;  /* how many were passed in this turn */
	int dies_at; /* the nth; 0: never */
	void (*at)(struct world *w, int n, const char *name);
	const char *names[128]; /* of this turn */
};

static inline bool world_failpoint(void *ctx, const char *name)
{
	struct world *w = ctx;

	w->passed++;
	if (w->passed < (int)COUNT_OF(w->names))
		w->names[w->passed] = str_z(&w->a, str_of(name));
	if (w->at)
		w->at(w, w->passed, name);
	return w->passed == w->dies_at;
}

static inline void world_sleep(void *ctx, int64_t ms)
{
	struct world *w = ctx;
	w->now_ms += ms;
}

static inline bool world_connect(struct db_tx *tx, void *arg, struct err *err)
{
	struct world *w = arg;
	struct user_new user = { .email = STR("sari@simpul.test"),
				 .email_folded = STR("sari@simpul.test"),
				 .password_hash = STR("$argon2id$"),
				 .first_name = STR("Sari") };
	bool taken;
	int64_t id;

	if (!w->user_id && !users_add(tx, &user, w->now_ms / 1000, &w->user_id, &taken, err))
		return false;
	cleanup(secret_freep) struct secret *token = secret_from_bytes(STR("EAAtokentokentoken"));
	struct connection_row row = {
		.public_id = CONNECTION,
		.user_id = w->user_id,
		.page_id = PAGE,
		.page_name = STR("Dapur"),
		.page_picture_url = STR(""),
		.ig_account_id = ACCOUNT,
		.ig_username = STR("dapur"),
		.ig_name = STR(""),
		.ig_picture_url = STR(""),
		.scopes = STR("instagram_content_publish,pages_manage_posts"),
		.connected_s = w->now_ms / 1000,
	};
	const struct vault_context where = {
		.table = CONNECTIONS_TABLE,
		.row = row.public_id,
		.column = CONNECTIONS_COLUMN,
		.tenant = str_fmt(&w->a, "%lld", (long long)w->user_id),
	};
	return vault_seal(w->vault, &w->a, &where, token, &row.page_token_sealed, err) &&
	       connections_put(tx, &row, &id, err);
}

static inline bool world_disconnect(struct db_tx *tx, void *arg, struct err *err)
{
	struct world *w = arg;
	bool found;

	return connections_disconnect(tx, w->user_id, CONNECTION, w->now_ms / 1000, &found, err);
}

static inline void world_write(struct world *w, store_work *work)
{
	check_ok(store_write(w->store, work, w, &w->err), &w->err);
}

static inline void world_drop_line(void *ctx, struct str line)
{
	(void)ctx;
	(void)line;
}

static inline void world_open_vault(struct world *w)
{
	snprintf(w->folder, sizeof(w->folder), "/tmp/simpul-publish-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	const char *path = str_z(&w->a, str_fmt(&w->a, "%s/master.key", w->folder));
	check_ok(vault_keys_init(path, rng_system(), &w->err), &w->err);
	check_ok(vault_open_file(path, rng_system(), &w->vault, &w->err), &w->err);
	unlink(path);
	rmdir(w->folder);
}

static inline void world_open_graph(struct world *w)
{
	w->net = net_fake_start(meta_answer, &w->meta);
	w->app_secret = secret_from_bytes(STR("s"));
	const struct graph_config config = {
		.net = w->net,
		.clock = &w->clock,
		.sleep_ms = world_sleep,
		.sleep_ctx = w,
		.app_id = STR_INIT("1234567890"),
		.app_secret = w->app_secret,
		.graph_url = STR_INIT("https://graph.test"),
		.dialog_url = STR_INIT("https://www.test"),
		.version = STR_INIT("v25.0"),
	};
	check_ok(graph_new(&config, &w->graph, &w->err), &w->err);
}

static inline int world_setup(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	log_set_sink(world_drop_line, NULL);
	arena_init(&w->a, LIMIT_ARENA);
	check_ok(crypto_init(&w->err), &w->err);
	w->rng = rng_of_seed(&w->seed, 3);
	w->now_ms = INT64_C(1790000000000);
	w->clock = clock_manual(&w->now_ms);
	w->meta.now_ms = &w->now_ms;
	w->meta.last_id = 18000000;
	meta_reset(&w->meta, META_INSTANT);
	struct store_config store = { .path = ":memory:", .rng = &w->rng, .clock = &w->clock };
	check_ok(store_open(&store, &w->store, &w->err), &w->err);
	world_open_vault(w);
	world_open_graph(w);
	struct jobs_config jobs = { .store = w->store, .clock = &w->clock, .rng = rng_system() };
	check_ok(jobs_new(&jobs, &w->jobs, &w->err), &w->err);
	world_write(w, world_connect);
	const struct publish_config publish = {
		.store = w->store,
		.graph = w->graph,
		.vault = w->vault,
		.jobs = w->jobs,
		.clock = &w->clock,
		.call_timeout_ms = 60000,
		.failpoint = world_failpoint,
		.failpoint_ctx = w,
	};
	check_ok(publish_new(&publish, &w->publish, &w->err), &w->err);
	*state = w;
	return 0;
}

static inline int world_teardown(void **state)
{
	struct world *w = *state;

	publish_free(w->publish);
	jobs_free(w->jobs);
	graph_free(w->graph);
	net_stop(w->net);
	secret_free(w->app_secret);
	vault_close(w->vault);
	store_close(w->store);
	arena_free(&w->a);
	free(w);
	return 0;
}

/* ---- posts ------------------------------------------------------------------------------------
 */

struct world_post {
	struct world *w;
	const char *kind, *caption, *first_comment;
	const char *place;     /* NULL: instagram */
	const char *media[10]; /* "i" image, "v" video */
	int64_t due_ms;
};

static inline bool world_add_post(struct db_tx *tx, void *arg, struct err *err)
{
	struct world_post *p = arg;
	struct world *w = p->w;
	struct post_media_row media[10];
	struct post_media_rows rows = { media, 0 };
	bool taken;
	const struct post_row row = {
		.user_id = w->user_id,
		.kind = str_of(p->kind),
		.caption = str_of(p->caption),
		.first_comment = str_of(p->first_comment),
		.options = STR("{}"),
		.publish_s = OPT_INT(p->due_ms / 1000),
		.created_s = w->now_ms / 1000,
	};

	for (; rows.count < 10 && p->media[rows.count]; rows.count++) {
		bool is_video = p->media[rows.count][0] == 'v';
		media[rows.count] =
			(struct post_media_row){ .kind = is_video ? STR("video") : STR("image"),
						 .url = is_video ? STR("https://cdn.test/a.mp4")
								 : STR("https://cdn.test/a.jpg") };
	}
	if (!posts_add(tx, &row, &w->post_id, &taken, err) ||
	    !post_media_put(tx, w->post_id, &rows, err))
		return false;
	const struct post_target_row target = {
		.post_id = w->post_id,
		.user_id = w->user_id,
		.connection_id = CONNECTION,
		.place = p->place ? str_of(p->place) : STR("instagram"),
		.place_id = p->place ? PAGE : ACCOUNT,
		.state = STR("scheduled"),
		.due_ms = OPT_INT(p->due_ms),
		.updated_ms = w->now_ms,
	};
	return post_targets_add(tx, &target, &w->target_id, err);
}

static inline void world_add(struct world *w, const struct world_post *like)
{
	struct world_post p = *like;

	p.w = w;
	if (!p.due_ms)
		p.due_ms = w->now_ms;
	check_ok(store_write(w->store, world_add_post, &p, &w->err), &w->err);
}

static inline struct post_target_row world_row(struct world *w, struct arena *a)
{
	struct post_target_row row = { .id = 0 };
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	bool found;

	check_ok(store_read(w->store, &tx, &w->err), &w->err);
	check_ok(post_targets_get(tx, a, w->target_id, &row, &found, &w->err), &w->err);
	assert_true(found);
	return row;
}

static inline enum post_state world_state(struct world *w)
{
	cleanup(arena_free) struct arena a;
	enum post_state state = POST_STATE_COUNT;

	arena_init(&a, MIB);
	assert_true(post_state_parse(world_row(w, &a).state, &state));
	return state;
}

struct world_move {
	struct world *w;
	enum post_event event;
};

static inline bool world_write_move(struct db_tx *tx, void *arg, struct err *err)
{
	const struct world_move *m = arg;
	struct world *w = m->w;
	const struct post_move move = {
		.p = w->publish, .a = &w->a, .event = m->event, .due_ms = OPT_INT(w->now_ms)
	};
	struct post_target_row row;
	bool found;

	return post_targets_get(tx, &w->a, w->target_id, &row, &found, err) &&
	       post_move(tx, &move, &row, err);
}

/* The owner acts: SCHEDULE is "now", also of what has failed. */
static inline void world_move(struct world *w, enum post_event event)
{
	struct world_move move = { w, event };

	check_ok(store_write(w->store, world_write_move, &move, &w->err), &w->err);
}

/* One turn; the clock stands. Returns when the next is due, 0: none. */
static inline int64_t world_turn(struct world *w)
{
	cleanup(arena_free) struct arena a;
	int64_t again_ms;

	arena_init(&a, LIMIT_ARENA);
	w->passed = 0;
	check_ok(publish_turn(w->publish, &a, w->target_id, &again_ms, &w->err), &w->err);
	return again_ms;
}

/* Until it rests, the clock going on to whatever is waited for. */
static inline enum post_state world_run(struct world *w)
{
	for (int i = 0; i < TURNS_MAX; i++) {
		int64_t again_ms = world_turn(w);
		w->dies_at = 0;
		if (again_ms > w->now_ms)
			w->now_ms = again_ms;
		if (post_state_rests(world_state(w)))
			return world_state(w);
	}
	fail_msg("still %s after %d turns", post_state_name(world_state(w)), TURNS_MAX);
	return POST_STATE_COUNT;
}

#endif
