#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"

#define LOG_LINE_BYTES (64 * KIB)
#define HIDDEN STR("[hidden]")

static const char *const level_names[] = { "debug", "info", "warn", "error" };

/* The log sink is the one mutable static that conventions allow (C7). */
static enum log_level lowest = LOG_INFO;
static void (*sink_fn)(void *ctx, struct str line);
static void *sink_ctx;

void log_set_level(enum log_level level)
{
	lowest = level;
}

void log_set_sink(void (*sink)(void *ctx, struct str line), void *ctx)
{
	sink_ctx = ctx;
	sink_fn = sink;
}

/* ---- redaction ---- */

static bool is_token_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       memchr("_-|.%~", c, 6);
}

static size_t token_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && is_token_char(s.at[n]))
		n++;
	return n;
}

/* How many bytes at the front of `s` are a secret; `*ret_keep` of them are its visible name. */
static size_t secret_at(struct str s, size_t *ret_keep)
{
	static const struct str names[] = {
		STR_INIT("access_token"),
		STR_INIT("input_token"),
		STR_INIT("fb_exchange_token"),
		STR_INIT("appsecret_proof"),
		STR_INIT("client_secret"),
		STR_INIT("code_verifier"),
		STR_INIT("password"),
		STR_INIT("code"),
		STR_INIT("state"),
	};

	*ret_keep = 0;
	if (str_starts_with(s, STR("EAA")) && token_length(s) >= 16)
		return token_length(s);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		struct str rest = str_skip(s, names[i].len);

		if (!str_starts_with(s, names[i]))
			continue;
		size_t gap = 0;

		/* name=value, "name":"value", name: value */
		while (gap < rest.len && gap < 4 && memchr("=\": ", rest.at[gap], 4))
			gap++;
		size_t secret = token_length(str_skip(rest, gap));

		if (gap == 0 || secret == 0 || !memchr("=:", rest.at[rest.at[0] == '"'], 2))
			continue;
		*ret_keep = names[i].len + gap;
		return *ret_keep + secret;
	}
	return 0;
}

struct str log_redact(struct arena *a, struct str text)
{
	cleanup(buf_free) struct buf out;
	bool in_word = false;

	buf_init(&out, LOG_LINE_BYTES);
	while (text.len && !out.failed) {
		size_t keep = 0;
		size_t hide = in_word ? 0 : secret_at(text, &keep);

		if (hide) {
			buf_put(&out, str_sub(text, 0, keep));
			buf_put(&out, HIDDEN);
			text = str_skip(text, hide);
			continue;
		}
		in_word = is_token_char(text.at[0]) && text.at[0] != '%';
		buf_putc(&out, text.at[0]);
		text = str_skip(text, 1);
	}
	return str_dup(a, buf_str(&out));
}

/* ---- writing ---- */

static void put_field(struct json_writer *w, struct arena *a, const struct log_field *f)
{
	json_key(w, str_of(f->name));
	if (f->kind == LOG_F_INT)
		json_int(w, f->number);
	else
		json_str(w, log_redact(a, f->text));
}

static void emit(struct str line)
{
	if (sink_fn) {
		sink_fn(sink_ctx, line);
		return;
	}
	/* One write per line, so that lines of several threads do not mix. */
	while (line.len) {
		ssize_t n = write(STDERR_FILENO, line.at, line.len);

		if (n <= 0)
			return;
		line = str_skip(line, (size_t)n);
	}
}

void log_write(enum log_level level, const char *message, const struct log_field *fields)
{
	if (level < lowest)
		return;
	cleanup(arena_free) struct arena a;
	cleanup(buf_free) struct buf line;
	struct json_writer w;

	arena_init(&a, 8 * MIB);
	buf_init(&line, LOG_LINE_BYTES * 2);
	json_start(&w, &line, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "time", iso_text(&a, clock_now_s(clock_system()), 0));
	json_put_str(&w, "level", str_of(level_names[level]));
	json_put_str(&w, "message", str_of(message));
	for (const struct log_field *f = fields; f->name; f++)
		put_field(&w, &a, f);
	json_end_object(&w);
	buf_putc(&line, '\n');
	emit(buf_str(&line));
}

void log_err(enum log_level level, const char *message, const struct err *err)
{
	log_at(level, message, LOG_STR("code", str_of(err_info(err->code)->name)),
	       LOG_STR("cause", str_of(err->cause)), LOG_STR("field", str_of(err->field)));
}
