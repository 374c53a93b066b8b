/*
 * A living system for the tests of connecting and collecting: graphsim as a process of its own, our
 * client over real sockets, a database in memory and a key of its own. Both sides see the same
 * clock, which only the tests move.
 */
#ifndef TEST_META_LIVE_H
#define TEST_META_LIVE_H

#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/test.h"
#include "base/tz.h"
#include "connect/connect.h"
#include "graph/graph.h"
#include "jobs/jobs.h"
#include "net/net.h"
#include "store/store.h"
#include "sync/sync.h"

struct live {
	int pid; /* of graphsim */
	struct str url;
	struct arena arena;
	int64_t now_ms;
	int64_t slept_ms;
	struct clock clock;
	struct net *net;
	struct secret *app_secret;
	struct graph *graph;
	struct tz *zone;
	struct vault *vault;
	char key_path[64];
	/* afresh for every test */
	struct store *store;
	struct jobs *jobs;
	struct connect *connect;
	struct sync *sync;
	int64_t user_id;
	struct connect_actor who;
	struct err err;
};

extern struct live live;
extern const char *live_graphsim; /* path of the simulator, argv[1] */

/* For cmocka_run_group_tests, and for each test. */
int live_start(void **state);
int live_stop(void **state);
int live_begin(void **state);
int live_end(void **state);

/* Runs every job that is due, and says how many there were. */
int64_t live_work(void);

/* Another user of the same installation. */
struct connect_actor live_user(const char *email);

/* Moves both clocks. */
void live_set_clock(int64_t now_ms);
/* POST to one of the simulator's levers. */
void live_lever(const char *path, const char *json);
/* All fault switches off. */
void live_end_faults(void);
/* GET from one; parsed. */
const struct json *live_look(const char *path);
/* Requests the simulator has seen whose path begins with that, since the last reset. */
int64_t live_requests(const char *path_prefix);

/* Walks the dialog as a persona; `extra` like "&_sim_cancel=1". What Meta would append. */
struct connect_answer live_dialog(const struct connect_started *started, const char *persona,
				  const char *extra);
/* Start, dialog, callback; the outcome is in `ret`, a failure's code is returned. */
enum err_code live_login(const struct connect_actor *who, enum connect_flow flow,
			 const char *persona, const char *extra, struct connect_outcome *ret);
/* META, picking `page_id` where one has to be picked; nothing is collected by itself. */
struct connection live_connect(const char *persona, const char *page_id);

#endif
