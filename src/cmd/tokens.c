/* simpul tokens [--check] */
#include <stdio.h>

#include "app/app.h"
#include "base/limits.h"
#include "cmd/cmd.h"

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	bool checks = false;
	const struct cmd_option options[] = { { "check", NULL, &checks }, { NULL } };
	struct app app = { 0 };
	cleanup(buf_free) struct buf out;
	int invalid;

	buf_init(&out, 16 * MIB);
	if (!cmd_options(&cmd_tokens, argc, argv, options, NULL, 0, err))
		return false;
	bool ok = app_open(a, APP_META, &app, err) && app_tokens(&app, checks, &out, &invalid, err);
	app_close(&app);
	if (!ok)
		return false;
	printf("%.*s", STR_ARG(buf_str(&out)));
	if (!invalid)
		return true;
	return err_set(err, ERR_INVALID_TOKEN, "%d %s connected again by the user", invalid,
		       invalid == 1 ? "token must be" : "tokens must be");
}

const struct cmd cmd_tokens = {
	.name = "tokens",
	.about = "list the tokens in use and how they fare",
	.usage = "[--check]\n\n"
		 "  --check   ask Meta about each of them now; otherwise what the last daily check "
		 "found\n\n"
		 "Ends with 1 when a token is invalid.\n",
	.run = run,
};
