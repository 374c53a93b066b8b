#include "http/pool.h"

#include <pthread.h>
#include <stdatomic.h>

#include "http/loop.h"
#include "http/thread.h"

struct pool {
	const struct http_server_config *config;
	unsigned queue_max;
	atomic_uint places_taken;

	pthread_mutex_t lock;
	pthread_cond_t work;
	struct call *first;
	struct call **end;
	unsigned idle_threads;
	bool is_stopping;

	unsigned thread_count;
	pthread_t threads[];
};

/* The oldest request, or NULL when the pool stops. */
static struct call *pool_next(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	while (!p->first && !p->is_stopping) {
		p->idle_threads++;
		pthread_cond_wait(&p->work, &p->lock);
		p->idle_threads--;
	}
	struct call *call = p->is_stopping ? NULL : p->first;
	if (call) {
		p->first = call->queue_next;
		if (!p->first)
			p->end = &p->first;
	}
	pthread_mutex_unlock(&p->lock);
	if (call)
		atomic_fetch_sub(&p->places_taken, 1);
	return call;
}

/* Nobody waits for the answer of one that was abandoned; one that has begun has to be told. */
static enum http_verdict run(const struct http_server_config *config, struct call *call)
{
	bool is_wanted = !atomic_load_explicit(&call->is_abandoned, memory_order_relaxed) ||
			 call->x.part == HTTP_PART_CUT;

	if (is_wanted)
		return config->app.handle(config->app.ctx, &call->x);
	return call->is_midway ? HTTP_MORE : HTTP_BROKEN;
}

static void *pool_main(void *arg)
{
	struct pool *p = arg;
	const struct http_server_config *config = p->config;
	void *ctx = config->app.ctx;
	void *worker = config->worker_start ? config->worker_start(ctx) : NULL;

	for (struct call *call = pool_next(p); call; call = pool_next(p)) {
		call->x.worker = worker;
		call->verdict = run(config, call);
		/* From here on it is the loop's again. */
		mailbox_post(call->loop->mailbox, &call->mail);
	}
	if (config->worker_stop)
		config->worker_stop(ctx, worker);
	return NULL;
}

bool pool_start(const struct http_server_config *config, enum http_lane lane, struct pool **ret,
		struct err *err)
{
	unsigned threads = config->lane_threads[lane];
	struct pool *p = calloc(1, sizeof(*p) + threads * sizeof(p->threads[0]));
	if (!p)
		abort(); /* the policy of arena.h */
	p->config = config;
	p->queue_max = config->lane_queue_max;
	p->end = &p->first;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->work, NULL);

	for (; p->thread_count < threads; p->thread_count++) {
		if (thread_start(&p->threads[p->thread_count], pool_main, p, err))
			continue;
		pool_stop(p);
		pool_free(p);
		return false;
	}
	*ret = p;
	return true;
}

void pool_stop(struct pool *p)
{
	pthread_mutex_lock(&p->lock);
	p->is_stopping = true;
	pthread_cond_broadcast(&p->work);
	pthread_mutex_unlock(&p->lock);
	for (unsigned i = 0; i < p->thread_count; i++)
		pthread_join(p->threads[i], NULL);
	p->thread_count = 0;
}

struct pool *pool_free(struct pool *p)
{
	if (!p)
		return NULL;
	pthread_cond_destroy(&p->work);
	pthread_mutex_destroy(&p->lock);
	free(p);
	return NULL;
}

bool pool_reserve(struct pool *p)
{
	if (atomic_fetch_add(&p->places_taken, 1) < p->queue_max)
		return true;
	atomic_fetch_sub(&p->places_taken, 1);
	return false;
}

void pool_reserve_always(struct pool *p)
{
	atomic_fetch_add(&p->places_taken, 1);
}

void pool_push(struct pool *p, struct batch *batch)
{
	if (batch->count == 0)
		return;
	pthread_mutex_lock(&p->lock);
	*p->end = batch->first;
	p->end = batch->end;
	unsigned to_wake = batch->count < p->idle_threads ? batch->count : p->idle_threads;
	pthread_mutex_unlock(&p->lock);
	*batch = (struct batch){ .first = NULL };
	for (; to_wake > 0; to_wake--)
		pthread_cond_signal(&p->work);
}
