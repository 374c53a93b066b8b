/* Downloads, streamed (cekbrand.md A.7, E): the same bytes as `simpul export`. */
#include "api/put.h"
#include "api/reply.h"
#include "api/tables.h"
#include "report/export.h"
#include "store/brands.h"

const struct shape csv_type_shape =
	NAMED_CHOICE("CsvType", "What can be downloaded as CSV.", "media", "profile", "city",
		     "country", "gender", "age", "hashtag");

static bool write_to_client(void *ctx, struct str bytes, struct err *err)
{
	return http_stream_write(ctx, bytes, err);
}

/* Who it is for, and how it is dressed, is only known here. */
static bool set_owner(const struct call *c, struct export_request *request, struct err *err)
{
	struct brand_row brand = { 0 };

	request->username = c->account.username;
	request->user_id = OPT_INT(c->who.user_id);
	request->means = c->api->export_means;
	if (!brands_get(c->snapshot, c->arena, c->who.user_id, &brand, err))
		return false;
	request->brand = (struct export_brand){ brand.name, brand.colour, brand.logo };
	return true;
}

static bool stream(struct call *c, struct export_request *request, struct err *err)
{
	struct stats reading = call_stats(c);
	struct sink sink = { write_to_client, c->res };

	if (!set_owner(c, request, err) || !export_check(request, &reading, err))
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

static const struct member pdf_query[] = {
	{ "pages", T_TEXT, OPTIONAL,
	  "competitors, statistics, top-posts, separated by commas; absent: all." },
	{ "competitors", T_TEXT, OPTIONAL, "Ids, at most 6, separated by commas; absent: all." },
	{ "language", T_TEXT, OPTIONAL, "id or en; absent: id." },
	{ "exported_at", T_TIME, OPTIONAL,
	  "The time that stands in the files; absent: the newest collection's." },
};

static bool pdf(struct call *c, struct err *err)
{
	const struct export_words words = {
		.format = STR("pdf"),
		.parts = call_arg(c, STR("pages")),
		.competitors = call_arg(c, STR("competitors")),
		.language = call_arg(c, STR("language")),
		.exported_at = call_arg(c, STR("exported_at")),
	};
	struct export_request request;

	return export_parse(c->arena, &words, &request, err) && stream(c, &request, err);
}

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/download/csv/{data_type}", csv,
	  .access = ACCESS_USER, .waits = WAITS_FOR_CLIENT, .takes_window = true,
	  .owns_account = true, .reads = true, .needs = ABILITY_EXPORT, .doc = "Export as CSV.",
	  .reply_type = "text/csv" },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/download/pdf", pdf, .access = ACCESS_USER,
	  .waits = WAITS_FOR_CLIENT, .takes_window = true, .owns_account = true, .reads = true,
	  .needs = ABILITY_EXPORT, .doc = "Export as PDF reports, in a zip.",
	  .query = QUERY(pdf_query), .reply_type = "application/zip" },
};

const struct route_table download_routes = { routes, COUNT_OF(routes), "Downloads" };
