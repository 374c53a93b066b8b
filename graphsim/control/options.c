#include "graphsim/control/options.h"

#include <stdio.h>

#include "graphsim/world/fleet.h"

enum option_id {
	OPT_PORT,
	OPT_BIND,
	OPT_SEED,
	OPT_APP_ID,
	OPT_APP_SECRET,
	OPT_PROOF,
	OPT_APP_USERS,
	OPT_FLEET,
	OPT_LATENCY,
	OPT_CLOCK,
	OPT_REDIRECT,
	OPT_STATE,
	OPT_HELP,
};

static const struct {
	enum option_id id;
	const char *flag;
	const char *environment;
	const char *argument; /* NULL: a flag alone */
	const char *help;
} rows[] = {
	{ OPT_PORT, "--port", "GRAPHSIM_PORT", "N",
	  "where to listen; 0 lets the kernel pick (default 8090)" },
	{ OPT_BIND, "--bind", "GRAPHSIM_BIND", "ADDRESS", "address (default 127.0.0.1)" },
	{ OPT_SEED, "--seed", "GRAPHSIM_SEED", "N", "another seed is another world (default 1)" },
	{ OPT_APP_ID, "--app-id", "GRAPHSIM_APP_ID", "ID",
	  "an app; repeat with --app-secret for more (default " DEFAULT_APP_ID ")" },
	{ OPT_APP_SECRET, "--app-secret", "GRAPHSIM_APP_SECRET", "SECRET",
	  "secret of the app named before it (default " DEFAULT_APP_SECRET ")" },
	{ OPT_PROOF, "--require-appsecret-proof", "GRAPHSIM_REQUIRE_APPSECRET_PROOF", "on|off",
	  "refuse calls without appsecret_proof (default on)" },
	{ OPT_APP_USERS, "--app-users", "GRAPHSIM_APP_USERS", "N",
	  "size of the app: its limit is 200 calls an hour for each (default 1000)" },
	{ OPT_FLEET, "--fleet", "GRAPHSIM_FLEET", "N",
	  "so many accounts more, of the agencies fleet-001 and so on (default 0)" },
	{ OPT_LATENCY, "--latency-ms", "GRAPHSIM_LATENCY_MS", "N",
	  "how long every call takes at least (default 0)" },
	{ OPT_CLOCK, "--clock", "GRAPHSIM_CLOCK", "ISO",
	  "the clock stands at this time until it is moved (default: the system's)" },
	{ OPT_REDIRECT, "--redirect-uri", "GRAPHSIM_REDIRECT_URI", "URL",
	  "an allowed redirect, exactly; repeatable (default: any on this machine)" },
	{ OPT_STATE, "--state", "GRAPHSIM_STATE", "FILE",
	  "keep what people granted, and tokens, over a restart (default: nothing is kept)" },
	{ OPT_HELP, "--help", NULL, NULL, "this text" },
};

static bool read_number(const char *name, struct str value, int64_t max, int64_t *ret,
			struct err *err)
{
	if (str_to_i64(value, ret) && *ret >= 0 && *ret <= max)
		return true;
	return err_field(err, name, "%s needs a number from 0 to %lld, not \"%.*s\".", name,
			 (long long)max, STR_ARG(value));
}

static bool read_switch(const char *name, struct str value, bool *ret, struct err *err)
{
	bool is_on =
		str_eq(value, STR("on")) || str_eq(value, STR("1")) || str_eq(value, STR("true"));
	bool is_off =
		str_eq(value, STR("off")) || str_eq(value, STR("0")) || str_eq(value, STR("false"));

	*ret = is_on;
	return is_on || is_off ||
	       err_field(err, name, "%s needs on or off, not \"%.*s\".", name, STR_ARG(value));
}

static bool add_app(struct world_config *w, struct str id, struct err *err)
{
	if (w->app_count == WORLD_APPS_MAX)
		return err_field(err, "--app-id", "At most %d apps.", WORLD_APPS_MAX);
	w->apps[w->app_count].id = id;
	w->apps[w->app_count++].secret = STR(DEFAULT_APP_SECRET);
	return true;
}

static bool set_secret(struct world_config *w, struct str secret, struct err *err)
{
	if (w->app_count == 0 && !add_app(w, STR(DEFAULT_APP_ID), err))
		return false;
	w->apps[w->app_count - 1].secret = secret;
	return true;
}

