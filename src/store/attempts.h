/*
 * Counters of failed attempts, kept through a restart. A bucket is what is guarded
 * (`login:email:<folded>`) or who tries (`login:ip:<address>`); the policy is the caller's.
 */
#ifndef STORE_ATTEMPTS_H
#define STORE_ATTEMPTS_H

#include "store/store.h"

struct attempts_policy {
	int64_t window_s;     /* failures older than this are forgotten */
	int64_t max_failures; /* within the window; one more blocks */
	int64_t block_s;
};

struct attempts_state {
	int64_t failures;
	int64_t blocked_for_s; /* 0: not blocked */
};

bool attempts_get(struct db_tx *tx, struct str bucket, const struct attempts_policy *policy,
		  int64_t now_s, struct attempts_state *ret, struct err *err) must_use;
/* Counts one failure; the state returned is the one after it. */
bool attempts_fail(struct db_tx *tx, struct str bucket, const struct attempts_policy *policy,
		   int64_t now_s, struct attempts_state *ret, struct err *err) must_use;
/* Success: forgets the bucket. */
bool attempts_clear(struct db_tx *tx, struct str bucket, struct err *err) must_use;
bool attempts_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

#endif
