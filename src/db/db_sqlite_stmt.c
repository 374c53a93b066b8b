/* Statements of the SQLite back end: prepared once per connection, faults in our terms. */
#include "db/db_sqlite.h"

#include <assert.h>
#include <stdlib.h>

/* What the machine did to the writer; the faults of a work are its own. */
static void note_health(const struct db_tx *tx, int status)
{
	if (!tx || tx != tx->db->writer)
		return;
	switch (status & 0xff) {
	case SQLITE_IOERR:
		if (status == SQLITE_IOERR_FSYNC || status == SQLITE_IOERR_DIR_FSYNC)
			db_lost_write(tx->db);
		break;
	case SQLITE_FULL:
	case SQLITE_BUSY:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		break;
	default:
		return;
	}
	int well = DB_WELL;
	atomic_compare_exchange_strong(&tx->db->health, &well, DB_FAILING);
}

bool db_fault(const struct db_tx *tx, int status, const char *what, struct err *err)
{
	enum err_code code = ERR_DATABASE;

	note_health(tx, status);

	switch (status & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		code = ERR_BUSY;
		break;
	case SQLITE_CONSTRAINT:
		if (status == SQLITE_CONSTRAINT_UNIQUE || status == SQLITE_CONSTRAINT_PRIMARYKEY)
			code = ERR_CONFLICT;
		break;
	default:
		break;
	}
	return err_set(err, code, "%s: %s (sqlite %d)", what,
		       tx && tx->handle ? sqlite3_errmsg(tx->handle) : sqlite3_errstr(status),
		       status);
}

/* ---- statements -------------------------------------------------------------------------------
 */

static int prepare(struct db_tx *tx, struct str sql, unsigned flags, sqlite3_stmt **ret)
{
	return sqlite3_prepare_v3(tx->handle, sql.at, (int)sql.len, flags, ret, NULL);
}

static struct db_stmt *temporary_statement(struct db_tx *tx, const char *name)
{
	struct db_stmt *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	*s = (struct db_stmt){ .tx = tx, .name = name, .is_temporary = true };
	return s;
}

static int bind(sqlite3_stmt *s, int at, const struct db_arg *arg)
{
	int bytes = (int)arg->bytes.len;
	const char *text = arg->bytes.at ? arg->bytes.at : "";

	switch (arg->kind) {
	case DB_INT:
		return sqlite3_bind_int64(s, at, arg->integer);
	case DB_REAL:
		return sqlite3_bind_double(s, at, arg->real);
	case DB_TEXT:
		return sqlite3_bind_text(s, at, text, bytes, SQLITE_STATIC);
	case DB_BLOB:
		return sqlite3_bind_blob(s, at, text, bytes, SQLITE_STATIC);
	case DB_NULL:
	default:
		return sqlite3_bind_null(s, at);
	}
}

/* Binds and hands over; on a fault the statement is given back. */
static bool begin_statement(struct db_stmt *s, const struct db_arg *args, size_t arg_count,
			    struct db_stmt **ret, struct err *err)
{
	int status = SQLITE_OK;

	s->is_running = true;
	s->status = SQLITE_OK;
	s->tx->running++;
	if ((size_t)sqlite3_bind_parameter_count(s->handle) != arg_count) {
		err_set(err, ERR_INTERNAL, "%s: %zu arguments for %d parameters", s->name,
			arg_count, sqlite3_bind_parameter_count(s->handle));
		db_endp(&s);
		return false;
	}
	for (size_t i = 0; i < arg_count && status == SQLITE_OK; i++)
		status = bind(s->handle, (int)i + 1, &args[i]);
	if (status != SQLITE_OK) {
		db_fault(s->tx, status, s->name, err);
		db_endp(&s);
		return false;
	}
	*ret = s;
	return true;
}

bool db_query(struct db_tx *tx, unsigned statement, const struct db_arg *args, size_t arg_count,
	      struct db_stmt **ret, struct err *err)
{
	const struct db_statements *all = &tx->db->statements;

	assert(statement < all->count);
	struct db_stmt *s = &tx->prepared[statement];
	if (s->is_running)
		s = temporary_statement(tx, all->names[statement]);
	if (!s->handle) {
		unsigned flags = s->is_temporary ? 0 : SQLITE_PREPARE_PERSISTENT;
		int status = prepare(tx, str_of(all->sql[statement]), flags, &s->handle);
		s->tx = tx;
		s->name = all->names[statement];
		if (status != SQLITE_OK) {
			db_fault(tx, status, s->name, err);
			if (s->is_temporary)
				free(s);
			return false;
		}
	}
	return begin_statement(s, args, arg_count, ret, err);
}

