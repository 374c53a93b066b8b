/* simpul keys init|status */
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "cmd/cmd.h"
#include "vault/key_file.h"
#include "vault/vault.h"

static bool init(struct arena *a, const struct settings *settings, struct err *err)
{
	const char *path = str_z(a, settings->master_key_file);

	if (!vault_keys_init(path, rng_system(), err))
		return false;
	printf("new master key in %s (mode 0600)\n"
	       "Keep a copy of it apart from the database's backups: without it no token can be "
	       "read.\n",
	       path);
	return true;
}

static bool status(struct arena *a, const struct settings *settings, struct err *err)
{
	cleanup(vault_closep) struct vault *vault = NULL;
	struct vault_status s;

	if (!vault_open_file(str_z(a, settings->master_key_file), rng_system(), &vault, err))
		return false;
	vault_status(vault, &s);
	printf("%s %.*s: %zu key%s\n", s.provider, STR_ARG(settings->master_key_file), s.key_count,
	       s.key_count == 1 ? "" : "s");
	for (size_t i = 0; i < s.key_count; i++)
		printf("  %08x%s\n", s.key_ids[i],
		       i + 1 == s.key_count ? "  seals new values" : "");
	return true;
}

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	const struct cmd_option none[] = { { NULL, NULL, NULL } };
	const char *verb = NULL;
	struct app app;

	if (!cmd_options(&cmd_keys, argc, argv, none, &verb, 1, err))
		return false;
	if (!verb || (strcmp(verb, "init") != 0 && strcmp(verb, "status") != 0))
		return cmd_misused(err, &cmd_keys, "say init or status");
	bool ok = app_open(a, APP_SETTINGS, &app, err);

	if (ok)
		ok = (strcmp(verb, "init") == 0 ? init : status)(a, &app.settings, err);
	app_close(&app);
	return ok;
}

const struct cmd cmd_keys = {
	.name = "keys",
	.about = "make a master key, or say which one is in use",
	.usage = "init\n       simpul keys status",
	.run = run,
};
