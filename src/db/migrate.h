/*
 * The schema's history: numbered scripts, each run once, in its own transaction, in order. The
 * database remembers which ones it has seen. A database that has seen more than this program knows
 * belongs to a newer one and is refused, because an older program would damage it.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

struct db_migration {
	int64_t version; /* 1, 2, 3, … without gaps */
	const char *name;
	const char *sql;
};

/* `ret_version` is the schema's version afterwards. ERR_CONFIG: the database is newer. */
bool db_migrate(struct db *db, const struct db_migration *migrations, size_t count, int64_t now_s,
		int64_t *ret_version, struct err *err) must_use;

#endif
