/* One call, batches and lists on a scripted network. */
#include "graph/oauth.h"
#include "graph/object.h"
#include "graph/test_graph.h"

#define ERROR(code, sub)                                                                           \
	"{\"error\":{\"message\":\"m\",\"type\":\"OAuthException\",\"code\":" #code                \
	",\"error_subcode\":" #sub ",\"fbtrace_id\":\"Atrace\"}}"

static const struct graph_query me = { .endpoint = GRAPH_ME };

static void test_the_wire(void **state)
{
	(void)state;
	static const struct answer answers[] = { { "", 200, "{\"id\":\"1\"}", NULL, 0 } };
	WORLD(w, answers);
	struct graph_reply reply;
	struct err err = ERR_INIT;
	const struct param params[] = { { STR("since"), STR("1") }, { STR("q"), STR("a b&c") } };
	const struct graph_query query = { .endpoint = GRAPH_IG_MEDIA,
					   .id = STR("178/../x"),
					   .fields = STR("id,insights.metric(reach){name,values}"),
					   .params = params,
					   .param_count = 2,
					   .limit = 500,
					   .after = STR("QVFI=") };

	check_ok(graph_call(&w->who, &w->arena, &query, &reply, &err), &err);
	/* HMAC-SHA256 of the token under the secret, computed with Python's hmac. */
	check_str("request", w->requests[0],
		  STR("GET https://graph.test/v25.0/178%2F..%2Fx/media"
		      "?fields=id%2Cinsights.metric%28reach%29%7Bname%2Cvalues%7D&limit=100"
		      "&after=QVFI%3D&since=1&q=a%20b%26c&appsecret_proof="
		      "3ba571bc0d500e1dfdb947514ca02b64df2ea4eca59c566266bc3f5460f2a8ab "));
	check_str("token", w->authorization[0], STR("Bearer " TOKEN_TEXT));
	check_int("counted", w->who.http_calls, 1);
}

static void test_proof_vectors(void **state)
{
	(void)state;
	static const struct answer answers[] = { { "", 200, "{}", NULL, 0 } };
	WORLD(w, answers);
	static const struct {
		const char *token, *proof;
	} rows[] = {
		{ "EAAtok", "c64129f799bca8c68d4467acf02e88396e2ecabc3fb48090b172b8b702ec732c" },
		{ "T", "a4aa509829cd0f1e08df20e26030260a755e2d56a2e9da2e640eb4876f31f0b4" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(secret_freep) struct secret *token =
			secret_from_bytes(str_of(rows[i].token));
		check_str(rows[i].token, graph_proof(w->graph, &w->arena, token),
			  str_of(rows[i].proof));
	}
}

static void test_answers(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		struct answer answer;
		bool ok;
		enum err_code code;
		int requests;
	} rows[] = {
		{ "good", { "", 200, "{\"id\":\"1\"}", NULL, 0 }, true, ERR_NONE, 1 },
		{ "error on 200",
		  { "", 200, ERROR(190, 463), NULL, 0 },
		  false,
		  ERR_TOKEN_EXPIRED,
		  1 },
		{ "permission",
		  { "", 403, ERROR(200, 0), NULL, 0 },
		  false,
		  ERR_PERMISSIONS_MISSING,
		  1 },
		{ "transient for ever", { "", 500, ERROR(2, 0), NULL, 0 }, false, ERR_GRAPH, 3 },
		{ "html",
		  { "", 502, "<html><body>Sorry</body></html>", NULL, 0 },
		  false,
		  ERR_GRAPH,
		  3 },
		{ "html on 200", { "", 200, "<html>", NULL, 0 }, false, ERR_GRAPH, 3 },
		{ "cut", { "", 200, "{\"data\":[{\"id\":\"1", NULL, 0 }, false, ERR_GRAPH, 3 },
		{ "empty", { "", 200, "", NULL, 0 }, false, ERR_GRAPH, 3 },
		{ "garbage", { "", 200, "\x80\x01{", NULL, 0 }, false, ERR_GRAPH, 3 },
		{ "500 without an error", { "", 500, "{}", NULL, 0 }, false, ERR_GRAPH, 3 },
		{ "302", { "", 302, "{}", NULL, 0 }, false, ERR_GRAPH, 3 },
		{ "429 html", { "", 429, "<html>", NULL, 0 }, false, ERR_GRAPH_BUSY, 1 },
		{ "limit", { "", 400, ERROR(80002, 0), NULL, 0 }, false, ERR_GRAPH_BUSY, 1 },
		{ "down", { "", 0, NULL, NULL, 0 }, false, ERR_NETWORK, 3 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(world_freep) struct world *w = world_new(&rows[i].answer, 1);
		struct graph_reply reply;
		struct err err = ERR_INIT;
		bool ok = graph_call(&w->who, &w->arena, &me, &reply, &err);
		check_int(rows[i].name, ok, rows[i].ok);
		check_str(rows[i].name, str_of(err_info(err.code)->name),
			  str_of(err_info(rows[i].code)->name));
		check_int(rows[i].name, w->request_count, rows[i].requests);
		check_int(rows[i].name, reply.json != NULL, rows[i].ok);
	}
}

static void test_a_retry_helps_and_backs_off(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "", 0, NULL, NULL, 1 },
		{ "", 500, ERROR(1, 0), NULL, 1 },
		{ "", 200, "{\"id\":\"1\"}", NULL, 0 },
	};
	WORLD(w, answers);
	struct graph_reply reply;
	struct err err = ERR_INIT;

	check_ok(graph_call(&w->who, &w->arena, &me, &reply, &err), &err);
	check_int("requests", w->request_count, 3);
	check_int("slept", w->slept_ms, 500 + 1000);
	check_int("retries", graph_counters(w->graph).retries, 2);
	check_int("no failure", graph_counters(w->graph).failures, 0);
}

