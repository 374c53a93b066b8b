/* Every row of Meta's error table that we act on, and what the envelope reader makes of odd bodies.
 */
#include "base/limits.h"
#include "base/test.h"
#include "graph/error.h"

static struct graph_error read_text(struct arena *a, const char *json, int status)
{
	const struct json *body;
	struct err err = ERR_INIT;
	struct graph_error ge = { .class = GRAPH_CLASS_NONE };

	check_ok(json_parse(a, str_of(json), &body, &err), &err);
	check_true(json, graph_error_read(body, status, &ge));
	return ge;
}

static void test_classes(void **state)
{
	(void)state;
	static const struct {
		int code, subcode, status;
		const char *message;
		enum graph_class class;
	} rows[] = {
		{ 1, 0, 500, "An unknown error has occurred.", GRAPH_CLASS_RETRYABLE },
		{ 1, 99, 500, "An unknown error occurred", GRAPH_CLASS_RETRYABLE },
		{ 1, 0, 500,
		  "Please reduce the amount of data you're asking for, then retry your request",
		  GRAPH_CLASS_TOO_MUCH_DATA },
		{ 1, 0, 400, "Error validating client secret.", GRAPH_CLASS_CONFIG },
		{ 1, 0, 400, "Missing authorization code", GRAPH_CLASS_CODE_INVALID },
		{ 2, 0, 503, "(#2) Service temporarily unavailable", GRAPH_CLASS_RETRYABLE },
		{ 3, 0, 400, "(#3) Application does not have the capability to make this API call.",
		  GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 4, 0, 400, "(#4) Application request limit reached", GRAPH_CLASS_RATE_LIMITED },
		{ 4, 1504022, 400, "(#4) Application request limit reached",
		  GRAPH_CLASS_RATE_LIMITED },
		{ 4, 1504039, 400, "(#4) Application request limit reached",
		  GRAPH_CLASS_RATE_LIMITED },
		{ 4, 2207051, 403, "restricted", GRAPH_CLASS_BLOCKED },
		{ 9, 2207042, 400, "daily limit", GRAPH_CLASS_RATE_LIMITED },
		{ 10, 0, 403, "(#10) Application does not have permission for this action",
		  GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 10, 0, 400, "(#10) Not enough viewers for the media to show insights",
		  GRAPH_CLASS_NO_DATA },
		{ 17, 0, 400, "(#17) User request limit reached", GRAPH_CLASS_RATE_LIMITED },
		{ 17, 2446079, 400, "(#17) User request limit reached", GRAPH_CLASS_RATE_LIMITED },
		{ 24, 2207008, 400, "media not ready", GRAPH_CLASS_RETRYABLE },
		{ 32, 0, 400, "(#32) Page request limit reached", GRAPH_CLASS_RATE_LIMITED },
		{ 100, 0, 400, "(#100) Tried accessing nonexisting field (x) on node type (Page)",
		  GRAPH_CLASS_PERMANENT },
		{ 100, 0, 400, "(#100) Missing permissions", GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 100, 0, 400,
		  "(#100) Object does not exist, cannot be loaded due to missing permission or "
		  "reviewable feature, or does not support this operation.",
		  GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 100, 33, 400,
		  "Unsupported get request. Object with ID '123' does not exist, cannot be loaded "
		  "due "
		  "to missing permissions, or does not support this operation.",
		  GRAPH_CLASS_NOT_FOUND },
		{ 100, 36007, 400, "This authorization code has expired.",
		  GRAPH_CLASS_CODE_INVALID },
		{ 100, 36008, 400, "Error validating verification code. Please make sure …",
		  GRAPH_CLASS_CODE_INVALID },
		{ 100, 36009, 400, "This authorization code has been used.",
		  GRAPH_CLASS_CODE_INVALID },
		{ 100, 0, 400, "Invalid verification code format.", GRAPH_CLASS_CODE_INVALID },
		{ 100, 2108006, 400, "Media posted before business account conversion",
		  GRAPH_CLASS_NO_DATA },
		{ 100, 0, 400, "API calls from the server require an appsecret_proof argument",
		  GRAPH_CLASS_CONFIG },
		{ 100, 0, 400, "Invalid appsecret_proof provided in the API argument",
		  GRAPH_CLASS_CONFIG },
		{ 100, 0, 400,
		  "(#100) You must provide an app access token, or a user access token that is an "
		  "owner or developer of the app",
		  GRAPH_CLASS_CONFIG },
		{ 101, 0, 400, "Missing client_id parameter.", GRAPH_CLASS_CONFIG },
		{ 102, 0, 400, "Session key invalid or no longer valid",
		  GRAPH_CLASS_TOKEN_EXPIRED },
		{ 104, 0, 400, "An access token is required to request this resource.",
		  GRAPH_CLASS_PERMANENT },
		{ 110, 2207013, 400, "Invalid user id", GRAPH_CLASS_NOT_FOUND },
		{ 190, 0, 400, "Invalid OAuth access token - Cannot parse access token",
		  GRAPH_CLASS_TOKEN_EXPIRED },
		{ 190, 0, 400,
		  "Any of the pages_read_engagement permission(s) must be granted before "
		  "impersonating a user's page.",
		  GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 190, 458, 400, "The user has not authorized application 1.",
		  GRAPH_CLASS_TOKEN_EXPIRED },
		{ 190, 459, 400, "The user is checkpointed", GRAPH_CLASS_USER_ACTION },
		{ 190, 460, 400, "the user changed their password", GRAPH_CLASS_TOKEN_EXPIRED },
		{ 190, 463, 400, "Session has expired on Friday", GRAPH_CLASS_TOKEN_EXPIRED },
		{ 190, 464, 400, "the user is not a confirmed user", GRAPH_CLASS_USER_ACTION },
		{ 190, 467, 400, "the user logged out", GRAPH_CLASS_TOKEN_EXPIRED },
		{ 190, 492, 400, "Session does not match current stored session",
		  GRAPH_CLASS_NOT_ADMIN },
		{ 191, 0, 400, "Missing redirect_uri parameter.", GRAPH_CLASS_CONFIG },
		{ 200, 0, 403,
		  "(#200) Requires pages_manage_posts permission to manage the object.",
		  GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 200, 0, 403, "(#200) … with sufficient administrative permission",
		  GRAPH_CLASS_NOT_ADMIN },
		{ 210, 0, 403, "(#210) A page access token is required to request this resource.",
		  GRAPH_CLASS_NOT_ADMIN },
		{ 230, 0, 403, "(#230) Requires pages_messaging", GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 283, 0, 403, "(#283)", GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 298, 0, 403, "(#298) Requires extended permission: read_mailbox",
		  GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 299, 0, 403, "(#299)", GRAPH_CLASS_PERMISSIONS_MISSING },
		{ 341, 0, 400, "(#341) Application limit reached", GRAPH_CLASS_RATE_LIMITED },
		{ 352, 0, 400, "video format", GRAPH_CLASS_PERMANENT },
		{ 368, 0, 400, "The action attempted has been deemed abusive",
		  GRAPH_CLASS_BLOCKED },
		{ 368, 1390008, 400, "too fast", GRAPH_CLASS_BLOCKED },
		{ 506, 1455006, 400, "(#506) Duplicate status message", GRAPH_CLASS_DUPLICATE },
		{ 613, 1996, 400, "(#613) Calls to this api have exceeded the rate limit.",
		  GRAPH_CLASS_RATE_LIMITED },
		{ 803, 0, 404, "(#803) Some of the aliases you requested do not exist: x",
		  GRAPH_CLASS_NOT_FOUND },
		{ 2500, 0, 400, "Unknown path components: /x", GRAPH_CLASS_PERMANENT },
		{ 3001, 1504028, 400, "(#3001) metric", GRAPH_CLASS_PERMANENT },
		{ 9007, 2207027, 400, "not ready", GRAPH_CLASS_RETRYABLE },
		{ 36000, 2207003, 400, "size", GRAPH_CLASS_PERMANENT },
		{ 80000, 0, 400, "ads insights", GRAPH_CLASS_RATE_LIMITED },
		{ 80001, 0, 400, "too many calls to this Page account", GRAPH_CLASS_RATE_LIMITED },
		{ 80002, 0, 400, "too many calls to this Instagram account",
		  GRAPH_CLASS_RATE_LIMITED },
		{ 80014, 0, 400, "catalog", GRAPH_CLASS_RATE_LIMITED },
		{ 1609005, 0, 400, "(#1609005) The link could not be posted",
		  GRAPH_CLASS_PERMANENT },
		{ -1, 2207073, 400, "Fatal", GRAPH_CLASS_PERMANENT },
		{ -1, 2207001, 400, "internal", GRAPH_CLASS_RETRYABLE },
		{ -2, 2207003, 400, "timeout", GRAPH_CLASS_RETRYABLE },
		/* statuses decide only where the code says nothing */
		{ 987654, 0, 400, "unheard of", GRAPH_CLASS_PERMANENT },
		{ 987654, 0, 502, "unheard of", GRAPH_CLASS_RETRYABLE },
		{ 987654, 0, 429, "unheard of", GRAPH_CLASS_RATE_LIMITED },
		{ 190, 463, 500, "expired, however it is wrapped", GRAPH_CLASS_TOKEN_EXPIRED },
		{ 0, 0, 400, "no code at all", GRAPH_CLASS_PERMANENT },
	};
	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str json =
			str_fmt(&a,
				"{\"error\":{\"message\":\"%s\",\"type\":\"OAuthException\","
				"\"code\":%d,\"error_subcode\":%d,\"fbtrace_id\":\"Axyz\"}}",
				rows[i].message, rows[i].code, rows[i].subcode);
		struct graph_error ge = read_text(&a, str_z(&a, json), rows[i].status);
		struct str row =
			str_fmt(&a, "%d/%d %s", rows[i].code, rows[i].subcode, rows[i].message);
		check_str(str_z(&a, row), str_of(graph_class_name(ge.class)),
			  str_of(graph_class_name(rows[i].class)));
		check_str("trace", str_of(ge.fbtrace_id), STR("Axyz"));
	}
}

