/* What is inside a store: for store.c, audit.c and their tests. */
#ifndef STORE_STORE_IMPL_H
#define STORE_STORE_IMPL_H

#include "base/limits.h"
#include "db/db.h"
#include "store/store.h"

struct store {
	struct db *db;
	const struct rng *rng;
	void (*sha256)(struct str bytes, unsigned char *out);
	int64_t schema_version;
	struct str instance_id; /* in `arena` */
	struct arena arena;
};

#endif
