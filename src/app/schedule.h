/*
 * The clock behind the daily collection and the reports that are sent by themselves. One thread
 * looks at the time; when a time of the table in schedule.c has come, it queues that row's jobs.
 * The time is claimed in the same transaction, so that several processes on one database queue it
 * once, and a time that passed while no process was running is made up for at the next start (once,
 * however many were missed).
 */
#ifndef APP_SCHEDULE_H
#define APP_SCHEDULE_H

#include "base/clock.h"
#include "base/err.h"
#include "base/str.h"
#include "base/tz.h"

struct exports;
struct jobs;
struct store;
struct schedule;

struct schedule_config {
	struct store *store;
	struct jobs *jobs;
	const struct clock *clock;
	const struct tz *zone;
	struct exports *exports; /* whose reports are looked after; NULL: nobody's */
	struct str crawl_times;  /* "07:00,20:00" in `zone`; empty: nothing is ever collected */
	int64_t story_hours;     /* how often stories are looked at; 0: only with the crawls */
};

/* Looks once: for tests. `seen_s` is the caller's memory of the times that were dealt with. */
#define SCHEDULE_TICKS 3
struct schedule_memory {
	int64_t seen_s[SCHEDULE_TICKS];
};
bool schedule_look(const struct schedule_config *config, struct schedule_memory *memory,
		   struct err *err) must_use;

/* Copies `config`, not what it points to. */
bool schedule_start(const struct schedule_config *config, struct schedule **ret, struct err *err)
	must_use;
struct schedule *schedule_stop(struct schedule *s); /* NULL is fine */

#endif
