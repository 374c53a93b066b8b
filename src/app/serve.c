/* Serving: the HTTP server, the workers and the schedule around an open app. */
#include <errno.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "api/api.h"
#include "app/app.h"
#include "app/descriptors.h"
#include "app/kinds.h"
#include "app/schedule.h"
#include "auth/auth.h"
#include "base/limits.h"
#include "base/log.h"
#include "connect/connect.h"
#include "graph/graph.h"
#include "http/server.h"
#include "planning/series.h"
#include "publish/publish.h"
#include "store/store.h"
#include "store/token_watch.h"
#include "sync/overview.h"
#include "sync/sync.h"

#define JOB_GRACE_MS 5000

/* ---- what /readyz and /metrics say ---- */

static bool is_ready(void *ctx, struct str *ret_reason)
{
	struct app *app = ctx;
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct err err = ERR_INIT;

	if (!store_read(app->store, &tx, &err)) {
		*ret_reason = STR("the database does not answer");
		return false;
	}
	switch (store_health(app->store)) {
	case STORE_LOST:
		*ret_reason = STR("the disk lost a write (fsync failed): nothing is stored or "
				  "published until this process is started anew");
		return false;
	case STORE_FAILING:
		if (store_probe(app->store, clock_now_s(app->clock), &err))
			return true;
		*ret_reason = STR("the database takes no writes: see the log");
		return false;
	case STORE_WELL:
	default:
		return true;
	}
}

struct metric {
	const char *name;
	const char *type;
	uint64_t value;
};

/* Nothing is told when the database does not answer: a missing line is not a zero. */
static void write_token_metrics(const struct app *app, struct buf *out)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct err err = ERR_INIT;
	int64_t valid, invalid;

	if (store_read(app->store, &tx, &err) && token_watch_count(tx, &valid, &invalid, &err))
		buf_fmt(out,
			"# TYPE simpul_tokens gauge\n"
			"simpul_tokens{state=\"valid\"} %lld\nsimpul_tokens{state=\"invalid\"} "
			"%lld\n",
			(long long)valid, (long long)invalid);
}

static void write_job_metrics(const struct app *app, struct buf *out)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct err err = ERR_INIT;
	struct job_counts jobs;

	if (store_read(app->store, &tx, &err) && job_rows_count(tx, &jobs, &err))
		buf_fmt(out,
			"# TYPE simpul_jobs gauge\n"
			"simpul_jobs{state=\"waiting\"} %lld\nsimpul_jobs{state=\"running\"} %lld\n"
			"simpul_jobs{state=\"failed\"} %lld\n",
			(long long)jobs.waiting, (long long)jobs.running, (long long)jobs.failed);
}

