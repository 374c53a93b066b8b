/* Webhooks and callbacks (hooks.h, sim_hooks.h) up to the wire; test/graphsim has the wire. */
#include "graphsim/control/test_sim_world.h"

#include "base/codec.h"
#include "base/url.h"
#include "graphsim/control/options.h"
#include "graphsim/world/sha256.h"

/* Nobody listens there, so deliveries stay as they were made. */
#define NOWHERE "http://127.0.0.1:9/hook"
#define HOOK_SCOPES TEST_SCOPES ",pages_manage_metadata"

static struct sim_answer make(struct sim *s, const char *lever, const char *fmt, ...)
	format_like(3, 4);
static struct sim_answer make(struct sim *s, const char *lever, const char *fmt, ...)
{
	char body[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(body, sizeof(body), fmt, args);
	va_end(args);
	return sim_post(s, str_of(lever), body);
}

static struct sim_answer deliveries(struct sim *s)
{
	return sim_get(s, "/_sim/webhooks");
}

static const struct json *body_of(struct sim *s, struct sim_answer log, int number)
{
	char path[40];
	const struct json *json;
	struct err err = ERR_INIT;

	snprintf(path, sizeof(path), "deliveries.%d.body", number);
	check_ok(json_parse(&s->arena, sim_text(log, path), &json, &err), &err);
	return json;
}

static void test_comments_are_told(void **state)
{
	struct sim *s = *state;
	struct str ig = sim_instagram(s, "rani");
	struct str t = sim_login(s, "rani");
	struct sim_answer made = make(s, "/_sim/webhooks",
				      "{\"field\":\"comments\",\"account\":\"dapurnusantara.id\","
				      "\"count\":3,\"replies\":true,\"url\":\"" NOWHERE "\"}");

	check_int("made", made.status, 200);
	check_int("events", sim_int(made, "events"), 3);
	struct sim_answer log = deliveries(s);
	check_int("one POST", (int64_t)sim_count(log, "deliveries"), 1);
	const struct json *body = body_of(s, log, 0);
	check_str("object", json_text(sim_at(body, "object")), STR("instagram"));
	check_int("entries", (int64_t)json_count(sim_at(body, "entry")), 3);
	check_str("of the account", json_text(sim_at(body, "entry.0.id")), ig);
	check_str("field", json_text(sim_at(body, "entry.0.changes.0.field")), STR("comments"));
	/* What is told can be read. */
	const struct json *value = sim_at(body, "entry.0.changes.0.value");
	struct sim_answer read = sim_graph(s, t, "/%.*s?fields=text,username,media",
					   STR_ARG(json_text(json_get(value, STR("id")))));
	check_str("text", sim_text(read, "text"), json_text(json_get(value, STR("text"))));
	check_str("author", sim_text(read, "username"), json_text(sim_at(value, "from.username")));
	check_str("media", sim_text(read, "media.id"), json_text(sim_at(value, "media.id")));
	struct str raw = sim_text(log, "deliveries.0.body");
	struct sha256 mac = hmac_sha256_of(STR(DEFAULT_APP_SECRET), raw);
	check_str("signature", sim_text(log, "deliveries.0.signature"),
		  str_fmt(&s->arena, "sha256=%.*s",
			  STR_ARG(hex_encode(&s->arena, sha256_str(&mac)))));
}

static void test_grouping(void **state)
{
	struct sim *s = *state;
	static const struct {
		const char *grouped;
		size_t posts, entries, changes;
	} rows[] = {
		{ "entries", 1, 4, 1 },
		{ "changes", 1, 1, 4 },
		{ "posts", 4, 1, 1 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		check_int("clear",
			  sim_call(s, "DELETE", STR("/_sim/webhooks"), "", STR_NONE).status, 200);
		make(s, "/_sim/webhooks",
		     "{\"field\":\"comments\",\"account\":\"dapurnusantara.id\",\"count\":4,"
		     "\"grouped\":\"%s\",\"url\":\"" NOWHERE "\"}",
		     rows[i].grouped);
		struct sim_answer log = deliveries(s);
		const struct json *body = body_of(s, log, 0);
		check_int(rows[i].grouped, (int64_t)sim_count(log, "deliveries"),
			  (int64_t)rows[i].posts);
		check_int(rows[i].grouped, (int64_t)json_count(sim_at(body, "entry")),
			  (int64_t)rows[i].entries);
		check_int(rows[i].grouped, (int64_t)json_count(sim_at(body, "entry.0.changes")),
			  (int64_t)rows[i].changes);
	}
}

static void test_mentions_can_be_read(void **state)
{
	struct sim *s = *state;
	struct str ig = sim_instagram(s, "rani");
	struct str t = sim_login(s, "rani");

	make(s, "/_sim/webhooks",
	     "{\"field\":\"mentions\",\"account\":\"dapurnusantara.id\",\"by\":\"kopisenja.bdg\","
	     "\"url\":\"" NOWHERE "\"}");
	make(s, "/_sim/webhooks",
	     "{\"field\":\"mentions\",\"account\":\"dapurnusantara.id\",\"by\":\"kopisenja.bdg\","
	     "\"in_comment\":true,\"url\":\"" NOWHERE "\"}");
	struct sim_answer log = deliveries(s);
	const struct json *caption = sim_at(body_of(s, log, 0), "entry.0.changes.0.value");
	const struct json *comment = sim_at(body_of(s, log, 1), "entry.0.changes.0.value");
	check_true("no comment", !json_get(caption, STR("comment_id")));
	struct sim_answer a =
		sim_graph(s, t, "/%.*s?fields=mentioned_media.media_id(%.*s){username,media_type}",
			  STR_ARG(ig), STR_ARG(json_text(json_get(caption, STR("media_id")))));
	check_str("whose", sim_text(a, "mentioned_media.username"), STR("kopisenja.bdg"));
	a = sim_graph(s, t, "/%.*s?fields=mentioned_comment.comment_id(%.*s){text,timestamp}",
		      STR_ARG(ig), STR_ARG(json_text(json_get(comment, STR("comment_id")))));
	check_true("text", sim_text(a, "mentioned_comment.text").len > 0);
	a = sim_graph(s, t, "/%.*s?fields=mentioned_media.media_id(17900000000000000){id}",
		      STR_ARG(ig));
	check_int("of nothing", sim_int(a, "error.error_subcode"), 33);
}

static void test_expired_stories_are_told(void **state)
{
	struct sim *s = *state;
	struct sim_answer made =
		make(s, "/_sim/webhooks",
		     "{\"field\":\"story_insights\",\"account\":\"dapurnusantara.id\","
		     "\"url\":\"" NOWHERE "\"}");
	const struct json *value = sim_at(body_of(s, deliveries(s), 0), "entry.0.changes.0.value");

	check_int("made", made.status, 200);
	check_true("reach", json_number_or(json_get(value, STR("reach")), -2) > 5);
	check_true("taps", json_number_or(json_get(value, STR("taps_forward")), -2) > 5);
}

static void test_subscribing(void **state)
{
	struct sim *s = *state;
	struct str app = sim_app_token(s);
	struct str t = sim_login_with(s, "rani", HOOK_SCOPES, "");
	struct sim_answer pages = sim_graph(s, t, "/me/accounts?fields=id,access_token");
	struct str page = sim_text(pages, "data.0.id");
	struct str page_token = sim_text(pages, "data.0.access_token");
	static const struct {
		const char *query;
		int64_t code;
	} rows[] = {
		{ "object=instagram&fields=comments&callback_url=" NOWHERE, 2200 },
		{ "object=instagram&fields=weather&callback_url=" NOWHERE, 100 },
		{ "object=weather&fields=comments&callback_url=" NOWHERE, 100 },
		{ "object=instagram&fields=comments", 100 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sim_answer a = sim_call(s, "POST",
					       str_fmt(&s->arena,
						       "/v25.0/" DEFAULT_APP_ID
						       "/subscriptions?%s&access_token=%.*s",
						       rows[i].query, STR_ARG(app)),
					       "", STR_NONE);
		check_int(rows[i].query, sim_int(a, "error.code"), rows[i].code);
	}
	check_int("not with a user's token",
		  sim_int(sim_graph(s, t, "/" DEFAULT_APP_ID "/subscriptions"), "error.code"), 15);
	check_int("nobody subscribed",
		  make(s, "/_sim/webhooks",
		       "{\"field\":\"comments\",\"account\":\"dapurnusantara.id\"}")
			  .status,
		  400);
	struct str target =
		str_fmt(&s->arena,
			"/v25.0/%.*s/subscribed_apps?subscribed_fields=feed&"
			"access_token=%.*s&appsecret_proof=%.*s",
			STR_ARG(page), STR_ARG(page_token), STR_ARG(sim_proof(s, page_token)));
	check_int("Page", sim_call(s, "POST", target, "", STR_NONE).status, 200);
	struct sim_answer a = sim_graph(s, page_token, "/%.*s/subscribed_apps", STR_ARG(page));
	check_str("listed", sim_text(a, "data.0.subscribed_fields.0"), STR("feed"));
	check_int("off", sim_call(s, "DELETE", target, "", STR_NONE).status, 200);
	a = sim_graph(s, page_token, "/%.*s/subscribed_apps", STR_ARG(page));
	check_int("empty", (int64_t)sim_count(a, "data"), 0);
}

/* {b64url(HMAC)}.{b64url(JSON)}: taken apart as an app would. */
static void check_signed_request(struct sim *s, struct str body, const char *persona)
{
	struct params form;
	struct str signature, payload;
	struct err err = ERR_INIT;
	const struct json *json;

	check_ok(params_parse(&s->arena, body, &form, &err), &err);
	struct str rest = params_get(&form, STR("signed_request"));
	struct str encoded = str_cut(&rest, '.');
	check_true("signature", base64url_decode(&s->arena, encoded, &signature));
	check_true("payload", base64url_decode(&s->arena, rest, &payload));
	struct sha256 mac = hmac_sha256_of(STR(DEFAULT_APP_SECRET), rest);
	check_true("signed", secret_eq(signature, sha256_str(&mac)));
	check_ok(json_parse(&s->arena, payload, &json, &err), &err);
	check_str("algorithm", json_text(json_get(json, STR("algorithm"))), STR("HMAC-SHA256"));
	check_str("who", json_text(json_get(json, STR("user_id"))),
		  world_user_id(&s->arena, s->world, &s->world->apps[0],
				world_person(s->world, str_of(persona))));
}

static void test_callbacks(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");

	check_int("no url", make(s, "/_sim/deauthorize", "{\"persona\":\"rani\"}").status, 400);
	check_int("app",
		  make(s, "/_sim/app",
		       "{\"deauthorize_url\":\"" NOWHERE "\",\"data_deletion_url\":\"" NOWHERE
		       "\"}")
			  .status,
		  200);
	check_int("deauthorize", make(s, "/_sim/deauthorize", "{\"persona\":\"rani\"}").status,
		  200);
	check_int("its tokens are dead",
		  sim_int(sim_graph(s, t, "/me?fields=id"), "error.error_subcode"), 458);
	check_int("deletion", make(s, "/_sim/data-deletion", "{\"persona\":\"rani\"}").status, 200);
	struct sim_answer log = deliveries(s);
	check_str("first", sim_text(log, "deliveries.0.kind"), STR("deauthorize"));
	check_str("second", sim_text(log, "deliveries.1.kind"), STR("data_deletion"));
	check_signed_request(s, sim_text(log, "deliveries.0.body"), "rani");
	check_signed_request(s, sim_text(log, "deliveries.1.body"), "rani");
	/* A user who removes the app through the API is told about as well. */
	t = sim_login(s, "bima");
	sim_call(s, "DELETE",
		 str_fmt(&s->arena, "/v25.0/me/permissions?access_token=%.*s&appsecret_proof=%.*s",
			 STR_ARG(t), STR_ARG(sim_proof(s, t))),
		 "", STR_NONE);
	log = deliveries(s);
	check_signed_request(s, sim_text(log, "deliveries.2.body"), "bima");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SIM_TEST(test_comments_are_told),    SIM_TEST(test_grouping),
		SIM_TEST(test_mentions_can_be_read), SIM_TEST(test_expired_stories_are_told),
		SIM_TEST(test_subscribing),          SIM_TEST(test_callbacks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
