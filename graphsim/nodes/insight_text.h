/* Titles and descriptions of metrics, and the frame that every insight object has. */
#ifndef GRAPHSIM_INSIGHT_TEXT_H
#define GRAPHSIM_INSIGHT_TEXT_H

#include "graphsim/protocol/node.h"

struct insight_text {
	const char *name;
	const char *title;
	const char *description;
};
/* A metric without a row gets its name as the title. */
struct insight_text insight_text_of(struct str name);

/* Does the inner selection (`insights.metric(…){name,values}`) want that member? */
bool insight_wants(const struct view *v, const char *member);
/* Writes name and period; the values come next, then insight_end: title, description and id. */
void insight_begin(struct view *v, struct str name, const char *period);
void insight_end(struct view *v, struct str name, const char *period);

/* Names of a comma-separated list, or of a JSON list as SDKs send it. */
#define INSIGHT_METRICS_MAX 32
struct insight_names {
	struct str at[INSIGHT_METRICS_MAX];
	size_t count;
};
void insight_names_read(struct arena *a, struct str text, struct insight_names *ret);
struct str insight_names_text(struct arena *a, const struct insight_names *names);

#endif
