#include "report/export_gate.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

/* How long a place is kept for a job that found none: it asks every second. */
#define KEPT_MS 2500

struct export_gate {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	unsigned places;       /* free */
	int64_t kept_until_ms; /* one of them is for a job; 0: none is */
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
	pthread_cond_init(&gate->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return gate;
}

struct export_gate *export_gate_free(struct export_gate *gate)
{
	if (!gate)
		return NULL;
	pthread_cond_destroy(&gate->changed);
	pthread_mutex_destroy(&gate->lock);
	free(gate);
	return NULL;
}

/* With the lock held. */
static bool has_place(const struct export_gate *gate, int64_t now_ms)
{
	return gate->places > (now_ms < gate->kept_until_ms ? 1 : 0);
}

/* With the lock held: until somebody leaves, no place is kept any more, or patience ends. */
static void wait_for_change(struct export_gate *gate, int64_t now_ms, int64_t until_ms)
{
	bool is_kept = now_ms < gate->kept_until_ms && gate->kept_until_ms < until_ms;
	int64_t wake_ms = is_kept ? gate->kept_until_ms : until_ms;
	const struct timespec wake = {
		.tv_sec = wake_ms / 1000,
		.tv_nsec = wake_ms % 1000 * 1000000,
	};

	pthread_cond_timedwait(&gate->changed, &gate->lock, &wake);
}

bool export_gate_enter(struct export_gate *gate, int64_t patience_ms, struct err *err)
{
	int64_t now_ms = monotonic_ms(), until_ms = now_ms + patience_ms;

	pthread_mutex_lock(&gate->lock);
	while (!has_place(gate, now_ms) && now_ms < until_ms) {
		wait_for_change(gate, now_ms, until_ms);
		now_ms = monotonic_ms();
	}

	bool is_in = has_place(gate, now_ms);

	gate->places -= is_in;
	pthread_mutex_unlock(&gate->lock);
	return is_in || err_set(err, ERR_BUSY, "other exports have taken all places");
}

bool export_gate_try(struct export_gate *gate)
{
	pthread_mutex_lock(&gate->lock);

	bool is_in = gate->places > 0;

	gate->places -= is_in;
	gate->kept_until_ms = is_in ? 0 : monotonic_ms() + KEPT_MS;
	pthread_mutex_unlock(&gate->lock);
	return is_in;
}

void export_gate_leave(struct export_gate *gate)
{
	pthread_mutex_lock(&gate->lock);
	gate->places++;
	pthread_cond_broadcast(&gate->changed);
	pthread_mutex_unlock(&gate->lock);
}
