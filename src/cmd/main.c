/* simpul: finds the subcommand, runs it, and says what went wrong. */
#include <stdio.h>
#include <string.h>

#include "app/settings.h"
#include "base/limits.h"
#include "cmd/cmd.h"

static const struct cmd *const commands[] = {
	&cmd_serve,  &cmd_user,   &cmd_keys,      &cmd_migrate, &cmd_sync, &cmd_export,
	&cmd_routes, &cmd_doctor, &cmd_sentiment, &cmd_tokens,  &cmd_jobs,
};

static void print_overview(FILE *to)
{
	fputs("simpul " SIMPUL_VERSION
	      ": Instagram analytics and publishing from Meta's official API\n\n"
	      "usage: simpul COMMAND [options]\n\n",
	      to);
	for (size_t i = 0; i < COUNT_OF(commands); i++)
		fprintf(to, "  %-9s %s\n", commands[i]->name, commands[i]->about);
	fputs("\nsimpul COMMAND --help says more; simpul --version prints the version.\n", to);
}

static void print_help(const struct cmd *cmd)
{
	printf("simpul %s: %s\n\nusage: simpul %s %s\n", cmd->name, cmd->about, cmd->name,
	       cmd->usage);
	if (!cmd->lists_settings)
		return;
	cleanup(buf_free) struct buf text;

	buf_init(&text, 64 * KIB);
	settings_describe(&text);
	printf("\n%.*s", STR_ARG(buf_str(&text)));
}

static bool asks_for_help(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
			return true;
	return false;
}

static const struct cmd *find_command(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(commands); i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static int run(const struct cmd *cmd, int argc, char **argv)
{
	cleanup(arena_free) struct arena a;
	struct err err = ERR_INIT;

	arena_init(&a, LIMIT_ARENA);
	if (cmd->run(&a, argc, argv, &err))
		return 0;
	fprintf(stderr, "simpul %s: %s\n", cmd->name,
		err.cause[0] ? err.cause : err_text(&err, true).at);
	return err.code == ERR_BAD_REQUEST ? 2 : 1;
}

int main(int argc, char **argv)
{
	if (argc < 2) {
		print_overview(stderr);
		return 2;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("simpul " SIMPUL_VERSION);
		return 0;
	}
	const struct cmd *cmd = find_command(argv[1]);

	if (!cmd && (asks_for_help(1, argv + 1) || strcmp(argv[1], "help") == 0)) {
		print_overview(stdout);
		return 0;
	}
	if (!cmd) {
		fprintf(stderr, "simpul: there is no command \"%s\"\n\n", argv[1]);
		print_overview(stderr);
		return 2;
	}
	if (asks_for_help(argc - 2, argv + 2)) {
		print_help(cmd);
		return 0;
	}
	return run(cmd, argc - 2, argv + 2);
}
