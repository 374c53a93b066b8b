#include "db/group_commit.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"

/* More than this at once would make the first ones wait long for the last. */
#define BATCH_MAX 256
/* Writing that takes longer is told: nobody else can write meanwhile, nor can other processes. */
#define LONG_MS 1000

/* One caller, waiting on his own stack. */
struct request {
	db_work *work;
	void *arg;
	struct err *err;
	bool ok, is_done;
	pthread_t caller;
	bool leads;
	pthread_cond_t changed;
	struct request *next;
};

struct group_commit {
	const struct group_commit_engine *engine;
	struct db_tx *tx;
	pthread_mutex_t lock;
	struct request *first, *last; /* waiting */
	bool has_leader;
	pthread_t leader;
	uint64_t writes, commits;
};

/* A work that went well is undone all the same, because its transaction was. */
static void fail_done_well(struct request **batch, size_t count, const struct err *why)
{
	for (size_t i = 0; i < count; i++) {
		if (!batch[i]->ok)
			continue;
		batch[i]->ok = false;
		*batch[i]->err = *why;
	}
}

/* Alone, it needs no savepoint: the transaction is its own. */
static void run_alone(struct group_commit *g, struct request *r)
{
	const struct group_commit_engine *engine = g->engine;

	if (!engine->begin(g->tx, r->err))
		return;
	if (r->work(g->tx, r->arg, r->err))
		r->ok = engine->commit(g->tx, r->err);
	else
		engine->rollback(g->tx);
}

/* Runs requests from `from` on in one transaction; returns how far it got. */
static size_t run_transaction(struct group_commit *g, struct request **batch, size_t from,
			      size_t count)
{
	const struct group_commit_engine *engine = g->engine;
	struct err why = ERR_INIT;

	if (!engine->begin(g->tx, &why)) {
		for (size_t i = from; i < count; i++)
			*batch[i]->err = why;
		return count;
	}
	for (size_t i = from; i < count; i++) {
		struct request *r = batch[i];
		r->ok = engine->run_apart(g->tx, r->work, r->arg, r->err);
		if (engine->is_open(g->tx))
			continue;
		/* The fault of this one took its forerunners with it; the others get a new turn. */
		why = *r->err;
		if (r->ok)
			err_set(&why, ERR_DATABASE, "the transaction was ended by the database");
		fail_done_well(batch + from, i + 1 - from, &why);
		return i + 1;
	}
	if (!engine->commit(g->tx, &why))
		fail_done_well(batch + from, count - from, &why);
	return count;
}

/* Returns how many transactions it took. */
static uint64_t run_batch(struct group_commit *g, struct request **batch, size_t count)
{
	uint64_t transactions = 0;

	if (count == 1) {
		run_alone(g, batch[0]);
		return 1;
	}
	for (size_t at = 0; at < count; transactions++)
		at = run_transaction(g, batch, at, count);
	return transactions;
}

static size_t take_batch(struct group_commit *g, struct request **batch)
{
	size_t count = 0;

	while (g->first && count < BATCH_MAX) {
		batch[count++] = g->first;
		g->first = g->first->next;
	}
	if (!g->first)
		g->last = NULL;
	return count;
}

static void make_leader(struct group_commit *g, struct request *r)
{
	g->has_leader = true;
	g->leader = r->caller;
	r->leads = true;
	pthread_cond_signal(&r->changed);
}

/* With the lock held, which is let go of while the batch runs. */
static void lead(struct group_commit *g)
{
	struct request *batch[BATCH_MAX];
	size_t count = take_batch(g, batch);

	pthread_mutex_unlock(&g->lock);
	int64_t began_ms = monotonic_ms();
	uint64_t transactions = run_batch(g, batch, count);
	int64_t took_ms = monotonic_ms() - began_ms;
	if (took_ms > LONG_MS)
		log_warn("writing to the database took long", LOG_INT("ms", took_ms),
			 LOG_INT("writes", (int64_t)count));
	pthread_mutex_lock(&g->lock);

	g->writes += count;
	g->commits += transactions;
	for (size_t i = 0; i < count; i++) {
		batch[i]->is_done = true;
		pthread_cond_signal(&batch[i]->changed);
	}
	/* Whoever has waited longest goes on. */
	g->has_leader = false;
	if (g->first)
		make_leader(g, g->first);
}

struct group_commit *group_commit_new(const struct group_commit_engine *engine, struct db_tx *tx)
{
	struct group_commit *g = calloc(1, sizeof(*g));

	if (!g)
		abort();
	g->engine = engine;
	g->tx = tx;
	pthread_mutex_init(&g->lock, NULL);
	return g;
}

struct group_commit *group_commit_free(struct group_commit *g)
{
	if (!g)
		return NULL;
	assert(!g->has_leader && !g->first);
	pthread_mutex_destroy(&g->lock);
	free(g);
	return NULL;
}

static void enqueue(struct group_commit *g, struct request *r)
{
	if (g->last)
		g->last->next = r;
	else
		g->first = r;
	g->last = r;
}

bool group_commit_is_leading(struct group_commit *g)
{
	pthread_mutex_lock(&g->lock);
	bool leads = g->has_leader && pthread_equal(pthread_self(), g->leader);
	pthread_mutex_unlock(&g->lock);
	return leads;
}

bool group_commit_run(struct group_commit *g, db_work *work, void *arg, struct err *err)
{
	struct err own = ERR_INIT;
	struct request r = {
		.work = work, .arg = arg, .err = err ? err : &own, .caller = pthread_self()
	};

	pthread_mutex_lock(&g->lock);
	if (g->has_leader && pthread_equal(pthread_self(), g->leader)) {
		pthread_mutex_unlock(&g->lock);
		return err_set(err, ERR_INTERNAL, "a write inside a write would wait for itself");
	}
	pthread_cond_init(&r.changed, NULL);
	enqueue(g, &r);
	if (!g->has_leader)
		make_leader(g, &r);
	while (!r.is_done && !r.leads)
		pthread_cond_wait(&r.changed, &g->lock);
	if (!r.is_done)
		lead(g);
	pthread_mutex_unlock(&g->lock);
	pthread_cond_destroy(&r.changed);
	return r.ok;
}

void group_commit_stats(struct group_commit *g, uint64_t *ret_writes, uint64_t *ret_commits)
{
	pthread_mutex_lock(&g->lock);
	*ret_writes = g->writes;
	*ret_commits = g->commits;
	pthread_mutex_unlock(&g->lock);
}