static void write_metrics(void *ctx, struct buf *out)
{
	struct app *app = ctx;
	struct http_server_stats http = http_server_stats(app->server);
	struct auth_counters auth = auth_counters(app->auth);
	struct connect_counters connect;
	struct store_status store;

	struct graph_counters graph = graph_counters(app->graph);
	struct sync_totals totals = { .accounts = 0 };
	struct err err = ERR_INIT;

	connect_counters(app->connect, &connect);
	if (!sync_totals(app->sync, &totals, &err))
		log_err(LOG_WARN, "numbers of collecting", &err);
	store_status(app->store, &store);
	const struct metric metrics[] = {
		{ "simpul_http_connections_open", "gauge", http.connections_open },
		{ "simpul_http_connections_total", "counter", http.connections_total },
		{ "simpul_http_connections_refused_total", "counter", http.connections_refused },
		{ "simpul_http_requests_refused_total", "counter", http.requests_refused },
		{ "simpul_http_received_bytes_total", "counter", http.bytes_in },
		{ "simpul_http_sent_bytes_total", "counter", http.bytes_out },
		{ "simpul_logins_total", "counter", auth.logins },
		{ "simpul_failed_logins_total", "counter", auth.failed_logins },
		{ "simpul_throttled_logins_total", "counter", auth.throttled },
		{ "simpul_connects_started_total", "counter", connect.started },
		{ "simpul_connects_total", "counter", connect.connected },
		{ "simpul_disconnects_total", "counter", connect.disconnected },
		{ "simpul_database_writes_total", "counter", store.writes },
		{ "simpul_database_commits_total", "counter", store.commits },
		{ "simpul_graph_calls_total", "counter", graph.http_calls },
		{ "simpul_graph_retries_total", "counter", graph.retries },
		{ "simpul_graph_failures_total", "counter", graph.failures },
		{ "simpul_graph_limited_total", "counter", graph.rate_limited },
		{ "simpul_graph_app_usage_percent", "gauge", graph.app_usage_percent },
		{ "simpul_collection_accounts", "gauge", (uint64_t)totals.accounts },
		{ "simpul_collection_fresh_accounts", "gauge", (uint64_t)totals.fresh },
		{ "simpul_collection_failing_accounts", "gauge", (uint64_t)totals.failing },
		{ "simpul_collection_calls_today", "gauge", (uint64_t)totals.calls_today },
		{ "simpul_collection_oldest_success_seconds", "gauge",
		  (uint64_t)opt_int_or(totals.oldest_success_s, 0) },
		{ "simpul_start_time_seconds", "gauge", (uint64_t)app->started_at_s },
	};

	for (size_t i = 0; i < COUNT_OF(metrics); i++)
		buf_fmt(out, "# TYPE %s %s\n%s %llu\n", metrics[i].name, metrics[i].type,
			metrics[i].name, (unsigned long long)metrics[i].value);
	buf_put(out, STR("# TYPE simpul_connect_failures_total counter\n"));
	for (unsigned code = ERR_NONE + 1; code < ERR_CODE_COUNT; code++)
		if (connect.failed[code])
			buf_fmt(out, "simpul_connect_failures_total{code=\"%s\"} %llu\n",
				err_info((enum err_code)code)->name,
				(unsigned long long)connect.failed[code]);
	write_token_metrics(app, out);
	write_job_metrics(app, out);
}

/* ---- starting ---- */

static void make_api(struct app *app)
{
	const struct settings *s = &app->settings;

	app->api = (struct api){
		.store = app->store,
		.auth = app->auth,
		.connect = app->connect,
		.sync = app->sync,
		.jobs = app->jobs,
		.people = app->people,
		.exports = app->exports,
		.export_means = app->export_means,
		.publish = app->publish,
		.hooks = app->hooks,
		.uploads = app->uploads,
		.export_gate = app->export_gate,
		.clock = app->clock,
		.zone = app->zone,
		.zone_name = s->time_zone,
		.base_url = s->base_url,
		.webhook_verify_token = s->webhook_verify_token,
		.has_facebook_login = setting_bool(s->facebook_login),
		.registration = s->registration,
		.is_https = str_starts_with(s->base_url, STR("https://")),
		.content_security_policy =
			str_fmt(app->arena,
				"default-src 'none'; script-src 'self'; style-src 'self'; "
				"img-src 'self' data: blob: %.*s; media-src 'self' blob: %.*s; "
				"font-src 'self'; connect-src 'self'; frame-src 'self'; "
				"base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
				"require-trusted-types-for 'script'",
				STR_ARG(s->image_hosts), STR_ARG(s->image_hosts)),
		.tables = app_route_tables,
		.table_count = app_route_table_count,
		.ready = is_ready,
		.metrics = write_metrics,
		.app = app,
	};
	api_init(&app->api);
}

static bool start_server(struct app *app, struct err *err)
{
	const struct settings *s = &app->settings;
	struct http_server_config config = { 0 };

	http_server_defaults(&config);
	config.bind_address = s->listen;
	config.port = (uint16_t)setting_int(s->port);
	config.loops = (unsigned)setting_int(s->loops);
	config.lane_threads[HTTP_LANE_POOL] = (unsigned)setting_int(s->pool_threads);
	config.lane_threads[HTTP_LANE_UPSTREAM] = (unsigned)setting_int(s->upstream_threads);
	config.lane_threads[HTTP_LANE_STREAM] = (unsigned)setting_int(s->stream_threads);
	config.max_connections = descriptors_for_clients(s);
	config.max_connections_per_address = (unsigned)setting_int(s->max_connections_per_address);
	config.trust_forwarded = setting_bool(s->trust_proxy);
	config.app = api_http_app(&app->api);
	return http_server_start(&config, &app->server, err);
}

