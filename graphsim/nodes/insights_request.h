/* The arguments of an account's insights, checked in Meta's order and with Meta's words. */
#ifndef GRAPHSIM_INSIGHTS_REQUEST_H
#define GRAPHSIM_INSIGHTS_REQUEST_H

#include "graphsim/nodes/insight_text.h"
#include "graphsim/world/account_metrics.h"

#define INSIGHTS_SPAN_S (30 * (int64_t)DAY_S)

struct insights_request {
	const struct account_metric *metrics[INSIGHT_METRICS_MAX];
	size_t metric_count;
	enum insight_period period;
	unsigned type; /* 0: not said */
	enum breakdown breakdowns[2];
	size_t breakdown_count;
	struct str timeframe;
	bool has_range; /* since or until was given */
	int64_t since_s, until_s;
};

/* Raises the error and returns false when something does not fit. */
bool insights_request_read(struct view *v, struct insights_request *ret) must_use;
/* The type this metric is answered with. */
enum metric_type insights_type_of(const struct insights_request *r, const struct account_metric *m);

#endif
