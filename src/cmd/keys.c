/* simpul keys init|status|add|rotate */
#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "cmd/cmd.h"
#include "vault/key_file.h"
#include "vault/vault.h"
#include "vault/vault_rotate.h"

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

static bool add(struct arena *a, const struct settings *settings, struct err *err)
{
	uint32_t id;

	if (!vault_keys_add(str_z(a, settings->master_key_file), rng_system(), &id, err))
		return false;
	printf("new master key %08x in %.*s\n"
	       "Copy the file to where you keep it, restart `simpul serve`, then run\n"
	       "`simpul keys rotate`: a server that has not read the new key cannot open what was "
	       "moved.\n",
	       id, STR_ARG(settings->master_key_file));
	return true;
}

static bool rotate(struct arena *a, const struct settings *settings, struct err *err)
{
	struct vault_rotation done;
	struct app app;
	bool ok =
		app_open(a, APP_META, &app, err) && vault_rotate(app.vault, app.store, &done, err);

	(void)settings;
	app_close(&app);
	if (!ok)
		return false;
	printf("%lld moved under the newest key, %lld were there already, %lld do not open\n",
	       (long long)done.rewrapped, (long long)done.current, (long long)done.refused);
	if (done.refused > 0)
		return err_set(err, ERR_CRYPTO,
			       "some values are not sealed by these keys; keep the older keys");
	printf("Older keys may be taken out of the key file.\n");
	return true;
}

static const struct {
	const char *name;
	bool (*run)(struct arena *a, const struct settings *settings, struct err *err);
} verbs[] = {
	{ "init", init },
	{ "status", status },
	{ "add", add },
	{ "rotate", rotate },
};

static bool run(struct arena *a, int argc, char **argv, struct err *err)
{
	const struct cmd_option none[] = { { NULL, NULL, NULL } };
	const char *verb = NULL;
	struct app app;

	if (!cmd_options(&cmd_keys, argc, argv, none, &verb, 1, err))
		return false;
	for (size_t i = 0; verb && i < COUNT_OF(verbs); i++) {
		if (strcmp(verb, verbs[i].name) != 0)
			continue;

		bool ok =
			app_open(a, APP_SETTINGS, &app, err) && verbs[i].run(a, &app.settings, err);

		app_close(&app);
		return ok;
	}
	return cmd_misused(err, &cmd_keys, "say init, status, add or rotate");
}

const struct cmd cmd_keys = {
	.name = "keys",
	.about = "make, show and change the master key",
	.usage = "init\n"
		 "       simpul keys status\n"
		 "       simpul keys add\n"
		 "       simpul keys rotate\n\n"
		 "To change the key: add, restart the server, rotate. rotate may be cut short and "
		 "run again.",
	.run = run,
};
