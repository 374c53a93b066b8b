#include "graphsim/protocol/call_auth.h"

#include <inttypes.h>

#include "base/codec.h"
#include "graphsim/world/pacific.h"
#include "graphsim/world/sha256.h"

#define PROOF_LIFE_S 300
#define CALLS_PER_USER_AND_HOUR 200
#define TOKEN_MIN_CHARS 100

static struct str after_scheme(struct str header, struct str scheme)
{
	if (!str_eq_nocase(str_sub(header, 0, scheme.len), scheme))
		return STR_NONE;
	return str_trim(str_skip(header, scheme.len));
}

void call_find_token(struct call *c)
{
	c->token_text = call_arg(c, STR("access_token"));
	if (str_is_empty(c->token_text))
		c->token_text = after_scheme(c->authorization, STR("Bearer "));
	if (str_is_empty(c->token_text))
		c->token_text = after_scheme(c->authorization, STR("OAuth "));
}

bool call_basic_credentials(struct call *c, struct str *ret_id, struct str *ret_secret)
{
	struct str encoded = after_scheme(c->authorization, STR("Basic "));
	struct str secret;

	if (!encoded.at || !base64_decode(c->arena, encoded, &secret))
		return false;
	struct str id = str_cut(&secret, ':');
	/* RFC 6749 2.3.1: both are form-encoded first. */
	return secret.at && url_decode(c->arena, id, true, ret_id) &&
	       url_decode(c->arena, secret, true, ret_secret);
}

struct str session_time_text(struct arena *a, int64_t unix_s)
{
	static const char *const weekdays[] = { "Sunday",   "Monday", "Tuesday", "Wednesday",
						"Thursday", "Friday", "Saturday" };
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
					      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	bool is_dst = pacific_is_dst(unix_s);
	struct civil t = civil_from_unix(unix_s - (is_dst ? 7 : 8) * 3600);

	return str_fmt(a, "%s, %02d-%s-%02d %02d:%02d:%02d %s",
		       weekdays[weekday_of_day(pacific_day(unix_s))], t.day, months[t.month - 1],
		       t.year % 100, t.hour, t.minute, t.second, is_dst ? "PDT" : "PST");
}

static bool find_user_token(struct call *c)
{
	bool looks_right =
		str_starts_with(c->token_text, STR("EAA")) && c->token_text.len >= TOKEN_MIN_CHARS;

	if (!looks_right)
		return CALL_FAIL(c, GE_TOKEN_UNPARSABLE);
	c->token = token_find(&c->world->tokens, c->token_text);
	return c->token ? true : CALL_FAIL(c, GE_TOKEN_UNKNOWN);
}

static bool find_app_token(struct call *c)
{
	c->token = token_of_app(c->world, c->token_text, &c->app_token);
	return c->token ? true : CALL_FAIL(c, GE_TOKEN_BAD_SIGNATURE);
}

bool call_check_token_state(struct call *c, const struct token *t)
{
	switch (token_state(t, c->now_s)) {
	case FATE_NONE:
		return true;
	case FATE_EXPIRED:
		return CALL_FAIL(c, GE_TOKEN_EXPIRED,
				 session_time_text(c->arena, t->fate ? t->fate_s : t->expires_s),
				 session_time_text(c->arena, c->now_s));
	case FATE_REVOKED:
		return CALL_FAIL(c, GE_TOKEN_NOT_AUTHORIZED, t->app->id);
	case FATE_PASSWORD_CHANGED:
		return CALL_FAIL(c, GE_TOKEN_PASSWORD_CHANGED);
	case FATE_LOGGED_OUT:
		return CALL_FAIL(c, GE_TOKEN_LOGGED_OUT);
	case FATE_ROLE_LOST:
		return CALL_FAIL(c, GE_TOKEN_ROLE_LOST);
	case FATE_CHECKPOINT:
		return CALL_FAIL(c, GE_TOKEN_CHECKPOINT);
	case FATE_UNCONFIRMED:
	default:
		return CALL_FAIL(c, GE_TOKEN_UNCONFIRMED,
				 world_user_id(c->arena, c->world, t->app, t->person));
	}
}

static struct str proof_of(struct arena *a, struct str secret, struct str message)
{
	struct sha256 mac = hmac_sha256_of(secret, message);

	return hex_encode(a, sha256_str(&mac));
}

