#include "graphsim/protocol/request_log.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"

#define QUERY_MAX_BYTES (64u * 1024)
#define VALUE_SHOWN 400
#define SECRET_SHOWN 8

static void free_row(struct request_row *row)
{
	free(row->method);
	free(row->path);
	free(row->query);
	*row = (struct request_row){ 0 };
}

void request_log_clear(struct request_log *l)
{
	for (size_t i = 0; l->rows && i < REQUEST_LOG_ROWS; i++)
		free_row(&l->rows[i]);
	l->total = 0;
}

void request_log_deinit(struct request_log *l)
{
	request_log_clear(l);
	free(l->rows);
	l->rows = NULL;
}

static char *copy_of(const char *z)
{
	char *copy = strdup(z ? z : "");

	if (!copy)
		abort();
	return copy;
}

void request_log_add(struct request_log *l, const struct request_row *row)
{
	if (!l->rows) {
		l->rows = calloc(REQUEST_LOG_ROWS, sizeof(*l->rows));
		if (!l->rows)
			abort();
	}
	struct request_row *slot = &l->rows[l->total % REQUEST_LOG_ROWS];

	free_row(slot);
	*slot = *row;
	slot->number = l->total++;
	slot->method = copy_of(row->method);
	slot->path = copy_of(row->path);
	slot->query = copy_of(row->query);
}

static bool is_secret(struct str name)
{
	static const char *const names[] = { "access_token",      "input_token",
					     "client_secret",     "code",
					     "fb_exchange_token", "appsecret_proof",
					     "code_verifier",     "state" };

	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (str_eq(name, str_of(names[i])))
			return true;
	}
	return false;
}

struct str request_log_query(struct arena *a, const struct params *args)
{
	cleanup(buf_free) struct buf text = { 0 };

	buf_init(&text, QUERY_MAX_BYTES);
	for (size_t i = 0; i < args->count; i++) {
		struct str value = args->at[i].value;
		size_t shown = is_secret(args->at[i].name) ? SECRET_SHOWN : VALUE_SHOWN;

		buf_fmt(&text, "%s%.*s=%.*s%s", i ? "&" : "", STR_ARG(args->at[i].name),
			STR_ARG(str_sub(value, 0, shown)), value.len > shown ? "…" : "");
	}
	return str_dup(a, buf_str(&text));
}

static void write_row(struct json_writer *w, const struct request_row *row)
{
	json_object(w);
	json_put_int(w, "number", (int64_t)row->number);
	json_put_str(w, "method", str_of(row->method));
	json_put_str(w, "path", str_of(row->path));
	json_put_str(w, "query", str_of(row->query));
	json_put_int(w, "status", row->status);
	json_put_int(w, "at_ms", row->at_ms);
	json_put_bool(w, "in_batch", row->is_in_batch);
	json_put_bool(w, "has_proof", row->has_proof);
	json_put_bool(w, "token_in_url", row->is_token_in_url);
	json_end_object(w);
}

static bool is_wanted(const struct request_row *row, const struct request_filter *f)
{
	return (f->with_elements || !row->is_in_batch) &&
	       str_starts_with(str_of(row->path), f->path_prefix) &&
	       (str_is_empty(f->method) || str_eq_nocase(str_of(row->method), f->method));
}

void request_log_write(const struct request_log *l, struct json_writer *w,
		       const struct request_filter *filter)
{
	uint64_t oldest = l->total > REQUEST_LOG_ROWS ? l->total - REQUEST_LOG_ROWS : 0;
	uint64_t from = filter->since > oldest ? filter->since : oldest;
	size_t count = 0;
	uint64_t first_shown = l->total;

	/* Count all, show the last ones. */
	for (uint64_t n = l->total; n-- > from;) {
		if (!is_wanted(&l->rows[n % REQUEST_LOG_ROWS], filter))
			continue;
		if (count++ < filter->limit)
			first_shown = n;
	}
	json_object(w);
	json_put_int(w, "total", (int64_t)l->total);
	json_put_int(w, "count", (int64_t)count);
	json_put_array(w, "requests");
	for (uint64_t n = first_shown; n < l->total; n++) {
		const struct request_row *row = &l->rows[n % REQUEST_LOG_ROWS];

		if (is_wanted(row, filter))
			write_row(w, row);
	}
	json_end_array(w);
	json_end_object(w);
}
