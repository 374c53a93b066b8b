/* For tests of what happens when the database fails: takes a table away. */
#ifndef STORE_TEST_BROKEN_H
#define STORE_TEST_BROKEN_H

#include "base/test.h"
#include "db/db.h"
#include "store/store.h"

static inline bool rename_table(struct db_tx *tx, void *arg, struct err *err)
{
	const char *const *table = arg;
	char sql[128];

	snprintf(sql, sizeof(sql), "ALTER TABLE %s RENAME TO %s_gone", *table, *table);
	return db_script(tx, str_of(sql), err);
}

/* Every statement that needs it is ERR_DATABASE from now on. */
static inline void take_table_away(struct store *s, const char *table)
{
	struct err err = ERR_INIT;

	check_ok(store_write(s, rename_table, &table, &err), &err);
}

#endif
