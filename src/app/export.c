/* Exports from the command line: the operator may name any account. */
#include "app/app.h"
#include "store/accounts.h"
#include "store/brands.h"

#define MEANS_ENVIRONMENT_MAX 24

/* A command has no fields: what is wrong is told as the cause. */
static bool refuse_words(struct err *err)
{
	char what[sizeof(err->user_en)];

	memcpy(what, err->user_en, sizeof(what));
	return err_set(err, ERR_BAD_REQUEST, "%s", what);
}

static bool find_account(struct app *app, struct db_tx *tx, struct str id, struct account_row *ret,
			 struct err *err)
{
	bool found = false;

	if (!accounts_get_any(tx, app->arena, id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "there is no account %.*s", STR_ARG(id));
}

/* What is open while an export is written. */
struct exporting {
	struct app *app;
	struct db_tx *tx;
	struct tz *zone;
};

static void exporting_end(struct exporting *e)
{
	store_read_endp(&e->tx);
	tz_freep(&e->zone);
}

/* All is read: nothing of the database stays open while captions are looked at. */
static bool let_go(void *ctx, struct err *err)
{
	struct exporting *e = ctx;

	store_read_endp(&e->tx);
	e->app->store = store_close(e->app->store);
	return child_shut_in(err);
}

static bool dress(struct exporting *e, const struct account_row *account,
		  struct export_request *request, struct err *err)
{
	struct brand_row brand = { 0 };

	request->username = account->username;
	request->user_id = account->user_id;
	request->means = (struct export_means){
		.pictures_folder =
			str_fmt(e->app->arena, "%.*s/pictures", STR_ARG(app_data_folder(e->app))),
		.before_drawing = let_go,
		.ctx = e,
	};
	if (account->user_id.has &&
	    !brands_get(e->tx, e->app->arena, account->user_id.value, &brand, err))
		return false;
	request->brand = (struct export_brand){ brand.name, brand.colour, brand.logo };
	return true;
}

bool app_export(struct app *app, const struct app_export *ask, int fd, struct err *err)
{
	cleanup(exporting_end) struct exporting e = { .app = app };
	const struct export_progress progress = child_progress();
	struct export_request request;
	struct account_row account = { 0 };
	struct window window;

	if (!export_parse(app->arena, &ask->words, &request, err))
		return refuse_words(err);
	if (ask->time_zone.len && !tz_load(ask->time_zone, &e.zone, err))
		return refuse_words(err);
	struct stats reading = {
		.arena = app->arena,
		.window = &window,
		.tz = e.zone ? e.zone : app->zone,
	};

	if (!window_resolve(&ask->window, reading.tz, clock_now_s(app->clock), &window, err))
		return false;
	if (!store_read(app->store, &e.tx, err) ||
	    !find_account(app, e.tx, ask->account_id, &account, err) ||
	    !dress(&e, &account, &request, err))
		return false;
	reading.tx = e.tx;
	reading.account_id = account.id;
	return export_write(&request, &reading, ask->tells_steps ? &progress : NULL,
			    sink_to_fd(&fd), err);
}

/* ---- how a server makes PDF ----------------------------------------------------------------- */

/* What finding programs, fonts and their cache needs. Nothing of ours: SIMPUL_ is added by hand. */
static const char *const inherited[] = {
	"PATH",
	"HOME",
	"LANG",
	"TMPDIR",
	"XDG_CACHE_HOME",
	"XDG_CONFIG_HOME",
	"FONTCONFIG_FILE",
	"FONTCONFIG_PATH",
};

struct environment {
	struct arena *arena;
	char **at;
	size_t count;
};

static void put_variable(struct environment *e, const char *name, struct str value)
{
	e->at[e->count++] = str_z(e->arena, str_fmt(e->arena, "%s=%.*s", name, STR_ARG(value)));
}

void app_set_export_means(struct app *app)
{
	struct environment e = {
		.arena = app->arena,
		.at = arena_new_n(app->arena, char *, MEANS_ENVIRONMENT_MAX),
	};

	for (size_t i = 0; i < COUNT_OF(inherited); i++) {
		const char *value = getenv(inherited[i]);

		if (value)
			put_variable(&e, inherited[i], str_of(value));
	}
	/* No settings file: secrets stand in it. */
	put_variable(&e, "SIMPUL_CONFIG", STR(""));
	put_variable(&e, "SIMPUL_DATABASE", app->settings.database);
	put_variable(&e, "SIMPUL_DATA_DIR", app_data_folder(app));
	put_variable(&e, "SIMPUL_TIME_ZONE", app->settings.time_zone);
	app->export_child = (struct export_child){
		.program = "/proc/self/exe",
		.environment = e.at,
	};
	app->export_means = (struct export_means){
		.child = &app->export_child,
		.pictures_folder =
			str_fmt(app->arena, "%.*s/pictures", STR_ARG(app_data_folder(app))),
	};
}
