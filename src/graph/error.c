#include "graph/error.h"

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/limits.h"
#include "base/log.h"

#define MINUTE_MS 60000
#define HOUR_MS (60 * MINUTE_MS)

/* ---- the classes ------------------------------------------------------------------------------
 */

static const struct {
	const char *name;
	enum err_code code;
} classes[] = {
#define ROW(name, code) [GRAPH_CLASS_##name] = { #name, code },
	GRAPH_CLASSES(ROW)
#undef ROW
};

const char *graph_class_name(enum graph_class class)
{
	return classes[class].name;
}

enum err_code graph_class_code(enum graph_class class)
{
	return classes[class].code;
}

bool graph_class_retries(enum graph_class class)
{
	return class == GRAPH_CLASS_RETRYABLE || class == GRAPH_CLASS_NETWORK ||
	       class == GRAPH_CLASS_GARBAGE;
}

/* ---- code and subcode to class ----------------------------------------------------------------
 */

/* First match wins. `subcode` 0 and `words` NULL match everything. */
struct rule {
	int code_from, code_to;
	int subcode;
	const char *words;
	enum graph_class class;
	int64_t wait_ms; /* when Meta does not say how long */
};

static const struct rule rules[] = {
	/* limits and blocks */
	{ 4, 4, 2207051, NULL, GRAPH_CLASS_BLOCKED, 24 * HOUR_MS },
	{ 368, 368, 0, NULL, GRAPH_CLASS_BLOCKED, 24 * HOUR_MS },
	{ 4, 4, 0, NULL, GRAPH_CLASS_RATE_LIMITED, 15 * MINUTE_MS },
	{ 9, 9, 2207042, NULL, GRAPH_CLASS_RATE_LIMITED, 24 * HOUR_MS },
	{ 9, 9, 0, NULL, GRAPH_CLASS_RATE_LIMITED, HOUR_MS },
	{ 17, 17, 0, NULL, GRAPH_CLASS_RATE_LIMITED, 15 * MINUTE_MS },
	{ 32, 32, 0, NULL, GRAPH_CLASS_RATE_LIMITED, 15 * MINUTE_MS },
	{ 341, 341, 0, NULL, GRAPH_CLASS_RATE_LIMITED, 15 * MINUTE_MS },
	{ 613, 613, 0, NULL, GRAPH_CLASS_RATE_LIMITED, 15 * MINUTE_MS },
	{ 80000, 80014, 0, NULL, GRAPH_CLASS_RATE_LIMITED, 15 * MINUTE_MS },

	/* try again */
	{ 1, 1, 0, "client secret", GRAPH_CLASS_CONFIG, 0 },
	{ 1, 1, 0, "authorization code", GRAPH_CLASS_CODE_INVALID, 0 },
	{ 1, 1, 0, "reduce the amount of data", GRAPH_CLASS_TOO_MUCH_DATA, 0 },
	{ -1, -1, 2207073, NULL, GRAPH_CLASS_PERMANENT, 0 },
	{ -2, 2, 0, NULL, GRAPH_CLASS_RETRYABLE, 0 },
	{ 24, 24, 2207008, NULL, GRAPH_CLASS_RETRYABLE, 0 },
	{ 9007, 9007, 0, NULL, GRAPH_CLASS_RETRYABLE, 0 },

	/* tokens and codes */
	{ 100, 100, 36007, NULL, GRAPH_CLASS_CODE_INVALID, 0 },
	{ 100, 100, 36008, NULL, GRAPH_CLASS_CODE_INVALID, 0 },
	{ 100, 100, 36009, NULL, GRAPH_CLASS_CODE_INVALID, 0 },
	{ 100, 100, 0, "verification code", GRAPH_CLASS_CODE_INVALID, 0 },
	{ 102, 102, 0, NULL, GRAPH_CLASS_TOKEN_EXPIRED, 0 },
	{ 190, 190, 459, NULL, GRAPH_CLASS_USER_ACTION, 0 },
	{ 190, 190, 464, NULL, GRAPH_CLASS_USER_ACTION, 0 },
	{ 190, 190, 492, NULL, GRAPH_CLASS_NOT_ADMIN, 0 },
	{ 190, 190, 0, "must be granted before impersonating", GRAPH_CLASS_PERMISSIONS_MISSING, 0 },
	{ 190, 190, 0, NULL, GRAPH_CLASS_TOKEN_EXPIRED, 0 },

	/* permissions and roles */
	{ 3, 3, 0, NULL, GRAPH_CLASS_PERMISSIONS_MISSING, 0 },
	{ 10, 10, 0, "Not enough viewers", GRAPH_CLASS_NO_DATA, 0 },
	{ 10, 10, 0, NULL, GRAPH_CLASS_PERMISSIONS_MISSING, 0 },
	{ 210, 210, 0, NULL, GRAPH_CLASS_NOT_ADMIN, 0 },
	{ 200, 200, 0, "sufficient administrative permission", GRAPH_CLASS_NOT_ADMIN, 0 },
	{ 200, 299, 0, NULL, GRAPH_CLASS_PERMISSIONS_MISSING, 0 },
	{ 100, 100, 0, "Missing permissions", GRAPH_CLASS_PERMISSIONS_MISSING, 0 },
	{ 100, 100, 0, "missing permission or reviewable feature", GRAPH_CLASS_PERMISSIONS_MISSING,
	  0 },

	/* the app itself */
	{ 100, 100, 0, "appsecret_proof", GRAPH_CLASS_CONFIG, 0 },
	{ 100, 100, 0, "app access token", GRAPH_CLASS_CONFIG, 0 },
	{ 101, 101, 0, NULL, GRAPH_CLASS_CONFIG, 0 },
	{ 191, 191, 0, NULL, GRAPH_CLASS_CONFIG, 0 },

	/* this object, this request */
	{ 100, 100, 33, NULL, GRAPH_CLASS_NOT_FOUND, 0 },
	{ 100, 100, 2108006, NULL, GRAPH_CLASS_NO_DATA, 0 },
	{ 110, 110, 0, NULL, GRAPH_CLASS_NOT_FOUND, 0 },
	{ 803, 803, 0, NULL, GRAPH_CLASS_NOT_FOUND, 0 },
	{ 506, 506, 0, NULL, GRAPH_CLASS_DUPLICATE, 0 },
};

