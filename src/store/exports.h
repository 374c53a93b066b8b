/*
 * Exports: files made of an account's data. A row says what was asked for and whether the file is
 * whole; how far it is stands in its job's row. Also the links that open one file without a login.
 */
#ifndef STORE_EXPORTS_H
#define STORE_EXPORTS_H

#include "store/store.h"

struct export_row {
	int64_t id, user_id;
	struct str account_id, username;
	struct opt_int schedule_id, slot_s; /* absent: asked for by hand */
	struct str request;                 /* JSON */
	int64_t job_id;
	struct str file_name, content_type; /* at == NULL: the file is not whole */
	struct opt_int size_bytes;
	struct str error_code, error_text, error_text_en; /* at == NULL: none */
	int64_t created_s, expires_s;
	struct opt_int finished_s;
	/* of its job */
	struct str job_state; /* at == NULL: forgotten */
	bool cancel_asked;
	int64_t done, total;
	struct str message;
};
struct export_rows {
	struct export_row *at;
	size_t count;
};

enum export_state {
	EXPORT_QUEUED,
	EXPORT_MAKING,
	EXPORT_READY,
	EXPORT_FAILED,
	EXPORT_CANCELLED,
};
enum export_state export_state(const struct export_row *row);

/* user_id, account_id, schedule_id, slot_s, request, created_s and expires_s of `row`. */
bool exports_add(struct db_tx *tx, const struct export_row *row, int64_t *ret_id, struct err *err)
	must_use;
/* The job that makes it from now on. */
bool exports_set_job(struct db_tx *tx, int64_t user_id, int64_t id, int64_t job_id,
		     int64_t expires_s, struct err *err) must_use;
/* Asked for by hand and not expired, newest first. */
bool exports_list(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t now_s, int64_t limit,
		  struct export_rows *ret, struct err *err) must_use;
/* The user's own, not expired. */
struct export_key {
	int64_t user_id, id, now_s;
};
bool exports_get(struct db_tx *tx, struct arena *a, struct export_key key, struct export_row *ret,
		 bool *ret_found, struct err *err) must_use;
/* Whoever's it is: for jobs and links. */
bool exports_get_any(struct db_tx *tx, struct arena *a, int64_t id, struct export_row *ret,
		     bool *ret_found, struct err *err) must_use;
bool exports_get_of_slot(struct db_tx *tx, struct arena *a, int64_t schedule_id, int64_t slot_s,
			 struct export_row *ret, bool *ret_found, struct err *err) must_use;
/* Waiting or being made, by hand. */
bool exports_count_unfinished(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err)
	must_use;

/* The file is whole. *ret_found false: nobody wants it any more, or another job makes it. */
struct export_finish {
	int64_t id, job_id;
	struct str file_name, content_type;
	int64_t size_bytes, now_s, expires_s;
};
bool exports_finish(struct db_tx *tx, const struct export_finish *finish, bool *ret_found,
		    struct err *err) must_use;
struct export_failure {
	int64_t id, job_id, now_s;
	struct str code, text, text_en;
};
bool exports_fail(struct db_tx *tx, const struct export_failure *failure, struct err *err) must_use;

bool exports_delete(struct db_tx *tx, int64_t user_id, int64_t id, bool *ret_found, struct err *err)
	must_use;
/* What was deleted: its file has to go, and its job has nothing to do. */
struct export_gone {
	int64_t id, job_id;
};
struct export_gone_list {
	struct export_gone *at;
	size_t count;
};
bool exports_delete_old(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t keep,
			struct export_gone_list *ret, struct err *err) must_use;
bool exports_purge(struct db_tx *tx, struct arena *a, int64_t now_s, struct export_gone_list *ret,
		   struct err *err) must_use;
bool exports_exists(struct db_tx *tx, int64_t id, bool *ret, struct err *err) must_use;

/* ---- links ---------------------------------------------------------------------------------- */

struct export_link {
	struct str token_hash;
	int64_t export_id, expires_s, uses_left;
};
bool export_links_add(struct db_tx *tx, const struct export_link *link, struct err *err) must_use;
/* Which file it opens; absent: none (any more). */
bool export_links_get(struct db_tx *tx, struct str token_hash, int64_t now_s, struct opt_int *ret,
		      struct err *err) must_use;
/* Takes one use; *ret_found false: there is none left. */
bool export_links_use(struct db_tx *tx, struct str token_hash, int64_t now_s, bool *ret_found,
		      struct err *err) must_use;

#endif
