#include "graphsim/nodes/insights_request.h"

#include "graphsim/protocol/listing.h"

#define PERIODS_TEXT "day, week, days_28, month, lifetime, total_over_range"
#define BREAKDOWNS_TEXT                                                                            \
	"age, city, contact_button_type, country, follow_type, gender, media_product_type"

static bool read_metrics(struct view *v, struct insights_request *r)
{
	struct call *c = v->call;
	struct str text = view_arg(v, STR("metric"));
	struct insight_names names;

	if (str_is_empty(text))
		return CALL_FAIL(c, GE_PARAM_REQUIRED, STR("metric"));
	insight_names_read(c->arena, text, &names);
	for (size_t i = 0; i < names.count; i++) {
		r->metrics[i] = account_metric_find(names.at[i]);
		if (r->metrics[i])
			continue;
		if (str_eq(names.at[i], STR("impressions")))
			return CALL_FAIL(c, GE_IMPRESSIONS_GONE);
		return CALL_FAIL(c, GE_ENUM_INVALID, str_fmt(c->arena, "metric[%zu]", i),
				 account_metric_names(c->arena));
	}
	r->metric_count = names.count;
	return true;
}

static bool read_period(struct view *v, struct insights_request *r)
{
	struct str text = view_arg(v, STR("period"));

	if (str_is_empty(text))
		return CALL_FAIL(v->call, GE_PARAM_REQUIRED, STR("period"));
	if (!period_of(text, &r->period))
		return CALL_FAIL(v->call, GE_ENUM_INVALID, STR("period"), STR(PERIODS_TEXT));
	return true;
}

static bool read_type(struct view *v, struct insights_request *r)
{
	struct str text = view_arg(v, STR("metric_type"));

	if (str_is_empty(text) || str_eq(text, STR("default")))
		r->type = 0;
	else if (str_eq(text, STR("time_series")))
		r->type = METRIC_TIME_SERIES;
	else if (str_eq(text, STR("total_value")))
		r->type = METRIC_TOTAL_VALUE;
	else
		return CALL_FAIL(v->call, GE_ENUM_INVALID, STR("metric_type"),
				 STR("default, time_series, total_value"));
	return true;
}

static bool read_breakdowns(struct view *v, struct insights_request *r)
{
	struct insight_names names;

	insight_names_read(v->call->arena, view_arg(v, STR("breakdown")), &names);
	for (size_t i = 0; i < names.count; i++) {
		enum breakdown b;

		if (!breakdown_of(names.at[i], &b))
			return CALL_FAIL(v->call, GE_ENUM_INVALID, STR("breakdown"),
					 STR(BREAKDOWNS_TEXT));
		if (r->breakdown_count == COUNT_OF(r->breakdowns))
			return CALL_FAIL(v->call, GE_UNKNOWN_ERROR);
		r->breakdowns[r->breakdown_count++] = b;
	}
	return true;
}

static bool read_range(struct view *v, struct insights_request *r)
{
	int64_t now_s = v->call->now_s;
	bool has_since = selection_has(v->selection, STR("since"));
	bool has_until = selection_has(v->selection, STR("until"));

	r->has_range = has_since || has_until;
	r->until_s = now_s;
	if (!view_time_arg(v, STR("until"), &r->until_s))
		return false;
	r->since_s = r->until_s - DAY_S;
	if (!view_time_arg(v, STR("since"), &r->since_s))
		return false;
	if (r->since_s > r->until_s)
		return CALL_FAIL(v->call, GE_SINCE_AFTER_UNTIL);
	if (r->until_s - r->since_s > INSIGHTS_SPAN_S)
		return CALL_FAIL(v->call, GE_SPAN_TOO_LONG);
	return true;
}

static bool read_timeframe(struct view *v, struct insights_request *r)
{
	static const char *const gone[] = { "last_14_days", "last_30_days", "last_90_days",
					    "prev_month" };

	r->timeframe = view_arg(v, STR("timeframe"));
	if (str_is_empty(r->timeframe) || str_eq(r->timeframe, STR("this_month")) ||
	    str_eq(r->timeframe, STR("this_week")))
		return true;
	for (size_t i = 0; i < COUNT_OF(gone); i++) {
		if (str_eq(r->timeframe, str_of(gone[i])))
			return CALL_FAIL(v->call, GE_TIMEFRAME_GONE, r->timeframe);
	}
	return CALL_FAIL(v->call, GE_ENUM_INVALID, STR("timeframe"),
			 STR("last_14_days, last_30_days, last_90_days, prev_month, this_month, "
			     "this_week"));
}

