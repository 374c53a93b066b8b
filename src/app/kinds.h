/* The kinds of background jobs of this build, bound to the parts that run them. */
#ifndef APP_KINDS_H
#define APP_KINDS_H

#include "app/app.h"
#include "jobs/jobs.h"

#define APP_JOB_KINDS 6

/* Fills `ret`; valid as long as the app. */
void app_job_kinds(struct app *app, struct job_kind ret[APP_JOB_KINDS]);

#endif
