/* The metric catalogue as text: `simpul sync --metrics`. */
#include "graph/metric.h"
#include "sync/overview.h"

static const char *or_dash(const char *text)
{
	return text ? text : "-";
}

void sync_metrics_write(struct arena *a, struct buf *out)
{
	size_t count;
	const struct graph_metric *metrics = graph_metrics(&count);

	buf_put(out, STR("| metric | level | period | type | breakdown | from | until | feeds | "
			 "replaced by |\n|---|---|---|---|---|---|---|---|---|\n"));
	for (size_t i = 0; i < count; i++) {
		const struct graph_metric *m = &metrics[i];
		struct str levels = graph_levels_text(a, m->levels);
		buf_fmt(out, "| %s | %.*s | %s | %s | %s | %s%s%s%s | %s%s%s%s | %s | %s |\n",
			m->name, STR_ARG(levels), m->period, graph_metric_form_name(m->form),
			or_dash(m->breakdown), or_dash(m->since), m->since_version ? " (" : "",
			m->since_version ? m->since_version : "", m->since_version ? ")" : "",
			or_dash(m->until), m->until_version ? " (" : "",
			m->until_version ? m->until_version : "", m->until_version ? ")" : "",
			or_dash(m->series), or_dash(m->replaced_by));
	}
}
