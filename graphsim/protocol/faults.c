#include "graphsim/protocol/faults.h"

#include "base/json.h"
#include "graphsim/protocol/graph_error.h"

#define FAULTS_MAX_BYTES (4u * 1024 * 1024)

void fault_list_init(struct fault_list *l)
{
	l->count = 0;
	arena_init(&l->arena, FAULTS_MAX_BYTES);
}

void fault_list_deinit(struct fault_list *l)
{
	arena_free(&l->arena);
}

void fault_list_clear(struct fault_list *l)
{
	l->count = 0;
	arena_reset(&l->arena);
}

/* `*` stands for any run of characters, slashes too. */
static bool glob(struct str pattern, struct str text)
{
	while (pattern.len > 0) {
		if (pattern.at[0] == '*') {
			pattern = str_skip(pattern, 1);
			for (size_t i = 0; i <= text.len; i++) {
				if (glob(pattern, str_skip(text, i)))
					return true;
			}
			return false;
		}
		if (text.len == 0 || text.at[0] != pattern.at[0])
			return false;
		pattern = str_skip(pattern, 1);
		text = str_skip(text, 1);
	}
	return text.len == 0;
}

bool fault_path_matches(struct str pattern, struct str path)
{
	if (str_contains(pattern, STR("*")))
		return glob(pattern, path);
	return str_starts_with(path, pattern);
}

static struct str text_member(struct arena *a, const struct json *object, struct str key)
{
	struct str text = json_text(json_get(object, key));

	return text.at ? str_dup(a, text) : STR_NONE;
}

/* Those of the row with that code and subcode, when nothing else is said. */
static void take_words(struct arena *a, struct fault *f)
{
	enum graph_error_id id = graph_error_of_subcode(f->subcode);

	if (id == GE_NONE)
		return;
	struct graph_error e = graph_error_of(a, id, NULL, 0);
	if (e.code != f->code)
		return;
	f->message = e.message;
	f->user_title = e.user_title;
	f->user_text = e.user_text;
}

static void read_error(struct arena *a, struct fault *f, const struct json *e)
{
	f->has_error = true;
	f->code = json_number_or(json_get(e, STR("code")), 1);
	f->subcode = json_number_or(json_get(e, STR("subcode")), 0);
	if (f->subcode == 0)
		f->subcode = json_number_or(json_get(e, STR("error_subcode")), 0);
	f->message = text_member(a, e, STR("message"));
	f->type = text_member(a, e, STR("type"));
	f->user_title = text_member(a, e, STR("error_user_title"));
	f->user_text = text_member(a, e, STR("error_user_msg"));
	f->is_transient = json_get(e, STR("is_transient"))
				  ? json_is_true(json_get(e, STR("is_transient")))
				  : f->code == 2;
	if (!f->message.at)
		take_words(a, f);
	if (!f->message.at)
		f->message = STR("An unknown error has occurred.");
	if (!f->type.at)
		f->type = STR("OAuthException");
}

static const char *const known_members[] = {
	"path",        "method",       "times",       "after",         "delay_ms",
	"hang",        "truncate",     "html",        "garbage",       "status",
	"error",       "batched",      "short_pages", "no_expires_in", "usage_percent",
	"repeat_page", "delete_media", "body",        "effect",        "effect_delay_ms",
	"cut",         "body_bytes",   "drip_ms",     "headers",
};

/* A misspelt switch would make a test that proves nothing. */
static bool check_members(const struct json *spec, struct err *err)
{
	for (const struct json *m = json_first(spec); m; m = m->next) {
		bool is_known = false;

		for (size_t i = 0; i < COUNT_OF(known_members); i++)
			is_known = is_known || str_eq(m->key, str_of(known_members[i]));
		if (!is_known)
			return err_field(err, "faults", "There is no fault switch \"%.*s\".",
					 STR_ARG(m->key));
	}
	return true;
}

/* The server's own headers are not for faults. */
static bool is_own_header(struct str name)
{
	static const char *const own[] = { "Content-Length", "Transfer-Encoding", "Connection",
					   "Date", "X-Request-Id" };

	for (size_t i = 0; i < COUNT_OF(own); i++) {
		if (str_eq_nocase(name, str_of(own[i])))
			return true;
	}
	return false;
}

static bool is_plain(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.at[i] < ' ' || (unsigned char)text.at[i] > '~')
			return false;
	}
	return text.len > 0;
}

static bool read_headers(struct arena *a, const struct json *headers, struct fault *f,
			 struct err *err)
{
	for (const struct json *h = json_first(headers); h; h = h->next) {
		if (f->header_count == FAULT_HEADERS_MAX || is_own_header(h->key) ||
		    !is_plain(h->key) || !is_plain(json_text(h)))
			return err_field(err, "headers",
					 "headers are at most %d, plain, and none of the server's "
					 "own.",
					 FAULT_HEADERS_MAX);
		f->header_names[f->header_count] = str_dup(a, h->key);
		f->header_values[f->header_count++] = str_dup(a, json_text(h));
	}
	return true;
}

