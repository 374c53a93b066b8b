/*
 * The plan of a workspace as a calendar (RFC 5545), at a secret link of each who works there, which
 * he can renew: one event for each account of each post, from a month ago to a year ahead.
 */
#ifndef PLANNING_FEED_H
#define PLANNING_FEED_H

#include "base/buf.h"
#include "publish/publish.h"
#include "store/post_series.h"

struct db_tx;

/* That link, made when there is none; `renews`: another one, and the old one ends. */
bool feed_token(struct publish *p, struct arena *a, struct calendar_link link, bool renews,
		struct str *ret, struct err *err) must_use;

struct feed {
	struct str token;
	struct str base_url; /* of this server, for links to posts */
	bool english;
	int64_t now_s;
};
/*
 * Writes the calendar that the token opens; NOT_FOUND: none, or its holder works there no longer.
 * The same plan gives the same bytes, so that an entity tag tells whether anything has changed.
 */
bool feed_write(struct db_tx *tx, struct arena *a, const struct feed *feed, struct buf *out,
		struct err *err) must_use;

#endif
