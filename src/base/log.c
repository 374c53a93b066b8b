#include "base/log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"

#define LINE_BYTES (64 * KIB)
#define FIELD_BYTES (8 * KIB) /* what is longer is cut */

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

static void put_field(struct json_writer *w, struct arena *a, const struct log_field *f)
{
	json_key(w, str_of(f->name));
	if (f->kind == LOG_F_INT)
		json_int(w, f->number);
	else
		json_str(w, log_redact(a, str_sub(f->text, 0, FIELD_BYTES)));
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

static void put_line(struct buf *line, enum log_level level, const char *message,
		     const struct log_field *fields)
{
	cleanup(arena_free) struct arena a;
	struct json_writer w;

	arena_init(&a, 8 * MIB);
	buf_clear(line);
	json_start(&w, line, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "time", iso_text(&a, clock_now_s(clock_system()), 0));
	json_put_str(&w, "level", str_of(level_names[level]));
	json_put_str(&w, "message", str_of(message));
	for (const struct log_field *f = fields; f->name; f++)
		put_field(&w, &a, f);
	json_end_object(&w);
	buf_putc(line, '\n');
}

void log_write(enum log_level level, const char *message, const struct log_field *fields)
{
	const struct log_field cut[] = { LOG_STR("cut", STR("fields too long")), { .name = NULL } };

	if (level < lowest)
		return;
	cleanup(buf_free) struct buf line;

	buf_init(&line, LINE_BYTES);
	put_line(&line, level, message, fields);
	if (buf_failed(&line))
		put_line(&line, level, message, cut);
	emit(buf_str(&line));
}

void log_err(enum log_level level, const char *message, const struct err *err)
{
	log_at(level, message, LOG_STR("code", str_of(err_info(err->code)->name)),
	       LOG_STR("cause", str_of(err->cause)), LOG_STR("field", str_of(err->field)));
}
