/*
 * Who did what, and how often what went wrong. Audit rows are only ever added; each is chained to
 * the one before it by a hash, so that a changed or missing row shows. `detail` never holds a
 * secret: callers name its members one by one.
 */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "store/store.h"

struct audit_row {
	int64_t id;
	int64_t created_s;
	struct opt_int user_id; /* absent: the system, or nobody logged in */
	struct str action;      /* meta.connect, meta.disconnect, login.failed, … */
	struct str object;      /* connection:conn_…, user:7; empty: none */
	struct str outcome;     /* "ok", or the machine code of the failure; empty counts as ok */
	struct str detail;      /* JSON object; empty counts as {} */
	struct str ip, request_id;
	struct str prev_hash, hash; /* 32 bytes, or at == NULL */
};
struct audit_rows {
	struct audit_row *at;
	size_t count;
};

/* Everything but id and the hashes is taken from `row`. Commits with the deed it tells of. */
bool audit_add(struct db_tx *tx, const struct audit_row *row, struct err *err) must_use;
/* One user's, newest first. */
bool audit_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t limit,
		struct audit_rows *ret, struct err *err) must_use;
/* Everybody's, oldest first, after `after_id`. */
bool audit_list_all(struct db_tx *tx, struct arena *a, int64_t after_id, int64_t limit,
		    struct audit_rows *ret, struct err *err) must_use;
/* Follows the chain over the whole log. *ret_broken_id: the first row that does not fit; 0: none.
 */
bool audit_verify(struct store *s, int64_t *ret_rows, int64_t *ret_broken_id, struct err *err)
	must_use;

struct counter_row {
	struct str name, label;
	int64_t count, last_s;
};
struct counter_rows {
	struct counter_row *at;
	size_t count;
};
/* counters_add(tx, STR("error"), STR("token_expired"), 1, now_s, err) */
bool counters_add(struct db_tx *tx, struct str name, struct str label, int64_t by, int64_t now_s,
		  struct err *err) must_use;
bool counters_list(struct db_tx *tx, struct arena *a, struct counter_rows *ret, struct err *err)
	must_use;

#endif
