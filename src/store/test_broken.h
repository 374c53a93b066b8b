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

struct refusal {
	const char *table, *column, *value;
};

static inline bool make_refusal(struct db_tx *tx, void *arg, struct err *err)
{
	const struct refusal *r = arg;
	char sql[256];

	snprintf(sql, sizeof(sql),
		 "CREATE TRIGGER refusal BEFORE INSERT ON %s WHEN NEW.%s = '%s' "
		 "BEGIN SELECT RAISE(ABORT, 'no space'); END",
		 r->table, r->column, r->value);
	return db_script(tx, str_of(sql), err);
}

static inline bool end_refusal(struct db_tx *tx, void *arg, struct err *err)
{
	(void)arg;
	return db_script(tx, STR("DROP TRIGGER refusal"), err);
}

/* Rows with that value cannot be added (ERR_DATABASE) until the refusal ends. One at a time. */
static inline void refuse_rows(struct store *s, struct refusal refusal)
{
	struct err err = ERR_INIT;

	check_ok(store_write(s, make_refusal, &refusal, &err), &err);
}

static inline void accept_rows(struct store *s)
{
	struct err err = ERR_INIT;

	check_ok(store_write(s, end_refusal, NULL, &err), &err);
}

#endif