static bool start_schedule(struct app *app, struct err *err)
{
	const struct schedule_config config = {
		.store = app->store,
		.jobs = app->jobs,
		.clock = app->clock,
		.zone = app->zone,
		.exports = app->exports,
		.crawl_times = app->settings.crawl_times,
		.story_hours = setting_int(app->settings.story_hours),
	};

	return schedule_start(&config, &app->schedule, err);
}

static bool start_worker(struct app *app, struct job_kind *kinds, struct err *err)
{
	struct worker_config config = {
		.jobs = app->jobs,
		.kinds = kinds,
		.kind_count = app_job_kinds(app, kinds),
		.threads = (unsigned)setting_int(app->settings.worker_threads),
	};

	return worker_start(&config, &app->worker, err) && sync_check_model(app->sync, err);
}

static bool start_publisher(struct app *app, struct job_kind *kinds, struct err *err)
{
	struct worker_config config = {
		.jobs = app->jobs,
		.kinds = kinds,
		.kind_count = app_publish_kinds(app, kinds),
		.threads = (unsigned)setting_int(app->settings.publish_threads),
	};

	return worker_start(&config, &app->publisher, err) && publish_start(app->publish, err) &&
	       plan_start(app->publish, err);
}

/* Signals are taken by this thread alone; every thread made from here on inherits the mask. */
static void block_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	pthread_sigmask(SIG_BLOCK, set, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static int wait_for_signal(const sigset_t *set)
{
	int number = 0;

	while (sigwait(set, &number) == EINTR)
		;
	return number;
}

#define MALLOC_HEAPS 2
#define MALLOC_OWN_MAPPING_BYTES (256 * 1024)
#define MALLOC_KEPT_BYTES (1024 * 1024)

/*
 * glibc gives each thread a heap of its own and keeps what was freed: with many jobs at once that
 * is several times what they use. Ours come in large blocks, so few heaps are no hindrance.
 */
static void keep_memory_small(void)
{
#ifdef __GLIBC__
	mallopt(M_ARENA_MAX, MALLOC_HEAPS);
	mallopt(M_MMAP_THRESHOLD, MALLOC_OWN_MAPPING_BYTES);
	mallopt(M_TRIM_THRESHOLD, MALLOC_KEPT_BYTES);
#endif
}

bool app_serve(struct app *app, struct err *err)
{
	struct job_kind kinds[APP_JOB_KINDS_MAX], publish_kinds[APP_PUBLISH_KINDS];
	sigset_t signals;

	keep_memory_small();
	block_signals(&signals);
	app->started_at_s = clock_now_s(app->clock);
	make_api(app);
	bool ok = start_worker(app, kinds, err) && start_publisher(app, publish_kinds, err) &&
		  start_schedule(app, err) && start_server(app, err);

	if (ok) {
		log_info("serving", LOG_STR("version", STR(SIMPUL_VERSION)),
			 LOG_STR("address", app->settings.listen),
			 LOG_INT("port", http_server_port(app->server)),
			 LOG_STR("base_url", app->settings.base_url));
		int number = wait_for_signal(&signals);

		log_info("stopping", LOG_INT("signal", number));
	}
	/*
	 * Jobs first: a request that waits for one is answered while the server still runs. Then
	 * the requests that are left, then what they use.
	 */
	app->schedule = schedule_stop(app->schedule);
	app->publisher = worker_stop(app->publisher, JOB_GRACE_MS);
	app->worker = worker_stop(app->worker, JOB_GRACE_MS);
	if (app->server)
		http_server_stop(app->server);
	app->server = http_server_free(app->server);
	api_deinit(&app->api);
	return ok;
}
