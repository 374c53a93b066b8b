/* What Page nodes share with the edges that list them. */
#ifndef GRAPHSIM_NODE_PAGE_H
#define GRAPHSIM_NODE_PAGE_H

#include "graphsim/protocol/node.h"

/* The listing of the caller's Pages that `wants` says yes to. */
void page_list_write(struct view *v, bool (*wants)(const struct view *v, const struct page *p));
/* {"data":{"height","is_silhouette","url","width"}} after the modifiers type, width and height. */
void page_write_picture(struct view *v, struct str url);

#endif
