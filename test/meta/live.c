#include "live.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "crypto/crypto.h"
#include "crypto/hash.h"
#include "crypto/secret.h"
#include "store/users.h"
#include "vault/key_file.h"
#include "vault/vault.h"

#define START "2026-11-20T03:00:00Z"
#define APP_ID "1029384756102938"
#define APP_SECRET "graphsim-app-secret-for-development"

struct live live;
const char *live_graphsim;

/* ---- the simulator ----------------------------------------------------------------------------
 */

static void start_graphsim(void)
{
	int out[2];
	assert_int_equal(pipe(out), 0);
	live.pid = fork();
	assert_true(live.pid >= 0);
	if (live.pid == 0) {
		/* A test that crashes takes its simulator along. */
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		dup2(out[1], STDOUT_FILENO);
		close(out[0]);
		execl(live_graphsim, "graphsim", "--port", "0", "--clock", START, (char *)NULL);
		_exit(127);
	}
	close(out[1]);
	FILE *lines = fdopen(out[0], "r");
	char line[256];
	assert_non_null(fgets(line, sizeof(line), lines));
	struct str url = str_skip(str_of(line), str_find(str_of(line), STR("http://")));
	live.url = str_dup(&live.arena, str_sub(url, 0, str_find_char(url, '\n')));
	fclose(lines);
}

static struct net_reply call(const char *method, struct str path, struct str body)
{
	static const struct net_header json = { STR_INIT("Content-Type"),
						STR_INIT("application/json") };
	struct net_request request = {
		.method = method,
		.url = str_fmt(&live.arena, "%.*s%.*s", STR_ARG(live.url), STR_ARG(path)),
		.headers = &json,
		.header_count = 1,
		.body = body,
		.timeout_ms = 20000,
		.reach = NET_ANYWHERE,
	};
	struct net_reply reply;
	struct err err = ERR_INIT;
	check_ok(net_fetch(live.net, &live.arena, &request, &reply, &err), &err);
	return reply;
}

void live_lever(const char *path, const char *json)
{
	struct net_reply reply = call("POST", str_of(path), str_of(json));
	if (reply.status != 200)
		print_error("%s: %.*s\n", path, STR_ARG(reply.body));
	assert_int_equal(reply.status, 200);
}

void live_end_faults(void)
{
	assert_int_equal(call("DELETE", STR("/_sim/faults"), STR_NONE).status, 200);
}

const struct json *live_look(const char *path)
{
	struct net_reply reply = call("GET", str_of(path), STR_NONE);
	const struct json *json;
	struct err err = ERR_INIT;
	assert_int_equal(reply.status, 200);
	check_ok(json_parse(&live.arena, reply.body, &json, &err), &err);
	return json;
}

int64_t live_requests(const char *path_prefix)
{
	struct str path = str_fmt(&live.arena, "/_sim/requests?limit=1&path=%s", path_prefix);
	return json_number_or(json_get(live_look(str_z(&live.arena, path)), STR("count")), -1);
}

void live_set_clock(int64_t now_ms)
{
	struct str text = iso_text(&live.arena, now_ms / 1000, 0);
	struct str body = str_fmt(&live.arena, "{\"now\":\"%.*s\"}", STR_ARG(text));
	live_lever("/_sim/clock", str_z(&live.arena, body));
	live.now_ms = now_ms;
}

static void sleep_fast(void *ctx, int64_t ms)
{
	(void)ctx;
	live.slept_ms += ms;
}

/* ---- our side ---------------------------------------------------------------------------------
 */

