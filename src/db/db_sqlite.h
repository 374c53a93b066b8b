/* What the files of the SQLite back end share: nobody else includes this. */
#ifndef DB_DB_SQLITE_H
#define DB_DB_SQLITE_H

#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>

#include "db/db.h"
#include "db/group_commit.h"

enum fixed {
	FIXED_BEGIN,
	FIXED_BEGIN_WRITE,
	FIXED_COMMIT,
	FIXED_ROLLBACK,
	FIXED_SAVE,
	FIXED_RELEASE,
	FIXED_UNDO,
	FIXED_COUNT
};
struct db_stmt {
	sqlite3_stmt *handle;
	struct db_tx *tx;
	const char *name;
	int status; /* of the last step */
	bool is_running;
	bool is_temporary; /* not in the connection's table: ended for good by db_endp */
};

/* A connection. Outside a transaction it waits in the pool. */
struct db_tx {
	struct db *db;
	sqlite3 *handle;
	sqlite3_stmt *fixed[FIXED_COUNT];
	struct db_stmt *prepared; /* by statement number; made when first used */
	unsigned running;         /* statements that have not ended */
	struct db_tx *next_idle;
};

struct db {
	char *path;
	char *temporary_folder; /* of a ":memory:" database */
	struct db_statements statements;
	void *owner;
	struct db_tx *writer;
	struct group_commit *commits;
	pthread_mutex_t lock; /* the pool */
	pthread_cond_t returned;
	struct db_tx *idle;
	unsigned open_readers, max_readers;
	atomic_uint_fast64_t reads;
	atomic_int health; /* enum db_health */
};

/* fsync failed: nothing is written any more. */
void db_lost_write(struct db *db);

/* Says what SQLite said: its message never holds a value of a row. Returns false. */
bool db_fault(const struct db_tx *tx, int status, const char *what, struct err *err);

#endif
