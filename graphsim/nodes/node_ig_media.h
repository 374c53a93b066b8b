/* Listings of media, shared by an account's own edge, business_discovery and hashtags. */
#ifndef GRAPHSIM_NODE_IG_MEDIA_H
#define GRAPHSIM_NODE_IG_MEDIA_H

#include "graphsim/protocol/node.h"

/* Posts of v->node->account, newest first. */
void media_list_write(struct view *v);
void story_list_write(struct view *v);

/* Publishing (node_ig_container.c). */
void ig_container_post(struct view *v);
void ig_publish_post(struct view *v);
void ig_publishing_limit_get(struct view *v);
void ig_comment_post(struct view *v);
void ig_reply_post(struct view *v);
void ig_media_update(struct view *v);
void ig_collaborators_get(struct view *v);
void ig_media_remove(struct view *v);

#endif
