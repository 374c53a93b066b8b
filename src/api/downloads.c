/* Downloads, streamed (cekbrand.md A.7, E): the same bytes as `simpul export`. */
#include <stdio.h>

#include "api/put.h"
#include "api/reply.h"
#include "api/tables.h"
#include "report/export.h"
#include "report/export_gate.h"
#include "store/accounts.h"
#include "store/brands.h"
#include "store/store.h"

/* How long a download waits in line for its turn. */
#define PATIENCE_MS (5 * 60 * 1000)

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

/* After a wait the account may be somebody else's. */
static bool open_snapshot(struct call *c, struct err *err)
{
	bool found;

	if (!store_read(c->api->store, &c->snapshot, err) ||
	    !accounts_get(c->snapshot, c->arena, c->who.user_id, call_path(c, 0), &c->account,
			  &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no such account of this user any more");
}

/* Nothing of the database is held while it waits in line: these routes are not .reads. */
static bool stream_in_turn(struct call *c, struct export_request *request, struct err *err)
{
	if (!export_gate_enter(c->api->export_gate, PATIENCE_MS, err))
		return false;
	bool ok = open_snapshot(c, err) && stream(c, request, err);

	store_read_endp(&c->snapshot);
	export_gate_leave(c->api->export_gate);
	return ok;
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
	return stream_in_turn(c, &request, err);
}

/* ---- whole files --------------------------------------------------------------------------- */

#define COMPETITORS_QUERY                                                                          \
	{                                                                                          \
		"competitors", T_TEXT, OPTIONAL,                                                   \
			"Ids, at most 6, separated by commas; absent: all."                        \
	}
#define LANGUAGE_QUERY                                                                             \
	{                                                                                          \
		"language", T_TEXT, OPTIONAL, "id or en: words of PDF files; absent: id."          \
	}
#define EXPORTED_AT_QUERY                                                                          \
	{                                                                                          \
		"exported_at", T_TIME, OPTIONAL,                                                   \
			"The time that stands in the files; absent: the newest collection's."      \
	}

static const struct member file_query[] = { COMPETITORS_QUERY, EXPORTED_AT_QUERY };
static const struct member pdf_query[] = {
	{ "pages", T_TEXT, OPTIONAL,
	  "competitors, statistics, top-posts, separated by commas; absent: all." },
	COMPETITORS_QUERY,
	LANGUAGE_QUERY,
	EXPORTED_AT_QUERY,
};
static const struct member zip_query[] = {
	{ "include", T_TEXT, OPTIONAL,
	  "What goes in, separated by commas: csv, csv:TYPE, xlsx, json, pdf, pdf:PART; absent: "
	  "all." },
	COMPETITORS_QUERY,
	LANGUAGE_QUERY,
	EXPORTED_AT_QUERY,
};

static const struct member exported_account_members[] = {
	{ "id", T_ID },
	{ "username", T_TEXT, NULLABLE },
	{ "name", T_TEXT, NULLABLE },
	{ "biography", T_TEXT, NULLABLE },
	{ "website", T_TEXT, NULLABLE },
	{ "profile_picture_url", T_TEXT, NULLABLE },
	{ "updated_timestamp", T_TIME, NULLABLE, "When its profile was last read." },
};
static const struct member exported_comment_members[] = { { "is_hidden", T_BOOL } };
static const struct shape exported_comment_shape =
	EXTENDED_OBJECT("ExportedComment", &comment_shape, exported_comment_members);
static const struct member media_day_members[] = {
	{ "datestamp", T_DAY },
	{ "like_count", T_INT, NULLABLE },
	{ "comments_count", T_INT, NULLABLE },
	{ "like_count_growth", T_INT, NULLABLE, "Since the stored day before; null on the first." },
	{ "comments_count_growth", T_INT, NULLABLE },
	{ "updated_timestamp", T_TIME },
};
static const struct shape media_day_shape =
	NAMED_OBJECT("ExportedMediaDay", media_day_members, "A post, as it was counted that day.");
static const struct member media_value_members[] = {
	{ "metric", T_TEXT },
	{ "value", T_INT },
	{ "updated_timestamp", T_TIME },
	{ "datestamp", T_DAY },
};
static const struct member media_child_members[] = {
	{ "id", T_ID },
	{ "media_type", T_TEXT },
	{ "media_url", T_TEXT, NULLABLE },
	{ "thumbnail_url", T_TEXT, NULLABLE },
};
static const struct member exported_media_members[] = {
	{ "days", T_LIST(&media_day_shape) },
	{ "product_type", T_TEXT, NULLABLE, "FEED, REELS, …" },
	{ "is_archived", T_BOOL, 0, "Meta no longer lists it." },
	{ "children", T_LIST(T_OBJECT(media_child_members)), 0, "Of an album, in order." },
	{ "insight_days", T_LIST(T_OBJECT(media_value_members)), 0,
	  "Every value that its metrics had; those of `insights` are the newest." },
	{ "comments", T_LIST(&exported_comment_shape), 0, "All of them, newest first." },
};
static const struct shape exported_media_shape =
	EXTENDED_OBJECT("ExportedMedia", &own_media_shape, exported_media_members);
static const struct member exported_public_media_members[] = { { "days",
								 T_LIST(&media_day_shape) } };
static const struct shape exported_public_media_shape =
	EXTENDED_OBJECT("ExportedPublicMedia", &public_media_shape, exported_public_media_members);
#define INSIGHT_MEMBERS                                                                            \
	{ "metric", T_TEXT }, { "period", T_TEXT, 0, "day, week, days_28." },                      \
		{ "dimension", T_TEXT, 0, "Of a metric that has parts; empty: the whole." },       \
		{ "value", T_INT, NULLABLE }, { "end_time", T_TIME }, { "datestamp", T_DAY },      \
	{                                                                                          \
		"updated_timestamp", T_TIME                                                        \
	}
static const struct member exported_insight_members[] = { INSIGHT_MEMBERS };
static const struct member exported_page_insight_members[] = { { "page_id", T_ID },
							       INSIGHT_MEMBERS };
static const struct member exported_growth_members[] = {
	{ "frame_days", T_INT, 0, "7 or 28." },
	{ "metric", T_TEXT },
	{ "datestamp", T_DAY, 0, "The last day of the window." },
	{ "value", T_NUMBER, NULLABLE, "Of the window." },
	{ "before", T_NUMBER, NULLABLE, "Of the one before." },
	{ "growth", T_NUMBER, NULLABLE },
};
static const struct member exported_growth_media_members[] = {
	{ "frame_days", T_INT },
	{ "kind", T_TEXT, 0, "largest_engagement, …" },
	{ "media_id", T_ID },
	{ "value", T_INT },
};
static const struct member exported_mention_members[] = {
	{ "media_id", T_ID },
	{ "comment_id", T_ID, NULLABLE, "Null: in the post's caption." },
	{ "seen_at", T_TIME },
};
static const struct member story_insight_members[] = {
	{ "metric", T_TEXT },
	{ "dimension", T_TEXT, 0, "Of a metric that has parts; empty: the whole." },
	{ "value", T_INT },
	{ "updated_timestamp", T_TIME },
};
static const struct member exported_story_members[] = {
	{ "id", T_ID },
	{ "timestamp", T_TIME, NULLABLE },
	{ "media_type", T_TEXT, NULLABLE },
	{ "caption", T_TEXT, NULLABLE },
	{ "permalink", T_TEXT, NULLABLE },
	{ "media_url", T_TEXT, NULLABLE },
	{ "thumbnail_url", T_TEXT, NULLABLE },
	{ "insights", T_LIST(T_OBJECT(story_insight_members)) },
};
static const struct member exported_competitor_members[] = {
	{ "id", T_ID },
	{ "username", T_TEXT, NULLABLE },
	{ "name", T_TEXT, NULLABLE },
	{ "biography", T_TEXT, NULLABLE },
	{ "updated_timestamp", T_TIME, NULLABLE },
	{ "user_data", T_LIST(&user_data_shape) },
	{ "engagement", T_LIST(&engagement_day_shape) },
	{ "hashtag_metrics", T_LIST(&hashtag_metric_shape) },
	{ "media", T_LIST(&exported_public_media_shape) },
};
static const struct member exported_members[] = {
	{ "exported_at", T_TIME, NULLABLE, "Of the newest collection; null: there was none." },
	{ "start", T_TIME, NULLABLE, "Null: everything." },
	{ "end", T_TIME, NULLABLE },
	{ "account", T_OBJECT(exported_account_members) },
	{ "user_data", T_LIST(&user_data_shape) },
	{ "engagement", T_LIST(&engagement_day_shape) },
	{ "reach", T_LIST(&daily_insight_shape) },
	{ "impressions", T_LIST(&daily_insight_shape) },
	{ "insights", T_LIST(T_OBJECT(exported_insight_members)), 0,
	  "Every metric, period and part that is stored; reach and impressions too." },
	{ "page_insights", T_LIST(T_OBJECT(exported_page_insight_members)), 0,
	  "Of the Facebook Page behind the account." },
	{ "online_followers", T_LIST(&online_followers_shape) },
	{ "audience_city", T_LIST(&audience_city_shape) },
	{ "audience_country", T_LIST(&audience_country_shape) },
	{ "audience_gender_age", T_LIST(&audience_gender_age_shape) },
	{ "growth", T_LIST(T_OBJECT(exported_growth_members)), 0,
	  "As it was worked out after each collection." },
	{ "growth_media", T_LIST(T_OBJECT(exported_growth_media_members)), 0,
	  "The posts that stood out at the newest of them." },
	{ "hashtag_metrics", T_LIST(&hashtag_metric_shape) },
	{ "stories", T_LIST(T_OBJECT(exported_story_members)) },
	{ "mentions", T_LIST(T_OBJECT(exported_mention_members)), 0,
	  "Others' posts and comments that mention the account." },
	{ "media", T_LIST(&exported_media_shape) },
	{ "competitors", T_LIST(T_OBJECT(exported_competitor_members)) },
};
static const struct shape exported_shape =
	NAMED_OBJECT("AccountExport", exported_members, "Everything of an account in a window.");

/* `parts_name`: the parameter that lists the parts; STR_NONE when the format has none. */
static bool download(struct call *c, struct str format, struct str parts_name, struct err *err)
{
	const struct export_words words = {
		.format = format,
		.parts = parts_name.at ? call_arg(c, parts_name) : STR_NONE,
		.competitors = call_arg(c, STR("competitors")),
		.language = call_arg(c, STR("language")),
		.exported_at = call_arg(c, STR("exported_at")),
	};
	struct export_request request;

	if (export_parse(c->arena, &words, &request, err))
		return stream_in_turn(c, &request, err);
	/* Named as in the address. */
	if (parts_name.at && str_eq(str_of(err->field), STR("parts")))
		snprintf(err->field, sizeof(err->field), "%.*s", STR_ARG(parts_name));
	return false;
}

static bool xlsx(struct call *c, struct err *err)
{
	return download(c, STR("xlsx"), STR_NONE, err);
}

static bool json(struct call *c, struct err *err)
{
	return download(c, STR("json"), STR_NONE, err);
}

static bool zip(struct call *c, struct err *err)
{
	return download(c, STR("zip"), STR("include"), err);
}

static bool pdf(struct call *c, struct err *err)
{
	return download(c, STR("pdf"), STR("pages"), err);
}

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/download/csv/{data_type}", csv,
	  .access = ACCESS_USER, .waits = WAITS_FOR_CLIENT, .takes_window = true,
	  .owns_account = true, .needs = ABILITY_EXPORT, .doc = "Export as CSV.",
	  .reply_type = "text/csv" },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/download/pdf", pdf, .access = ACCESS_USER,
	  .waits = WAITS_FOR_CLIENT, .takes_window = true, .owns_account = true,
	  .needs = ABILITY_EXPORT, .doc = "Export as PDF reports, in a zip.",
	  .query = QUERY(pdf_query), .reply_type = "application/zip" },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/download/xlsx", xlsx, .access = ACCESS_USER,
	  .waits = WAITS_FOR_CLIENT, .takes_window = true, .owns_account = true,
	  .needs = ABILITY_EXPORT, .doc = "Export as an Excel workbook.",
	  .query = QUERY(file_query),
	  .reply_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/download/json", json, .access = ACCESS_USER,
	  .waits = WAITS_FOR_CLIENT, .takes_window = true, .owns_account = true,
	  .needs = ABILITY_EXPORT, .doc = "Export everything of an account as JSON.",
	  .query = QUERY(file_query), .reply = &exported_shape },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/download/zip", zip, .access = ACCESS_USER,
	  .waits = WAITS_FOR_CLIENT, .takes_window = true, .owns_account = true,
	  .needs = ABILITY_EXPORT, .doc = "Export several files in a zip.",
	  .query = QUERY(zip_query), .reply_type = "application/zip" },
};

const struct route_table download_routes = { routes, COUNT_OF(routes), "Downloads" };
