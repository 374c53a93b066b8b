/* CSV downloads, streamed (cekbrand.md A.7, E.3): the same bytes as `simpul export csv`. */
#include "api/put.h"
#include "api/reply.h"
#include "api/tables.h"
#include "report/report.h"

const struct shape csv_type_shape =
	NAMED_CHOICE("CsvType", "What can be downloaded as CSV.", "media", "profile", "city",
		     "country", "gender", "age", "hashtag");

static bool write_to_client(void *ctx, struct str bytes, struct err *err)
{
	return http_stream_write(ctx, bytes, err);
}

/* The types, for the words of a refusal. */
static struct str type_names(struct arena *a)
{
	const struct report_type *type;
	struct str names = STR("");

	for (size_t i = 0; (type = report_at(i)); i++)
		names = str_fmt(a, "%.*s%s%.*s", STR_ARG(names), i ? ", " : "",
				STR_ARG(report_name(type)));
	return names;
}

static bool csv(struct call *c, struct err *err)
{
	const struct report_type *type = report_find(call_path(c, 1));
	struct stats reading = call_stats(c);
	struct sink sink = { write_to_client, c->res };

	if (!type) {
		err_set(err, ERR_NOT_FOUND, "no such report");
		return err_say(err, "Jenis data harus salah satu dari: %s.",
			       str_z(c->arena, type_names(c->arena)));
	}
	http_set_content_type(c->res, STR("text/csv; charset=utf-8"));
	http_set_header(c->res, STR("Content-Disposition"),
			str_fmt(c->arena, "attachment; filename=\"%.*s\"",
				STR_ARG(report_file_name(c->arena, type, &c->window))));
	return reply_stream_begin(c, err) && report_csv(type, &reading, sink, err);
}

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/download/csv/{data_type}", csv,
	  .access = ACCESS_USER, .waits = WAITS_FOR_CLIENT, .takes_window = true,
	  .owns_account = true, .reads = true, .needs = ABILITY_EXPORT, .doc = "Export as CSV.",
	  .reply_type = "text/csv" },
};

const struct route_table download_routes = { routes, COUNT_OF(routes), "Downloads" };
