#include "graphsim/publish/fetcher.h"

#include "graphsim/publish/asset.h"

/* One slow file does not hold up the others. */
#define THREADS 4

struct fetcher {
	struct world *world;
	pthread_t threads[THREADS];
	bool is_ending;
};

static void *run(void *ctx)
{
	struct fetcher *f = ctx;
	struct world *w = f->world;

	pthread_mutex_lock(&w->mutex);
	while (!f->is_ending) {
		struct asset *a = asset_take_waiting(w);

		if (a)
			asset_fetch_taken(w, a);
		else
			pthread_cond_wait(&w->file_wanted, &w->mutex);
	}
	pthread_mutex_unlock(&w->mutex);
	return NULL;
}

struct fetcher *fetcher_new(struct world *w)
{
	struct fetcher *f = calloc(1, sizeof(*f));

	if (!f)
		abort();
	f->world = w;
	for (size_t i = 0; i < THREADS; i++) {
		if (pthread_create(&f->threads[i], NULL, run, f) != 0)
			abort();
	}
	return f;
}

struct fetcher *fetcher_free(struct fetcher *f)
{
	if (!f)
		return NULL;
	pthread_mutex_lock(&f->world->mutex);
	f->is_ending = true;
	pthread_cond_broadcast(&f->world->file_wanted);
	pthread_mutex_unlock(&f->world->mutex);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(f->threads[i], NULL);
	free(f);
	return NULL;
}
