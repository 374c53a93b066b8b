/* simpul jobs [--retry ID] */
#include <stdio.h>

#include "app/app.h"
#include "base/limits.h"
#include "cmd/cmd.h"

#define SHOWN 200

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	const char *retry = NULL;
	const struct cmd_option options[] = { { "retry", &retry, NULL }, { NULL } };
	cleanup(buf_free) struct buf out = { 0 };
	struct app app = { 0 };
	int64_t id = 0;

	buf_init(&out, 16 * MIB);
	if (!cmd_options(&cmd_jobs, argc, argv, options, NULL, 0, err) ||
	    (retry && !cmd_number(&cmd_jobs, "retry", retry, 1, INT64_MAX, &id, err)))
		return false;
	bool ok = app_open(a, APP_STORE, &app, err) &&
		  (retry ? app_retry_job(&app, id, err) : app_failed_jobs(&app, SHOWN, &out, err));
	app_close(&app);
	if (!ok)
		return false;
	printf("%.*s", STR_ARG(buf_str(&out)));
	return true;
}

const struct cmd cmd_jobs = {
	.name = "jobs",
	.about = "list the jobs that gave up, and have one tried again",
	.usage = "[--retry ID]\n\n"
		 "  --retry ID   that job waits again, as if it had never been tried; the server "
		 "does it\n",
	.run = run,
};
