/*
 * Posts: as they are now, with the newest value of each of their insights and their hashtags.
 * media_days.h has their history.
 */
#ifndef STORE_MEDIA_H
#define STORE_MEDIA_H

#include "store/store.h"

struct media_metric_row {
	struct str metric;
	int64_t value;
	int64_t day; /* read on */
	int64_t updated_s;
};

struct media_row {
	struct str id;
	int64_t posted_s, posted_day;
	struct str media_type;
	struct str product_type; /* at == NULL: not told */
	struct str caption, permalink, shortcode, username;
	struct str owner_id;                 /* at == NULL: not told */
	struct str media_url, thumbnail_url; /* at == NULL: none */
	struct opt_int like_count, comments_count;
	struct opt_int reach;
	struct opt_int is_comment_enabled; /* 0, 1 or not told */
	bool is_archived;                  /* Meta no longer lists it */
	int64_t created_s, updated_s;
	/* Filled when the query asked for them. */
	struct media_metric_row *insights;
	size_t insight_count;
	struct str *hashtags; /* each with its #, in caption order */
	size_t hashtag_count;
};
struct media_rows {
	struct media_row *at;
	size_t count;
};

/*
 * A slice of an account's posts, newest first (then by id, descending). To read any number of them
 * in constant memory ask for `limit` at a time, giving the last row's posted_s and id as
 * `before_*`.
 */
struct media_query {
	struct str account_id;
	int64_t start_s, end_s; /* of posted_s, both included; all: INT64_MIN, INT64_MAX */
	int64_t before_s;       /* only what comes after this place in the list; … */
	struct str before_id;   /* … at == NULL: from the start */
	int64_t limit;          /* 0: all */
	bool with_insights, with_hashtags;
};
bool media_list(struct db_tx *tx, struct arena *a, const struct media_query *q,
		struct media_rows *ret, struct err *err) must_use;
/* With insights and hashtags. */
bool media_get(struct db_tx *tx, struct arena *a, struct str account_id, struct str media_id,
	       struct media_row *ret, bool *ret_found, struct err *err) must_use;
bool media_count(struct db_tx *tx, struct str account_id, int64_t *ret, struct err *err) must_use;

/* The numbers alone, read from an index: for averages and rankings over many posts. Newest first.
 */
struct media_score_row {
	struct str id;
	int64_t posted_s;
	struct opt_int like_count, comments_count, reach;
};
struct media_score_rows {
	struct media_score_row *at;
	size_t count;
};
/* The same one by one, in constant memory: `row` is gone when `fn` returns. */
typedef void media_score_fn(void *ctx, const struct media_score_row *row);
struct media_span {
	struct str account_id;
	int64_t start_s, end_s; /* of posted_s, both included */
};
bool media_scores_each(struct db_tx *tx, const struct media_span *span, media_score_fn *fn,
		       void *ctx, struct err *err) must_use;
bool media_scores(struct db_tx *tx, struct arena *a, struct str account_id, int64_t start_s,
		  int64_t end_s, struct media_score_rows *ret, struct err *err) must_use;

/* What kind of post was made when, and what came of it. Newest first, at most `limit`. */
struct media_outcome_row {
	int64_t posted_s;
	struct str media_type;
	struct str product_type; /* at == NULL: not told */
	struct opt_int like_count, comments_count;
};
struct media_outcome_rows {
	struct media_outcome_row *at;
	size_t count;
};
bool media_outcomes(struct db_tx *tx, struct arena *a, const struct media_query *q,
		    struct media_outcome_rows *ret, struct err *err) must_use;

/* Sums over the posts of a span: n, and what was known of likes and comments. */
struct media_totals {
	int64_t media_count;
	int64_t like_sum, like_known; /* like_known: posts whose like_count is known */
	int64_t comments_sum, comments_known;
};
bool media_totals(struct db_tx *tx, struct str account_id, int64_t start_s, int64_t end_s,
		  struct media_totals *ret, struct err *err) must_use;

/*
 * Reels worth asking for `metric`, newest first: posted after `after_s`, still listed, and either
 * posted since `young_s` or without a value of it.
 */
struct media_reels_query {
	struct str account_id;
	int64_t after_s, young_s;
	struct str metric;
	int64_t limit;
};
struct media_ids {
	struct str *at;
	size_t count;
};
bool media_list_reels(struct db_tx *tx, struct arena *a, const struct media_reels_query *q,
		      struct media_ids *ret, struct err *err) must_use;

