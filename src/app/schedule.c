#include "app/schedule.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/limits.h"
#include "base/log.h"
#include "exports/reports.h"
#include "jobs/jobs.h"
#include "store/store.h"
#include "store/sync_state.h"
#include "sync/sync.h"

#define LOOK_EVERY_S 1
#define KINDS_PER_TICK 4

/* ---- the times --------------------------------------------------------------------------------
 */

static bool newest_crawl(const struct schedule_config *c, int64_t now_s, struct opt_int *ret,
			 struct err *err)
{
	ret->has = c->crawl_times.len > 0;
	return !ret->has || sync_last_crawl(c->crawl_times, c->zone, now_s, &ret->value, err);
}

static bool newest_story_look(const struct schedule_config *c, int64_t now_s, struct opt_int *ret,
			      struct err *err)
{
	int64_t every_s = c->story_hours * 3600;

	(void)err;
	*ret = every_s > 0 && c->crawl_times.len > 0 ? OPT_INT(now_s - now_s % every_s)
						     : OPT_NO_INT;
	return true;
}

static bool newest_hour(const struct schedule_config *c, int64_t now_s, struct opt_int *ret,
			struct err *err)
{
	(void)c;
	(void)err;
	*ret = OPT_INT(now_s - now_s % 3600);
	return true;
}

static const struct tick {
	const char *name; /* as sync_slots knows it */
	/* The newest such time that is not after `now_s`; absent: there is none. */
	bool (*newest)(const struct schedule_config *c, int64_t now_s, struct opt_int *ret,
		       struct err *err);
	const char *kinds[KINDS_PER_TICK]; /* of jobs; each gets {"slot_s":…} */
} ticks[] = {
	{ "schedule.crawl", newest_crawl, { "sync.daily", "token.watch", "app.tidy" } },
	{ "schedule.stories", newest_story_look, { "sync.stories" } },
	{ "schedule.hour", newest_hour, { "export.tidy", "upload.tidy" } },
};
_Static_assert(COUNT_OF(ticks) == SCHEDULE_TICKS, "the memory has a place for each");

/* ---- one look ---------------------------------------------------------------------------------
 */

struct due {
	const struct schedule_config *config;
	const struct tick *tick;
	int64_t slot_s, now_s;
	bool claimed;
};

static bool queue_kind(struct db_tx *tx, const struct due *d, const char *kind, struct err *err)
{
	cleanup(arena_free) struct arena a;
	int64_t id;

	arena_init(&a, 64 * KIB);
	const struct job_request request = {
		.kind = str_of(kind),
		.unique_key = str_fmt(&a, "%s:%lld", kind, (long long)d->slot_s),
		.payload = str_fmt(&a, "{\"slot_s\":%lld}", (long long)d->slot_s),
	};
	return jobs_enqueue_in(d->config->jobs, tx, &request, &id, err);
}

/* A new installation has missed nothing: the time that is past is only noted. */
static bool claim_and_queue(struct db_tx *tx, void *arg, struct err *err)
{
	struct due *d = arg;
	const struct sync_slot slot = { str_of(d->tick->name), STR(""), d->slot_s };
	struct opt_int before;

	d->claimed = false;
	if (!sync_slots_get(tx, slot.kind, slot.subject, &before, err) ||
	    !sync_slots_claim(tx, &slot, d->now_s, &d->claimed, err))
		return false;
	d->claimed = d->claimed && before.has;
	for (size_t i = 0; d->claimed && i < KINDS_PER_TICK && d->tick->kinds[i]; i++) {
		if (!queue_kind(tx, d, d->tick->kinds[i], err))
			return false;
	}
	return true;
}

bool schedule_look(const struct schedule_config *config, struct schedule_memory *memory,
		   struct err *err)
{
	int64_t now_s = clock_now_s(config->clock);

	for (size_t i = 0; i < COUNT_OF(ticks); i++) {
		struct due due = { .config = config, .tick = &ticks[i], .now_s = now_s };
		struct opt_int slot;
		if (!ticks[i].newest(config, now_s, &slot, err))
			return false;
		if (!slot.has || slot.value == memory->seen_s[i])
			continue;
		due.slot_s = slot.value;
		if (!store_write(config->store, claim_and_queue, &due, err))
			return err_wrap(err, "%s", ticks[i].name);
		memory->seen_s[i] = slot.value;
		if (!due.claimed)
			continue;
		log_info("a scheduled time has come", LOG_STR("tick", str_of(ticks[i].name)),
			 LOG_INT("slot_s", due.slot_s));
		jobs_wake(config->jobs);
	}
	return !config->exports || reports_look(config->exports, err);
}

/* ---- the thread -------------------------------------------------------------------------------
 */

struct schedule {
	struct schedule_config config;
	struct schedule_memory memory;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool stopping;
};

static void *run(void *arg)
{
	struct schedule *s = arg;
	bool was_well = true;

	pthread_mutex_lock(&s->lock);
	while (!s->stopping) {
		struct err err = ERR_INIT;
		struct timespec until;

		bool is_well = schedule_look(&s->config, &s->memory, &err);
		if (!is_well && was_well)
			log_err(LOG_ERROR, "a scheduled time could not be dealt with; trying on",
				&err);
		was_well = is_well;
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

bool schedule_start(const struct schedule_config *config, struct schedule **ret, struct err *err)
{
	pthread_condattr_t attr;
	struct schedule *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->config = *config;
	pthread_mutex_init(&s->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&s->wake, &attr);
	pthread_condattr_destroy(&attr);
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
