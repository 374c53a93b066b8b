#include "auth/hash_gate.h"

#include <assert.h>

void hash_gate_init(struct hash_gate *g, unsigned max_running, unsigned max_waiting)
{
	assert(max_running > 0);
	*g = (struct hash_gate){ .max_running = max_running, .max_waiting = max_waiting };
	pthread_mutex_init(&g->lock, NULL);
	pthread_cond_init(&g->freed, NULL);
}

void hash_gate_deinit(struct hash_gate *g)
{
	assert(g->running == 0 && g->waiting == 0);
	pthread_cond_destroy(&g->freed);
	pthread_mutex_destroy(&g->lock);
}

bool hash_gate_enter(struct hash_gate *g, struct err *err)
{
	bool has_turn = false;

	pthread_mutex_lock(&g->lock);
	if (g->running < g->max_running || g->waiting < g->max_waiting) {
		g->waiting++;
		while (g->running == g->max_running)
			pthread_cond_wait(&g->freed, &g->lock);
		g->waiting--;
		g->running++;
		has_turn = true;
	}
	pthread_mutex_unlock(&g->lock);
	if (!has_turn)
		return err_set(err, ERR_BUSY, "%u password checks wait already", g->max_waiting);
	return true;
}

void hash_gate_leave(struct hash_gate *g)
{
	pthread_mutex_lock(&g->lock);
	assert(g->running > 0);
	g->running--;
	pthread_cond_signal(&g->freed);
	pthread_mutex_unlock(&g->lock);
}
