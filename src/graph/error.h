/*
 * What Meta's errors mean for us. The classification is one table over code and subcode (and, in
 * four known cases, words of the message); Meta's own words are kept for support, never shown raw.
 */
#ifndef GRAPH_ERROR_H
#define GRAPH_ERROR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"

/* class, our error code */
#define GRAPH_CLASSES(X)                                                                           \
	X(NONE, ERR_NONE)                                                                          \
	X(RETRYABLE, ERR_GRAPH)             /* try again in seconds */                             \
	X(RATE_LIMITED, ERR_GRAPH_BUSY)     /* wait, minutes to hours */                           \
	X(BLOCKED, ERR_GRAPH_BUSY)          /* an abuse block: stop for hours */                   \
	X(TOKEN_EXPIRED, ERR_TOKEN_EXPIRED) /* connect again */                                    \
	X(USER_ACTION, ERR_TOKEN_EXPIRED)   /* log in at facebook.com, then connect again */       \
	X(CODE_INVALID, ERR_STATE_INVALID)  /* the login code is used up or foreign */             \
	X(PERMISSIONS_MISSING, ERR_PERMISSIONS_MISSING)                                            \
	X(NOT_ADMIN, ERR_NOT_ADMIN_PAGE) /* no sufficient role on the Page */                      \
	X(NOT_FOUND, ERR_NOT_FOUND)                                                                \
	X(TOO_MUCH_DATA, ERR_GRAPH)     /* ask for fewer at once */                                \
	X(NO_DATA, ERR_GRAPH_REFUSED)   /* this object has no such numbers, and never will */      \
	X(DUPLICATE, ERR_GRAPH_REFUSED) /* was posted before */                                    \
	X(CONFIG, ERR_CONFIG)           /* the Meta app is set up wrongly */                       \
	X(PERMANENT, ERR_GRAPH_REFUSED)                                                            \
	X(NETWORK, ERR_NETWORK) /* no answer at all */                                             \
	X(GARBAGE, ERR_GRAPH)   /* an answer that is not Graph's */

enum graph_class {
#define GRAPH_CLASS_ENUM(name, code) GRAPH_CLASS_##name,
	GRAPH_CLASSES(GRAPH_CLASS_ENUM)
#undef GRAPH_CLASS_ENUM
		GRAPH_CLASS_COUNT,
};

struct graph_error {
	enum graph_class class;
	int http_status;
	int code;
	int subcode;
	bool is_transient;
	int64_t retry_after_ms; /* 0: not stated */
	char type[40];
	char message[400]; /* redacted */
	char user_title[120];
	char user_message[240];
	char fbtrace_id[48];
};

const char *graph_class_name(enum graph_class class);
enum err_code graph_class_code(enum graph_class class);
/* Worth another try of the same call within seconds? */
bool graph_class_retries(enum graph_class class);

/*
 * Reads an error envelope: {"error":{…}}. False when the value holds none. (debug_token's own is
 * one level down: pass its `data`.)
 */
bool graph_error_read(const struct json *body, int http_status, struct graph_error *ret);
/* For answers that are not JSON, or not an answer. */
struct graph_error graph_error_of(enum graph_class class, int http_status, const char *message);

/* Fills `err` with the class's code and a cause that names code, subcode and fbtrace_id. False. */
bool graph_fail(struct err *err, const struct graph_error *ge, const char *what);

/*
 * Which of `metrics` (comma-separated) a "(#100) … metric" refusal names. Writes a comma-separated
 * list into `a`; empty when the message names none of them.
 */
struct str graph_error_metrics(struct arena *a, const struct graph_error *ge, struct str metrics);

#endif
