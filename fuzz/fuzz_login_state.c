/*
 * Exercises src/connect/login.c: what comes back from Meta's dialog, over a real store. The input's
 * lines are the state, the cookie, the code and the error of the redirect; "@" stands for the value
 * that the login was begun with. Only both right values reach Meta, and only once.
 */
#include "connect/connect.h"
#include "crypto/crypto.h"
#include "crypto/secret.h"
#include "fuzz/fuzz.h"
#include "graph/graph.h"
#include "net/net_fake.h"
#include "store/store.h"
#include "store/users.h"

struct world {
	struct store *store;
	struct graph *graph;
	struct connect *connect;
	struct secret *app_secret;
	struct rng_seeded seed;
	struct rng rng;
	struct clock clock;
	int64_t now_ms;
	struct connect_actor who;
	int requests; /* to Meta */
};

static bool no_answer(void *ctx, struct arena *a, const struct net_request *request,
		      struct net_reply *ret, struct err *err)
{
	struct world *w = ctx;

	(void)a, (void)request, (void)ret;
	w->requests++;
	return err_set(err, ERR_NETWORK, "no answer");
}

static void sleep_fast(void *ctx, int64_t ms)
{
	struct world *w = ctx;
	w->now_ms += ms;
}

static bool add_user(struct db_tx *tx, void *arg, struct err *err)
{
	struct world *w = arg;
	const struct user_new user = {
		.email = STR_INIT("a@b.test"),
		.email_folded = STR_INIT("a@b.test"),
		.password_hash = STR_INIT(""),
		.language = STR_INIT("id"),
	};
	bool taken;
	return users_add(tx, &user, 0, &w->who.user_id, &taken, err);
}

static void open_graph(struct world *w)
{
	struct err err = ERR_INIT;
	const struct graph_config config = {
		.net = net_fake_start(no_answer, w),
		.clock = &w->clock,
		.sleep_ms = sleep_fast,
		.sleep_ctx = w,
		.app_id = STR_INIT("1"),
		.app_secret = w->app_secret,
		.graph_url = STR_INIT("https://graph.test"),
		.dialog_url = STR_INIT("https://www.test"),
		.version = STR_INIT("v25.0"),
		.max_tries = 1,
	};
	promise(graph_new(&config, &w->graph, &err));
}

/* One world for all inputs: a login leaves nothing behind that another could see. */
static struct world *world_open(void)
{
	static struct world w;
	struct err err = ERR_INIT;

	if (w.connect)
		return &w;
	promise(crypto_init(&err));
	w.rng = rng_of_seed(&w.seed, 1);
	w.now_ms = 1790000000000;
	w.clock = clock_manual(&w.now_ms);
	w.app_secret = secret_from_bytes(STR("app secret"));
	const struct store_config store = { .path = ":memory:", .rng = &w.rng, .clock = &w.clock };
	promise(store_open(&store, &w.store, &err) && store_write(w.store, add_user, &w, &err));
	open_graph(&w);
	w.who.limit_ig_account = -1;
	w.who.session_id = STR("session");
	w.who.request_id = STR("request");
	w.who.address = STR("127.0.0.1");
	const struct connect_config config = {
		.store = w.store,
		.graph = w.graph,
		.clock = &w.clock,
		.rng = &w.rng,
		.redirect_meta = STR_INIT("https://simpul.test/api/meta/callback"),
		.redirect_cekbrand = STR_INIT("https://simpul.test/callback/"),
		.redirect_login = STR("http://localhost/auth/facebook/callback/"),
	};
	promise(connect_new(&config, &w.connect, &err));
	return &w;
}

/* "@" in the text becomes `right`. */
static struct str fill(struct arena *a, struct str text, struct str right)
{
	size_t at = str_find_char(text, '@');

	if (!text.at || at == text.len)
		return text;
	struct str tail = str_skip(text, at + 1);
	return str_fmt(a, "%.*s%.*s%.*s", (int)at, text.at, STR_ARG(right), STR_ARG(tail));
}

/* Fails always, for nobody answers; returns how, and whether Meta was asked. */
static enum err_code come_back(struct world *w, struct arena *a, enum connect_flow flow,
			       const struct connect_answer *answer, bool *ret_asked)
{
	struct connect_outcome outcome;
	struct err err = ERR_INIT;
	int before = w->requests;

	promise(!connect_callback(w->connect, a, &w->who, flow, answer, &outcome, &err));
	promise_error(&err);
	promise(answer->state.len < 20 || !str_contains(str_of(err.cause), answer->state));
	*ret_asked = w->requests > before;
	return err.code;
}

static void try_flow(struct world *w, struct arena *a, enum connect_flow flow, struct str input)
{
	const enum err_code refusal =
		flow == CONNECT_META ? ERR_STATE_INVALID : ERR_PERMISSION_DENIED;
	struct connect_started begun;
	struct err err = ERR_INIT;
	bool asked;

	promise(connect_start(w->connect, a, &w->who, flow, true, &begun, &err));
	struct connect_answer answer = {
		.state = fill(a, str_cut(&input, '\n'), begun.state),
		.cookie_value =
			fill(a, input.at ? str_cut(&input, '\n') : STR_NONE, begun.cookie_value),
		.code = input.at ? str_cut(&input, '\n') : STR_NONE,
		.error = input.at ? input : STR_NONE,
	};
	bool is_right = str_eq(answer.state, begun.state) &&
			str_eq(answer.cookie_value, begun.cookie_value);

	promise(connect_cookie_name(a, answer.state).len == 11);
	enum err_code code = come_back(w, a, flow, &answer, &asked);
	promise(asked == (is_right && answer.code.len && !answer.error.len));
	promise(is_right || code == refusal);

	/* Burnt by the right state, whatever else came with it. */
	bool was_used = str_eq(answer.state, begun.state);
	answer = (struct connect_answer){ .state = begun.state,
					  .cookie_value = begun.cookie_value,
					  .code = STR("code") };
	code = come_back(w, a, flow, &answer, &asked);
	promise(asked != was_used && (asked || code == refusal));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct world *w = world_open();
	struct arena a;

	arena_init(&a, FUZZ_BYTES);
	try_flow(w, &a, CONNECT_META, fuzz_text(data, size));
	try_flow(w, &a, CONNECT_CEKBRAND, fuzz_text(data, size));
	arena_free(&a);
	return 0;
}
