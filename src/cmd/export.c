/* simpul export FORMAT ACCOUNT [PARTS]: the same bytes as the download in the web app and the API
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "cmd/cmd.h"

struct export_options {
	const char *words[3]; /* format, account, parts */
	const char *start, *end, *frame, *path, *competitors, *language, *exported_at;
	const char *time_zone;
	bool steps;
};

static struct app_export request_of(const struct export_options *o)
{
	return (struct app_export){
		.account_id = str_of(o->words[1]),
		.words = {
			.format = str_of(o->words[0]),
			.parts = str_of(o->words[2]),
			.competitors = str_of(o->competitors),
			.language = str_of(o->language),
			.exported_at = str_of(o->exported_at),
		},
		.window = { str_of(o->frame), str_of(o->start), str_of(o->end) },
		.time_zone = str_of(o->time_zone),
		.tells_steps = o->steps,
	};
}

static bool write_to(struct arena *a, const struct app_export *request, int fd, struct err *err)
{
	struct app app;
	bool ok = app_open(a, APP_STORE, &app, err) && app_export(&app, request, fd, err);

	app_close(&app);
	if (!ok && err->user[0])
		err_wrap(err, "%s", err->user_en[0] ? err->user_en : err->user);
	return ok;
}

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	struct export_options o = { 0 };
	const struct cmd_option table[] = {
		{ "start", &o.start, NULL },         { "end", &o.end, NULL },
		{ "date-frame", &o.frame, NULL },    { "competitors", &o.competitors, NULL },
		{ "language", &o.language, NULL },   { "exported-at", &o.exported_at, NULL },
		{ "time-zone", &o.time_zone, NULL }, { "steps", NULL, &o.steps },
		{ "output", &o.path, NULL },         { NULL, NULL, NULL },
	};

	if (!cmd_options(&cmd_export, argc, argv, table, o.words, 3, err))
		return false;
	if (!o.words[1])
		return cmd_misused(err, &cmd_export, "say a format and an account");
	struct app_export request = request_of(&o);
	bool to_file = o.path && strcmp(o.path, "-") != 0;
	cleanup(fd_closep) int file =
		to_file ? open(o.path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;

	if (to_file && file < 0)
		return err_set(err, ERR_BAD_REQUEST, "could not write \"%s\"", o.path);
	return write_to(a, &request, to_file ? file : STDOUT_FILENO, err);
}

const struct cmd cmd_export = {
	.name = "export",
	.about = "write collected data as CSV, XLSX, JSON, PDF or a zip of them",
	.usage = "FORMAT ACCOUNT [PARTS] [--date-frame N | --start TIME --end TIME]\n"
		 "       [--competitors IDS] [--language id|en] [--exported-at TIME]\n"
		 "       [--time-zone ZONE] [--steps] [-o FILE]\n\n"
		 "FORMAT  PARTS, separated by commas; none: all there are\n"
		 "csv     one of media, profile, country, city, gender, age, hashtag\n"
		 "xlsx    -\n"
		 "json    -\n"
		 "pdf     competitors, statistics, top-posts\n"
		 "zip     csv, csv:TYPE, xlsx, json, pdf, pdf:PART\n\n"
		 "ACCOUNT is the account's Instagram id. N is 7, 28, 60 or 90 days ending today,\n"
		 "last_week (Monday to Sunday) or last_month; TIME is ISO 8601. Without a window\n"
		 "everything is written; without -o (--output) or with \"-\", to standard output.\n"
		 "Times inside files are those of the newest collection, or\n"
		 "of --exported-at. --steps tells on descriptor 3 what is being made.",
	.run = run,
};