bool db_query_text(struct db_tx *tx, struct str sql, const struct db_arg *args, size_t arg_count,
		   struct db_stmt **ret, struct err *err)
{
	struct db_stmt *s = temporary_statement(tx, "SQL text");
	int status = prepare(tx, sql, 0, &s->handle);

	if (status != SQLITE_OK) {
		free(s);
		return db_fault(tx, status, "SQL text", err);
	}
	return begin_statement(s, args, arg_count, ret, err);
}

bool db_next(struct db_stmt *rows)
{
	if (rows->status != SQLITE_OK && rows->status != SQLITE_ROW)
		return false;
	rows->status = sqlite3_step(rows->handle);
	return rows->status == SQLITE_ROW;
}

bool db_end_ok(struct db_stmt *rows, struct err *err)
{
	switch (rows->status) {
	case SQLITE_OK:
	case SQLITE_ROW:
	case SQLITE_DONE:
		return true;
	default:
		return db_fault(rows->tx, rows->status, rows->name, err);
	}
}

void db_endp(struct db_stmt **rows)
{
	struct db_stmt *s = *rows;

	*rows = NULL;
	if (!s)
		return;
	s->tx->running--;
	s->is_running = false;
	if (s->is_temporary) {
		sqlite3_finalize(s->handle);
		free(s);
		return;
	}
	sqlite3_reset(s->handle);
	/* The arguments may be gone by the next use. */
	sqlite3_clear_bindings(s->handle);
}

bool db_exec(struct db_tx *tx, unsigned statement, const struct db_arg *args, size_t arg_count,
	     int64_t *ret_changed, struct err *err)
{
	cleanup(db_endp) struct db_stmt *s = NULL;

	if (!db_query(tx, statement, args, arg_count, &s, err))
		return false;
	while (db_next(s))
		;
	if (!db_end_ok(s, err))
		return false;
	if (ret_changed)
		*ret_changed = sqlite3_changes64(tx->handle);
	return true;
}

bool db_one(struct db_tx *tx, unsigned statement, const struct db_arg *args, size_t arg_count,
	    struct db_stmt **ret, bool *ret_found, struct err *err)
{
	cleanup(db_endp) struct db_stmt *s = NULL;

	if (!db_query(tx, statement, args, arg_count, &s, err))
		return false;
	bool found = db_next(s);
	if (!db_end_ok(s, err))
		return false;
	if (found)
		*ret = TAKE(s);
	*ret_found = found;
	return true;
}

bool db_script(struct db_tx *tx, struct str sql, struct err *err)
{
	while (sql.len > 0) {
		sqlite3_stmt *s = NULL;
		const char *rest = NULL;
		int status = sqlite3_prepare_v2(tx->handle, sql.at, (int)sql.len, &s, &rest);
		if (status == SQLITE_OK && s) {
			do
				status = sqlite3_step(s);
			while (status == SQLITE_ROW);
			sqlite3_finalize(s);
		}
		if (status != SQLITE_OK && status != SQLITE_DONE)
			return db_fault(tx, status, "script", err);
		sql = str_skip(sql, (size_t)(rest - sql.at));
	}
	return true;
}

/* ---- columns ----------------------------------------------------------------------------------
 */

int64_t db_int(const struct db_stmt *row, int column)
{
	return sqlite3_column_int64(row->handle, column);
}

double db_real(const struct db_stmt *row, int column)
{
	return sqlite3_column_double(row->handle, column);
}

/* SQLite gives NULL for an empty blob: that one is empty, not absent. */
static struct str column_bytes(const struct db_stmt *row, int column, const void *at)
{
	if (!at)
		return db_is_null(row, column) ? STR_NONE : STR("");
	return (struct str){ at, (size_t)sqlite3_column_bytes(row->handle, column) };
}

struct str db_text(const struct db_stmt *row, int column)
{
	return column_bytes(row, column, sqlite3_column_text(row->handle, column));
}

struct str db_blob(const struct db_stmt *row, int column)
{
	return column_bytes(row, column, sqlite3_column_blob(row->handle, column));
}

bool db_is_null(const struct db_stmt *row, int column)
{
	return sqlite3_column_type(row->handle, column) == SQLITE_NULL;
}

struct opt_int db_opt_int(const struct db_stmt *row, int column)
{
	return db_is_null(row, column) ? OPT_NO_INT : OPT_INT(db_int(row, column));
}
