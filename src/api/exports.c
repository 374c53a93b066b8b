/* Exports that are jobs: asked for, looked at, fetched, cancelled. Ours. */
#include "store/exports.h"

#include "api/export_body.h"
#include "api/file.h"
#include "api/reply.h"
#include "api/tables.h"
#include "base/fields.h"
#include "store/store.h"

/* ---- what an export looks like ---- */

static const struct member progress_members[] = {
	{ "done", T_INT },
	{ "total", T_INT, 0, "0: not known yet." },
	{ "making", T_TEXT, NULLABLE, "The file or page that is being made." },
};
static const struct member export_error_members[] = {
	{ "code", T_TEXT },
	{ "message", T_TEXT, 0, "For people." },
	{ "action", T_TEXT, NULLABLE, "What the user can do about it." },
};
static const char *const state_names[] = {
	[EXPORT_QUEUED] = "queued", [EXPORT_MAKING] = "making",       [EXPORT_READY] = "ready",
	[EXPORT_FAILED] = "failed", [EXPORT_CANCELLED] = "cancelled", NULL,
};
static const struct shape export_state_shape = { .kind = SHAPE_TEXT,
						 .name = "ExportState",
						 .doc = "How far an export is.",
						 .choices = state_names };
static const struct member export_members[] = {
	{ "id", T_ID },
	{ "account_id", T_ID },
	{ "username", T_TEXT },
	EXPORT_ORDER_MEMBERS,
	{ "start", T_TEXT, NULLABLE, "As asked for, when there is no date_frame." },
	{ "end", T_TEXT, NULLABLE },
	{ "state", &export_state_shape },
	{ "progress", T_OBJECT(progress_members) },
	{ "file_name", T_TEXT, NULLABLE },
	{ "size_bytes", T_INT, NULLABLE },
	{ "created_at", T_TIME },
	{ "finished_at", T_TIME, NULLABLE },
	{ "expires_at", T_TIME, 0, "Then it is removed." },
	{ "error", T_OBJECT(export_error_members), NULLABLE },
};
static const struct shape export_shape =
	NAMED_OBJECT("Export", export_members, "A file that is wanted, being made, or there.");

/* A job whose process died every time leaves no words behind. */
static void put_error(struct call *c, const struct export_row *row)
{
	enum err_code code = row->error_code.at ? err_code_of(row->error_code) : ERR_INTERNAL;
	struct str text = c->english ? row->error_text_en : row->error_text;
	const char *action = reply_action(code, c->english);
	const struct err_info *info = err_info(code);

	json_key(&c->json, STR("error"));
	if (export_state(row) != EXPORT_FAILED) {
		json_null(&c->json);
		return;
	}
	json_object(&c->json);
	json_put_str(&c->json, "code", str_of(info->name));
	json_put_str(&c->json, "message",
		     text.len ? text : str_of(c->english ? info->text_en : info->text_id));
	put_text(c, "action", action ? str_of(action) : STR_NONE);
	json_end_object(&c->json);
}

static void put_progress(struct call *c, const struct export_row *row)
{
	bool is_ready = export_state(row) == EXPORT_READY;
	int64_t total = is_ready && !row->total ? 1 : row->total;

	json_put_object(&c->json, "progress");
	json_put_int(&c->json, "done", is_ready ? total : row->done);
	json_put_int(&c->json, "total", total);
	put_text(c, "making", row->message.len && !is_ready ? row->message : STR_NONE);
	json_end_object(&c->json);
}

static bool put_export(struct call *c, const struct export_row *row, struct err *err)
{
	struct export_order order;

	if (!export_order_read(c->arena, row->request, &order, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)row->id));
	json_put_str(&c->json, "account_id", row->account_id);
	json_put_str(&c->json, "username", row->username);
	put_export_order(c, &order);
	put_text(c, "start", order.start.len ? order.start : STR_NONE);
	put_text(c, "end", order.end.len ? order.end : STR_NONE);
	json_put_str(&c->json, "state", str_of(state_names[export_state(row)]));
	put_progress(c, row);
	put_text(c, "file_name", row->file_name);
	put_opt_int(c, "size_bytes", row->size_bytes);
	put_time(c, "created_at", row->created_s);
	put_time(c, "finished_at", opt_int_or(row->finished_s, 0));
	put_time(c, "expires_at", row->expires_s);
	put_error(c, row);
	json_end_object(&c->json);
	return true;
}

