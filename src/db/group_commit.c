#include "db/group_commit.h"

#include <pthread.h>
#include <stdlib.h>

/* More than this at once would make the first ones wait long for the last. */
#define BATCH_MAX 256

/* One caller, waiting on its own stack. */
struct request {
	db_work *work;
	void *arg;
	struct err *err;
	bool ok, is_done;
	pthread_cond_t done;
	struct request *next;
};

struct group_commit {
	const struct group_commit_engine *engine;
	struct db_tx *tx;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wanted;
	struct request *first, *last;
	bool stopping;
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

static void *writer_main(void *arg)
{
	struct group_commit *g = arg;
	struct request *batch[BATCH_MAX];

	pthread_mutex_lock(&g->lock);
	for (;;) {
		while (!g->first && !g->stopping)
			pthread_cond_wait(&g->wanted, &g->lock);
		size_t count = take_batch(g, batch);
		if (count == 0)
			break;
		pthread_mutex_unlock(&g->lock);

		uint64_t transactions = 0;
		for (size_t at = 0; at < count; transactions++)
			at = run_transaction(g, batch, at, count);

		pthread_mutex_lock(&g->lock);
		g->writes += count;
		g->commits += transactions;
		for (size_t i = 0; i < count; i++) {
			batch[i]->is_done = true;
			pthread_cond_signal(&batch[i]->done);
		}
	}
	pthread_mutex_unlock(&g->lock);
	return NULL;
}

bool group_commit_start(const struct group_commit_engine *engine, struct db_tx *tx,
			struct group_commit **ret, struct err *err)
{
	struct group_commit *g = calloc(1, sizeof(*g));

	if (!g)
		abort();
	g->engine = engine;
	g->tx = tx;
	pthread_mutex_init(&g->lock, NULL);
	pthread_cond_init(&g->wanted, NULL);
	int failed = pthread_create(&g->thread, NULL, writer_main, g);
	if (failed) {
		pthread_cond_destroy(&g->wanted);
		pthread_mutex_destroy(&g->lock);
		free(g);
		return err_errno(err, ERR_INTERNAL, failed, "starting the writer");
	}
	*ret = g;
	return true;
}

struct group_commit *group_commit_stop(struct group_commit *g)
{
	if (!g)
		return NULL;
	pthread_mutex_lock(&g->lock);
	g->stopping = true;
	pthread_cond_signal(&g->wanted);
	pthread_mutex_unlock(&g->lock);
	pthread_join(g->thread, NULL);
	pthread_cond_destroy(&g->wanted);
	pthread_mutex_destroy(&g->lock);
	free(g);
	return NULL;
}

bool group_commit_run(struct group_commit *g, db_work *work, void *arg, struct err *err)
{
	struct err own = ERR_INIT;
	struct request r = { .work = work, .arg = arg, .err = err ? err : &own };

	if (pthread_equal(pthread_self(), g->thread))
		return err_set(err, ERR_INTERNAL, "a write inside a write would wait for itself");

	pthread_cond_init(&r.done, NULL);
	pthread_mutex_lock(&g->lock);
	if (g->last)
		g->last->next = &r;
	else
		g->first = &r;
	g->last = &r;
	pthread_cond_signal(&g->wanted);
	while (!r.is_done)
		pthread_cond_wait(&r.done, &g->lock);
	pthread_mutex_unlock(&g->lock);
	pthread_cond_destroy(&r.done);
	return r.ok;
}

void group_commit_stats(struct group_commit *g, uint64_t *ret_writes, uint64_t *ret_commits)
{
	pthread_mutex_lock(&g->lock);
	*ret_writes = g->writes;
	*ret_commits = g->commits;
	pthread_mutex_unlock(&g->lock);
}
