#include "cmd/cmd.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool cmd_misused(struct err *err, const struct cmd *cmd, const char *fmt, ...)
{
	char what[300];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	return err_set(err, ERR_BAD_REQUEST, "%s; see simpul %s --help", what, cmd->name);
}

static const struct cmd_option *find(const struct cmd_option *options, struct str name)
{
	for (; options->name; options++)
		if (str_eq(name, str_of(options->name)))
			return options;
	return NULL;
}

/* `--name VALUE`, `--name=VALUE` or `--switch` at argv[*at]. */
static bool take_option(const struct cmd *cmd, int argc, char **argv, int *at,
			const struct cmd_option *options, struct err *err)
{
	struct str value = str_of(argv[*at] + 2);
	struct str name = str_cut(&value, '=');
	const struct cmd_option *option = find(options, name);

	if (!option)
		return cmd_misused(err, cmd, "unknown option --%.*s", STR_ARG(name));
	if (option->is_set) {
		if (value.at)
			return cmd_misused(err, cmd, "--%s takes no value", option->name);
		*option->is_set = true;
		return true;
	}
	if (!value.at && *at + 1 >= argc)
		return cmd_misused(err, cmd, "--%s wants a value", option->name);
	*option->value = value.at ? value.at : argv[++*at];
	return true;
}

bool cmd_options(const struct cmd *cmd, int argc, char **argv, const struct cmd_option *options,
		 const char **positional, size_t positional_max, struct err *err)
{
	static char short_output[] = "--output";
	size_t used = 0;

	for (int i = 0; i < argc; i++) {
		/* The one short option: every program that writes a file has it. */
		if (strcmp(argv[i], "-o") == 0)
			argv[i] = short_output;
		if (strncmp(argv[i], "--", 2) == 0) {
			if (!take_option(cmd, argc, argv, &i, options, err))
				return false;
			continue;
		}
		if (used == positional_max)
			return cmd_misused(err, cmd, "unexpected argument \"%s\"", argv[i]);
		positional[used++] = argv[i];
	}
	return true;
}

bool cmd_number(const struct cmd *cmd, const char *option, const char *text, int64_t min,
		int64_t max, int64_t *ret, struct err *err)
{
	if (!str_to_i64(str_of(text), ret) || *ret < min || *ret > max)
		return cmd_misused(err, cmd, "--%s wants a number from %lld to %lld, not \"%s\"",
				   option, (long long)min, (long long)max, text);
	return true;
}
