/*
 * The clock that queues the daily collection. One thread looks at the time and, when a crawl time
 * of the settings has come, queues "sync.daily" and "app.tidy" under keys made of that instant, so
 * that several processes on one database queue them once.
 */
#ifndef APP_SCHEDULE_H
#define APP_SCHEDULE_H

#include "app/app.h"

struct schedule;

/* Without crawl times there is nothing to do: *ret is NULL. */
bool schedule_start(struct app *app, struct schedule **ret, struct err *err) must_use;
struct schedule *schedule_stop(struct schedule *s); /* NULL is fine */

#endif
