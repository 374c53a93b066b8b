/*
 * How many password hashes run at once, and how many may wait for their turn: argon2id takes 64 MiB
 * and a fifth of a second each, so without this a flood of logins would be a flood of memory.
 */
#ifndef AUTH_HASH_GATE_H
#define AUTH_HASH_GATE_H

#include <pthread.h>
#include <stdbool.h>

#include "base/err.h"

struct hash_gate {
	pthread_mutex_t lock;
	pthread_cond_t freed;
	unsigned max_running, max_waiting;
	unsigned running, waiting;
};

void hash_gate_init(struct hash_gate *g, unsigned max_running, unsigned max_waiting);
void hash_gate_deinit(struct hash_gate *g);

/* Waits for a turn; ERR_BUSY at once when the queue is full. */
bool hash_gate_enter(struct hash_gate *g, struct err *err) must_use;
void hash_gate_leave(struct hash_gate *g);

#endif
