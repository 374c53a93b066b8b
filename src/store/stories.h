/* Stories of an account, with the newest value of each of their metrics. */
#ifndef STORE_STORIES_H
#define STORE_STORIES_H

#include "store/store.h"

struct story_row {
	struct str id;
	int64_t posted_s, posted_day;
	struct str media_type, caption, permalink;
	struct str media_url, thumbnail_url; /* at == NULL: none */
	int64_t created_s, updated_s;        /* first and last seen */
};
struct story_rows {
	struct story_row *at;
	size_t count;
};
/* `created_s` is not read. */
bool stories_put(struct db_tx *tx, struct str account_id, const struct story_rows *rows,
		 struct err *err) must_use;
/* Posted in that span (both ends included), newest first. */
bool stories_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t start_s,
		  int64_t end_s, struct story_rows *ret, struct err *err) must_use;
/* The same, one after the other. Told a struct story_row. */
bool stories_each(struct db_tx *tx, struct arena *a, struct str account_id, const int64_t span_s[2],
		  const struct store_each *each, struct err *err) must_use;

/* 1 when it is stored. */
bool stories_count(struct db_tx *tx, struct str account_id, struct str id, int64_t *ret,
		   struct err *err) must_use;

struct story_value_row {
	struct str story_id, metric;
	struct str dimension; /* empty: the whole */
	int64_t value;
	int64_t updated_s;
};
struct story_value_rows {
	struct story_value_row *at;
	size_t count;
};
bool story_insights_put(struct db_tx *tx, struct str account_id,
			const struct story_value_rows *rows, struct err *err) must_use;
/* Of one story, by metric and dimension. */
bool story_insights_list(struct db_tx *tx, struct arena *a, struct str account_id,
			 struct str story_id, struct story_value_rows *ret, struct err *err)
	must_use;

#endif