/* Posts with comments that are not stored yet, newest first. */
struct media_unread_row {
	struct str id;
	int64_t count;       /* comments it has, answers and all */
	struct opt_int read; /* how many of them are known; absent: never read to the end */
	/* Where reading to the end goes on, and how many it had when that began; at == NULL: at the
	 * newest. */
	struct str after;
	struct opt_int begun;
};
struct media_unread_rows {
	struct media_unread_row *at;
	size_t count;
};
bool media_list_comments_to_read(struct db_tx *tx, struct arena *a, struct str account_id,
				 int64_t limit, struct media_unread_rows *ret, struct err *err)
	must_use;

/* Posts that are still listed, posted after `after_s` and before `before_s`. */
struct media_between {
	int64_t after_s, before_s;
};
bool media_count_span(struct db_tx *tx, struct str account_id, const struct media_between *span,
		      int64_t *ret, struct err *err) must_use;
/* Still listed, and seen since `since_s`. */
bool media_count_listed(struct db_tx *tx, struct str account_id, int64_t since_s, int64_t *ret,
			struct err *err) must_use;
/* Counted as listed, but not seen since `since_s`; newest first. */
bool media_list_unlisted(struct db_tx *tx, struct arena *a, struct str account_id, int64_t since_s,
			 int64_t limit, struct media_ids *ret, struct err *err) must_use;

/* Every value that a post's metrics had, by metric, oldest first; days both included. */
struct media_metric_rows {
	struct media_metric_row *at;
	size_t count;
};
struct media_history_query {
	struct str account_id, media_id;
	int64_t first_day, last_day;
};
bool media_insight_days_list(struct db_tx *tx, struct arena *a, const struct media_history_query *q,
			     struct media_metric_rows *ret, struct err *err) must_use;

/* The pictures and videos of an album, in order. */
struct media_child_row {
	struct str id, media_type;
	struct str media_url, thumbnail_url; /* at == NULL: none */
};
struct media_child_rows {
	struct media_child_row *at;
	size_t count;
};
bool media_children_list(struct db_tx *tx, struct arena *a, struct str account_id,
			 struct str media_id, struct media_child_rows *ret, struct err *err)
	must_use;

/* ---- writing ----------------------------------------------------------------------------------
 */

/*
 * Inserts or updates posts (everything up to is_comment_enabled, except reach); a listed post is
 * not archived. Absent texts and counts do not overwrite known ones.
 */
bool media_put(struct db_tx *tx, struct str account_id, const struct media_rows *rows,
	       int64_t now_s, struct err *err) must_use;
/* Posts that were not listed since `before_s` are archived: call it after a complete listing. */
bool media_archive(struct db_tx *tx, struct str account_id, int64_t before_s, struct err *err)
	must_use;

/* The post's comments are all stored; it had `count` of them. */
bool media_comments_were_read(struct db_tx *tx, struct str account_id, struct str media_id,
			      int64_t count, struct err *err) must_use;
/*
 * Reading to the end goes on after the cursor `after`; it began when the post had `begun` comments.
 * after.at == NULL: it begins again.
 */
bool media_comments_go_on(struct db_tx *tx, struct str account_id, struct str media_id,
			  struct str after, struct opt_int begun, struct err *err) must_use;
/* `count` comments were stored that were not known; comments_put and comments_hear say so. */
bool media_comments_came(struct db_tx *tx, struct str account_id, struct str media_id,
			 int64_t count, struct err *err) must_use;

/* The metrics of one post as they were read. */
struct media_reading {
	int64_t day, read_s;
	const struct media_metric_row *metrics; /* `day` and `updated_s` of these are not used */
	size_t count;
};
/*
 * A value goes into the history when it is new or has changed. `reach` and `carousel_album_reach`
 * also become the post's reach.
 */
bool media_insights_put(struct db_tx *tx, struct str account_id, struct str media_id,
			const struct media_reading *reading, struct err *err) must_use;
/* The album's parts as they are now; those it no longer has go. */
bool media_children_put(struct db_tx *tx, struct str account_id, struct str media_id,
			const struct media_child_rows *rows, int64_t now_s, struct err *err)
	must_use;
/* Replaces the post's hashtags; the same list again writes nothing. */
bool media_hashtags_put(struct db_tx *tx, struct str account_id, struct str media_id,
			const struct str *hashtags, size_t count, struct err *err) must_use;

/* One hashtag of one post in the span, with that post's counts; oldest post first, caption order.
 */
struct media_hashtag_row {
	struct str hashtag;
	struct opt_int like_count, comments_count;
};
/* In constant memory: `row` is gone when `fn` returns. */
typedef void media_hashtag_fn(void *ctx, const struct media_hashtag_row *row);
bool media_hashtags_each(struct db_tx *tx, const struct media_span *span, media_hashtag_fn *fn,
			 void *ctx, struct err *err) must_use;

#endif
