/*
 * What the simulator's own tests share: a world at a fixed instant behind the in-memory loopback,
 * a login by script, calls with proof, and answers as JSON.
 */
#ifndef GRAPHSIM_TEST_SIM_WORLD_H
#define GRAPHSIM_TEST_SIM_WORLD_H

#include "base/test.h"

#include "base/json.h"
#include "graphsim/control/service.h"
#include "http/loopback.h"

/* 2026-11-21 09:00 in Jakarta, 2026-11-20 18:00 Pacific. */
#define TEST_NOW "2026-11-21T02:00:00Z"
#define TEST_REDIRECT "http://127.0.0.1:9999/callback"
/* Everything the tests need, in one scope list. */
#define TEST_SCOPES                                                                                \
	"email,pages_show_list,pages_read_engagement,instagram_basic,instagram_manage_insights,"   \
	"instagram_manage_comments,instagram_content_publish,business_management"

struct sim {
	struct world *world;
	struct service *service;
	struct http_app app;
	struct arena arena;
};

struct sim_answer {
	struct http_answer http;
	int status;
	const struct json *json; /* NULL when the body is not JSON */
};

void sim_start(struct sim *s);
/* The same with other settings; `config` already has an app. */
void sim_start_with(struct sim *s, const struct world_config *config);
struct world_config sim_config(void);
void sim_stop(struct sim *s);

/* A cmocka fixture: *state is the started simulator. */
int sim_set_up(void **state);
int sim_tear_down(void **state);
#define SIM_TEST(f) cmocka_unit_test_setup_teardown(f, sim_set_up, sim_tear_down)

/* `target` may be a format. `headers` ends each line with \r\n. */
struct sim_answer sim_call(struct sim *s, const char *method, struct str target,
			   const char *headers, struct str body);
struct sim_answer sim_get(struct sim *s, const char *target_fmt, ...) format_like(2, 3);
/* GET /v25.0{path}&access_token=…&appsecret_proof=…; the path already has a query. */
struct sim_answer sim_graph(struct sim *s, struct str token, const char *path_fmt, ...)
	format_like(3, 4);
struct sim_answer sim_post(struct sim *s, struct str target, const char *json);

/* The code from the redirect of a scripted dialog; `extra` is more query, "" for none. */
struct str sim_code(struct sim *s, const char *persona, const char *scopes, const char *extra);
/* A long-lived user token. */
struct str sim_login(struct sim *s, const char *persona);
struct str sim_login_with(struct sim *s, const char *persona, const char *scopes,
			  const char *extra);
struct str sim_short_token(struct sim *s, const char *persona);
struct str sim_app_token(struct sim *s);
struct str sim_proof(struct sim *s, struct str token);

/* `data.0.id`, `error.code`: a path of members and indexes. */
const struct json *sim_at(const struct json *root, const char *path);
struct str sim_text(struct sim_answer a, const char *path);
int64_t sim_int(struct sim_answer a, const char *path);
size_t sim_count(struct sim_answer a, const char *path);

/* The id of the persona's first Instagram account. */
struct str sim_instagram(struct sim *s, const char *persona);
void sim_set_clock(struct sim *s, const char *iso);

#endif
