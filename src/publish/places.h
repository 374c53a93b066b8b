/*
 * Where a user can publish: the Instagram account and the Page of each connection, whether it works
 * there now, and what Meta still allows today.
 */
#ifndef PUBLISH_PLACES_H
#define PUBLISH_PLACES_H

#include "base/opt.h"
#include "publish/outcome.h"
#include "publish/publish.h"

struct connection_row;
struct db_tx;

struct publish_place {
	struct str connection_id;
	struct str place; /* "instagram", "page" */
	struct str account_id, name;
	struct str username, picture_url; /* at == NULL: none, not told */
	unsigned kinds;                   /* bit n: enum post_kind n can be published there */
	struct str scope;                 /* Meta's name of the permission it takes */
	enum publish_fault fault;         /* FAULT_NONE: it can be published there */
};
/* The kinds of a place, whoever's account it is. False: no place is called so. */
bool publish_place_kinds(struct str place, unsigned *ret_kinds) must_use;
/* What that connection offers there. False: no place is called so. */
bool publish_place_at(const struct connection_row *row, struct str place, struct publish_place *ret)
	must_use;
struct publish_place_list {
	struct publish_place *at;
	size_t count;
};

/* Of connections that were not ended, newest first: Instagram, then the Page. */
bool publish_places(struct db_tx *tx, struct arena *a, int64_t user_id,
		    struct publish_place_list *ret, struct err *err) must_use;

/* Posts by an app at one Instagram account within 24 hours. Absent: Meta did not tell. */
struct publish_quota {
	struct opt_int used, total;
};
/*
 * Asks Meta. NOT_FOUND: a connection that is not the user's. One that cannot be used, and a Meta
 * that does not answer, tell nothing.
 */
bool publish_quota_read(struct publish *p, struct arena *a, int64_t user_id,
			struct str connection_id, struct publish_quota *ret, struct err *err)
	must_use;

#endif
