#include "store/media.h"

#include "store/row.h"

static void read_media(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct media_row *)ret = (struct media_row){
		.id = row_text(a, row, 0),
		.posted_s = db_int(row, 1),
		.posted_day = db_int(row, 2),
		.media_type = row_text(a, row, 3),
		.product_type = row_text(a, row, 4),
		.caption = row_text(a, row, 5),
		.permalink = row_text(a, row, 6),
		.shortcode = row_text(a, row, 7),
		.username = row_text(a, row, 8),
		.owner_id = row_text(a, row, 9),
		.media_url = row_text(a, row, 10),
		.thumbnail_url = row_text(a, row, 11),
		.like_count = db_opt_int(row, 12),
		.comments_count = db_opt_int(row, 13),
		.reach = db_opt_int(row, 14),
		.is_comment_enabled = db_opt_int(row, 15),
		.is_archived = row_bool(row, 16),
		.created_s = db_int(row, 17),
		.updated_s = db_int(row, 18),
	};
}

/* ---- what hangs on posts ----------------------------------------------------------------------
 */

/*
 * Posts and their insights come from two statements in the same order, so attaching is one walk
 * over both. Rows of posts that are not in the list (the edge of a page cuts through one second)
 * are passed over.
 */
struct walk {
	struct media_rows *media;
	size_t at;
};

static bool is_before(int64_t posted_s, struct str id, const struct media_row *m)
{
	return posted_s != m->posted_s ? posted_s > m->posted_s : str_cmp(id, m->id) > 0;
}

/* The post that the current row (posted_s, id, …) belongs to; NULL: none of the list. */
static struct media_row *walk_to(struct walk *w, const struct db_stmt *row)
{
	int64_t posted_s = db_int(row, 0);
	struct str id = db_text(row, 1);

	for (; w->at < w->media->count; w->at++) {
		struct media_row *m = &w->media->at[w->at];
		if (str_eq(id, m->id))
			return m;
		if (is_before(posted_s, id, m))
			return NULL;
	}
	return NULL;
}

static bool attach_insights(const struct row_query *q, struct media_rows *media, struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;
	struct walk w = { .media = media };

	if (!db_query(q->tx, q->statement, q->args, q->arg_count, &rows, err))
		return false;
	while (db_next(rows)) {
		struct media_row *m = walk_to(&w, rows);
		if (!m)
			continue;
		m->insights = row_room(q->a, m->insights, m->insight_count, sizeof(*m->insights));
		m->insights[m->insight_count++] = (struct media_metric_row){
			.metric = row_text(q->a, rows, 2),
			.value = db_int(rows, 3),
			.day = db_int(rows, 4),
			.updated_s = db_int(rows, 5),
		};
	}
	return db_end_ok(rows, err);
}