static void test_transient_flag(void **state)
{
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	struct graph_error ge = read_text(
		&a, "{\"error\":{\"message\":\"(#100) later\",\"code\":100,\"is_transient\":true}}",
		400);
	check_int("transient", ge.class, GRAPH_CLASS_RETRYABLE);
	ge = read_text(&a, "{\"error\":{\"message\":\"m\",\"code\":4,\"is_transient\":true}}", 400);
	check_int("a limit stays a limit", ge.class, GRAPH_CLASS_RATE_LIMITED);
	ge = read_text(&a, "{\"error\":{\"message\":\"m\",\"code\":190,\"is_transient\":true}}",
		       400);
	check_int("a dead token stays dead", ge.class, GRAPH_CLASS_TOKEN_EXPIRED);
}

static void test_envelope(void **state)
{
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	struct graph_error ge =
		read_text(&a,
			  "{\"error\":{\"message\":\"Malformed access token "
			  "EAABsbCS1234567890abcdefghijklmn\","
			  "\"type\":\"OAuthException\",\"code\":190,\"error_subcode\":463,"
			  "\"error_user_title\":\"Judul\",\"error_user_msg\":\"Pesan\",\"is_"
			  "transient\":false,"
			  "\"fbtrace_id\":\"A5z-KCpSa1u0Uzoii5FO83s\"}}",
			  400);
	check_int("code", ge.code, 190);
	check_int("subcode", ge.subcode, 463);
	check_str("title", str_of(ge.user_title), STR("Judul"));
	check_str("text", str_of(ge.user_message), STR("Pesan"));
	check_str("type", str_of(ge.type), STR("OAuthException"));
	check_true("no token is kept",
		   !str_contains(str_of(ge.message), STR("EAABsbCS1234567890")));

	struct err err = ERR_INIT;
	check_true("fails", !graph_fail(&err, &ge, "ME"));
	check_int("our code", err.code, ERR_TOKEN_EXPIRED);
	check_true("trace", str_contains(str_of(err.cause), STR("A5z-KCpSa1u0Uzoii5FO83s")));

	const struct json *body;
	static const char *const not_errors[] = {
		"{}", "[]", "{\"error\":null}", "{\"error\":1}", "{\"data\":[]}", "null"
	};
	for (size_t i = 0; i < COUNT_OF(not_errors); i++) {
		check_ok(json_parse(&a, str_of(not_errors[i]), &body, &err), &err);
		check_true(not_errors[i], !graph_error_read(body, 200, &ge));
	}
	/* Wrong types inside are no reason to fall over. */
	ge = read_text(&a, "{\"error\":{\"message\":[1],\"code\":\"190\",\"is_transient\":1}}",
		       400);
	check_int("no code", ge.code, 0);
}

