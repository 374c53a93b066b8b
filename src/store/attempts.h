/*
 * Counters of failed attempts, kept through a restart. A bucket is what is guarded
 * (`login:email:<folded>`) or who tries (`login:ip:<address>`); the arithmetic and the policy are
 * the caller's, who reads and writes a bucket in one writing transaction.
 */
#ifndef STORE_ATTEMPTS_H
#define STORE_ATTEMPTS_H

#include "store/store.h"

struct attempts_row {
	int64_t failures; /* since first_s */
	int64_t first_s, last_s;
	int64_t blocked_until_s; /* 0: not blocked */
};

/* A bucket that is not there is all zero. */
bool attempts_get(struct db_tx *tx, struct str bucket, struct attempts_row *ret, struct err *err)
	must_use;
bool attempts_put(struct db_tx *tx, struct str bucket, const struct attempts_row *row,
		  struct err *err) must_use;
/* Forgets buckets without an attempt since `before_s`. */
bool attempts_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

#endif