enum metric_type insights_type_of(const struct insights_request *r, const struct account_metric *m)
{
	if (r->type != 0)
		return (enum metric_type)r->type;
	return m->types & METRIC_TIME_SERIES ? METRIC_TIME_SERIES : METRIC_TOTAL_VALUE;
}

/* Collects the metrics that break a rule, because Meta names all of them in one text. */
static struct str names_that(const struct insights_request *r, struct arena *a,
			     bool (*is_wrong)(const struct insights_request *r,
					      const struct account_metric *m))
{
	struct insight_names wrong = { 0 };

	for (size_t i = 0; i < r->metric_count; i++) {
		if (is_wrong(r, r->metrics[i]))
			wrong.at[wrong.count++] = str_of(r->metrics[i]->name);
	}
	return insight_names_text(a, &wrong);
}

static bool misses_type(const struct insights_request *r, const struct account_metric *m)
{
	return r->type != METRIC_TOTAL_VALUE && !(m->types & METRIC_TIME_SERIES);
}

static bool has_wrong_type(const struct insights_request *r, const struct account_metric *m)
{
	return r->type != 0 && !(m->types & r->type);
}

static bool has_wrong_period(const struct insights_request *r, const struct account_metric *m)
{
	return !(m->periods & r->period);
}

static bool check_breakdowns(struct view *v, const struct insights_request *r,
			     const struct account_metric *m)
{
	bool is_one_too_many = r->breakdown_count > 1 && m->kind != KIND_DEMOGRAPHIC;

	if (r->breakdown_count > 0 && insights_type_of(r, m) == METRIC_TIME_SERIES)
		return CALL_FAIL(v->call, GE_UNKNOWN_ERROR);
	for (size_t i = 0; i < r->breakdown_count; i++) {
		if (!(m->breakdowns & r->breakdowns[i]) || is_one_too_many)
			return CALL_FAIL(v->call, GE_UNKNOWN_ERROR);
	}
	return true;
}

static bool check_metric(struct view *v, const struct insights_request *r,
			 const struct account_metric *m)
{
	if (m->is_only_last_30_days && r->has_range &&
	    r->since_s < v->call->now_s - INSIGHTS_SPAN_S - DAY_S)
		return CALL_FAIL(v->call, GE_ONLY_LAST_30_DAYS, str_of(m->name));
	if (m->needs_timeframe && str_is_empty(r->timeframe))
		return CALL_FAIL(v->call, GE_PARAM_REQUIRED, STR("timeframe"));
	return check_breakdowns(v, r, m);
}

static bool check_fit(struct view *v, const struct insights_request *r)
{
	struct call *c = v->call;
	struct str wrong = names_that(r, c->arena, misses_type);

	if (wrong.len > 0)
		return CALL_FAIL(c, GE_METRIC_TYPE_MISSING, wrong);
	wrong = names_that(r, c->arena, has_wrong_type);
	if (wrong.len > 0)
		return CALL_FAIL(c, GE_METRIC_TYPE_WRONG, wrong, view_arg(v, STR("metric_type")));
	wrong = names_that(r, c->arena, has_wrong_period);
	if (wrong.len > 0)
		return CALL_FAIL(c, GE_METRIC_PERIOD_WRONG, wrong, view_arg(v, STR("period")));
	for (size_t i = 0; i < r->metric_count; i++) {
		if (!check_metric(v, r, r->metrics[i]))
			return false;
	}
	return true;
}

bool insights_request_read(struct view *v, struct insights_request *ret)
{
	*ret = (struct insights_request){ 0 };
	return read_metrics(v, ret) && read_period(v, ret) && read_type(v, ret) &&
	       read_breakdowns(v, ret) && read_timeframe(v, ret) && read_range(v, ret) &&
	       check_fit(v, ret);
}