static void test_writes_are_sent_once(void **state)
{
	(void)state;
	static const struct answer answers[] = { { "", 0, NULL, NULL, 0 } };
	WORLD(w, answers);
	struct err err = ERR_INIT;

	check_true("fails", !graph_revoke(&w->who, &w->arena, STR("10"), &err));
	check_int("once", w->request_count, 1);
	check_true("method",
		   str_starts_with(w->requests[0], STR("DELETE https://graph.test/v25.0/10"
						       "/permissions?")));
}

/* The address of a file, handed to the upload host: once, with the token in its header alone. */
static void test_uploads(void **state)
{
	static const struct {
		struct answer answer;
		bool ok;
		enum graph_class class;
	} rows[] = {
		{ { "", 200, "{\"success\":true}" }, true, GRAPH_CLASS_NONE },
		{ { "", 400,
		    "{\"debug_info\":{\"retriable\":true,\"type\":\"PartialRequestError\","
		    "\"message\":\"x\"}}" },
		  false,
		  GRAPH_CLASS_RETRYABLE },
		{ { "", 400,
		    "{\"debug_info\":{\"retriable\":false,\"type\":\"ProcessingFailedError\","
		    "\"message\":\"x\"}}" },
		  false,
		  GRAPH_CLASS_PERMANENT },
		{ { "", 400, "{\"error\":{\"code\":190,\"message\":\"x\"}}" },
		  false,
		  GRAPH_CLASS_TOKEN_EXPIRED },
		{ { "", 502, "<html>" }, false, GRAPH_CLASS_GARBAGE },
		{ { "", 0, NULL }, false, GRAPH_CLASS_NETWORK },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(world_freep) struct world *w = world_new(&rows[i].answer, 1);
		struct graph_reply reply;
		struct err err = ERR_INIT;
		check_int("ok",
			  graph_upload(&w->who, &w->arena, STR("77"), STR("https://a.test/a.mp4"),
				       &reply, &err),
			  rows[i].ok);
		check_int("class", reply.error.class, rows[i].class);
		check_int("once", w->request_count, 1);
		check_str("address", w->requests[0],
			  STR("POST https://graph.test/video-upload/v25.0/77 "));
		check_str("token", w->authorization[0], STR("OAuth " TOKEN_TEXT));
	}
}

static void test_pacing_waits_then_refuses(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "", 200, "{}", "{\"call_count\":90}", 1 },
		{ "", 200, "{}", "{\"call_count\":99}", 1 },
	};
	WORLD(w, answers);
	struct graph_reply reply;
	struct err err = ERR_INIT;

	check_ok(graph_call(&w->who, &w->arena, &me, &reply, &err), &err);
	check_int("first call", w->slept_ms, 0);
	check_ok(graph_call(&w->who, &w->arena, &me, &reply, &err), &err);
	check_true("second waits", w->slept_ms > 5000 && w->slept_ms < 10000);
	check_true("third is refused", !graph_call(&w->who, &w->arena, &me, &reply, &err));
	check_int("code", err.code, ERR_GRAPH_BUSY);
	check_int("says when", reply.error.retry_after_ms, 300000);
	check_int("nothing sent", w->request_count, 2);
}

