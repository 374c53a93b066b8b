#include "store/stories.h"

#include "store/row.h"

bool stories_put(struct db_tx *tx, struct str account_id, const struct story_rows *rows,
		 struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct story_row *s = &rows->at[i];
		if (!db_exec(tx, SQL_STORIES_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(s->id), DB_I(s->posted_s),
				     DB_I(s->posted_day), DB_T(s->media_type), DB_T(s->caption),
				     DB_T(s->permalink), DB_T_OR_NULL(s->media_url),
				     DB_T_OR_NULL(s->thumbnail_url), DB_I(s->updated_s)),
			     NULL, err))
			return false;
	}
	return true;
}

static void read_story(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct story_row *)ret = (struct story_row){
		.id = row_text(a, row, 0),
		.posted_s = db_int(row, 1),
		.posted_day = db_int(row, 2),
		.media_type = row_text(a, row, 3),
		.caption = row_text(a, row, 4),
		.permalink = row_text(a, row, 5),
		.media_url = row_text(a, row, 6),
		.thumbnail_url = row_text(a, row, 7),
		.created_s = db_int(row, 8),
		.updated_s = db_int(row, 9),
	};
}

bool stories_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t start_s,
		  int64_t end_s, struct story_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_STORIES_LIST,
			       DB_ARGS(DB_T(account_id), DB_I(start_s), DB_I(end_s)) };

	return row_list(&q, read_story, ret, err);
}

bool stories_each(struct db_tx *tx, struct arena *a, struct str account_id, const int64_t span_s[2],
		  const struct store_each *each, struct err *err)
{
	struct story_row row;
	struct row_query q = { tx, a, SQL_STORIES_LIST,
			       DB_ARGS(DB_T(account_id), DB_I(span_s[0]), DB_I(span_s[1])) };

	return row_each(&q, read_story, &row, each, err);
}

bool story_insights_put(struct db_tx *tx, struct str account_id,
			const struct story_value_rows *rows, struct err *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct story_value_row *v = &rows->at[i];
		if (!db_exec(tx, SQL_STORY_INSIGHTS_PUT,
			     DB_ARGS(DB_T(account_id), DB_T(v->story_id), DB_T(v->metric),
				     DB_T(v->dimension), DB_I(v->value), DB_I(v->updated_s)),
			     NULL, err))
			return false;
	}
	return true;
}

static void read_value(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct story_value_row *)ret = (struct story_value_row){
		.story_id = row_text(a, row, 0),
		.metric = row_text(a, row, 1),
		.dimension = row_text(a, row, 2),
		.value = db_int(row, 3),
		.updated_s = db_int(row, 4),
	};
}

bool story_insights_list(struct db_tx *tx, struct arena *a, struct str account_id,
			 struct str story_id, struct story_value_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_STORY_INSIGHTS_LIST,
			       DB_ARGS(DB_T(account_id), DB_T(story_id)) };

	return row_list(&q, read_value, ret, err);
}

bool stories_count(struct db_tx *tx, struct str account_id, struct str id, int64_t *ret,
		   struct err *err)
{
	struct row_query q = { tx, NULL, SQL_STORIES_COUNT, DB_ARGS(DB_T(account_id), DB_T(id)) };

	return row_int(&q, ret, err);
}
