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
	/* What the classifier thinks; at == NULL: not classified yet. comments_put does not read
	 * it. */
	struct str sentiment;
	struct opt_double confidence;
};
struct comment_rows {
	struct comment_row *at;
	size_t count;
};

/*
 * Adds those that are not known and updates the others; one whose text has changed waits to be
 * classified again. *ret_new: how many were not known; may be NULL.
 */
bool comments_put(struct db_tx *tx, struct str account_id, struct str media_id,
		  const struct comment_rows *rows, int64_t now_s, int64_t *ret_new, struct err *err)
	must_use;
/* A comment as Meta's webhook tells it: one that is known only gets a new text. */
bool comments_hear(struct db_tx *tx, struct str account_id, struct str media_id,
		   const struct comment_row *comment, int64_t now_s, struct err *err) must_use;
/* Newest first, at most `limit`. */
bool comments_list(struct db_tx *tx, struct arena *a, struct str account_id, struct str media_id,
		   int64_t limit, struct comment_rows *ret, struct err *err) must_use;
/* The same, from a place in that list on: after the last row of the part before. */
struct comment_place {
	struct str account_id, media_id;
	int64_t before_s; /* INT64_MAX: from the start */
	struct str before_id;
};
bool comments_list_from(struct db_tx *tx, struct arena *a, const struct comment_place *place,
			int64_t limit, struct comment_rows *ret, struct err *err) must_use;
/* How many are stored for a post: whether there is anything new to fetch. */
bool comments_count(struct db_tx *tx, struct str account_id, struct str media_id, int64_t *ret,
		    struct err *err) must_use;

/* ---- sentiment ---------------------------------------------------------------------------------
 */

struct comment_sentiment_row {
	struct str media_id, id;
	struct str text;      /* that was or is to be classified */
	struct str sentiment; /* pos, neu, neg; comments_list_unclassified does not fill it */
	double confidence;    /* of that label, 0 to 1 */
};
struct comment_sentiment_rows {
	struct comment_sentiment_row *at;
	size_t count;
};
/*
 * Comments of the account that `model` has not classified: new ones, changed ones, and those an
 * other model classified. At most `limit`.
 */
bool comments_list_unclassified(struct db_tx *tx, struct arena *a, struct str account_id,
				struct str model, int64_t limit, struct comment_sentiment_rows *ret,
				struct err *err) must_use;
/* A comment whose text is no longer the one that was classified is passed over. */
bool comments_sentiment_put(struct db_tx *tx, struct str account_id, struct str model,
			    const struct comment_sentiment_rows *rows, struct err *err) must_use;

struct comment_sentiments {
	int64_t neg, neu, pos; /* by label */
	int64_t unsure;        /* of these: below the confidence asked for */
	int64_t unclassified;  /* counted nowhere else */
};
bool comments_sentiments(struct db_tx *tx, struct str account_id, struct str media_id,
			 double sure_from, struct comment_sentiments *ret, struct err *err)
	must_use;

/* When a comment of the account was made, and its label; valid during the call only. */
struct comment_mark {
	int64_t posted_s;
	struct str sentiment; /* at == NULL: not classified yet */
	double confidence;
};
typedef void comment_mark_fn(void *ctx, const struct comment_mark *mark);
/* Both instants included, oldest first. Any number in constant memory. */
bool comments_marks_each(struct db_tx *tx, struct str account_id, const int64_t span_s[2],
			 comment_mark_fn *fn, void *ctx, struct err *err) must_use;

#endif