static bool add_redirect(struct world_config *w, struct str url, struct err *err)
{
	if (w->redirect_count == WORLD_REDIRECTS_MAX)
		return err_field(err, "--redirect-uri", "At most %d of them.", WORLD_REDIRECTS_MAX);
	w->redirects[w->redirect_count++] = url;
	return true;
}

static bool set(struct options *o, enum option_id id, const char *name, struct str value,
		struct err *err)
{
	int64_t number;

	switch (id) {
	case OPT_PORT:
		return read_number(name, value, 65535, &o->port, err);
	case OPT_BIND:
		o->bind = value;
		return true;
	case OPT_SEED:
		if (!read_number(name, value, INT64_MAX, &number, err))
			return false;
		o->world.seed = (uint64_t)number;
		return true;
	case OPT_APP_ID:
		return add_app(&o->world, value, err);
	case OPT_APP_SECRET:
		return set_secret(&o->world, value, err);
	case OPT_PROOF:
		return read_switch(name, value, &o->world.requires_proof, err);
	case OPT_APP_USERS:
		if (!read_number(name, value, 1000000000, &number, err))
			return false;
		o->world.app_users = (unsigned)number;
		return true;
	case OPT_FLEET:
		if (!read_number(name, value, FLEET_MAX, &number, err))
			return false;
		o->world.fleet = (unsigned)number;
		return true;
	case OPT_LATENCY:
		return read_number(name, value, 600000, &o->world.latency_ms, err);
	case OPT_CLOCK:
		o->world.is_clock_set = iso_parse(value, &o->world.start_ms);
		return o->world.is_clock_set ||
		       err_field(err, name, "%s needs a time like 2026-11-21T08:00:00Z.", name);
	case OPT_REDIRECT:
		return add_redirect(&o->world, value, err);
	case OPT_STATE:
		o->state_file = value;
		return true;
	case OPT_HELP:
	default:
		o->wants_help = true;
		return true;
	}
}

static bool read_environment(struct options *o, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *value = rows[i].environment ? getenv(rows[i].environment) : NULL;

		if (value && *value && !set(o, rows[i].id, rows[i].environment, str_of(value), err))
			return false;
	}
	return true;
}

/* `--name value` or `--name=value`; moves `*at` over what it used. */
static bool read_flag(struct options *o, int argc, char **argv, int *at, struct err *err)
{
	struct str value = str_of(argv[*at]);
	struct str name = str_cut(&value, '=');

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!str_eq(name, str_of(rows[i].flag)))
			continue;
		++*at;
		if (rows[i].argument && !value.at) {
			if (*at >= argc)
				return err_field(err, rows[i].flag, "%s needs %s.", rows[i].flag,
						 rows[i].argument);
			value = str_of(argv[(*at)++]);
		}
		return set(o, rows[i].id, rows[i].flag, value, err);
	}
	return err_field(err, "arguments", "There is no option %.*s. Try --help.", STR_ARG(name));
}

bool options_read(int argc, char **argv, struct options *ret, struct err *err)
{
	struct options o = {
		.world = { .seed = 1, .requires_proof = true, .app_users = 1000 },
		.bind = STR("127.0.0.1"),
		.port = DEFAULT_PORT,
	};
	struct options from_flags;

	if (!read_environment(&o, err))
		return false;
	/* Lists given as flags replace those of the environment. */
	from_flags = o;
	from_flags.world.app_count = 0;
	from_flags.world.redirect_count = 0;
	for (int at = 1; at < argc;) {
		if (!read_flag(&from_flags, argc, argv, &at, err))
			return false;
	}
	if (from_flags.world.app_count == 0) {
		memcpy(from_flags.world.apps, o.world.apps, sizeof(o.world.apps));
		from_flags.world.app_count = o.world.app_count;
	}
	if (from_flags.world.redirect_count == 0)
		from_flags.world.redirect_count = o.world.redirect_count;
	if (from_flags.world.app_count == 0 &&
	    !add_app(&from_flags.world, STR(DEFAULT_APP_ID), err))
		return false;
	*ret = from_flags;
	return true;
}

void options_print_help(void)
{
	puts("graphsim: Meta's Graph API and login dialog, simulated on this machine\n");
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		printf("  %s %s\n      %s%s%s\n", rows[i].flag,
		       rows[i].argument ? rows[i].argument : "", rows[i].help,
		       rows[i].environment ? "\n      or " : "",
		       rows[i].environment ? rows[i].environment : "");
	puts("\nLevers for tests are under /_sim; see graphsim/README.md.");
}
