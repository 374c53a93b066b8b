/* Instagram insights of accounts and media. Spec: meta-graph.md 4. */
#ifndef GRAPHSIM_INSIGHTS_H
#define GRAPHSIM_INSIGHTS_H

#include "graphsim/node.h"

void account_insights_get(struct view *v);
void media_insights_get(struct view *v);

#endif
