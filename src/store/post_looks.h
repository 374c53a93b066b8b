/* What lay at the addresses of a post's media when they were last looked at. */
#ifndef STORE_POST_LOOKS_H
#define STORE_POST_LOOKS_H

#include "store/store.h"

/* The cover of the medium at `position` has this much more. */
#define POST_LOOK_COVERS 1000

struct post_look_row {
	int64_t position;
	struct str url;
	int64_t looked_ms;
	struct str problem, problem_of; /* content/media_rules.h; empty: none */
	struct str facts;               /* JSON of probe/probe.h; empty: none */
	struct str mark;                /* by which a change shows; empty: it was not there */
	struct opt_int changed_ms;      /* absent: always the same */
};
struct post_look_rows {
	struct post_look_row *at;
	size_t count;
};

/* `row` without changed_ms, in the place of the last look; another mark at the same address is a
 * change. */
bool post_looks_put(struct db_tx *tx, int64_t post_id, const struct post_look_row *row,
		    struct err *err) must_use;
bool post_looks_list(struct db_tx *tx, struct arena *a, int64_t post_id, struct post_look_rows *ret,
		     struct err *err) must_use;

#endif
