/*
 * The one writer. Whoever finds nobody writing leads: he takes all functions that are waiting, his
 * own among them, runs each in a savepoint of one transaction and commits once, on his own thread.
 * Whoever comes meanwhile waits; the next leader is the first of them. So a lonely write costs no
 * change of threads, and the waits for the disk of many are shared: while one commit is on its way
 * the next batch gathers by itself.
 *
 * Engines differ only in the five functions below; they are never called by two threads at once.
 */
#ifndef DB_GROUP_COMMIT_H
#define DB_GROUP_COMMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

struct group_commit;

struct group_commit_engine {
	bool (*begin)(struct db_tx *tx, struct err *err);
	bool (*commit)(struct db_tx *tx, struct err *err); /* false: rolled back */
	void (*rollback)(struct db_tx *tx);
	/* Runs it so that a failure leaves no trace, and the rest of the transaction intact. */
	bool (*run_apart)(struct db_tx *tx, db_work *work, void *arg, struct err *err);
	/* False when a fault (disk full, …) ended the whole transaction. */
	bool (*is_open)(const struct db_tx *tx);
};

/* The engine and the connection must outlive it. */
struct group_commit *group_commit_new(const struct group_commit_engine *engine, struct db_tx *tx);
/* Nobody may be writing any more. NULL is fine. */
struct group_commit *group_commit_free(struct group_commit *g);

/* As db_write. Not from inside a work: ERR_INTERNAL. */
bool group_commit_run(struct group_commit *g, db_work *work, void *arg, struct err *err) must_use;

/* Is the caller inside a work? Everybody else's writes wait for it. */
bool group_commit_is_leading(struct group_commit *g);

void group_commit_stats(struct group_commit *g, uint64_t *ret_writes, uint64_t *ret_commits);

#endif
