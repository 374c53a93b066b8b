/* How accounts have grown, and their posts that stand out, as it was worked out after collecting.
 */
#ifndef STORE_GROWTH_H
#define STORE_GROWTH_H

#include "store/store.h"

struct growth_row {
	struct str metric; /* report/growth.h names them */
	int64_t day;       /* the last of the window */
	struct opt_double value, before, growth;
};
struct growth_rows {
	struct growth_row *at;
	size_t count;
};
bool growth_put(struct db_tx *tx, struct str account_id, int64_t frame_days,
		const struct growth_rows *rows, int64_t now_s, struct err *err) must_use;
struct growth_query {
	struct str account_id, metric;
	int64_t frame_days;
	int64_t first_day, last_day; /* both included */
};
/* Whatever its day: first_day and last_day are not read. */
bool growth_newest(struct db_tx *tx, struct arena *a, const struct growth_query *q,
		   struct growth_row *ret, bool *ret_found, struct err *err) must_use;
/* Oldest first. */
bool growth_list(struct db_tx *tx, struct arena *a, const struct growth_query *q,
		 struct growth_rows *ret, struct err *err) must_use;

/* Of every frame and metric, oldest first. Told a struct growth_frame_row. */
struct growth_frame_row {
	int64_t frame_days;
	struct growth_row growth;
};
bool growth_each(struct db_tx *tx, struct arena *a, struct str account_id, const int64_t days[2],
		 const struct store_each *each, struct err *err) must_use;

struct extreme_row {
	struct str kind, media_id;
	int64_t value;
};
struct extreme_rows {
	struct extreme_row *at;
	size_t count;
};
/* Replaces those of the frame. */
bool extremes_put(struct db_tx *tx, struct str account_id, int64_t frame_days, int64_t day,
		  const struct extreme_rows *rows, struct err *err) must_use;
bool extremes_list(struct db_tx *tx, struct arena *a, struct str account_id, int64_t frame_days,
		   struct extreme_rows *ret, struct err *err) must_use;

#endif
