/* Exports from the command line: the operator may name any account. */
#include "app/app.h"
#include "store/accounts.h"

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

bool app_export(struct app *app, const struct app_export *ask, int fd, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct export_request request;
	struct account_row account = { 0 };
	struct window window;

	if (!export_parse(app->arena, &ask->words, &request, err))
		return refuse_words(err);
	if (!window_resolve(&ask->window, app->zone, clock_now_s(app->clock), &window, err))
		return false;
	if (!store_read(app->store, &tx, err) ||
	    !find_account(app, tx, ask->account_id, &account, err))
		return false;
	struct stats reading = {
		.arena = app->arena,
		.tx = tx,
		.account_id = account.id,
		.window = &window,
		.tz = app->zone,
	};

	request.username = account.username;
	request.user_id = account.user_id;
	return export_write(&request, &reading, NULL, sink_to_fd(&fd), err);
}
