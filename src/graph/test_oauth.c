#include "graph/oauth.h"
#include "graph/test_graph.h"

static void test_dialog(void **state)
{
	(void)state;
	static const struct answer answers[] = { { "", 200, "{}", NULL, 0 } };
	WORLD(w, answers);
	const struct graph_dialog dialog = {
		.redirect_uri = STR("https://simpul.test/api/meta/callback"),
		.state = STR("abc_-"),
		.scope = STR("pages_show_list,instagram_basic"),
		.auth_type = STR("rerequest"),
	};
	check_str("url", graph_dialog_url(w->graph, &w->arena, &dialog),
		  STR("https://www.test/v25.0/dialog/oauth?client_id=1234567890"
		      "&redirect_uri=https%3A%2F%2Fsimpul.test%2Fapi%2Fmeta%2Fcallback&state=abc_-"
		      "&scope=pages_show_list%2Cinstagram_basic&response_type=code"
		      "&auth_type=rerequest"));
}

static void test_exchange(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "code=AQcode", 200,
		  "{\"access_token\":\"EAAshort\",\"token_type\":\"bearer\",\"expires_in\":3600}",
		  NULL, 0 },
		{ "fb_exchange_token=EAAshort", 200, "{\"access_token\":\"EAAlong\"}", NULL, 0 },
		{ "code=used", 400,
		  "{\"error\":{\"message\":\"This authorization code has been used.\",\"code\":100,"
		  "\"error_subcode\":36009}}",
		  NULL, 0 },
		{ "code=odd", 200, "{\"token_type\":\"bearer\"}", NULL, 0 },
	};
	WORLD(w, answers);
	struct err err = ERR_INIT;
	struct graph_token token = { .secret = NULL }, longer = { .secret = NULL };
	struct str back = STR("https://simpul.test/cb");

	check_ok(graph_exchange_code(w->graph, &w->arena, STR("AQcode"), back, &token, &err), &err);
	check_str("token", secret_view(token.secret), STR("EAAshort"));
	check_int("expires", token.expires_at_s, w->now_ms / 1000 + 3600);
	check_str("request", w->requests[0],
		  STR("POST https://graph.test/v25.0/oauth/access_token client_id=1234567890"
		      "&client_secret=s&redirect_uri=https%3A%2F%2Fsimpul.test%2Fcb&code=AQcode"));
	check_true("no token of ours", !w->authorization[0].at);
	check_ok(graph_exchange_long(w->graph, &w->arena, token.secret, &longer, &err), &err);
	check_str("long", secret_view(longer.secret), STR("EAAlong"));
	check_int("no end stated", longer.expires_at_s, 0);

	struct graph_token none = { .secret = NULL };
	check_true("used",
		   !graph_exchange_code(w->graph, &w->arena, STR("used"), back, &none, &err));
	check_int("used", err.code, ERR_STATE_INVALID);
	check_true("odd", !graph_exchange_code(w->graph, &w->arena, STR("odd"), back, &none, &err));
	check_int("odd", err.code, ERR_GRAPH);
	assert_null(none.secret);
	graph_token_clear(&token);
	graph_token_clear(&longer);
}

static void test_debug_token(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "", 200,
		  "{\"data\":{\"app_id\":\"1234567890\",\"type\":\"PAGE\",\"expires_at\":0,"
		  "\"data_access_expires_at\":1649504517,\"issued_at\":1636549200,\"is_valid\":"
		  "true,"
		  "\"profile_id\":1010,\"scopes\":[\"pages_show_list\",\"instagram_basic\"],"
		  "\"user_id\":\"9876\"}}",
		  NULL, 1 },
		{ "", 200,
		  "{\"data\":{\"error\":{\"code\":190,\"message\":\"Session has expired\","
		  "\"subcode\":463},\"is_valid\":false,\"scopes\":[]}}",
		  NULL, 1 },
		{ "", 200, "{\"data\":{\"is_valid\":false}}", NULL, 1 },
	};
	WORLD(w, answers);
	struct graph_token_info info;
	struct err err = ERR_INIT;

	check_ok(graph_debug_token(w->graph, &w->arena, w->token, &info, &err), &err);
	check_true("valid", info.is_valid);
	check_str("scopes", info.scopes, STR("pages_show_list,instagram_basic"));
	check_str("profile", info.profile_id, STR("1010"));
	check_str("user", info.user_id, STR("9876"));
	check_int("data access", info.data_access_until_s, 1649504517);
	check_true("asks in a body",
		   str_starts_with(w->requests[0], STR("POST https://graph.test/v25.0/debug_token "
						       "input_token=EAA")));
	check_true("as a read", str_contains(w->requests[0], STR("&method=get&")));
	check_str("as the app", w->authorization[0], STR("Bearer 1234567890|s"));

	check_ok(graph_debug_token(w->graph, &w->arena, w->token, &info, &err), &err);
	check_true("expired", !info.is_valid);
	check_int("why", info.error.class, GRAPH_CLASS_TOKEN_EXPIRED);
	check_int("why", info.error.subcode, 463);
	check_ok(graph_debug_token(w->graph, &w->arena, w->token, &info, &err), &err);
	check_int("no reason", info.error.class, GRAPH_CLASS_TOKEN_EXPIRED);
}

static void test_permissions(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "", 200,
		  "{\"data\":[{\"permission\":\"pages_show_list\",\"status\":\"granted\"},"
		  "{\"permission\":\"email\",\"status\":\"declined\"},"
		  "{\"permission\":\"instagram_basic\",\"status\":\"granted\"},"
		  "{\"permission\":\"read_insights\",\"status\":\"expired\"}]}",
		  NULL, 0 },
	};
	WORLD(w, answers);
	struct str scopes;
	struct err err = ERR_INIT;

	check_ok(graph_permissions(&w->who, &w->arena, &scopes, &err), &err);
	check_str("granted", scopes, STR("pages_show_list,instagram_basic"));
	check_true("has", graph_has_scope(scopes, STR("instagram_basic")));
	check_true("prefix", !graph_has_scope(scopes, STR("instagram")));
	check_true("none", !graph_has_scope(STR(""), STR("email")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dialog),
		cmocka_unit_test(test_exchange),
		cmocka_unit_test(test_debug_token),
		cmocka_unit_test(test_permissions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
