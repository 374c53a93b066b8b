/*
 * Fault switches (POST /_sim/faults): rows that match requests by method and path and change the
 * answer. Each fires `times` times (0: for ever) after having let `after` matching requests pass.
 */
#ifndef GRAPHSIM_FAULTS_H
#define GRAPHSIM_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct json;
struct json_writer;

#define FAULTS_MAX 64
#define FAULT_HEADERS_MAX 4

struct fault {
	struct str method; /* empty: any */
	struct str
		path; /* a prefix, or with `*`: a pattern for the whole path, versions left out */
	int64_t times;
	int64_t after;
	int64_t seen;
	int64_t fired;

	/* What to do; several may stand together. */
	int64_t delay_ms;
	bool is_hang; /* never answer */
	/* The call is carried out first, and what stands here happens to its answer. */
	bool has_effect;
	int64_t effect_delay_ms; /* … and what it does comes so much later */
	bool is_cut;             /* a reset instead of an answer */
	bool is_batched;         /* elements of batches are matched too, not only HTTP requests */
	bool is_truncated;       /* half of the body, then the connection is cut */
	bool is_html;            /* an HTML error page of the edge */
	bool is_garbage;         /* 200 with bytes that are not JSON */
	struct str body;         /* answered instead, as it is; at == NULL: no */
	int64_t body_bytes;      /* JSON of so many bytes is answered instead; 0: no */
	int64_t drip_ms;         /* the body comes byte by byte, so long apart; 0: no */
	/* Added to the answer. */
	struct str header_names[FAULT_HEADERS_MAX], header_values[FAULT_HEADERS_MAX];
	size_t header_count;
	int64_t status;        /* of html, garbage or error; 0: their usual one */
	int64_t usage_percent; /* -1: leave alone */
	bool has_short_pages; /* listings show half of a page, as when some rows are filtered out */
	bool hides_expiry;    /* token answers without expires_in */
	bool repeats_page;    /* a cursor leads to the page it came from, once more */
	struct str deletes_media; /* this one goes before the call is answered */

	bool has_error;
	int64_t code, subcode;
	struct str type, message, user_title, user_text;
	bool is_transient;
};

struct fault_list {
	struct arena arena;
	struct fault rows[FAULTS_MAX];
	size_t count;
};

void fault_list_init(struct fault_list *l);
void fault_list_deinit(struct fault_list *l);
void fault_list_clear(struct fault_list *l);

/* One object or a list of them; added behind what is there. Nothing is added on failure. */
bool fault_list_add(struct fault_list *l, const struct json *spec, struct err *err) must_use;

/*
 * The fault for a request, counted as fired; NULL: none. `path` has no version. A row that is used
 * up is skipped. The copy stays valid when the list changes.
 */
const struct fault *fault_list_match(struct fault_list *l, struct arena *a, struct str method,
				     struct str path, bool is_in_batch);

bool fault_path_matches(struct str pattern, struct str path);
void fault_list_write(const struct fault_list *l, struct json_writer *w);

#endif
