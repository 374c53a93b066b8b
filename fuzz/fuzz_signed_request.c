/*
 * Exercises src/connect/signed_request.c. The input is read as a signed_request, and as the payload
 * of a rightly signed one: only what the app's secret has signed is believed.
 */
#include "base/codec.h"
#include "connect/signed_request.h"
#include "crypto/crypto.h"
#include "crypto/mac.h"
#include "fuzz/fuzz.h"
#include "graph/graph.h"
#include "net/net_fake.h"

static bool no_answer(void *ctx, struct arena *a, const struct net_request *request,
		      struct net_reply *ret, struct err *err)
{
	(void)ctx, (void)a, (void)request, (void)ret;
	return err_set(err, ERR_NETWORK, "no answer");
}

static struct secret *app_secret;

static struct graph *open_graph(void)
{
	static struct graph *g;
	struct err err = ERR_INIT;

	if (g)
		return g;
	promise(crypto_init(&err));
	app_secret = secret_from_bytes(STR("app secret"));
	static int64_t now_ms = 1790000000000;
	static struct clock clock;
	clock = clock_manual(&now_ms);
	const struct graph_config config = {
		.net = net_fake_start(no_answer, NULL),
		.clock = &clock,
		.app_id = STR_INIT("1"),
		.app_secret = app_secret,
		.graph_url = STR_INIT("https://graph.test"),
		.dialog_url = STR_INIT("https://www.test"),
		.version = STR_INIT("v25.0"),
	};
	promise(graph_new(&config, &g, &err));
	return g;
}

static bool is_signed(struct arena *a, struct str text)
{
	struct str rest = text, mac;
	struct str encoded = str_cut(&rest, '.');

	return rest.at && base64url_decode(a, encoded, &mac) &&
	       hmac_sha256_ok(app_secret, rest, mac);
}

static void read_request(struct arena *a, struct str text)
{
	const struct graph *g = open_graph();
	struct signed_request request;
	struct err err = ERR_INIT;

	if (signed_request_read(g, a, text, &request, &err)) {
		promise(is_signed(a, text) && request.user_id.len > 0);
		for (size_t i = 0; i < request.user_id.len; i++)
			promise(request.user_id.at[i] >= '0' && request.user_id.at[i] <= '9');
		return;
	}
	promise_error(&err);
	promise(err.code == (is_signed(a, text) ? ERR_BAD_REQUEST : ERR_FORBIDDEN));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = fuzz_text(data, size);
	struct arena a;

	arena_init(&a, FUZZ_BYTES);
	read_request(&a, input);
	open_graph();
	struct str payload = base64url_encode(&a, input);
	struct sha256 mac = hmac_sha256(app_secret, payload);
	struct str signature = base64url_encode(&a, sha256_str(&mac));
	read_request(&a, str_fmt(&a, "%.*s.%.*s", STR_ARG(signature), STR_ARG(payload)));
	arena_free(&a);
	return 0;
}
