/*
 * Structured logs: one JSON object per line on standard error. Only edges log (the HTTP adapter,
 * the worker loop, main): libraries return errors (C5). Values are redacted in one place: anything
 * that looks like a Graph token (`EAA…`) or stands after `Bearer`, and the values of access_token,
 * code, state, appsecret_proof, client_secret, password and the like wherever they stand in a text.
 *
 *	log_info("listening", LOG_STR("address", addr), LOG_INT("port", port));
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log_field {
	const char *name;
	enum { LOG_F_STR, LOG_F_INT } kind;
	struct str text;
	int64_t number;
};

#define LOG_STR(n, s) ((struct log_field){ .name = (n), .kind = LOG_F_STR, .text = (s) })
#define LOG_INT(n, i) ((struct log_field){ .name = (n), .kind = LOG_F_INT, .number = (int64_t)(i) })

#define log_at(level, message, ...)                                                                \
	log_write((level), (message),                                                              \
		  (const struct log_field[]){ __VA_ARGS__ __VA_OPT__(, ){ .name = NULL } })
#define log_debug(message, ...) log_at(LOG_DEBUG, message, ##__VA_ARGS__)
#define log_info(message, ...) log_at(LOG_INFO, message, ##__VA_ARGS__)
#define log_warn(message, ...) log_at(LOG_WARN, message, ##__VA_ARGS__)
#define log_error(message, ...) log_at(LOG_ERROR, message, ##__VA_ARGS__)

/* `fields` ends with a row whose name is NULL. */
void log_write(enum log_level level, const char *message, const struct log_field *fields);
/* An error as fields: code, cause, field. */
void log_err(enum log_level level, const char *message, const struct err *err);

void log_set_level(enum log_level level);
/* Tests read what would be logged: every line goes to `sink` instead. NULL restores stderr. */
void log_set_sink(void (*sink)(void *ctx, struct str line), void *ctx);

struct arena;
struct str log_redact(struct arena *a, struct str text);

#endif
