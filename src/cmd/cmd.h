/*
 * Subcommands of `simpul`, as rows: name, one line for the list, usage, and the function. main.c
 * finds the row and prints errors; a command returns false with what went wrong.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

struct cmd {
	const char *name;
	const char *about; /* one line */
	const char *usage; /* what follows "simpul NAME" and the options, for --help */
	bool (*run)(struct arena *a, int argc, char **argv, struct err *err);
	bool lists_settings; /* --help also prints the settings */
};

extern const struct cmd cmd_serve, cmd_user, cmd_keys, cmd_migrate, cmd_sync, cmd_export,
	cmd_routes, cmd_doctor, cmd_sentiment, cmd_tokens, cmd_jobs;

/* Bad usage: names the argument at fault and points to --help. */
bool cmd_misused(struct err *err, const struct cmd *cmd, const char *fmt, ...) format_like(3, 4);

/*
 * Options of a command, as a table: `--name VALUE` or a switch. What is not an option is collected
 * in order. Unknown options, missing values and too many arguments are errors.
 */
struct cmd_option {
	const char *name;   /* without dashes */
	const char **value; /* takes a value */
	bool *is_set;       /* or is a switch */
};
bool cmd_options(const struct cmd *cmd, int argc, char **argv, const struct cmd_option *options,
		 const char **positional, size_t positional_max, struct err *err) must_use;
/* `--days 90`: a whole number in a range. */
bool cmd_number(const struct cmd *cmd, const char *option, const char *text, int64_t min,
		int64_t max, int64_t *ret, struct err *err) must_use;

#endif
