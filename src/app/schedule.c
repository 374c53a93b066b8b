#include "app/schedule.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/log.h"
#include "jobs/jobs.h"
#include "sync/sync.h"

#define LOOK_EVERY_S 1

struct schedule {
	struct app *app;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stopping;
	int64_t next_s;
};

static bool find_next(struct schedule *s, int64_t after_s, struct err *err)
{
	return sync_next_crawl(s->app->settings.crawl_times, s->app->zone, after_s, &s->next_s,
			       err);
}

/* At most once for each crawl time, whoever else keeps this schedule. */
static void queue(struct schedule *s, const char *kind)
{
	cleanup(arena_free) struct arena a;
	struct err err = ERR_INIT;
	int64_t id;

	arena_init(&a, 1 << 16);
	struct job_request request = {
		.kind = str_of(kind),
		.unique_key = str_fmt(&a, "%s:%lld", kind, (long long)s->next_s),
	};

	if (jobs_enqueue(s->app->jobs, &request, &id, &err))
		log_info("scheduled job queued", LOG_STR("kind", request.kind), LOG_INT("job", id));
	else
		log_err(LOG_ERROR, "a scheduled job could not be queued", &err);
}

/* A clock that was set back must not make us wait for a time that lies far ahead. */
static void look(struct schedule *s)
{
	struct err err = ERR_INIT;
	int64_t now_s = clock_now_s(s->app->clock);

	if (now_s >= s->next_s) {
		queue(s, "sync.daily");
		queue(s, "app.tidy");
		if (!find_next(s, now_s, &err))
			log_err(LOG_ERROR, "no next collection", &err);
	} else if (s->next_s - now_s > 2 * 86400) {
		if (!find_next(s, now_s, &err))
			log_err(LOG_ERROR, "no next collection", &err);
	}
}

static void *run(void *arg)
{
	struct schedule *s = arg;

	pthread_mutex_lock(&s->lock);
	while (!s->stopping) {
		struct timespec until;

		look(s);
		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_sec += LOOK_EVERY_S;
		pthread_cond_timedwait(&s->wake, &s->lock, &until);
	}
	pthread_mutex_unlock(&s->lock);
	return NULL;
}

static void destroy(struct schedule *s)
{
	pthread_cond_destroy(&s->wake);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

bool schedule_start(struct app *app, struct schedule **ret, struct err *err)
{
	pthread_condattr_t attr;

	*ret = NULL;
	if (app->settings.crawl_times.len == 0)
		return true;
	struct schedule *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->app = app;
	pthread_mutex_init(&s->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&s->wake, &attr);
	pthread_condattr_destroy(&attr);
	if (!find_next(s, clock_now_s(app->clock), err)) {
		destroy(s);
		return false;
	}
	int failed = pthread_create(&s->thread, NULL, run, s);

	if (failed) {
		destroy(s);
		return err_errno(err, ERR_INTERNAL, failed, "could not start the schedule");
	}
	*ret = s;
	return true;
}

struct schedule *schedule_stop(struct schedule *s)
{
	if (!s)
		return NULL;
	pthread_mutex_lock(&s->lock);
	s->stopping = true;
	pthread_cond_signal(&s->wake);
	pthread_mutex_unlock(&s->lock);
	pthread_join(s->thread, NULL);
	destroy(s);
	return NULL;
}
