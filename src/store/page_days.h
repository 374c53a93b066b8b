/* Insights of Facebook Pages, by day: the Page behind a connected Instagram account. */
#ifndef STORE_PAGE_DAYS_H
#define STORE_PAGE_DAYS_H

#include "store/insights.h"

/* The rows' `period` is not read: it is the day. */
bool page_days_put(struct db_tx *tx, struct str account_id, struct str page_id,
		   const struct insight_day_rows *rows, struct err *err) must_use;
/* Every part of one metric, oldest first, then by dimension; `period` is "day". */
struct page_days_query {
	struct str account_id, page_id, metric;
	int64_t start_s, end_s; /* of end_time, both included */
};
bool page_days_list(struct db_tx *tx, struct arena *a, const struct page_days_query *q,
		    struct insight_day_rows *ret, struct err *err) must_use;
/* Of every Page, metric and part, in this order, oldest first. Told a struct page_day_row. */
struct page_day_row {
	struct str page_id;
	struct insight_day_row day;
};
bool page_days_each(struct db_tx *tx, struct arena *a, struct str account_id,
		    const int64_t span_s[2], const struct store_each *each, struct err *err)
	must_use;
/* The newest end_time stored of any metric; absent: none. */
bool page_days_newest(struct db_tx *tx, struct str account_id, struct str page_id,
		      struct opt_int *ret_end_s, struct err *err) must_use;

#endif
