/* Comments under posts. */
#ifndef STORE_COMMENTS_H
#define STORE_COMMENTS_H

#include "store/store.h"

struct comment_row {
	struct str id;
	struct str parent_id; /* at == NULL: not an answer */
	struct str username, text;
	int64_t posted_s;
	struct opt_int like_count;
	bool is_hidden;
};
struct comment_rows {
	struct comment_row *at;
	size_t count;
};

bool comments_put(struct db_tx *tx, struct str account_id, struct str media_id,
		  const struct comment_rows *rows, int64_t now_s, struct err *err) must_use;
/* Oldest first. */
bool comments_list(struct db_tx *tx, struct arena *a, struct str account_id, struct str media_id,
		   struct comment_rows *ret, struct err *err) must_use;
/* How many are stored for a post: whether there is anything new to fetch. */
bool comments_count(struct db_tx *tx, struct str account_id, struct str media_id, int64_t *ret,
		    struct err *err) must_use;

#endif