static void test_a_limit_blocks_that_account_only(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "", 400, ERROR(80002, 0), NULL, 1 },
		{ "", 200, "{}", NULL, 0 },
	};
	WORLD(w, answers);
	struct graph_reply reply;
	struct err err = ERR_INIT;
	struct graph_caller other = w->who;

	w->who.account_id = STR("17841");
	other.account_id = STR("17842");
	check_true("limit", !graph_call(&w->who, &w->arena, &me, &reply, &err));
	check_true("blocked", !graph_call(&w->who, &w->arena, &me, &reply, &err));
	check_int("not sent", w->request_count, 1);
	err = ERR_INIT;
	check_ok(graph_call(&other, &w->arena, &me, &reply, &err), &err);
	w->now_ms += 15 * 60000;
	check_ok(graph_call(&w->who, &w->arena, &me, &reply, &err), &err);
}

/* ---- lists ------------------------------------------------------------------------------------
 */

#define PAGE(ids, after)                                                                           \
	"{\"data\":[" ids "],\"paging\":{\"cursors\":{\"before\":\"b\",\"after\":\"" after         \
	"\"},\"next\":\"https://evil.test/x?access_token=EAAnever&after=" after "\"}}"
#define LAST(ids) "{\"data\":[" ids "],\"paging\":{\"cursors\":{\"before\":\"b\",\"after\":\"z\"}}}"

static int walk(struct world *w, struct err *err, bool *ret_done)
{
	const struct graph_query query = { .endpoint = GRAPH_ME_BUSINESSES };
	struct graph_pager pager;
	struct graph_reply reply;
	int items = 0;

	graph_pager_start(&pager, &query);
	while (graph_pager_next(&pager, &w->who, &w->arena, &reply, err))
		items += (int)json_count(json_get(reply.json, STR("data")));
	*ret_done = graph_pager_done(&pager);
	return items;
}

static void test_lists(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		struct answer answers[4];
		int items, requests;
		bool done;
		enum err_code code;
	} rows[] = {
		{ "one page", { { "", 200, LAST("1,2"), NULL, 0 } }, 2, 1, true, ERR_NONE },
		{ "empty", { { "", 200, "{\"data\":[]}", NULL, 0 } }, 0, 1, true, ERR_NONE },
		{ "short and empty pages go on",
		  { { "after=A&", 200, PAGE("", "B"), NULL, 0 },
		    { "after=B&", 200, LAST("3"), NULL, 0 },
		    { "", 200, PAGE("1", "A"), NULL, 0 } },
		  2,
		  3,
		  true,
		  ERR_NONE },
		{ "cursor only in next",
		  { { "after=Q%3D%3D&", 200, LAST("2"), NULL, 0 },
		    { "", 200,
		      "{\"data\":[1],\"paging\":{\"next\":\"https://evil.test/?access_token=EAAx&"
		      "after=Q%3D%3D&limit=1\"}}",
		      NULL, 0 } },
		  2,
		  2,
		  true,
		  ERR_NONE },
		{ "circle of one",
		  { { "", 200, PAGE("1", "A"), NULL, 0 } },
		  4,
		  4,
		  false,
		  ERR_GRAPH },
		{ "a page that comes twice",
		  { { "after=A&", 200, PAGE("1", "A"), NULL, 1 },
		    { "after=A&", 200, LAST("2"), NULL, 0 },
		    { "", 200, PAGE("1", "A"), NULL, 0 } },
		  3,
		  3,
		  true,
		  ERR_NONE },
		{ "circle of two",
		  { { "after=A&", 200, PAGE("1", "B"), NULL, 0 },
		    { "", 200, PAGE("1", "A"), NULL, 0 } },
		  3,
		  3,
		  false,
		  ERR_GRAPH },
		{ "next without cursor",
		  { { "", 200, "{\"data\":[1],\"paging\":{\"next\":\"https://evil.test/\"}}", NULL,
		      0 } },
		  1,
		  1,
		  false,
		  ERR_GRAPH },
		{ "fails in the middle",
		  { { "after=A&", 400, ERROR(190, 460), NULL, 0 },
		    { "", 200, PAGE("1", "A"), NULL, 0 } },
		  1,
		  2,
		  false,
		  ERR_TOKEN_EXPIRED },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(world_freep) struct world *w = world_new(rows[i].answers, 0);
		while (w->answer_count < 4 && rows[i].answers[w->answer_count].match)
			w->answer_count++;
		struct err err = ERR_INIT;
		bool done;
		check_int(rows[i].name, walk(w, &err, &done), rows[i].items);
		check_int(rows[i].name, w->request_count, rows[i].requests);
		check_int(rows[i].name, done, rows[i].done);
		check_int(rows[i].name, err.code, rows[i].code);
		for (int r = 0; r < w->request_count; r++)
			check_true(rows[i].name,
				   str_starts_with(w->requests[r], STR("GET https://graph.test/")));
	}
}

