/* simpul serve */
#include "app/app.h"
#include "cmd/cmd.h"

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	const struct cmd_option none[] = { { NULL, NULL, NULL } };
	struct app app;

	if (!cmd_options(&cmd_serve, argc, argv, none, NULL, 0, err))
		return false;
	bool ok = app_open(a, APP_META, &app, err) && app_serve(&app, err);

	app_close(&app);
	return ok;
}

const struct cmd cmd_serve = {
	.name = "serve",
	.about = "run the server, its background jobs and the daily collection",
	.usage = "",
	.run = run,
	.lists_settings = true,
};
