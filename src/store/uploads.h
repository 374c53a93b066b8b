/* Files that people send for their posts: rows about files in the folder of uploads/uploads.h. */
#ifndef STORE_UPLOADS_H
#define STORE_UPLOADS_H

#include "store/store.h"

struct upload_row {
	int64_t id, user_id;
	struct str file;      /* its name in the folder */
	struct str file_name; /* as its owner calls it */
	int64_t size_bytes;
	struct str sha256; /* 32 bytes */
	struct str facts;  /* JSON of probe/probe.h */
	int64_t created_s, used_s;
};
struct upload_rows {
	struct upload_row *at;
	size_t count;
};

/* `row` without id and used_s. */
bool uploads_add(struct db_tx *tx, const struct upload_row *row, int64_t *ret_id, struct err *err)
	must_use;
bool uploads_get(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t id,
		 struct upload_row *ret, bool *ret_found, struct err *err) must_use;
/* Whoever's it is: for the publisher, and for signed links. */
bool uploads_get_any(struct db_tx *tx, struct arena *a, int64_t id, struct upload_row *ret,
		     bool *ret_found, struct err *err) must_use;
/* Newest first. */
struct upload_page {
	int64_t user_id, limit, offset;
};
bool uploads_list(struct db_tx *tx, struct arena *a, const struct upload_page *page,
		  struct upload_rows *ret, struct err *err) must_use;
bool uploads_count(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err) must_use;
/* Bytes of all of a user's. */
bool uploads_size(struct db_tx *tx, int64_t user_id, int64_t *ret, struct err *err) must_use;

bool uploads_touch(struct db_tx *tx, int64_t id, int64_t now_s, struct err *err) must_use;
/* Does a post need it that is a draft, planned, on its way, failed or not certain? */
bool uploads_is_wanted(struct db_tx *tx, int64_t id, bool *ret, struct err *err) must_use;
bool uploads_delete(struct db_tx *tx, int64_t user_id, int64_t id, bool *ret_found, struct err *err)
	must_use;

/* Not touched since `before_s`, longest first. */
bool uploads_list_unused(struct db_tx *tx, struct arena *a, int64_t before_s, int64_t limit,
			 struct upload_rows *ret, struct err *err) must_use;
bool uploads_has_file(struct db_tx *tx, struct str file, bool *ret, struct err *err) must_use;

#endif
