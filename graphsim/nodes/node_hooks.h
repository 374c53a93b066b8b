/* /{app}/subscriptions and /{page}/subscribed_apps. Spec: meta-graph.md 10.1, 10.3. */
#ifndef GRAPHSIM_NODE_HOOKS_H
#define GRAPHSIM_NODE_HOOKS_H

#include "graphsim/protocol/node.h"

void app_subscriptions_get(struct view *v);
/* Asks the callback to repeat a challenge first, as Meta does. */
void app_subscriptions_post(struct view *v);
void app_subscriptions_remove(struct view *v);

void page_subscribed_get(struct view *v);
void page_subscribed_post(struct view *v);
void page_subscribed_remove(struct view *v);

#endif
