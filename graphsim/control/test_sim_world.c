#include "graphsim/control/test_sim_world.h"

#include "base/codec.h"
#include "base/url.h"
#include "graphsim/control/options.h"
#include "graphsim/world/sha256.h"

#define ARENA_MAX_BYTES (512u * 1024 * 1024)

struct world_config sim_config(void)
{
	struct world_config c = { .seed = 1,
				  .app_count = 1,
				  .requires_proof = true,
				  .app_users = 1000,
				  .is_clock_set = true };

	c.apps[0].id = STR(DEFAULT_APP_ID);
	c.apps[0].secret = STR(DEFAULT_APP_SECRET);
	assert_true(iso_parse(STR(TEST_NOW), &c.start_ms));
	return c;
}

void sim_start_with(struct sim *s, const struct world_config *config)
{
	*s = (struct sim){ .world = world_new(config) };
	s->service = service_new(s->world);
	s->app = service_app(s->service);
	arena_init(&s->arena, ARENA_MAX_BYTES);
}

void sim_start(struct sim *s)
{
	struct world_config c = sim_config();

	sim_start_with(s, &c);
}

void sim_stop(struct sim *s)
{
	s->service = service_free(s->service);
	s->world = world_free(s->world);
	arena_free(&s->arena);
}

int sim_set_up(void **state)
{
	static struct sim s;

	sim_start(&s);
	*state = &s;
	return 0;
}

int sim_tear_down(void **state)
{
	sim_stop(*state);
	return 0;
}

struct sim_answer sim_call(struct sim *s, const char *method, struct str target,
			   const char *headers, struct str body)
{
	char *line = str_z(&s->arena, str_fmt(&s->arena, "%s %.*s", method, STR_ARG(target)));
	struct sim_answer a = { .http = http_loopback_call(&s->arena, &s->app, NULL, line, headers,
							   body) };
	struct err err = ERR_INIT;

	a.status = a.http.status;
	if (!json_parse(&s->arena, a.http.body, &a.json, &err))
		a.json = NULL;
	return a;
}

struct sim_answer sim_get(struct sim *s, const char *target_fmt, ...)
{
	char target[8192];
	va_list args;

	va_start(args, target_fmt);
	vsnprintf(target, sizeof(target), target_fmt, args);
	va_end(args);
	return sim_call(s, "GET", str_dup(&s->arena, str_of(target)), "", STR_NONE);
}

struct str sim_proof(struct sim *s, struct str token)
{
	struct sha256 mac = hmac_sha256_of(STR(DEFAULT_APP_SECRET), token);

	return hex_encode(&s->arena, sha256_str(&mac));
}

struct sim_answer sim_graph(struct sim *s, struct str token, const char *path_fmt, ...)
{
	char path[7000];
	va_list args;

	va_start(args, path_fmt);
	vsnprintf(path, sizeof(path), path_fmt, args);
	va_end(args);
	return sim_get(s, "/v25.0%s%caccess_token=%.*s&appsecret_proof=%.*s", path,
		       strchr(path, '?') ? '&' : '?', STR_ARG(token), STR_ARG(sim_proof(s, token)));
}

struct sim_answer sim_post(struct sim *s, struct str target, const char *json)
{
	return sim_call(s, "POST", target, "Content-Type: application/json\r\n", str_of(json));
}

struct str sim_code(struct sim *s, const char *persona, const char *scopes, const char *extra)
{
	struct sim_answer a =
		sim_get(s,
			"/v25.0/dialog/oauth?client_id=" DEFAULT_APP_ID
			"&redirect_uri=" TEST_REDIRECT "&state=abc&scope=%s&_sim_persona=%s%s",
			scopes, persona, extra);
	struct str location = http_answer_header(&a.http, STR("Location"));
	struct params query;
	struct err err = ERR_INIT;

	check_int(persona, a.status, 302);
	struct str text = str_skip(location, str_find_char(location, '?') + 1);
	text = str_sub(text, 0, str_find_char(text, '#'));
	check_ok(params_parse(&s->arena, text, &query, &err), &err);
	return params_get(&query, STR("code"));
}

static struct str exchange(struct sim *s, const char *query)
{
	struct sim_answer a = sim_get(s,
				      "/v25.0/oauth/access_token?client_id=" DEFAULT_APP_ID
				      "&client_secret=" DEFAULT_APP_SECRET "&%s",
				      query);

	check_int("token exchange", a.status, 200);
	return sim_text(a, "access_token");
}

static struct str short_of(struct sim *s, struct str code)
{
	return exchange(
		s, str_z(&s->arena, str_fmt(&s->arena, "redirect_uri=" TEST_REDIRECT "&code=%.*s",
					    STR_ARG(code))));
}

struct str sim_short_token(struct sim *s, const char *persona)
{
	return short_of(s, sim_code(s, persona, TEST_SCOPES, ""));
}

struct str sim_login_with(struct sim *s, const char *persona, const char *scopes, const char *extra)
{
	struct str token = short_of(s, sim_code(s, persona, scopes, extra));

	return exchange(
		s, str_z(&s->arena,
			 str_fmt(&s->arena, "grant_type=fb_exchange_token&fb_exchange_token=%.*s",
				 STR_ARG(token))));
}

struct str sim_login(struct sim *s, const char *persona)
{
	return sim_login_with(s, persona, TEST_SCOPES, "");
}

struct str sim_app_token(struct sim *s)
{
	(void)s;
	return STR(DEFAULT_APP_ID "|" DEFAULT_APP_SECRET);
}

const struct json *sim_at(const struct json *root, const char *path)
{
	struct str rest = str_of(path);

	while (root && rest.at && rest.len > 0) {
		struct str step = str_cut(&rest, '.');
		int64_t index;

		root = root->type == JSON_ARRAY && str_to_i64(step, &index)
			       ? json_at(root, (size_t)index)
			       : json_get(root, step);
	}
	return root;
}

struct str sim_text(struct sim_answer a, const char *path)
{
	return json_text(sim_at(a.json, path));
}

int64_t sim_int(struct sim_answer a, const char *path)
{
	return json_number_or(sim_at(a.json, path), -1);
}

size_t sim_count(struct sim_answer a, const char *path)
{
	return json_count(sim_at(a.json, path));
}

struct str sim_instagram(struct sim *s, const char *persona)
{
	for (size_t i = 0; i < s->world->page_count; i++) {
		struct page *p = &s->world->pages[i];

		if (str_eq(p->owner->key, str_of(persona)) && p->account)
			return p->account->id;
	}
	return STR_NONE;
}

void sim_set_clock(struct sim *s, const char *iso)
{
	char body[80];

	snprintf(body, sizeof(body), "{\"now\":\"%s\"}", iso);
	check_int("clock", sim_post(s, STR("/_sim/clock"), body).status, 200);
}
