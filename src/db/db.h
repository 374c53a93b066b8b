/*
 * The database, behind one interface with one file per engine (C13). Only db_*.c includes an
 * engine's header; only store/ (and db/ itself) writes SQL, and all of it as named statements
 * (C12): a statement is an index into a table of SQL texts that tools/sqlgen makes from the .sql
 * files of store/sql. Prepared once per connection, then reused.
 *
 * Reading: db_read gives a connection in one snapshot. Writing: db_write runs a function as the
 * one writer; functions of several callers share a commit (group commit), each in its own
 * savepoint, and db_write returns when that commit is on disk. So a write is durable or it failed.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/opt.h"
#include "base/str.h"

struct db;      /* a database: the writer and the readers */
struct db_tx;   /* one connection inside a transaction */
struct db_stmt; /* one running statement */

struct db_statements {
	const char *const *sql;   /* indexed by statement number */
	const char *const *names; /* for error messages */
	unsigned count;
};

struct db_config {
	/*
	 * SQLite file, made with mode 0600 when it is missing. ":memory:" is for tests: a file of
	 * its own in the temporary folder, gone when the database is closed, never waited for.
	 */
	const char *path;
	struct db_statements statements;
	unsigned max_readers;
	void *owner; /* for db_owner */
};

/* ERR_CONFIG, with the remedy, when the file cannot be a database of ours. */
bool db_open(const struct db_config *config, struct db **ret, struct err *err) must_use;
struct db *db_close(struct db *db);
void db_closep(struct db **db);

/* A snapshot for reading. Any thread; at most max_readers at once, others wait. */
bool db_read(struct db *db, struct db_tx **ret, struct err *err) must_use;
void db_read_endp(struct db_tx **tx);

/*
 * Runs `work` in the writer's transaction. False: nothing of it was stored, and `err` says why.
 * `work` may run on another thread while the caller waits, so `arg` may live on the caller's stack.
 * It must not wait for anything but this database.
 */
typedef bool db_work(struct db_tx *tx, void *arg, struct err *err);
bool db_write(struct db *db, db_work *work, void *arg, struct err *err) must_use;
/* Is the calling thread inside a work? Then it must not wait for anything else. */
bool db_is_writing(const struct db *db);

/*
 * Faults have the code CONFLICT (a unique key is taken), BUSY (another process kept the database
 * locked) or DATABASE (the rest: disk full, a broken file, a constraint that must hold).
 */

/*
 * How the machine treats the writer. DB_FAILING: its last write failed for no fault of the work
 * (disk full, locked by another process, an I/O error) and later ones may go well. DB_LOST: the
 * disk did not keep what it was told to keep (fsync failed). The kernel may have thrown those pages
 * away and report the next fsync as well done, so nothing is written any more by this process:
 * every db_write is ERR_DATABASE until it is started anew. Reading goes on.
 */
enum db_health { DB_WELL, DB_FAILING, DB_LOST };
enum db_health db_health(const struct db *db);

/* ---- statements --------------------------------------------------------------------------- */

struct db_arg {
	enum { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BLOB } kind;
	int64_t integer;
	double real;
	struct str bytes;
};
#define DB_I(v) ((struct db_arg){ .kind = DB_INT, .integer = (int64_t)(v) })
#define DB_R(v) ((struct db_arg){ .kind = DB_REAL, .real = (v) })
#define DB_T(v) ((struct db_arg){ .kind = DB_TEXT, .bytes = (v) })
#define DB_B(v) ((struct db_arg){ .kind = DB_BLOB, .bytes = (v) })
#define DB_N ((struct db_arg){ .kind = DB_NULL })
/* Text that is NULL when absent (at == NULL). */
#define DB_T_OR_NULL(v) ((v).at ? DB_T(v) : DB_N)
#define DB_ARGS(...)                                                                               \
	(const struct db_arg[]){ __VA_ARGS__ },                                                    \
		sizeof((const struct db_arg[]){ __VA_ARGS__ }) / sizeof(struct db_arg)
#define DB_NO_ARGS NULL, 0
#define DB_O(v) ((v).has ? DB_I((v).value) : DB_N) /* struct opt_int */

/*
 * What the arguments point at must stay until the statement has ended. Several statements may run
 * at once in a transaction, the same one too.
 *
 *	cleanup(db_endp) struct db_stmt *rows = NULL;
 *	if (!db_query(tx, SQL_MEDIA_LIST, DB_ARGS(DB_T(account_id)), &rows, err))
 *		return false;
 *	while (db_next(rows)) { … db_text(rows, 0) … }
 *	return db_end_ok(rows, err);
 */
bool db_query(struct db_tx *tx, unsigned statement, const struct db_arg *args, size_t arg_count,
	      struct db_stmt **ret, struct err *err) must_use;
bool db_next(struct db_stmt *rows); /* false at the end, and on a fault: ask db_end_ok */
bool db_end_ok(struct db_stmt *rows, struct err *err) must_use;
void db_endp(struct db_stmt **rows);

/* For statements without rows. `ret_changed` may be NULL. */
bool db_exec(struct db_tx *tx, unsigned statement, const struct db_arg *args, size_t arg_count,
	     int64_t *ret_changed, struct err *err) must_use;
/* For one row at most; *ret_found false and no row when there is none. Keep `ret` until read. */
bool db_one(struct db_tx *tx, unsigned statement, const struct db_arg *args, size_t arg_count,
	    struct db_stmt **ret, bool *ret_found, struct err *err) must_use;

/* Columns of the current row. Text and blobs are valid until the next db_next: str_dup to keep. */
int64_t db_int(const struct db_stmt *row, int column);
double db_real(const struct db_stmt *row, int column);
struct str db_text(const struct db_stmt *row, int column);
struct str db_blob(const struct db_stmt *row, int column);
bool db_is_null(const struct db_stmt *row, int column);
/* A column as an optional number: null is not zero. */
struct opt_int db_opt_int(const struct db_stmt *row, int column);

/* What the opener gave as `owner`: how a function that only has the transaction finds it. */
void *db_owner(const struct db_tx *tx);

struct db_stats {
	uint64_t writes;  /* functions that were run by the writer */
	uint64_t commits; /* transactions they shared */
	uint64_t reads;   /* snapshots given out */
};
struct db_stats db_stats(const struct db *db);

/* ---- SQL as text: migrations and checks only ------------------------------------------------- */

bool db_script(struct db_tx *tx, struct str sql, struct err *err) must_use;
/* As db_query, for a statement outside the table. */
bool db_query_text(struct db_tx *tx, struct str sql, const struct db_arg *args, size_t arg_count,
		   struct db_stmt **ret, struct err *err) must_use;

#endif
