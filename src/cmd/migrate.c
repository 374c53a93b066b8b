/* simpul migrate */
#include <stdio.h>

#include "app/app.h"
#include "cmd/cmd.h"

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	const struct cmd_option none[] = { { NULL, NULL, NULL } };
	struct app app;

	if (!cmd_options(&cmd_migrate, argc, argv, none, NULL, 0, err))
		return false;
	bool ok = app_open(a, APP_STORE, &app, err);

	if (ok)
		printf("%.*s is up to date\n", STR_ARG(app.settings.database));
	app_close(&app);
	return ok;
}

const struct cmd cmd_migrate = {
	.name = "migrate",
	.about = "create the database or bring it to this version's tables",
	.usage = "",
	.run = run,
};
