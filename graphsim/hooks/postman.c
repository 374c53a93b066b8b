#include "graphsim/hooks/postman.h"

#include <stdlib.h>
#include <time.h>

#include "graphsim/hooks/outgoing.h"

#define MAIL_MAX_BYTES (16u * 1024 * 1024)
/* The simulated clock moves by itself or by hand: looked at this often while something waits. */
#define LOOK_EVERY_MS 50

struct postman {
	struct world *world;
	pthread_t thread;
	bool is_ending;
};

static void wait_a_little(struct world *w)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_nsec += LOOK_EVERY_MS * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_sec++;
		until.tv_nsec -= 1000000000L;
	}
	pthread_cond_timedwait(&w->hooks.posted, &w->mutex, &until);
}

static bool is_anything_waiting(const struct world *w)
{
	for (const struct delivery *d = w->hooks.first; d; d = d->next) {
		if (d->state == DELIVERY_WAITING)
			return true;
	}
	return false;
}

/* With the mutex held, which is let go while the line is open. */
static void send_one(struct world *w, struct delivery *d)
{
	cleanup(arena_free) struct arena a;
	int64_t id = d->id;

	arena_init(&a, MAIL_MAX_BYTES);
	const struct outgoing request = {
		.method = "POST",
		.url = str_dup(&a, d->url),
		.content_type = str_dup(&a, d->content_type),
		.signature = str_dup(&a, d->signature),
		.body = str_dup(&a, d->body),
	};
	d->is_being_sent = true;
	pthread_mutex_unlock(&w->mutex);
	struct outgoing_answer answer = outgoing_send(&a, &request);
	pthread_mutex_lock(&w->mutex);
	/* A reset may have taken it. */
	d = delivery_find(&w->hooks, id);
	if (d)
		delivery_tried(&w->hooks, d, answer.status,
			       answer.status ? answer.body : str_of(answer.problem),
			       world_now_s(w));
}

static void *run(void *ctx)
{
	struct postman *p = ctx;
	struct world *w = p->world;

	pthread_mutex_lock(&w->mutex);
	while (!p->is_ending) {
		struct delivery *due = delivery_next(&w->hooks, world_now_s(w));

		if (due)
			send_one(w, due);
		else if (is_anything_waiting(w))
			wait_a_little(w);
		else
			pthread_cond_wait(&w->hooks.posted, &w->mutex);
	}
	pthread_mutex_unlock(&w->mutex);
	return NULL;
}

struct postman *postman_new(struct world *w)
{
	struct postman *p = calloc(1, sizeof(*p));

	if (!p)
		abort();
	p->world = w;
	if (pthread_create(&p->thread, NULL, run, p) != 0)
		abort();
	return p;
}

struct postman *postman_free(struct postman *p)
{
	if (!p)
		return NULL;
	pthread_mutex_lock(&p->world->mutex);
	p->is_ending = true;
	pthread_cond_broadcast(&p->world->hooks.posted);
	pthread_mutex_unlock(&p->world->mutex);
	pthread_join(p->thread, NULL);
	free(p);
	return NULL;
}