int live_start(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	check_ok(crypto_init(&err), &err);
	arena_init(&live.arena, LIMIT_ARENA);
	start_graphsim();
	assert_true(iso_parse(STR(START), &live.now_ms));
	live.clock = clock_manual(&live.now_ms);
	const struct net_config net = { .max_host_connections = 4,
					.connect_timeout_ms = 2000,
					.user_agent = STR_INIT("simpul-test") };
	check_ok(net_start(&net, &live.net, &err), &err);
	check_ok(tz_load(STR("Asia/Jakarta"), &live.zone, &err), &err);
	live.app_secret = secret_from_bytes(STR(APP_SECRET));
	snprintf(live.key_path, sizeof(live.key_path), "/tmp/simpul-test-key-%d", (int)getpid());
	check_ok(vault_keys_init(live.key_path, rng_system(), &err), &err);
	check_ok(vault_open_file(live.key_path, rng_system(), &live.vault, &err), &err);
	return 0;
}

int live_stop(void **state)
{
	(void)state;
	live.vault = vault_close(live.vault);
	unlink(live.key_path);
	net_stop(live.net);
	secret_free(live.app_secret);
	tz_free(live.zone);
	kill(live.pid, SIGTERM);
	waitpid(live.pid, NULL, 0);
	arena_free(&live.arena);
	return 0;
}

static void chain(struct str bytes, unsigned char *out)
{
	struct sha256 hash = sha256(bytes);
	memcpy(out, hash.at, sizeof(hash.at));
}

struct add_user {
	const char *email;
	int64_t id;
};

static bool write_user(struct db_tx *tx, void *arg, struct err *err)
{
	struct add_user *add = arg;
	const struct user_new user = {
		.email = str_of(add->email),
		.email_folded = str_of(add->email),
		.password_hash = STR_INIT(""),
		.first_name = STR_INIT("Uji"),
		.last_name = STR_INIT("Coba"),
		.phone = STR_INIT(""),
		.language = STR_INIT("id"),
		.is_verified = true,
	};
	bool taken = false;
	return users_add(tx, &user, live.now_ms / 1000, &add->id, &taken, err) && !taken;
}

struct connect_actor live_user(const char *email)
{
	struct add_user add = { .email = email };
	check_ok(store_write(live.store, write_user, &add, &live.err), &live.err);
	return (struct connect_actor){
		.user_id = add.id,
		.limit_ig_account = -1,
		.limit_social_account = -1,
		.session_id = str_of(email),
		.request_id = STR("r1"),
		.address = STR("127.0.0.1"),
	};
}

int live_begin(void **state)
{
	(void)state;
	live.err = ERR_INIT;
	live_lever("/_sim/reset", "{}");
	assert_true(iso_parse(STR(START), &live.now_ms));
	live_set_clock(live.now_ms);
	const struct graph_config graph = {
		.net = live.net,
		.clock = &live.clock,
		.sleep_ms = sleep_fast,
		.app_id = STR_INIT(APP_ID),
		.app_secret = live.app_secret,
		.graph_url = live.url,
		.dialog_url = live.url,
		.version = STR_INIT("v25.0"),
	};
	check_ok(graph_new(&graph, &live.graph, &live.err), &live.err);
	const struct store_config store = {
		.path = ":memory:", .rng = rng_system(), .clock = &live.clock, .sha256 = chain
	};
	check_ok(store_open(&store, &live.store, &live.err), &live.err);
	const struct jobs_config jobs = { .store = live.store,
					  .clock = &live.clock,
					  .rng = rng_system() };
	check_ok(jobs_new(&jobs, &live.jobs, &live.err), &live.err);
	const struct connect_config connect = {
		.store = live.store,
		.graph = live.graph,
		.vault = live.vault,
		.jobs = live.jobs,
		.clock = &live.clock,
		.rng = rng_system(),
		.redirect_meta = STR_INIT("http://127.0.0.1:8080/api/meta/callback"),
		.redirect_cekbrand =
			STR_INIT("http://127.0.0.1:8080/restapi/user/auth/facebook/callback/"),
		.redirect_login = STR_INIT("http://127.0.0.1:8080/auth/facebook/callback/"),
	};
	check_ok(connect_new(&connect, &live.connect, &live.err), &live.err);
	const struct sync_config sync = {
		.store = live.store,
		.graph = live.graph,
		.vault = live.vault,
		.jobs = live.jobs,
		.clock = &live.clock,
		.zone = live.zone,
		.crawl_times = STR("07:00,20:00"),
	};
	check_ok(sync_new(&sync, &live.sync, &live.err), &live.err);
	live.who = live_user("uji@simpul.test");
	live.user_id = live.who.user_id;
	return 0;
}

