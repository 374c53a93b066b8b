/*
 * Insights of accounts: numbers per day (reach, impressions, …), followers online by hour, and who
 * the followers are.
 */
#ifndef STORE_INSIGHTS_H
#define STORE_INSIGHTS_H

#include "store/store.h"

struct insight_day_row {
	struct str metric;    /* our series: reach, impressions, … */
	struct str period;    /* day, week, days_28 */
	struct str dimension; /* value of a breakdown; empty: the whole */
	int64_t end_s;
	int64_t day; /* the local day of end_s */
	struct opt_int value;
	int64_t updated_s;
};
struct insight_day_rows {
	struct insight_day_row *at;
	size_t count;
};

struct insight_query {
	struct str account_id, metric, period;
	int64_t start_s, end_s; /* of end_time, both included */
};

bool insight_days_put(struct db_tx *tx, struct str account_id, const struct insight_day_rows *rows,
		      struct err *err) must_use;
/* The whole (dimension empty), oldest first. */
bool insight_days_list(struct db_tx *tx, struct arena *a, const struct insight_query *q,
		       struct insight_day_rows *ret, struct err *err) must_use;
/* Every dimension, oldest first, then by dimension. */
bool insight_days_list_dimensions(struct db_tx *tx, struct arena *a, const struct insight_query *q,
				  struct insight_day_rows *ret, struct err *err) must_use;
/* Of every metric, period and dimension, in this order, oldest first. */
bool insight_days_each(struct db_tx *tx, struct arena *a, struct str account_id,
		       const int64_t span_s[2], const struct store_each *each, struct err *err)
	must_use;
/* The newest end_time stored; absent: none. Says from when to ask Meta. */
bool insight_days_newest(struct db_tx *tx, struct str account_id, struct str metric,
			 struct str period, struct opt_int *ret_end_s, struct err *err) must_use;

/* The oldest local day with a value; absent: none. */
bool insight_days_oldest(struct db_tx *tx, struct str account_id, struct str metric,
			 struct str period, struct opt_int *ret_day, struct err *err) must_use;

struct online_followers_row {
	int64_t end_s;
	int hour; /* 0-23, as Meta gives it */
	int64_t day;
	int64_t value;
	int64_t updated_s;
};
struct online_followers_rows {
	struct online_followers_row *at;
	size_t count;
};
bool online_followers_put(struct db_tx *tx, struct str account_id,
			  const struct online_followers_rows *rows, struct err *err) must_use;
/* Oldest first, then by hour. */
bool online_followers_list(struct db_tx *tx, struct arena *a, struct str account_id,
			   int64_t start_s, int64_t end_s, struct online_followers_rows *ret,
			   struct err *err) must_use;

enum audience_kind {
	AUDIENCE_CITY,
	AUDIENCE_COUNTRY,
	AUDIENCE_GENDER_AGE,
	AUDIENCE_LOCALE,
	AUDIENCE_KINDS
};

struct audience_row {
	struct str name; /* city; ISO 3166 alpha-2; M, F or U; locale */
	struct str part; /* city: its province; gender_age: the age range; else empty */
	int64_t value;
	int64_t end_s, updated_s;
	int64_t day;
};
struct audience_rows {
	struct audience_row *at;
	size_t count;
};
/* One day's snapshot; replaces an earlier one of that day. `day` of the rows is not read. */
bool audience_put(struct db_tx *tx, struct str account_id, enum audience_kind kind, int64_t day,
		  const struct audience_rows *rows, struct err *err) must_use;
struct audience_query {
	struct str account_id;
	enum audience_kind kind;
	int64_t first_day, last_day; /* both included */
};
/* Every snapshot of those days, oldest first; within a day by value, biggest first. */
bool audience_list(struct db_tx *tx, struct arena *a, const struct audience_query *q,
		   struct audience_rows *ret, struct err *err) must_use;
/* Only the newest of them, biggest first. */
bool audience_newest(struct db_tx *tx, struct arena *a, const struct audience_query *q,
		     struct audience_rows *ret, struct err *err) must_use;

#endif
