/*
 * The last requests (GET /_sim/requests), so that a test can say what was asked and how often.
 * Secrets are masked before a row is made: only the first characters of a token stay.
 */
#ifndef GRAPHSIM_REQUEST_LOG_H
#define GRAPHSIM_REQUEST_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "base/url.h"

struct arena;
struct json_writer;

#define REQUEST_LOG_ROWS 20000

struct request_row {
	char *method;
	char *path;
	char *query; /* query and body parameters, secrets masked */
	int status;
	int64_t at_ms;
	uint64_t number;
	bool is_in_batch;
	bool has_proof;
	bool is_token_in_url;
};

struct request_log {
	struct request_row *rows; /* a ring */
	uint64_t total;
};

void request_log_deinit(struct request_log *l);
void request_log_clear(struct request_log *l);
/* Takes over nothing: texts are copied. */
void request_log_add(struct request_log *l, const struct request_row *row);

/* The parameters as `a=1&b=2` with secrets masked. */
struct str request_log_query(struct arena *a, const struct params *args);

struct request_filter {
	struct str path_prefix;
	struct str method;  /* empty: any */
	uint64_t since;     /* numbers below are left out */
	size_t limit;       /* of the rows shown; all are counted */
	bool with_elements; /* of batches too; else HTTP requests only */
};

/* {"total","count","requests":[…]}, newest last. */
void request_log_write(const struct request_log *l, struct json_writer *w,
		       const struct request_filter *filter);

#endif