static void test_tokens_in_addresses_are_struck_out(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "", 200,
		  "{\"data\":[{\"comments\":{\"paging\":{\"next\":\"https://x/"
		  "?a=1&access_token=EAAinner\"}}}],"
		  "\"paging\":{\"cursors\":{\"after\":\"A\"},\"next\":\"https://x/"
		  "?access_token=EAAouter&"
		  "after=A\"}}",
		  NULL, 0 },
	};
	WORLD(w, answers);
	struct graph_reply reply;
	struct err err = ERR_INIT;
	cleanup(buf_free) struct buf out;
	struct json_writer writer;

	check_ok(graph_call(&w->who, &w->arena, &me, &reply, &err), &err);
	buf_init(&out, 4096);
	json_start(&writer, &out, JSON_PLAIN);
	json_copy(&writer, reply.json);
	check_true("none is left", !str_contains(buf_str(&out), STR("EAA")));
	check_true("the rest is",
		   str_contains(buf_str(&out), STR("access_token=xxxxxxxx&after=A")));
}

/* ---- batches ----------------------------------------------------------------------------------
 */

static void test_batch(void **state)
{
	(void)state;
	static const struct answer answers[] = {
		{ "", 200,
		  "[{\"code\":200,\"body\":\"{\\\"id\\\":\\\"1\\\"}\"},null,"
		  "{\"code\":400,\"body\":\"{\\\"error\\\":{\\\"code\\\":100,\\\"error_subcode\\\":"
		  "33,"
		  "\\\"message\\\":\\\"x\\\"}}\"},"
		  "{\"code\":500,\"body\":\"oops\"}]",
		  NULL, 1 },
		{ "", 200, "[{\"code\":200,\"body\":\"{\\\"id\\\":\\\"2\\\"}\"},null]", NULL, 1 },
		{ "", 200, "[{\"code\":200,\"body\":\"{\\\"id\\\":\\\"4\\\"}\"}]", NULL, 0 },
	};
	WORLD(w, answers);
	const struct graph_query queries[] = {
		{ .endpoint = GRAPH_IG_USER, .id = STR("1") },
		{ .endpoint = GRAPH_IG_USER, .id = STR("2") },
		{ .endpoint = GRAPH_IG_USER, .id = STR("3") },
		{ .endpoint = GRAPH_IG_USER, .id = STR("4") },
	};
	struct graph_reply replies[4];
	struct err err = ERR_INIT;

	check_ok(graph_batch(&w->who, &w->arena, queries, 4, replies, &err), &err);
	check_int("rounds", w->request_count, 3);
	static const char *const want[] = { "1", "2", NULL, "4" };
	for (size_t i = 0; i < 4; i++)
		check_str("id", json_text(json_get(replies[i].json, STR("id"))), str_of(want[i]));
	check_int("refused", replies[2].error.class, GRAPH_CLASS_NOT_FOUND);
	check_true("root", str_starts_with(w->requests[0], STR("POST https://graph.test/v25.0/ ")));
	check_true("proof", str_contains(w->requests[0], STR("appsecret_proof=")));
	check_true("token", str_starts_with(w->authorization[0], STR("Bearer EAA")));
	check_true("item", str_contains(w->requests[2], STR("relative_url%22%3A%22v25.0%2F4%3F")));
}

static void test_batch_failures(void **state)
{
	(void)state;
	static const struct {
		const char *name, *body;
		int status;
		enum err_code code;
	} rows[] = {
		{ "bad token", ERROR(190, 0), 400, ERR_TOKEN_EXPIRED },
		{ "not an array", "{\"a\":1}", 200, ERR_GRAPH },
		{ "too few", "[]", 200, ERR_GRAPH },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct answer answer = { "", rows[i].status, rows[i].body, NULL, 0 };
		cleanup(world_freep) struct world *w = world_new(&answer, 1);
		struct graph_reply reply;
		struct err err = ERR_INIT;
		check_true(rows[i].name, !graph_batch(&w->who, &w->arena, &me, 1, &reply, &err));
		check_int(rows[i].name, err.code, rows[i].code);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_wire),
		cmocka_unit_test(test_proof_vectors),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_a_retry_helps_and_backs_off),
		cmocka_unit_test(test_writes_are_sent_once),
		cmocka_unit_test(test_uploads),
		cmocka_unit_test(test_pacing_waits_then_refuses),
		cmocka_unit_test(test_a_limit_blocks_that_account_only),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_tokens_in_addresses_are_struck_out),
		cmocka_unit_test(test_batch),
		cmocka_unit_test(test_batch_failures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
