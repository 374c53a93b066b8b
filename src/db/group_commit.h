/*
 * The one writer. Functions of many callers wait in a queue; a thread takes all that are there,
 * runs each in a savepoint of one transaction, and commits once: the wait for the disk is shared.
 * While that commit is on its way the next batch gathers by itself, so no time is spent waiting for
 * company.
 *
 * Engines differ only in the five functions below, which are all called on the writer's thread.
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

/* Starts the thread. The engine and the connection must outlive it. */
bool group_commit_start(const struct group_commit_engine *engine, struct db_tx *tx,
			struct group_commit **ret, struct err *err) must_use;
/* Finishes what was asked for, then ends the thread. */
struct group_commit *group_commit_stop(struct group_commit *g);

/* As db_write. Not from inside a work: ERR_INTERNAL. */
bool group_commit_run(struct group_commit *g, db_work *work, void *arg, struct err *err) must_use;

void group_commit_stats(struct group_commit *g, uint64_t *ret_writes, uint64_t *ret_commits);

#endif
