#include "db/migrate.h"

/* Works in every engine: the type names are affinities in SQLite and exact in PostgreSQL. */
static const struct str versions_table = STR_INIT(
	"CREATE TABLE IF NOT EXISTS schema_versions ("
	"version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_s BIGINT NOT NULL)");

static bool schema_version(struct db_tx *tx, int64_t *ret, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;

	if (!db_query_text(tx, STR("SELECT coalesce(max(version), 0) FROM schema_versions"),
			   DB_NO_ARGS, &row, err))
		return false;
	int64_t version = db_next(row) ? db_int(row, 0) : 0;
	if (!db_end_ok(row, err))
		return false;
	*ret = version;
	return true;
}

struct step {
	const struct db_migration *migrations;
	size_t count;
	int64_t now_s;
	int64_t version; /* before the step, then after it */
};

static bool note_version(struct db_tx *tx, const struct db_migration *m, int64_t now_s,
			 struct err *err)
{
	cleanup(db_endp) struct db_stmt *insert = NULL;

	if (!db_query_text(tx,
			   STR("INSERT INTO schema_versions (version, name, applied_s) "
			       "VALUES (?1, ?2, ?3)"),
			   DB_ARGS(DB_I(m->version), DB_T(str_of(m->name)), DB_I(now_s)), &insert,
			   err))
		return false;
	db_next(insert);
	return db_end_ok(insert, err);
}

/* Runs the next missing migration, if there is one. Another process may have been faster. */
static bool migrate_once(struct db_tx *tx, void *arg, struct err *err)
{
	struct step *step = arg;

	if (!db_script(tx, versions_table, err) || !schema_version(tx, &step->version, err))
		return false;
	if (step->version >= (int64_t)step->count)
		return true;

	const struct db_migration *next = &step->migrations[step->version];
	if (!db_script(tx, str_of(next->sql), err) || !note_version(tx, next, step->now_s, err))
		return err_wrap(err, "migration %s", next->name);
	step->version = next->version;
	return true;
}

bool db_migrate(struct db *db, const struct db_migration *migrations, size_t count, int64_t now_s,
		int64_t *ret_version, struct err *err)
{
	struct step step = { .migrations = migrations, .count = count, .now_s = now_s };

	do {
		if (!db_write(db, migrate_once, &step, err))
			return false;
	} while (step.version < (int64_t)count);

	if (step.version > (int64_t)count) {
		err_set(err, ERR_CONFIG, "schema version %lld, this program knows %zu",
			(long long)step.version, count);
		return err_say(
			err,
			"The database was written by a newer version of Simpul (schema %lld, "
			"this program knows %zu). Start that version again, or restore a "
			"backup.",
			(long long)step.version, count);
	}
	*ret_version = step.version;
	return true;
}
