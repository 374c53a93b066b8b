/* simpul export csv ACCOUNT TYPE: the same bytes as the download in the web app and the API */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "cmd/cmd.h"

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	const char *words[3] = { NULL, NULL, NULL };
	const char *start = NULL, *end = NULL, *frame = NULL, *path = NULL;
	const struct cmd_option table[] = {
		{ "start", &start, NULL }, { "end", &end, NULL }, { "date-frame", &frame, NULL },
		{ "output", &path, NULL }, { NULL, NULL, NULL },
	};
	struct app app;

	if (!cmd_options(&cmd_export, argc, argv, table, words, 3, err))
		return false;
	if (!words[2] || strcmp(words[0], "csv") != 0)
		return cmd_misused(err, &cmd_export, "say csv, an account and a type");
	struct app_export request = {
		.account_id = str_of(words[1]),
		.type = str_of(words[2]),
		.window = { str_of(frame), str_of(start), str_of(end) },
	};
	bool to_file = path && strcmp(path, "-") != 0;
	cleanup(fd_closep) int file =
		to_file ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;

	if (to_file && file < 0)
		return err_set(err, ERR_BAD_REQUEST, "could not write \"%s\"", path);
	bool ok = app_open(a, APP_STORE, &app, err) &&
		  app_export_csv(&app, &request, to_file ? file : STDOUT_FILENO, err);

	app_close(&app);
	if (!ok && err->user[0])
		err_wrap(err, "%s", err->user);
	return ok;
}

const struct cmd cmd_export = {
	.name = "export",
	.about = "write collected data as CSV",
	.usage = "csv ACCOUNT TYPE [--date-frame N | --start TIME --end TIME] [--output FILE]\n\n"
		 "ACCOUNT is the account's Instagram id. TYPE is media, profile, country, city, "
		 "gender,\n"
		 "age or hashtag. N is 7, 28, 60 or 90 days ending today; TIME is ISO 8601. "
		 "Without a\n"
		 "window everything is written; without --output, to standard output.",
	.run = run,
};