static bool put_one(struct call *c, int64_t id, struct err *err)
{
	const struct export_key key = { c->who.user_id, id, clock_now_s(c->api->clock) };
	struct export_row row;
	bool found;

	if ((!c->snapshot && !store_read(c->api->store, &c->snapshot, err)) ||
	    !exports_get(c->snapshot, c->arena, key, &row, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no export %lld of this user", (long long)id);
	return put_export(c, &row, err);
}

/* ---- asking ---- */

static const struct member ask_members[] = {
	{ "account_id", T_ID },
	EXPORT_BODY_MEMBERS,
	{ "start", T_TEXT, OPTIONAL | NULLABLE, "With end, instead of date_frame: ISO 8601." },
	{ "end", T_TEXT, OPTIONAL | NULLABLE },
};
static const struct shape ask_shape = NAMED_OBJECT("ExportRequest", ask_members, NULL);

struct ask_body {
	struct str account_id;
};
static const struct field ask_fields[] = {
	FIELD(struct ask_body, account_id, .type = FIELD_ID, .required = true),
};

static bool ask(struct call *c, struct err *err)
{
	const struct json *body;
	struct ask_body ask = { .account_id = STR("") };
	struct export_order order;
	int64_t id;

	if (!call_json(c, &body, err) ||
	    !fields_from_json(c->arena, ask_fields, COUNT_OF(ask_fields), body, &ask, err) ||
	    !export_body_read(c, body, &order, err))
		return false;
	const struct plan_window wanted = { .date_frame = order.date_frame };

	if (!c->who.is_admin && !plan_check_window(&c->who.plan, &wanted, err))
		return false;
	c->res->status = 202;
	return exports_ask(c->api->exports, c->arena, c->who.user_id, ask.account_id, &order, &id,
			   err) &&
	       put_one(c, id, err);
}

static bool list(struct call *c, struct err *err)
{
	struct export_rows rows;

	if (!exports_list(c->snapshot, c->arena, c->who.user_id, clock_now_s(c->api->clock),
			  EXPORTS_KEPT_PER_USER, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		if (!put_export(c, &rows.at[i], err))
			return false;
	json_end_array(&c->json);
	return true;
}

static bool detail(struct call *c, struct err *err)
{
	int64_t id;

	return call_path_int(c, 0, &id, err) && put_one(c, id, err);
}

static bool retry(struct call *c, struct err *err)
{
	int64_t id;

	c->res->status = 202;
	return call_path_int(c, 0, &id, err) &&
	       exports_retry(c->api->exports, c->arena, c->who.user_id, id, err) &&
	       put_one(c, id, err);
}

static bool drop(struct call *c, struct err *err)
{
	int64_t id;

	c->res->status = 204;
	return call_path_int(c, 0, &id, err) &&
	       exports_drop(c->api->exports, c->arena, c->who.user_id, id, err);
}

/* ---- fetching ---- */

static bool send_file(struct call *c, const struct export_file *f, struct err *err)
{
	const struct sent_file sent = {
		.fd = f->fd,
		.size_bytes = f->size_bytes,
		.content_type = f->content_type,
		.etag = f->etag,
		.disposition = str_fmt(c->arena, "attachment; filename=\"%.*s\"", STR_ARG(f->name)),
		.cache_control = STR_INIT("private, no-cache"),
	};

	return file_send(c, &sent, err);
}

static bool file(struct call *c, struct err *err)
{
	struct export_file found = { .fd = -1 };
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !exports_open(c->api->exports, c->arena, c->who.user_id, id, &found, err))
		return false;
	cleanup(fd_closep) int fd = found.fd;
	(void)fd; /* for its end alone */

	return send_file(c, &found, err);
}

/* Looking (HEAD) and going on with a broken transfer do not count as fetching. */
static bool shared(struct call *c, struct err *err)
{
	struct export_file found = { .fd = -1 };
	struct str range = http_header(c->req, STR("Range"));
	bool counts = c->req->method == HTTP_GET &&
		      (!range.at || str_starts_with(range, STR("bytes=0-")));

	if (!exports_open_shared(c->api->exports, c->arena, call_path(c, 0), counts, &found, err))
		return false;
	cleanup(fd_closep) int fd = found.fd;
	(void)fd; /* for its end alone */

	return send_file(c, &found, err);
}

#define OURS .access = ACCESS_USER, .face = FACE_META
#define FETCHES                                                                                    \
	.face = FACE_META, .waits = WAITS_FOR_CLIENT, .reply_type = "*/*", .takes_range = true,    \
	.has_etag = true

static const struct route routes[] = {
	{ HTTP_POST, "/api/exports", ask, OURS, .needs = ABILITY_EXPORT, .max_body_bytes = 16 * KIB,
	  .doc = "Ask for a file; it is made in the background.", .body = { .shape = &ask_shape },
	  .reply = &export_shape, .reply_status = 202 },
	{ HTTP_GET, "/api/exports", list, OURS, .reads = true,
	  .doc = "The user's exports, newest first; at most 20 are kept, each for a day.",
	  .reply = T_LIST(&export_shape) },
	{ HTTP_GET, "/api/exports/{export_id}", detail, OURS, .reads = true, .doc = "One export.",
	  .reply = &export_shape },
	{ HTTP_GET, "/api/exports/{export_id}/file", file, .access = ACCESS_USER, FETCHES,
	  .needs = ABILITY_EXPORT, .doc = "The file; a range of it, too." },
	{ HTTP_POST, "/api/exports/{export_id}/retry", retry, OURS, .needs = ABILITY_EXPORT,
	  .doc = "Make a failed or cancelled one again.", .reply = &export_shape,
	  .reply_status = 202 },
	{ HTTP_DELETE, "/api/exports/{export_id}", drop, OURS,
	  .doc = "Cancel one that is not finished (it stays, cancelled), or remove one that has "
		 "ended.",
	  .reply = &shape_nothing },
	{ HTTP_GET, "/api/exports/shared/{token}", shared, .access = ACCESS_PUBLIC, FETCHES,
	  .doc = "The file of a link that was sent by e-mail." },
};

const struct route_table export_routes = { routes, COUNT_OF(routes), "Exports" };