static void test_long_messages_are_cut_between_characters(void **state)
{
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	char text[2048] = "";
	for (size_t i = 0; i + 2 < 1200; i += 2)
		memcpy(text + i, "é", 2);
	struct str json = str_fmt(&a, "{\"error\":{\"message\":\"x%s\",\"code\":1}}", text);
	struct graph_error ge = read_text(&a, str_z(&a, json), 400);
	size_t len = strlen(ge.message);
	check_true("fits", len < sizeof(ge.message));
	check_true("whole", (unsigned char)ge.message[len - 1] == 0xA9);
}

static void test_refused_metrics(void **state)
{
	(void)state;
	static const struct {
		const char *message, *metrics, *want;
	} rows[] = {
		{ "(#100) The Media Insights API does not support the follows, profile_visits "
		  "metric for "
		  "this media product type.",
		  "reach,follows,saved,profile_visits", "follows,profile_visits" },
		{ "(#100) metric[1] must be one of the following values: reach, saved, views",
		  "reach,plays,saved", "plays" },
		{ "(#100) metric[9] must be one of the following values: reach", "reach,plays",
		  "" },
		{ "Starting from version 22 and above, the impressions metric is no longer "
		  "supported for "
		  "the queried media.",
		  "impressions,reach", "impressions" },
		{ "(#100) The following metrics (views) should be specified with parameter "
		  "metric_type=total_value",
		  "reach,views", "views" },
		{ "(#100) Incompatible metrics (saved, replies) with reel media",
		  "replies,saved,reach", "replies,saved" },
		{ "(#100) The value must be a valid insights metric", "reach,views", "" },
		{ "(#100) total_interactions is bad", "interactions,total_interactions",
		  "total_interactions" },
		{ "", "reach", "" },
	};
	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct graph_error ge = graph_error_of(GRAPH_CLASS_PERMANENT, 400, rows[i].message);
		check_str(rows[i].message, graph_error_metrics(&a, &ge, str_of(rows[i].metrics)),
			  str_of(rows[i].want));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_transient_flag),
		cmocka_unit_test(test_envelope),
		cmocka_unit_test(test_long_messages_are_cut_between_characters),
		cmocka_unit_test(test_refused_metrics),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
