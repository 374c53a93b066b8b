#include "report/export_gate.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

struct export_gate {
	pthread_mutex_t lock;
	pthread_cond_t left;
	unsigned places; /* free */
};

struct export_gate *export_gate_new(unsigned at_once)
{
	struct export_gate *gate = calloc(1, sizeof(*gate));
	pthread_condattr_t monotonic;

	if (!gate)
		abort();
	gate->places = at_once;
	pthread_mutex_init(&gate->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&gate->left, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return gate;
}

struct export_gate *export_gate_free(struct export_gate *gate)
{
	if (!gate)
		return NULL;
	pthread_cond_destroy(&gate->left);
	pthread_mutex_destroy(&gate->lock);
	free(gate);
	return NULL;
}

bool export_gate_enter(struct export_gate *gate, int64_t patience_ms, struct err *err)
{
	struct timespec until;
	int outcome = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += patience_ms / 1000;
	until.tv_nsec += patience_ms % 1000 * 1000000;
	until.tv_sec += until.tv_nsec / 1000000000;
	until.tv_nsec %= 1000000000;
	pthread_mutex_lock(&gate->lock);
	while (gate->places == 0 && outcome != ETIMEDOUT)
		outcome = pthread_cond_timedwait(&gate->left, &gate->lock, &until);

	bool is_in = gate->places > 0;

	gate->places -= is_in;
	pthread_mutex_unlock(&gate->lock);
	return is_in || err_set(err, ERR_BUSY, "other exports have taken all places");
}

void export_gate_leave(struct export_gate *gate)
{
	pthread_mutex_lock(&gate->lock);
	gate->places++;
	pthread_cond_signal(&gate->left);
	pthread_mutex_unlock(&gate->lock);
}