/* A wrong proof fails even where none is required (meta-graph.md 1.9). */
static bool check_proof(struct call *c)
{
	const struct app *app = c->token->app;
	struct str proof = call_arg(c, STR("appsecret_proof"));
	struct str time = call_arg(c, STR("appsecret_time"));
	struct str message = c->token_text;

	if (str_is_empty(proof)) {
		bool is_needed = app->requires_proof && c->token->kind != TOKEN_APP;
		return is_needed ? CALL_FAIL(c, GE_PROOF_MISSING) : true;
	}
	if (!str_is_empty(time)) {
		int64_t at;

		if (!str_to_i64(time, &at) || at > c->now_s + PROOF_LIFE_S ||
		    at < c->now_s - PROOF_LIFE_S)
			return CALL_FAIL(c, GE_PROOF_WRONG);
		message = str_fmt(c->arena, "%.*s|%.*s", STR_ARG(c->token_text), STR_ARG(time));
	}
	if (!secret_eq(proof, proof_of(c->arena, app->secret, message)))
		return CALL_FAIL(c, GE_PROOF_WRONG);
	return true;
}

static bool find_token(struct call *c)
{
	bool is_me = c->segment_count > 0 && str_eq(c->segments[0], STR("me"));

	if (str_is_empty(c->token_text))
		return CALL_FAIL(c, is_me ? GE_NO_ACTIVE_TOKEN : GE_TOKEN_REQUIRED);
	bool is_app = str_contains(c->token_text, STR("|"));
	if (!(is_app ? find_app_token(c) : find_user_token(c)))
		return false;
	return call_check_token_state(c, c->token);
}

bool call_authenticate(struct call *c)
{
	return find_token(c) && check_proof(c);
}

bool call_authenticate_upload(struct call *c)
{
	return find_token(c);
}

static int64_t app_allowance(const struct call *c)
{
	return (int64_t)CALLS_PER_USER_AND_HOUR * c->world->config.app_users;
}

static int app_percent(const struct call *c)
{
	if (c->usage_percent >= 0)
		return (int)c->usage_percent;
	return usage_percent(usage_of_app(&c->world->usage, c->token->app->index, c->now_s),
			     app_allowance(c));
}

static int object_percent(const struct call *c)
{
	if (c->usage_percent >= 0)
		return (int)c->usage_percent;
	return usage_percent(
		usage_of_object(&c->world->usage, c->token->app, c->usage_id, c->now_s),
		c->usage_allowed);
}

bool call_throttle(struct call *c)
{
	if (c->usage_id.at) {
		usage_count_object(&c->world->usage, c->token->app, c->usage_id, c->now_s);
		if (object_percent(c) <= 100 && c->usage_percent < 100)
			return true;
		return CALL_FAIL(c, strcmp(c->usage_type, "instagram") == 0 ? GE_INSTAGRAM_BUC_LIMIT
									    : GE_PAGE_BUC_LIMIT);
	}
	usage_count_app(&c->world->usage, c->token->app->index, c->now_s);
	if (app_percent(c) <= 100 && c->usage_percent < 100)
		return true;
	return CALL_FAIL(c, c->token->kind == TOKEN_USER && c->usage_percent > 100 ? GE_USER_LIMIT
										   : GE_APP_LIMIT);
}

static void write_percents(struct json_writer *w, int percent)
{
	json_put_int(w, "call_count", percent);
	json_put_int(w, "total_cputime", percent * 3 / 4);
	json_put_int(w, "total_time", percent * 2 / 3);
}

static struct str app_usage_text(struct call *c)
{
	cleanup(buf_free) struct buf text = { 0 };
	struct json_writer w;

	buf_init(&text, KIB);
	json_start(&w, &text, JSON_PLAIN);
	json_object(&w);
	write_percents(&w, app_percent(c));
	json_end_object(&w);
	return str_dup(c->arena, buf_str(&text));
}

static struct str object_usage_text(struct call *c)
{
	cleanup(buf_free) struct buf text = { 0 };
	struct json_writer w;
	int percent = object_percent(c);

	buf_init(&text, KIB);
	json_start(&w, &text, JSON_PLAIN);
	json_object(&w);
	json_key(&w, c->usage_id);
	json_array(&w);
	json_object(&w);
	json_put_str(&w, "type", str_of(c->usage_type));
	write_percents(&w, percent);
	json_put_int(&w, "estimated_time_to_regain_access", percent >= 100 ? 30 : 0);
	json_end_object(&w);
	json_end_array(&w);
	json_end_object(&w);
	return str_dup(c->arena, buf_str(&text));
}

void call_add_usage_headers(struct call *c)
{
	if (!c->token)
		return;
	if (c->token->kind != TOKEN_PAGE)
		call_add_header(c, STR("x-app-usage"), app_usage_text(c));
	if (c->usage_id.at)
		call_add_header(c, STR("x-business-use-case-usage"), object_usage_text(c));
}