static const struct rule *find_rule(const struct graph_error *ge)
{
	struct str message = str_of(ge->message);

	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		const struct rule *r = &rules[i];
		if (ge->code < r->code_from || ge->code > r->code_to)
			continue;
		if (r->subcode && r->subcode != ge->subcode)
			continue;
		if (r->words && !str_contains(message, str_of(r->words)))
			continue;
		return r;
	}
	return NULL;
}

static void classify(struct graph_error *ge)
{
	/* Codes start at 1 upwards and at -1 downwards: an envelope without a code matches nothing.
	 */
	const struct rule *r = ge->code ? find_rule(ge) : NULL;

	ge->class = r ? r->class : GRAPH_CLASS_PERMANENT;
	ge->retry_after_ms = r ? r->wait_ms : 0;
	bool passing = ge->is_transient || ge->http_status >= 500;
	bool lasting = ge->class == GRAPH_CLASS_PERMANENT || ge->class == GRAPH_CLASS_NOT_FOUND ||
		       ge->class == GRAPH_CLASS_PERMISSIONS_MISSING;
	if (passing && lasting)
		ge->class = GRAPH_CLASS_RETRYABLE;
	if (!r && ge->http_status == 429) {
		ge->class = GRAPH_CLASS_RATE_LIMITED;
		ge->retry_after_ms = 15 * MINUTE_MS;
	}
}

/* ---- the envelope -----------------------------------------------------------------------------
 */

/* Cut at a character, not inside one. */
static void copy_text(char *out, size_t out_bytes, struct str s)
{
	size_t len = s.len < out_bytes ? s.len : out_bytes - 1;

	while (len < s.len && len > 0 && ((unsigned char)s.at[len] & 0xC0) == 0x80)
		len--;
	if (len)
		memcpy(out, s.at, len);
	out[len] = '\0';
}

