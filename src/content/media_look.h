/*
 * Looking at a medium where it lies, as Meta will: is it there, for anybody, and what is it? Reads
 * the first megabyte, and of a film the place where its index is; never more than a few windows.
 *
 * The address is a stranger's: `reach` says which are asked, each redirect like the first, at most
 * three, and not longer than the caller allows.
 */
#ifndef CONTENT_MEDIA_LOOK_H
#define CONTENT_MEDIA_LOOK_H

#include "content/media_rules.h"
#include "net/public.h"

struct net;

struct media_look {
	enum media_problem problem; /* NONE, REDIRECT, UNREAD: it was found */
	struct str problem_of;
	bool has_facts;
	struct media_facts facts;
	struct str mark; /* by which a change shows; empty: it was not found */
};

/* Texts live in `a`. */
struct media_look media_look(struct net *net, struct arena *a, struct str url, int64_t timeout_ms,
			     enum net_reach reach);

#endif
