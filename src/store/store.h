/*
 * What Simpul remembers. `struct store` owns the database; one pair of files per noun holds its
 * records (`struct x_row`) and its functions; the statements are in store/sql. Nothing above this
 * folder includes db/ or writes SQL: it holds a `struct db_tx *` without looking into it.
 *
 * Reading: one snapshot for as long as the transaction lives.
 *	cleanup(store_read_endp) struct db_tx *tx = NULL;
 *	if (!store_read(store, &tx, err) || !accounts_get(tx, a, user_id, id, &account, &found,
 *err)) return false;
 *
 * Writing: hand a function to the one writer. It may run on the thread of another writer while the
 * caller waits; all or nothing of it is stored, and is on disk when store_write returns true. It
 * must not wait for anything, call Meta or take a lock that somebody holds while writing.
 *
 * Conventions of every noun
 *   - Text of a record is copied into the caller's arena. Text that may be absent has at == NULL;
 *     numbers that may be absent are opt_int. Absent is never written as zero or as ''.
 *   - "found" false is an outcome, not an error: no such row, or not the asker's. Both look alike.
 *   - Functions that take a user_id answer for that user only. Functions that take an account_id
 *     expect that the caller got it from accounts_get, or from a job.
 *   - Instants are Unix seconds, days are days since 1970-01-01; "now" is a parameter.
 *   - In a list, what is returned lives in the arena; count 0 is a fine answer.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/opt.h"
#include "base/rng.h"
#include "base/str.h"

struct store;
struct db_tx; /* a transaction: reading, or inside a store_work writing */

struct store_config {
	const char *path;      /* SQLite file, made with mode 0600; ":memory:" for tests */
	unsigned max_readers;  /* at once; 0: 8 */
	const struct rng *rng; /* names the instance the first time */
	const struct clock *clock;
	/*
	 * Chains the audit log: writes the 32 bytes of SHA-256(bytes) to `out`. NULL: rows carry no
	 * hash (unit tests).
	 */
	void (*sha256)(struct str bytes, unsigned char *out);
};

/*
 * Opens or creates the database and brings its schema up to date. ERR_CONFIG, with the remedy, when
 * it cannot be used: not a database, not writable, or made by a newer version of Simpul.
 */
bool store_open(const struct store_config *config, struct store **ret, struct err *err) must_use;
struct store *store_close(struct store *s); /* NULL is fine; waits for writes under way */
void store_closep(struct store **s);

bool store_read(struct store *s, struct db_tx **ret, struct err *err) must_use;
void store_read_endp(struct db_tx **tx);

/*
 * Told each row of a list of any length, which is what a function whose name ends in _each reads;
 * the row, its texts and what is allocated meanwhile are gone when the call returns.
 */
struct store_each {
	bool (*row)(void *ctx, const void *row, struct err *err);
	void *ctx;
};

typedef bool store_work(struct db_tx *tx, void *arg, struct err *err);
bool store_write(struct store *s, store_work *work, void *arg, struct err *err) must_use;
/* Is the calling thread inside a store_work? `store` is a struct store: for net_config. */
bool store_is_writing(void *store);

/* How the machine treats what is written; see db_health. */
enum store_health { STORE_WELL, STORE_FAILING, STORE_LOST };
enum store_health store_health(const struct store *s);
/* One small write, to learn whether writing goes well again. */
bool store_probe(struct store *s, int64_t now_s, struct err *err) must_use;

struct store_status {
	struct str instance_id; /* made when the database was made */
	int64_t schema_version;
	uint64_t reads, writes, commits;
};
/* Texts live as long as the store. */
void store_status(const struct store *s, struct store_status *ret);

/*
 * Forgets what nobody can ask for any more: logins at Meta that ended a day ago, jobs that ended 30
 * days ago, messages to hooks of 30 days ago, runs of collecting that ended 90 days ago (each
 * account's newest stays). Once a day.
 */
bool store_tidy(struct store *s, int64_t now_s, struct err *err) must_use;

/* Installation-wide texts by name. */
bool settings_get(struct db_tx *tx, struct arena *a, struct str name, struct str *ret,
		  bool *ret_found, struct err *err) must_use;
bool settings_set(struct db_tx *tx, struct str name, struct str value, struct err *err) must_use;

#endif
