/*
 * Insight answers come in four forms; this turns all of them into flat rows.
 *
 *	values[].value a number		 time series, media insights
 *	values[].value an object	 online_followers: {"0":12,…,"23":9}
 *	total_value.value		 one number for the asked span
 *	total_value.breakdowns[]	 one number per combination of dimension values
 */
#include "graph/object.h"

struct walk {
	void (*each)(void *ctx, const struct graph_value *v);
	void *ctx;
	long count;
};

static void emit(struct walk *w, struct graph_value *row, const struct json *number)
{
	if (!json_to_int(number, &row->value))
		return;
	w->each(w->ctx, row);
	w->count++;
}

static void walk_values(struct walk *w, struct graph_value row, const struct json *values)
{
	for (const struct json *v = json_first(values); v; v = v->next) {
		const struct json *value = json_get(v, STR("value"));
		int64_t end_ms;
		row.end_time_s = 0;
		if (iso_parse(json_text(json_get(v, STR("end_time"))), &end_ms))
			row.end_time_s = end_ms / 1000;
		if (!value || value->type != JSON_OBJECT) {
			emit(w, &row, value);
			continue;
		}
		for (const struct json *m = json_first(value); m; m = m->next) {
			struct graph_value part = row;
			int64_t hour;
			if (str_to_i64(m->key, &hour) && hour >= 0 && hour <= 23)
				part.hour = (int)hour;
			else
				part.dimension[0] = m->key;
			emit(w, &part, m);
		}
	}
}

/* `timeframe` only repeats what was asked, so it is no dimension of the result. */
static void walk_breakdown(struct walk *w, struct graph_value row, const struct json *breakdown)
{
	const struct json *keys = json_get(breakdown, STR("dimension_keys"));

	for (const struct json *r = json_first(json_get(breakdown, STR("results"))); r;
	     r = r->next) {
		const struct json *key = json_first(keys);
		const struct json *v = json_first(json_get(r, STR("dimension_values")));
		size_t used = 0;
		row.dimension[0] = row.dimension[1] = STR_NONE;
		for (; v && used < COUNT_OF(row.dimension); v = v->next) {
			if (!str_eq(json_text(key), STR("timeframe")))
				row.dimension[used++] = json_text(v);
			key = key ? key->next : NULL;
		}
		emit(w, &row, json_get(r, STR("value")));
	}
}

long graph_insights_each(const struct json *insights,
			 void (*each)(void *ctx, const struct graph_value *v), void *ctx)
{
	const struct json *data = json_get(insights, STR("data"));
	if (!data)
		data = insights;
	if (!data || data->type != JSON_ARRAY)
		return -1;

	struct walk w = { .each = each, .ctx = ctx };
	for (const struct json *metric = json_first(data); metric; metric = metric->next) {
		const struct json *total = json_get(metric, STR("total_value"));
		struct graph_value row = { .metric = json_text(json_get(metric, STR("name"))),
					   .hour = -1 };
		if (!row.metric.len)
			continue;
		walk_values(&w, row, json_get(metric, STR("values")));
		/* Some media metrics state the same number in both forms. */
		if (!json_first(json_get(metric, STR("values"))))
			emit(&w, &row, json_get(total, STR("value")));
		const struct json *b = json_first(json_get(total, STR("breakdowns")));
		for (; b; b = b->next)
			walk_breakdown(&w, row, b);
	}
	return w.count;
}
