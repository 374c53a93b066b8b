#include "store/comments.h"

#include "store/media.h"
#include "store/row.h"

static void read_comment(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct comment_row *)ret = (struct comment_row){
		.id = row_text(a, row, 0),
		.parent_id = row_text(a, row, 1),
		.username = row_text(a, row, 2),
		.text = row_text(a, row, 3),
		.posted_s = db_int(row, 4),
		.like_count = db_opt_int(row, 5),
		.is_hidden = row_bool(row, 6),
		.sentiment = row_text(a, row, 7),
		.confidence = db_is_null(row, 8) ? OPT_NO_DOUBLE : OPT_DOUBLE(db_real(row, 8)),
	};
}

struct comment_write {
	struct str account_id, media_id;
	const struct comment_row *row;
	int64_t now_s;
};

static bool exec_whole(struct db_tx *tx, unsigned statement, const struct comment_write *w,
		       int64_t *ret_changed, struct err *err)
{
	const struct comment_row *c = w->row;

	return db_exec(tx, statement,
		       DB_ARGS(DB_T(w->account_id), DB_T(w->media_id), DB_T(c->id),
			       DB_T_OR_NULL(c->parent_id), DB_T(c->username), DB_T(c->text),
			       DB_I(c->posted_s), DB_O(c->like_count), DB_I(c->is_hidden),
			       DB_I(w->now_s)),
		       ret_changed, err);
}

bool comments_put(struct db_tx *tx, struct str account_id, struct str media_id,
		  const struct comment_rows *rows, int64_t now_s, int64_t *ret_new, struct err *err)
{
	int64_t added, count = 0;

	for (size_t i = 0; i < rows->count; i++) {
		const struct comment_write w = { account_id, media_id, &rows->at[i], now_s };
		if (!exec_whole(tx, SQL_COMMENTS_ADD, &w, &added, err))
			return false;
		count += added;
		if (!added && !exec_whole(tx, SQL_COMMENTS_UPDATE, &w, NULL, err))
			return false;
	}
	if (ret_new)
		*ret_new = count;
	return media_comments_came(tx, account_id, media_id, count, err);
}

bool comments_hear(struct db_tx *tx, struct str account_id, struct str media_id,
		   const struct comment_row *c, int64_t now_s, struct err *err)
{
	const struct comment_write w = { account_id, media_id, c, now_s };
	int64_t added;

	if (!exec_whole(tx, SQL_COMMENTS_ADD, &w, &added, err))
		return false;
	if (added)
		return media_comments_came(tx, account_id, media_id, added, err);
	return db_exec(
		tx, SQL_COMMENTS_HEAR,
		DB_ARGS(DB_T(account_id), DB_T(media_id), DB_T(c->id), DB_T(c->text), DB_I(now_s)),
		NULL, err);
}

bool comments_list(struct db_tx *tx, struct arena *a, struct str account_id, struct str media_id,
		   int64_t limit, struct comment_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_COMMENTS_LIST,
			       DB_ARGS(DB_T(account_id), DB_T(media_id), DB_I(limit)) };

	return row_list(&q, read_comment, ret, err);
}

bool comments_list_from(struct db_tx *tx, struct arena *a, const struct comment_place *place,
			int64_t limit, struct comment_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_COMMENTS_LIST_FROM,
			       DB_ARGS(DB_T(place->account_id), DB_T(place->media_id),
				       DB_I(place->before_s), DB_T(place->before_id),
				       DB_I(limit)) };

	return row_list(&q, read_comment, ret, err);
}

bool comments_count(struct db_tx *tx, struct str account_id, struct str media_id, int64_t *ret,
		    struct err *err)
{
	struct row_query q = { tx, NULL, SQL_COMMENTS_COUNT,
			       DB_ARGS(DB_T(account_id), DB_T(media_id)) };

	return row_int(&q, ret, err);
}

/* ---- sentiment ---------------------------------------------------------------------------------
 */

static void read_unclassified(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct comment_sentiment_row *)ret = (struct comment_sentiment_row){
		.media_id = row_text(a, row, 0),
		.id = row_text(a, row, 1),
		.text = row_text(a, row, 2),
	};
}

bool comments_list_unclassified(struct db_tx *tx, struct arena *a, struct str account_id,
				struct str model, int64_t limit, struct comment_sentiment_rows *ret,
				struct err *err)
{
	struct row_query q = { tx, a, SQL_COMMENTS_LIST_UNCLASSIFIED,
			       DB_ARGS(DB_T(account_id), DB_T(model), DB_I(limit)) };

	return row_list(&q, read_unclassified, ret, err);
}

bool comments_sentiment_put(struct db_tx *tx, struct str account_id, struct str model,
			    const struct comment_sentiment_rows *rows, struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct comment_sentiment_row *r = &rows->at[i];
		if (!db_exec(tx, SQL_COMMENTS_SENTIMENT_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(r->media_id), DB_T(r->id),
				     DB_T(r->text), DB_T(r->sentiment), DB_R(r->confidence),
				     DB_T(model)),
			     NULL, err))
			return false;
	}
	return true;
}

static void read_sentiments(struct arena *a, const struct db_stmt *row, void *ret)
{
	(void)a;
	*(struct comment_sentiments *)ret = (struct comment_sentiments){
		.neg = db_int(row, 0),
		.neu = db_int(row, 1),
		.pos = db_int(row, 2),
		.unsure = db_int(row, 3),
		.unclassified = db_int(row, 4),
	};
}

bool comments_sentiments(struct db_tx *tx, struct str account_id, struct str media_id,
			 double sure_from, struct comment_sentiments *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_COMMENTS_SENTIMENTS,
			       DB_ARGS(DB_T(account_id), DB_T(media_id), DB_R(sure_from)) };
	bool found;

	*ret = (struct comment_sentiments){ 0 };
	return row_find(&q, read_sentiments, ret, &found, err);
}

bool comments_marks_each(struct db_tx *tx, struct str account_id, const int64_t span_s[2],
			 comment_mark_fn *fn, void *ctx, struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;

	if (!db_query(tx, SQL_COMMENTS_MARKS,
		      DB_ARGS(DB_T(account_id), DB_I(span_s[0]), DB_I(span_s[1])), &rows, err))
		return false;
	while (db_next(rows)) {
		const struct comment_mark mark = {
			.posted_s = db_int(rows, 0),
			.sentiment = db_text(rows, 1),
			.confidence = db_real(rows, 2),
		};

		fn(ctx, &mark);
	}
	return db_end_ok(rows, err);
}