/* Meta repeats a token it could not read; such words never stay. */
static void copy_redacted(char *out, size_t out_bytes, struct str s)
{
	cleanup(arena_free) struct arena a;

	arena_init(&a, 1 * MIB);
	copy_text(out, out_bytes, log_redact(&a, str_sub(s, 0, 4096)));
}

bool graph_error_read(const struct json *body, int http_status, struct graph_error *ret)
{
	const struct json *e = json_get(body, STR("error"));
	if (!e || e->type != JSON_OBJECT)
		return false;

	int64_t subcode = json_number_or(json_get(e, STR("error_subcode")),
					 json_number_or(json_get(e, STR("subcode")), 0));
	*ret = (struct graph_error){
		.http_status = http_status,
		.code = (int)json_number_or(json_get(e, STR("code")), 0),
		.subcode = (int)subcode,
		.is_transient = json_is_true(json_get(e, STR("is_transient"))),
	};
	copy_text(ret->type, sizeof(ret->type), json_text(json_get(e, STR("type"))));
	copy_redacted(ret->message, sizeof(ret->message), json_text(json_get(e, STR("message"))));
	copy_redacted(ret->user_title, sizeof(ret->user_title),
		      json_text(json_get(e, STR("error_user_title"))));
	copy_redacted(ret->user_message, sizeof(ret->user_message),
		      json_text(json_get(e, STR("error_user_msg"))));
	copy_text(ret->fbtrace_id, sizeof(ret->fbtrace_id),
		  json_text(json_get(e, STR("fbtrace_id"))));
	classify(ret);
	return true;
}

struct graph_error graph_error_of(enum graph_class class, int http_status, const char *message)
{
	struct graph_error ge = { .class = class, .http_status = http_status };

	copy_redacted(ge.message, sizeof(ge.message), str_of(message));
	return ge;
}

bool graph_fail(struct err *err, const struct graph_error *ge, const char *what)
{
	return err_set(err, graph_class_code(ge->class),
		       "%s: %s: code %d/%d, HTTP %d, trace %s: %s", what,
		       graph_class_name(ge->class), ge->code, ge->subcode, ge->http_status,
		       ge->fbtrace_id[0] ? ge->fbtrace_id : "none", ge->message);
}

/* ---- refused metrics --------------------------------------------------------------------------
 */

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static bool has_word(struct str text, struct str word)
{
	for (size_t from = 0; from + word.len <= text.len;) {
		size_t at = from + str_find(str_skip(text, from), word);
		if (at + word.len > text.len)
			return false;
		bool starts = at == 0 || !is_name_char(text.at[at - 1]);
		bool ends = at + word.len == text.len || !is_name_char(text.at[at + word.len]);
		if (starts && ends)
			return true;
		from = at + 1;
	}
	return false;
}

/* "(#100) metric[2] must be one of the following values: …": the third one asked for. -1: not that.
 */
static int64_t refused_index(struct str message)
{
	struct str start = STR("metric[");
	size_t at = str_find(message, start);
	if (at == message.len)
		return -1;
	struct str rest = str_skip(message, at + start.len);
	int64_t index;
	if (!str_to_i64(str_sub(rest, 0, str_find_char(rest, ']')), &index))
		return -1;
	return index;
}

struct str graph_error_metrics(struct arena *a, const struct graph_error *ge, struct str metrics)
{
	struct str message = str_of(ge->message);
	int64_t refused = refused_index(message);
	struct str found = STR("");
	int64_t index = 0;

	for (struct str rest = metrics; rest.at; index++) {
		struct str metric = str_cut(&rest, ',');
		/* A message with an index goes on to list every name that would be right. */
		bool named = refused >= 0 ? index == refused : has_word(message, metric);
		if (!named || !metric.len)
			continue;
		found = found.len ? str_fmt(a, "%.*s,%.*s", STR_ARG(found), STR_ARG(metric))
				  : str_dup(a, metric);
	}
	return found;
}
