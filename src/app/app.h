/*
 * Wiring: builds every part from the settings, in the order they need each other, and takes them
 * apart in reverse. Holds no behaviour of its own beyond starting, stopping and the clock that
 * queues the daily crawl.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>
#include <stdint.h>

#include "api/api.h"
#include "app/settings.h"
#include "base/arena.h"
#include "base/err.h"
#include "report/child.h"
#include "report/export.h"

struct app {
	struct arena *arena; /* of the caller; lives longer than the app */
	struct settings settings;
	const struct clock *clock;
	struct tz *zone;
	struct store *store;
	struct vault *vault;
	struct net *net;
	struct secret *app_secret;
	struct graph *graph;
	struct auth *auth;
	struct jobs *jobs;
	struct secret *smtp_password;
	struct mail *mail; /* NULL without smtp_url */
	struct people *people;
	struct exports *exports;
	struct export_gate *export_gate; /* shared by downloads and jobs */
	struct publish *publish;
	struct hooks *hooks;
	struct uploads *uploads;
	struct pictures *pictures;
	struct connect *connect;
	struct sync *sync;
	struct worker *worker;
	struct worker
		*publisher; /* runs nothing but publishing: due posts never wait for a crawl */
	struct schedule *schedule;
	struct http_server *server;
	struct export_child export_child;
	struct export_means export_means;
	struct api api;
	int64_t started_at_s;
};

/* How much of the program a command needs; each includes those before it. */
enum app_depth {
	APP_SETTINGS, /* settings only */
	APP_STORE,    /* + database, opened and at this version's schema */
	APP_USERS,    /* + passwords and sessions */
	APP_META,     /* + master key, calls to Meta, connect, sync */
};

/*
 * Opens as much as `depth` says, from the process environment. Failures name the setting and the
 * remedy. Everything that was opened must be closed by app_close, whatever this returned.
 */
bool app_open(struct arena *a, enum app_depth depth, struct app *ret, struct err *err) must_use;
void app_close(struct app *app);

/* Serves until SIGINT or SIGTERM, then stops gracefully. Needs APP_META. */
bool app_serve(struct app *app, struct err *err) must_use;

/*
 * An export of one account, whoever's it is, to a file descriptor. With PDF in it the database is
 * closed and the process shut in when all is read (report/child.h): nothing else can be done after.
 */
struct app_export {
	struct str account_id;
	struct export_words words;
	struct window_request window;
	struct str time_zone; /* of calendar days; empty: the installation's */
	bool tells_steps;     /* to CHILD_PROGRESS_FD */
};
/* How the server makes them: by starting itself again. */
void app_set_export_means(struct app *app);
struct str app_data_folder(const struct app *app);
bool app_export(struct app *app, const struct app_export *ask, int fd, struct err *err) must_use;

/*
 * One line per token in use; `checks`: Meta is asked about each first. *ret_invalid: how many users
 * must connect again.
 */
bool app_tokens(struct app *app, bool checks, struct buf *out, int *ret_invalid, struct err *err)
	must_use;

/* One line per job that gave up, newest first, at most `limit`. Needs APP_STORE. */
bool app_failed_jobs(struct app *app, int64_t limit, struct buf *out, struct err *err) must_use;
/* One of them waits again; the server does it. ERR_NOT_FOUND. */
bool app_retry_job(struct app *app, int64_t id, struct err *err) must_use;

/* The route tables of this build. */
extern const struct route_table *const app_route_tables[];
extern const size_t app_route_table_count;
/* They as an OpenAPI document, and as the web app's types (api/contract.h). */
void app_openapi(struct arena *a, struct buf *out);
void app_types(struct arena *a, struct buf *out);

/*
 * Plays `days` daily crawls of one account and its competitors that end now, setting the
 * simulator's clock before each and back at the end. `simulator_url` is graphsim's address.
 * *ret_calls: how many calls to it that took.
 */
bool app_replay(struct app *app, struct str account_id, int days, struct str simulator_url,
		unsigned *ret_calls, struct err *err) must_use;

#endif