static bool read_fault(struct arena *a, const struct json *spec, struct fault *f, struct err *err)
{
	const struct json *error = json_get(spec, STR("error"));

	if (!spec || spec->type != JSON_OBJECT)
		return err_field(err, "faults", "Send a fault object or a list of them.");
	if (!check_members(spec, err))
		return false;
	*f = (struct fault){
		.method = text_member(a, spec, STR("method")),
		.path = text_member(a, spec, STR("path")),
		.times = json_number_or(json_get(spec, STR("times")), 0),
		.after = json_number_or(json_get(spec, STR("after")), 0),
		.delay_ms = json_number_or(json_get(spec, STR("delay_ms")), 0),
		.is_batched = json_is_true(json_get(spec, STR("batched"))),
		.effect_delay_ms = json_number_or(json_get(spec, STR("effect_delay_ms")), 0),
		.has_effect = json_is_true(json_get(spec, STR("effect"))) ||
			      json_number_or(json_get(spec, STR("effect_delay_ms")), 0) > 0,
		.body_bytes = json_number_or(json_get(spec, STR("body_bytes")), 0),
		.drip_ms = json_number_or(json_get(spec, STR("drip_ms")), 0),
		.is_cut = json_is_true(json_get(spec, STR("cut"))),
		.is_hang = json_is_true(json_get(spec, STR("hang"))),
		.is_truncated = json_is_true(json_get(spec, STR("truncate"))),
		.is_html = json_is_true(json_get(spec, STR("html"))),
		.is_garbage = json_is_true(json_get(spec, STR("garbage"))),
		.body = text_member(a, spec, STR("body")),
		.has_short_pages = json_is_true(json_get(spec, STR("short_pages"))),
		.hides_expiry = json_is_true(json_get(spec, STR("no_expires_in"))),
		.repeats_page = json_is_true(json_get(spec, STR("repeat_page"))),
		.deletes_media = text_member(a, spec, STR("delete_media")),
		.status = json_number_or(json_get(spec, STR("status")), 0),
		.usage_percent = json_number_or(json_get(spec, STR("usage_percent")), -1),
	};
	if (!f->path.at)
		f->path = STR("/");
	if (f->status != 0 && (f->status < 100 || f->status > 599))
		return err_field(err, "status", "status must be an HTTP status from 100 to 599.");
	if (error)
		read_error(a, f, error);
	return read_headers(a, json_get(spec, STR("headers")), f, err);
}

bool fault_list_add(struct fault_list *l, const struct json *spec, struct err *err)
{
	bool is_list = spec && spec->type == JSON_ARRAY;
	size_t count = l->count;

	for (const struct json *s = is_list ? json_first(spec) : spec; s; s = s->next) {
		if (count == FAULTS_MAX)
			return err_field(err, "faults", "At most %d faults at a time.", FAULTS_MAX);
		if (!read_fault(&l->arena, s, &l->rows[count], err))
			return false;
		count++;
		if (!is_list)
			break;
	}
	l->count = count;
	return true;
}

const struct fault *fault_list_match(struct fault_list *l, struct arena *a, struct str method,
				     struct str path, bool is_in_batch)
{
	for (size_t i = 0; i < l->count; i++) {
		struct fault *f = &l->rows[i];

		if (is_in_batch && !f->is_batched)
			continue;
		if (!str_is_empty(f->method) && !str_eq_nocase(f->method, method))
			continue;
		if (!fault_path_matches(f->path, path))
			continue;
		if (f->times > 0 && f->fired >= f->times)
			continue;
		if (f->seen++ < f->after)
			continue;
		f->fired++;
		struct fault *copy = arena_new(a, struct fault);
		*copy = *f;
		copy->message = str_dup(a, f->message);
		copy->type = str_dup(a, f->type);
		copy->user_title = str_dup(a, f->user_title);
		copy->user_text = str_dup(a, f->user_text);
		copy->deletes_media = str_dup(a, f->deletes_media);
		copy->body = f->body.at ? str_dup(a, f->body) : STR_NONE;
		for (size_t h = 0; h < f->header_count; h++) {
			copy->header_names[h] = str_dup(a, f->header_names[h]);
			copy->header_values[h] = str_dup(a, f->header_values[h]);
		}
		return copy;
	}
	return NULL;
}

void fault_list_write(const struct fault_list *l, struct json_writer *w)
{
	json_array(w);
	for (size_t i = 0; i < l->count; i++) {
		const struct fault *f = &l->rows[i];

		json_object(w);
		json_put_str(w, "method", f->method);
		json_put_str(w, "path", f->path);
		json_put_int(w, "times", f->times);
		json_put_int(w, "after", f->after);
		json_put_int(w, "seen", f->seen);
		json_put_int(w, "fired", f->fired);
		json_end_object(w);
	}
	json_end_array(w);
}
