/* Writing posts: what a crawl brings. */
#include "store/media.h"
#include "store/row.h"

bool media_put(struct db_tx *tx, struct str account_id, const struct media_rows *rows,
	       int64_t now_s, struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct media_row *m = &rows->at[i];
		if (!db_exec(tx, SQL_MEDIA_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(m->id), DB_I(m->posted_s),
				     DB_I(m->posted_day), DB_T(m->media_type),
				     DB_T_OR_NULL(m->product_type), DB_T(m->caption),
				     DB_T(m->permalink), DB_T(m->shortcode), DB_T(m->username),
				     DB_T_OR_NULL(m->owner_id), DB_T_OR_NULL(m->media_url),
				     DB_T_OR_NULL(m->thumbnail_url), DB_O(m->like_count),
				     DB_O(m->comments_count), DB_O(m->is_comment_enabled),
				     DB_I(now_s)),
			     NULL, err))
			return false;
	}
	return true;
}

bool media_archive(struct db_tx *tx, struct str account_id, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_MEDIA_ARCHIVE, DB_ARGS(DB_T(account_id), DB_I(before_s)), NULL, err);
}

bool media_comments_were_read(struct db_tx *tx, struct str account_id, struct str media_id,
			      int64_t count, struct err *err)
{
	return db_exec(tx, SQL_MEDIA_COMMENTS_WERE_READ,
		       DB_ARGS(DB_T(account_id), DB_T(media_id), DB_I(count)), NULL, err);
}

bool media_comments_go_on(struct db_tx *tx, struct str account_id, struct str media_id,
			  struct str after, struct opt_int begun, struct err *err)
{
	return db_exec(tx, SQL_MEDIA_COMMENTS_GO_ON,
		       DB_ARGS(DB_T(account_id), DB_T(media_id), DB_T_OR_NULL(after), DB_O(begun)),
		       NULL, err);
}

bool media_comments_came(struct db_tx *tx, struct str account_id, struct str media_id,
			 int64_t count, struct err *err)
{
	return count == 0 ||
	       db_exec(tx, SQL_MEDIA_COMMENTS_CAME,
		       DB_ARGS(DB_T(account_id), DB_T(media_id), DB_I(count)), NULL, err);
}

/* Both names mean the same number: one is of albums. */
static bool is_reach(struct str metric)
{
	return str_eq(metric, STR("reach")) || str_eq(metric, STR("carousel_album_reach"));
}

static bool put_metric(struct db_tx *tx, struct str account_id, struct str media_id,
		       const struct media_reading *r, size_t at, struct err *err)
{
	struct str metric = r->metrics[at].metric;
	int64_t value = r->metrics[at].value;

	if (!db_exec(tx, SQL_MEDIA_INSIGHT_DAYS_PUT,
		     DB_ARGS(DB_T(account_id), DB_T(media_id), DB_T(metric), DB_I(r->day),
			     DB_I(value), DB_I(r->read_s)),
		     NULL, err) ||
	    !db_exec(tx, SQL_MEDIA_INSIGHTS_PUT,
		     DB_ARGS(DB_T(account_id), DB_T(media_id), DB_T(metric), DB_I(value),
			     DB_I(r->day), DB_I(r->read_s)),
		     NULL, err))
		return false;
	return !is_reach(metric) ||
	       db_exec(tx, SQL_MEDIA_SET_REACH,
		       DB_ARGS(DB_T(account_id), DB_T(media_id), DB_I(value)), NULL, err);
}

bool media_insights_put(struct db_tx *tx, struct str account_id, struct str media_id,
			const struct media_reading *reading, struct err *err)
{
	for (size_t i = 0; i < reading->count; i++)
		if (!put_metric(tx, account_id, media_id, reading, i, err))
			return false;
	return true;
}

/* Are they stored already, in that order? */
static bool same_hashtags(struct db_tx *tx, const struct db_arg *place, const struct str *hashtags,
			  size_t count, bool *ret_same, struct err *err)
{
	cleanup(db_endp) struct db_stmt *rows = NULL;
	size_t stored = 0;
	bool same = true;

	if (!db_query(tx, SQL_MEDIA_GET_HASHTAGS, place, 2, &rows, err))
		return false;
	for (; db_next(rows); stored++)
		same = same && stored < count && str_eq(db_text(rows, 2), hashtags[stored]);
	*ret_same = same && stored == count;
	return db_end_ok(rows, err);
}

bool media_hashtags_put(struct db_tx *tx, struct str account_id, struct str media_id,
			const struct str *hashtags, size_t count, struct err *err)
{
	const struct db_arg place[] = { DB_T(account_id), DB_T(media_id) };
	bool same;

	if (!same_hashtags(tx, place, hashtags, count, &same, err))
		return false;
	if (same)
		return true;
	if (!db_exec(tx, SQL_MEDIA_HASHTAGS_DELETE, place, COUNT_OF(place), NULL, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!db_exec(tx, SQL_MEDIA_HASHTAGS_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(media_id), DB_I(i), DB_T(hashtags[i])),
			     NULL, err))
			return false;
	return true;
}

bool media_children_put(struct db_tx *tx, struct str account_id, struct str media_id,
			const struct media_child_rows *rows, int64_t now_s, struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct media_child_row *c = &rows->at[i];
		if (!db_exec(tx, SQL_MEDIA_CHILDREN_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(media_id), DB_I(i), DB_T(c->id),
				     DB_T(c->media_type), DB_T_OR_NULL(c->media_url),
				     DB_T_OR_NULL(c->thumbnail_url), DB_I(now_s)),
			     NULL, err))
			return false;
	}
	return db_exec(tx, SQL_MEDIA_CHILDREN_CUT,
		       DB_ARGS(DB_T(account_id), DB_T(media_id), DB_I(rows->count)), NULL, err);
}
