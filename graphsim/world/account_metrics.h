/*
 * Metrics of an Instagram account (spec: meta-graph.md 4.1) as one table: which periods, metric
 * types and breakdowns each takes, and where its number comes from.
 */
#ifndef GRAPHSIM_ACCOUNT_METRICS_H
#define GRAPHSIM_ACCOUNT_METRICS_H

#include "graphsim/world/account.h"

enum insight_period {
	PERIOD_DAY = 1 << 0,
	PERIOD_WEEK = 1 << 1,
	PERIOD_DAYS_28 = 1 << 2,
	PERIOD_LIFETIME = 1 << 3,
	PERIOD_MONTH = 1 << 4,
	PERIOD_TOTAL = 1 << 5,
};

enum metric_type {
	METRIC_TIME_SERIES = 1 << 0,
	METRIC_TOTAL_VALUE = 1 << 1,
};

enum breakdown {
	BREAKDOWN_AGE = 1 << 0,
	BREAKDOWN_CITY = 1 << 1,
	BREAKDOWN_CONTACT = 1 << 2,
	BREAKDOWN_COUNTRY = 1 << 3,
	BREAKDOWN_FOLLOW = 1 << 4,
	BREAKDOWN_GENDER = 1 << 5,
	BREAKDOWN_PRODUCT = 1 << 6,
	BREAKDOWN_DEMOGRAPHIC =
		BREAKDOWN_AGE | BREAKDOWN_CITY | BREAKDOWN_COUNTRY | BREAKDOWN_GENDER,
};

enum metric_kind {
	KIND_DAILY,       /* a number a day */
	KIND_ONLINE,      /* 24 numbers a day */
	KIND_FOLLOWS,     /* gained and lost */
	KIND_DEMOGRAPHIC, /* rows about people */
	KIND_ELSEWHERE,   /* of other products: known, and always without data */
};

struct account_metric {
	const char *name;
	enum metric_kind kind;
	unsigned periods;
	unsigned types;
	unsigned breakdowns;
	int64_t (*of_day)(const struct day *d);
	int64_t (*of_product)(const struct day *d, enum product p); /* NULL: no such breakdown */
	bool counts_people; /* over several days, people who come back count once */
	bool is_final;      /* known when the day ends; others are still being counted for a day */
	bool needs_100_followers;
	bool is_only_last_30_days;
	bool needs_timeframe;
};

extern const struct account_metric account_metrics[];
extern const size_t account_metric_count;

const struct account_metric *account_metric_find(struct str name);
/* "reach, follower_count, …" as Meta's error lists them. */
struct str account_metric_names(struct arena *a);
const char *period_name(enum insight_period p);
bool period_of(struct str name, enum insight_period *ret) must_use;
bool breakdown_of(struct str name, enum breakdown *ret) must_use;
struct str breakdown_name(enum breakdown b);

#endif
