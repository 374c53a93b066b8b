#include "graphsim/protocol/waiting.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"

struct entry {
	struct http_ticket *ticket;
	int64_t due_ms;
	struct entry *next;
};

struct waiting {
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct entry *entries;
	bool is_ending;
	bool is_released; /* nobody waits any more */
};

/* Takes one entry whose time has come; says how long until the next one otherwise. */
static struct entry *take_due(struct waiting *w, int64_t *ret_wait_ms)
{
	int64_t now_ms = monotonic_ms();

	*ret_wait_ms = 60000;
	for (struct entry **at = &w->entries; *at; at = &(*at)->next) {
		struct entry *e = *at;

		if (w->is_released || e->due_ms <= now_ms) {
			*at = e->next;
			return e;
		}
		if (e->due_ms - now_ms < *ret_wait_ms)
			*ret_wait_ms = e->due_ms - now_ms;
	}
	return NULL;
}

static void wait_for_change(struct waiting *w, int64_t wait_ms)
{
	struct timespec until;

	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += wait_ms / 1000;
	until.tv_nsec += wait_ms % 1000 * 1000000;
	if (until.tv_nsec >= 1000000000) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000;
	}
	pthread_cond_timedwait(&w->changed, &w->mutex, &until);
}

static void *run(void *ctx)
{
	struct waiting *w = ctx;

	pthread_mutex_lock(&w->mutex);
	while (!w->is_ending || w->entries) {
		int64_t wait_ms;
		struct entry *due = take_due(w, &wait_ms);

		if (!due) {
			wait_for_change(w, wait_ms);
			continue;
		}
		/* Resuming may run the handler at once: not under our lock. */
		pthread_mutex_unlock(&w->mutex);
		http_resume(due->ticket);
		free(due);
		pthread_mutex_lock(&w->mutex);
	}
	pthread_mutex_unlock(&w->mutex);
	return NULL;
}

struct waiting *waiting_new(void)
{
	struct waiting *w = calloc(1, sizeof(*w));
	pthread_condattr_t attributes;

	if (!w)
		abort();
	pthread_mutex_init(&w->mutex, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&w->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	if (pthread_create(&w->thread, NULL, run, w) != 0)
		abort();
	return w;
}

void waiting_release(struct waiting *w)
{
	pthread_mutex_lock(&w->mutex);
	w->is_released = true;
	pthread_cond_signal(&w->changed);
	pthread_mutex_unlock(&w->mutex);
}

struct waiting *waiting_free(struct waiting *w)
{
	if (!w)
		return NULL;
	waiting_release(w);
	pthread_mutex_lock(&w->mutex);
	w->is_ending = true;
	pthread_cond_signal(&w->changed);
	pthread_mutex_unlock(&w->mutex);
	pthread_join(w->thread, NULL);
	pthread_cond_destroy(&w->changed);
	pthread_mutex_destroy(&w->mutex);
	free(w);
	return NULL;
}

void waiting_add(struct waiting *w, struct http_ticket *ticket, int64_t in_ms)
{
	struct entry *e = calloc(1, sizeof(*e));

	if (!e)
		abort();
	*e = (struct entry){ .ticket = ticket, .due_ms = monotonic_ms() + in_ms };
	pthread_mutex_lock(&w->mutex);
	e->next = w->entries;
	w->entries = e;
	pthread_cond_signal(&w->changed);
	pthread_mutex_unlock(&w->mutex);
}