static bool attach_hashtags(const struct row_query *q, struct media_rows *media, struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;
	struct walk w = { .media = media };

	if (!db_query(q->tx, q->statement, q->args, q->arg_count, &rows, err))
		return false;
	while (db_next(rows)) {
		struct media_row *m = walk_to(&w, rows);
		if (!m)
			continue;
		m->hashtags = row_room(q->a, m->hashtags, m->hashtag_count, sizeof(*m->hashtags));
		m->hashtags[m->hashtag_count++] = row_text(q->a, rows, 2);
	}
	return db_end_ok(rows, err);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

bool media_list(struct db_tx *tx, struct arena *a, const struct media_query *m,
		struct media_rows *ret, struct err *err)
{
	bool from_start = !m->before_id.at;
	struct row_query q = { tx, a, SQL_MEDIA_LIST,
			       DB_ARGS(DB_T(m->account_id), DB_I(m->start_s), DB_I(m->end_s),
				       DB_I(from_start ? INT64_MAX : m->before_s),
				       DB_T(from_start ? STR("") : m->before_id),
				       DB_I(m->limit ? m->limit : INT64_MAX)) };
	struct media_rows found;

	if (!row_list(&q, read_media, &found, err))
		return false;
	if (found.count) {
		/* What hangs on them: all posts between the first and the last of this page. */
		const struct db_arg args[] = { DB_T(m->account_id),
					       DB_I(found.at[found.count - 1].posted_s),
					       DB_I(found.at[0].posted_s) };
		struct row_query insights = { tx, a, SQL_MEDIA_LIST_INSIGHTS, args,
					      COUNT_OF(args) };
		struct row_query hashtags = { tx, a, SQL_MEDIA_LIST_HASHTAGS, args,
					      COUNT_OF(args) };
		if (m->with_insights && !attach_insights(&insights, &found, err))
			return false;
		if (m->with_hashtags && !attach_hashtags(&hashtags, &found, err))
			return false;
	}
	*ret = found;
	return true;
}

bool media_get(struct db_tx *tx, struct arena *a, struct str account_id, struct str media_id,
	       struct media_row *ret, bool *ret_found, struct err *err)
{
	const struct db_arg args[] = { DB_T(account_id), DB_T(media_id) };
	struct row_query q = { tx, a, SQL_MEDIA_GET, args, COUNT_OF(args) };
	struct row_query insights = { tx, a, SQL_MEDIA_GET_INSIGHTS, args, COUNT_OF(args) };
	struct row_query hashtags = { tx, a, SQL_MEDIA_GET_HASHTAGS, args, COUNT_OF(args) };
	struct media_row media;
	struct media_rows one = { .at = &media, .count = 1 };
	bool found;

	if (!row_find(&q, read_media, &media, &found, err))
		return false;
	if (found) {
		if (!attach_insights(&insights, &one, err) ||
		    !attach_hashtags(&hashtags, &one, err))
			return false;
		*ret = media;
	}
	*ret_found = found;
	return true;
}

bool media_count(struct db_tx *tx, struct str account_id, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_MEDIA_COUNT, DB_ARGS(DB_T(account_id)) };

	return row_int(&q, ret, err);
}

static void read_score(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct media_score_row *)ret = (struct media_score_row){
		.id = row_text(a, row, 0),
		.posted_s = db_int(row, 1),
		.like_count = db_opt_int(row, 2),
		.comments_count = db_opt_int(row, 3),
		.reach = db_opt_int(row, 4),
	};
}

bool media_scores(struct db_tx *tx, struct arena *a, struct str account_id, int64_t start_s,
		  int64_t end_s, struct media_score_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_MEDIA_SCORES,
			       DB_ARGS(DB_T(account_id), DB_I(start_s), DB_I(end_s)) };

	return row_list(&q, read_score, ret, err);
}

static void read_outcome(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct media_outcome_row *)ret = (struct media_outcome_row){
		.posted_s = db_int(row, 0),
		.media_type = row_text(a, row, 1),
		.product_type = row_text(a, row, 2),
		.like_count = db_opt_int(row, 3),
		.comments_count = db_opt_int(row, 4),
	};
}

bool media_outcomes(struct db_tx *tx, struct arena *a, const struct media_query *q,
		    struct media_outcome_rows *ret, struct err *err)
{
	struct row_query query = { tx, a, SQL_MEDIA_OUTCOMES,
				   DB_ARGS(DB_T(q->account_id), DB_I(q->start_s), DB_I(q->end_s),
					   DB_I(q->limit)) };

	return row_list(&query, read_outcome, ret, err);
}

bool media_scores_each(struct db_tx *tx, const struct media_span *span, media_score_fn *fn,
		       void *ctx, struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;

	if (!db_query(tx, SQL_MEDIA_SCORES,
		      DB_ARGS(DB_T(span->account_id), DB_I(span->start_s), DB_I(span->end_s)),
		      &rows, err))
		return false;
	while (db_next(rows)) {
		struct media_score_row row = {
			.id = db_text(rows, 0),
			.posted_s = db_int(rows, 1),
			.like_count = db_opt_int(rows, 2),
			.comments_count = db_opt_int(rows, 3),
			.reach = db_opt_int(rows, 4),
		};

		fn(ctx, &row);
	}
	return db_end_ok(rows, err);
}

bool media_totals(struct db_tx *tx, struct str account_id, int64_t start_s, int64_t end_s,
		  struct media_totals *ret, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool found;

	if (!db_one(tx, SQL_MEDIA_TOTALS, DB_ARGS(DB_T(account_id), DB_I(start_s), DB_I(end_s)),
		    &row, &found, err))
		return false;
	*ret = (struct media_totals){
		.media_count = db_int(row, 0),
		.like_sum = db_int(row, 1),
		.like_known = db_int(row, 2),
		.comments_sum = db_int(row, 3),
		.comments_known = db_int(row, 4),
	};
	return true;
}

