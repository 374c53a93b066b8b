/* The kinds of background jobs of this build, bound to the parts that run them. */
#ifndef APP_KINDS_H
#define APP_KINDS_H

#include "app/app.h"
#include "jobs/jobs.h"

#define APP_JOB_KINDS_MAX 32

/* Fills `ret`, returns how many; valid as long as the app. */
size_t app_job_kinds(struct app *app, struct job_kind ret[APP_JOB_KINDS_MAX]);

/* Those of publishing, which have threads of their own. */
#define APP_PUBLISH_KINDS 3
size_t app_publish_kinds(struct app *app, struct job_kind ret[APP_PUBLISH_KINDS]);

#endif