int live_end(void **state)
{
	(void)state;
	live.sync = sync_free(live.sync);
	live.connect = connect_free(live.connect);
	live.graph = graph_free(live.graph);
	live.jobs = jobs_free(live.jobs);
	live.store = store_close(live.store);
	return 0;
}

int64_t live_work(void)
{
	const struct job_kind kinds[] = {
		{ .name = "sync.account", .run = sync_account_job, .ctx = live.sync },
		{ .name = "sync.competitor", .run = sync_competitor_job, .ctx = live.sync },
		{ .name = "sync.daily", .run = sync_daily_job, .ctx = live.sync },
		{ .name = "sentiment.classify", .run = sync_classify_job, .ctx = live.sync },
		{ .name = "token.check", .run = connect_check_job, .ctx = live.connect },
	};
	const struct worker_config config = { .jobs = live.jobs,
					      .kinds = kinds,
					      .kind_count = COUNT_OF(kinds) };
	int64_t count = 0;
	check_ok(worker_run_due(&config, &count, &live.err), &live.err);
	return count;
}

/* ---- the person at the browser ----------------------------------------------------------------
 */

struct connect_answer live_dialog(const struct connect_started *started, const char *persona,
				  const char *extra)
{
	struct str path = str_skip(started->oauth_url, live.url.len);
	struct net_reply reply =
		call("GET",
		     str_fmt(&live.arena, "%.*s&_sim_persona=%s%s", STR_ARG(path), persona, extra),
		     STR_NONE);
	struct str location = net_reply_header(&reply, STR("Location"));
	struct params params;
	if (!location.len)
		print_error("dialog: %d %.*s\n", reply.status, STR_ARG(reply.body));
	assert_true(location.len > 0);
	struct str query = str_skip(location, str_find_char(location, '?') + 1);
	query = str_sub(query, 0, str_find_char(query, '#'));
	check_ok(params_parse(&live.arena, query, &params, &live.err), &live.err);
	return (struct connect_answer){
		.state = params_get(&params, STR("state")),
		.code = params_get(&params, STR("code")),
		.error = params_get(&params, STR("error")),
		.error_code = params_get(&params, STR("error_code")),
		.error_message = params_get(&params, STR("error_description")),
		.cookie_value = started->cookie_value,
	};
}

enum err_code live_login(const struct connect_actor *who, enum connect_flow flow,
			 const char *persona, const char *extra, struct connect_outcome *ret)
{
	struct connect_started started;
	struct err err = ERR_INIT;
	check_ok(connect_start(live.connect, &live.arena, who, flow, true, &started, &err), &err);
	struct connect_answer answer = live_dialog(&started, persona, extra);
	if (connect_callback(live.connect, &live.arena, who, flow, &answer, ret, &err))
		return ERR_NONE;
	live.err = err;
	return err.code;
}

struct connection live_connect(const char *persona, const char *page_id)
{
	struct connect_outcome outcome;
	enum err_code code = live_login(&live.who, CONNECT_META, persona, "", &outcome);
	check_ok(code == ERR_NONE, &live.err);
	if (outcome.kind == CONNECT_CHOOSE)
		check_ok(connect_select(live.connect, &live.arena, &live.who, str_of(page_id),
					&outcome, &live.err),
			 &live.err);
	assert_int_equal(outcome.kind, CONNECT_DONE);
	bool found;
	check_ok(jobs_cancel(live.jobs, outcome.job_id, &found, &live.err), &live.err);
	return outcome.connection;
}
