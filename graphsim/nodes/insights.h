/* Insights of Instagram accounts and media (spec: meta-graph.md 4) and of Pages (6.6). */
#ifndef GRAPHSIM_INSIGHTS_H
#define GRAPHSIM_INSIGHTS_H

#include "graphsim/protocol/node.h"

void account_insights_get(struct view *v);
void media_insights_get(struct view *v);
void page_insights_get(struct view *v);

#endif
