/*
 * Edges that are lists: limits, cursors, `paging`, `summary`. A listing names its items by index,
 * first one first, and gives each a key that never changes, so that a cursor still points at the
 * same item when newer ones have come.
 */
#ifndef GRAPHSIM_LISTING_H
#define GRAPHSIM_LISTING_H

#include "graphsim/protocol/node.h"

struct listing {
	size_t count;
	bool is_newest_first; /* keys fall from item to item; else they rise */
	uint64_t (*key)(const struct listing *l, size_t i);
	/* Makes the node of an item; it lives as long as the call. */
	void (*item)(const struct listing *l, size_t i, struct node *ret);
	const char *defaults; /* fields when none are asked for */
	size_t default_limit;
	size_t max_limit;
	bool has_no_links;  /* cursors alone, as inside business_discovery */
	bool has_no_paging; /* not even those: children */
	const struct view *view;
	const void *ctx;
};

void listing_write(struct view *v, struct listing *l);
/* {"data":[]} */
void listing_write_empty(struct view *v);
/* Unix seconds or ISO 8601 or a date; false raises error 100. `ret` stays when the argument is
 * absent. */
bool view_time_arg(const struct view *v, struct str name, int64_t *ret) must_use;

/*
 * {"…/{id}/{edge}?access_token=…&…"}: the link to this edge with its arguments, the ones of `drop`
 * (comma-separated) left out. The caller adds more with url_add_param.
 */
void listing_link(const struct view *v, struct buf *out, struct str drop);

#endif
