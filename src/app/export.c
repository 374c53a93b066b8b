/* Exports from the command line: the operator may name any account. */
#include "app/app.h"
#include "report/report.h"
#include "store/accounts.h"

/* The types, for the words of a refusal. */
static bool refuse_type(struct app *app, struct str type, struct err *err)
{
	const struct report_type *known;
	struct str names = STR("");

	for (size_t i = 0; (known = report_at(i)); i++)
		names = str_fmt(app->arena, "%.*s%s%.*s", STR_ARG(names), i ? ", " : "",
				STR_ARG(report_name(known)));
	return err_set(err, ERR_BAD_REQUEST, "there is no type \"%.*s\"; there are %.*s",
		       STR_ARG(type), STR_ARG(names));
}

bool app_export_csv(struct app *app, const struct app_export *request, int fd, struct err *err)
{
	const struct report_type *type = report_find(request->type);
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct account_row account;
	struct window window;
	bool found;

	if (!type)
		return refuse_type(app, request->type, err);
	if (!window_resolve(&request->window, app->zone, clock_now_s(app->clock), &window, err))
		return false;
	if (!store_read(app->store, &tx, err) ||
	    !accounts_get_any(tx, app->arena, request->account_id, &account, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "there is no account %.*s",
			       STR_ARG(request->account_id));
	struct stats reading = {
		.arena = app->arena,
		.tx = tx,
		.account_id = account.id,
		.window = &window,
		.tz = app->zone,
	};

	return report_csv(type, &reading, sink_to_fd(&fd), err);
}
