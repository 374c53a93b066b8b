/* Downloads, streamed (cekbrand.md A.7, E): the same bytes as `simpul export`. */
#include "api/put.h"
#include "api/reply.h"
#include "api/tables.h"
#include "report/export.h"

const struct shape csv_type_shape =
	NAMED_CHOICE("CsvType", "What can be downloaded as CSV.", "media", "profile", "city",
		     "country", "gender", "age", "hashtag");

static bool write_to_client(void *ctx, struct str bytes, struct err *err)
{
	return http_stream_write(ctx, bytes, err);
}

/* Who it is for is only known here. */
static void set_owner(const struct call *c, struct export_request *request)
{
	request->username = c->account.username;
	request->user_id = OPT_INT(c->who.user_id);
}

static bool stream(struct call *c, struct export_request *request, struct err *err)
{
	struct stats reading = call_stats(c);
	struct sink sink = { write_to_client, c->res };

	set_owner(c, request);
	if (!export_check(request, &reading, err))
		return false;
	http_set_content_type(c->res, export_content_type(request));
	http_set_header(c->res, STR("Content-Disposition"),
			str_fmt(c->arena, "attachment; filename=\"%.*s\"",
				STR_ARG(export_file_name(c->arena, request, &c->window))));
	return reply_stream_begin(c, err) && export_write(request, &reading, NULL, sink, err);
}

static bool csv(struct call *c, struct err *err)
{
	const struct export_words words = { .format = STR("csv"), .parts = call_path(c, 1) };
	struct export_request request;

	if (!export_parse(c->arena, &words, &request, err)) {
		/* The type is part of the address: there is no such page. */
		err->code = ERR_NOT_FOUND;
		return false;
	}
	return stream(c, &request, err);
}

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/download/csv/{data_type}", csv,
	  .access = ACCESS_USER, .waits = WAITS_FOR_CLIENT, .takes_window = true,
	  .owns_account = true, .reads = true, .needs = ABILITY_EXPORT, .doc = "Export as CSV.",
	  .reply_type = "text/csv" },
};

const struct route_table download_routes = { routes, COUNT_OF(routes), "Downloads" };