bool media_hashtags_each(struct db_tx *tx, const struct media_span *span, media_hashtag_fn *fn,
			 void *ctx, struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;

	if (!db_query(tx, SQL_MEDIA_HASHTAG_COUNTS,
		      DB_ARGS(DB_T(span->account_id), DB_I(span->start_s), DB_I(span->end_s)),
		      &rows, err))
		return false;
	while (db_next(rows)) {
		struct media_hashtag_row row = {
			.hashtag = db_text(rows, 0),
			.like_count = db_opt_int(rows, 1),
			.comments_count = db_opt_int(rows, 2),
		};

		fn(ctx, &row);
	}
	return db_end_ok(rows, err);
}

static void read_id(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct str *)ret = row_text(a, row, 0);
}

static void read_unread(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct media_unread_row *)ret = (struct media_unread_row){
		.id = row_text(a, row, 0),
		.count = db_int(row, 1),
		.read = db_opt_int(row, 2),
		.after = row_text(a, row, 3),
		.begun = db_opt_int(row, 4),
	};
}

bool media_list_comments_to_read(struct db_tx *tx, struct arena *a, struct str account_id,
				 int64_t limit, struct media_unread_rows *ret, struct err *err)
{
	struct row_query rows = { tx, a, SQL_MEDIA_LIST_COMMENTS_TO_READ,
				  DB_ARGS(DB_T(account_id), DB_I(limit)) };

	return row_list(&rows, read_unread, ret, err);
}

bool media_list_reels(struct db_tx *tx, struct arena *a, const struct media_reels_query *q,
		      struct media_ids *ret, struct err *err)
{
	struct row_query rows = { tx, a, SQL_MEDIA_LIST_REELS,
				  DB_ARGS(DB_T(q->account_id), DB_I(q->after_s), DB_I(q->young_s),
					  DB_T(q->metric), DB_I(q->limit)) };

	return row_list(&rows, read_id, ret, err);
}

bool media_count_span(struct db_tx *tx, struct str account_id, const struct media_between *span,
		      int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_MEDIA_COUNT_SPAN,
			       DB_ARGS(DB_T(account_id), DB_I(span->after_s),
				       DB_I(span->before_s)) };

	return row_int(&q, ret, err);
}

bool media_count_listed(struct db_tx *tx, struct str account_id, int64_t since_s, int64_t *ret,
			struct err *err)
{
	struct row_query q = { tx, NULL, SQL_MEDIA_COUNT_LISTED,
			       DB_ARGS(DB_T(account_id), DB_I(since_s)) };

	return row_int(&q, ret, err);
}

bool media_list_unlisted(struct db_tx *tx, struct arena *a, struct str account_id, int64_t since_s,
			 int64_t limit, struct media_ids *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_MEDIA_LIST_UNLISTED,
			       DB_ARGS(DB_T(account_id), DB_I(since_s), DB_I(limit)) };

	return row_list(&q, read_id, ret, err);
}

static void read_metric_day(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct media_metric_row *)ret = (struct media_metric_row){
		.metric = row_text(a, row, 0),
		.value = db_int(row, 1),
		.day = db_int(row, 2),
		.updated_s = db_int(row, 3),
	};
}

bool media_insight_days_list(struct db_tx *tx, struct arena *a, const struct media_history_query *q,
			     struct media_metric_rows *ret, struct err *err)
{
	struct row_query rows = { tx, a, SQL_MEDIA_INSIGHT_DAYS_LIST,
				  DB_ARGS(DB_T(q->account_id), DB_T(q->media_id),
					  DB_I(q->first_day), DB_I(q->last_day)) };

	return row_list(&rows, read_metric_day, ret, err);
}

static void read_child(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct media_child_row *)ret = (struct media_child_row){
		.id = row_text(a, row, 0),
		.media_type = row_text(a, row, 1),
		.media_url = row_text(a, row, 2),
		.thumbnail_url = row_text(a, row, 3),
	};
}

bool media_children_list(struct db_tx *tx, struct arena *a, struct str account_id,
			 struct str media_id, struct media_child_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_MEDIA_CHILDREN_LIST,
			       DB_ARGS(DB_T(account_id), DB_T(media_id)) };

	return row_list(&q, read_child, ret, err);
}
