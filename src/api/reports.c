/* Reports that are sent by themselves, by e-mail. Ours. */
#include "exports/reports.h"

#include "api/export_body.h"
#include "api/leave_page.h"
#include "api/tables.h"
#include "base/fields.h"
#include "store/store.h"

/* ---- what a schedule looks like ---- */

static const struct shape every_shape =
	NAMED_CHOICE("ReportRhythm", "How often a report is sent.", "week", "month");
static const struct shape delivery_shape =
	NAMED_CHOICE("ReportDelivery", "How the file comes.", "attachment", "link");

static const struct member recipient_members[] = {
	{ "email", T_TEXT },
	{ "left_at", T_TIME, NULLABLE, "When he asked for no more; he gets none." },
};
static const struct member schedule_members[] = {
	{ "id", T_ID },
	{ "account_id", T_ID },
	{ "username", T_TEXT },
	{ "name", T_TEXT },
	{ "every", &every_shape },
	{ "day", T_TEXT, 0, "Of a week 1 (Monday) to 7; of a month 1 to 28, or last." },
	{ "time", T_TEXT, 0, "HH:MM, as clocks in time_zone show it." },
	{ "time_zone", T_TEXT },
	EXPORT_ORDER_MEMBERS,
	{ "recipients", T_LIST(T_OBJECT(recipient_members)) },
	{ "delivery", &delivery_shape },
	{ "active", T_BOOL },
	{ "next_at", T_TIME, NULLABLE, "Null: it is not active." },
	{ "created_at", T_TIME },
	{ "updated_at", T_TIME },
};
static const struct shape schedule_shape =
	NAMED_OBJECT("ReportSchedule", schedule_members, "A report that is sent by itself.");

static void put_recipients(struct call *c, const struct report_recipient_rows *rows)
{
	json_put_array(&c->json, "recipients");
	for (size_t i = 0; i < rows->count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "email", rows->at[i].email);
		put_time(c, "left_at", opt_int_or(rows->at[i].left_s, 0));
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
}

static bool put_schedule(struct call *c, const struct report_schedule_row *s, struct err *err)
{
	struct report_recipient_rows recipients;
	struct export_order order;

	if (!export_order_read(c->arena, s->request, &order, err) ||
	    !report_recipients_list(c->snapshot, c->arena, s->id, &recipients, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)s->id));
	json_put_str(&c->json, "account_id", s->account_id);
	json_put_str(&c->json, "username", s->username);
	json_put_str(&c->json, "name", s->name);
	json_put_str(&c->json, "every", s->every);
	json_put_str(&c->json, "day",
		     s->day ? str_fmt(c->arena, "%lld", (long long)s->day) : STR("last"));
	json_put_str(&c->json, "time",
		     str_fmt(c->arena, "%02lld:%02lld", (long long)s->minute / 60,
			     (long long)s->minute % 60));
	json_put_str(&c->json, "time_zone", s->time_zone);
	put_export_order(c, &order);
	put_recipients(c, &recipients);
	json_put_str(&c->json, "delivery", s->delivery);
	json_put_bool(&c->json, "active", s->is_active);
	put_time(c, "next_at", s->is_active ? s->next_s : 0);
	put_time(c, "created_at", s->created_s);
	put_time(c, "updated_at", s->updated_s);
	json_end_object(&c->json);
	return true;
}

static bool find(struct call *c, struct report_schedule_row *ret, struct err *err)
{
	int64_t id;
	bool found;

	if (!call_path_int(c, 0, &id, err) ||
	    (!c->snapshot && !store_read(c->api->store, &c->snapshot, err)) ||
	    !report_schedules_get(c->snapshot, c->arena, c->who.user_id, id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no schedule %lld of this user", (long long)id);
}

static bool list(struct call *c, struct err *err)
{
	struct report_schedule_rows rows;

	if (!report_schedules_list(c->snapshot, c->arena, c->who.user_id, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		if (!put_schedule(c, &rows.at[i], err))
			return false;
	json_end_array(&c->json);
	return true;
}

static bool detail(struct call *c, struct err *err)
{
	struct report_schedule_row row;

	return find(c, &row, err) && put_schedule(c, &row, err);
}

/* ---- changing them ---- */

static const struct member form_members[] = {
	{ "account_id", T_ID },
	{ "name", T_TEXT, OPTIONAL | NULLABLE, "Begins the letter's subject." },
	{ "every", &every_shape },
	{ "day", T_EITHER(T_INT, T_TEXT), 0,
	  "Of a week 1 (Monday) to 7; of a month 1 to 28, or last." },
	{ "time", T_TEXT, 0, "HH:MM." },
	{ "time_zone", T_TEXT, OPTIONAL | NULLABLE, "The server's unless given." },
	EXPORT_BODY_MEMBERS,
	{ "recipients", T_LIST(T_TEXT), 0, "1 to 20 e-mail addresses." },
	{ "delivery", &delivery_shape, OPTIONAL | NULLABLE, "attachment unless given." },
	{ "active", T_BOOL, OPTIONAL, "true unless given." },
};
static const struct shape form_shape = NAMED_OBJECT("ReportScheduleForm", form_members, NULL);

struct form_body {
	struct str account_id, name, every, day, time, time_zone, delivery;
	bool active;
};
static const struct field form_fields[] = {
	FIELD(struct form_body, account_id, .type = FIELD_ID, .required = true),
	FIELD(struct form_body, name, .type = FIELD_STR, .max = 80),
	FIELD(struct form_body, every, .type = FIELD_STR, .required = true, .max = 10),
	FIELD(struct form_body, day, .type = FIELD_ID, .required = true, .max = 10),
	FIELD(struct form_body, time, .type = FIELD_STR, .required = true, .max = 5),
	FIELD(struct form_body, time_zone, .type = FIELD_STR, .max = 60),
	FIELD(struct form_body, delivery, .type = FIELD_STR, .max = 20),
	FIELD(struct form_body, active, .type = FIELD_BOOL),
};

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

static bool read_form(struct call *c, struct report_form *ret, struct err *err)
{
	struct form_body body = { .active = true };
	const struct json *json;

	*ret = (struct report_form){ .is_active = true };
	if (!call_json(c, &json, err) ||
	    !fields_from_json(c->arena, form_fields, COUNT_OF(form_fields), json, &body, err) ||
	    !export_body_read(c, json, &ret->order, err) ||
	    !body_texts(c, json, "recipients", &ret->recipients, err))
		return false;
	ret->account_id = body.account_id;
	ret->name = or_empty(body.name);
	ret->every = body.every;
	ret->day = body.day;
	ret->time = body.time;
	ret->time_zone = or_empty(body.time_zone);
	ret->delivery = or_empty(body.delivery);
	ret->is_active = body.active;
	return true;
}

static bool put(struct call *c, int64_t id, struct err *err)
{
	struct report_schedule_row row;
	struct report_form form;
	bool found;

	if (!read_form(c, &form, err))
		return false;
	const struct plan_window wanted = { .date_frame = form.order.date_frame };

	if (!c->who.is_admin && !plan_check_window(&c->who.plan, &wanted, err))
		return false;
	if (!reports_put(c->api->exports, c->arena, c->who.user_id, id, &form, &id, err) ||
	    !store_read(c->api->store, &c->snapshot, err) ||
	    !report_schedules_get(c->snapshot, c->arena, c->who.user_id, id, &row, &found, err))
		return false;
	return found ? put_schedule(c, &row, err) : err_set(err, ERR_NOT_FOUND, "gone again");
}

static bool add(struct call *c, struct err *err)
{
	c->res->status = 201;
	return put(c, 0, err);
}

static bool change(struct call *c, struct err *err)
{
	int64_t id;

	return call_path_int(c, 0, &id, err) && put(c, id, err);
}

static bool delete (struct call *c, struct err *err)
{
	int64_t id;

	c->res->status = 204;
	return call_path_int(c, 0, &id, err) &&
	       reports_delete(c->api->exports, c->who.user_id, id, err);
}

/* ---- letters ---- */

static bool test(struct call *c, struct err *err)
{
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !reports_test(c->api->exports, c->arena, c->who.user_id, id, err))
		return false;
	c->res->status = 202;
	json_object(&c->json);
	json_put_str(&c->json, "detail",
		     c->english ? STR("A test letter is on its way to you.")
				: STR("Surat uji coba sedang dikirim kepada Anda."));
	json_end_object(&c->json);
	return true;
}

static const struct member preview_members[] = {
	{ "subject", T_TEXT },
	{ "text", T_TEXT },
	{ "html", T_TEXT, 0, "To be shown in a frame without scripts." },
	{ "files", T_LIST(T_TEXT), 0, "Names of what is attached or linked." },
};
static const struct shape preview_shape =
	NAMED_OBJECT("ReportPreview", preview_members, "A letter as it would be sent now.");

static bool preview(struct call *c, struct err *err)
{
	struct report_preview letter;
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !reports_preview(c->api->exports, c->arena, c->who.user_id, id, &letter, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "subject", letter.subject);
	json_put_str(&c->json, "text", letter.text);
	json_put_str(&c->json, "html", letter.html);
	json_put_array(&c->json, "files");
	json_str(&c->json, letter.file_name);
	json_end_array(&c->json);
	json_end_object(&c->json);
	return true;
}

/* Its HTML, for a frame of our own page: it may style itself, and nothing else. */
static bool letter(struct call *c, struct err *err)
{
	struct report_preview view;
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !reports_preview(c->api->exports, c->arena, c->who.user_id, id, &view, err))
		return false;
	http_set_content_type(c->res, STR("text/html; charset=utf-8"));
	http_set_header(c->res, STR("Content-Security-Policy"),
			STR("sandbox; default-src 'none'; style-src 'unsafe-inline'; "
			    "img-src 'self' data:; frame-ancestors 'self'"));
	http_set_header(c->res, STR("X-Frame-Options"), STR("SAMEORIGIN"));
	buf_put(&c->res->body, view.html);
	return true;
}

static const struct member delivery_members[] = {
	{ "slot_at", T_TIME, 0, "When it was due." },
	{ "test", T_BOOL },
	{ "email", T_TEXT },
	{ "state", T_CHOICE("waiting", "sending", "sent", "failed", "unsure", "skipped"), 0,
	  "unsure: the mail server may have it; it is not sent again." },
	{ "attempts", T_INT },
	{ "error_code", T_TEXT, NULLABLE, "Of the newest attempt." },
	{ "error", T_TEXT, NULLABLE, "The same, for people." },
	{ "updated_at", T_TIME },
};
static const struct shape delivery_row_shape =
	NAMED_OBJECT("ReportLetter", delivery_members, "One letter to one recipient.");

static void put_delivery(struct call *c, const struct report_delivery_row *d)
{
	const struct err_info *why = d->error_code.at ? err_info(err_code_of(d->error_code)) : NULL;

	json_object(&c->json);
	put_time(c, "slot_at", d->slot_s);
	json_put_bool(&c->json, "test", d->is_test);
	json_put_str(&c->json, "email", d->email);
	json_put_str(&c->json, "state", d->state);
	json_put_int(&c->json, "attempts", d->attempts);
	put_text(c, "error_code", d->error_code);
	put_text(c, "error", why ? str_of(c->english ? why->text_en : why->text_id) : STR_NONE);
	put_time(c, "updated_at", d->updated_s);
	json_end_object(&c->json);
}

static bool deliveries(struct call *c, struct err *err)
{
	struct report_schedule_row schedule;
	struct report_delivery_rows rows;

	if (!find(c, &schedule, err) ||
	    !report_deliveries_list(c->snapshot, c->arena, schedule.id, REPORT_DELIVERIES_SHOWN,
				    &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++)
		put_delivery(c, &rows.at[i]);
	json_end_array(&c->json);
	return true;
}

/* ---- leaving: for whoever got a letter; he has no account here ---- */

static void put_page(struct call *c, const struct report_leaving *who, bool has_left)
{
	const struct leave_page page = {
		.ask_id = "Berhenti menerima laporan ini?",
		.ask_en = "Stop getting this report?",
		.done_id = "Anda tidak menerima laporan ini lagi",
		.done_en = "You get no more of these reports",
		.what = str_fmt(c->arena, "%.*s: @%.*s", STR_ARG(who->email),
				STR_ARG(who->username)),
		.has_left = has_left,
	};

	put_leave_page(c, &page);
}

/* Only looks: mail servers open the links in letters by themselves. */
static bool leave_ask(struct call *c, struct err *err)
{
	struct report_leaving who;

	if (!reports_leave(c->api->exports, c->arena, call_path(c, 0), false, &who, err))
		return false;
	put_page(c, &who, who.left_s.has);
	return true;
}

static bool leave(struct call *c, struct err *err)
{
	struct report_leaving who;

	if (!reports_leave(c->api->exports, c->arena, call_path(c, 0), true, &who, err))
		return false;
	put_page(c, &who, true);
	return true;
}

#define OURS .access = ACCESS_USER, .face = FACE_META
#define PATH "/api/report-schedules"
#define ONE PATH "/{schedule_id}"
static const struct route routes[] = {
	{ HTTP_GET, PATH, list, OURS, .reads = true, .doc = "The user's report schedules.",
	  .reply = T_LIST(&schedule_shape) },
	{ HTTP_POST, PATH, add, OURS, .needs = ABILITY_EXPORT, .max_body_bytes = 32 * KIB,
	  .doc = "Make a schedule.", .body = { .shape = &form_shape }, .reply = &schedule_shape,
	  .reply_status = 201 },
	{ HTTP_GET, ONE, detail, OURS, .reads = true, .doc = "One schedule.",
	  .reply = &schedule_shape },
	{ HTTP_PUT, ONE, change, OURS, .needs = ABILITY_EXPORT, .max_body_bytes = 32 * KIB,
	  .doc = "Change a schedule; the body is whole. Who left stays left.",
	  .body = { .shape = &form_shape }, .reply = &schedule_shape },
	{ HTTP_DELETE, ONE, delete, OURS, .doc = "Remove a schedule and its log.",
	  .reply = &shape_nothing },
	{ HTTP_POST, ONE "/test", test, OURS, .needs = ABILITY_EXPORT,
	  .doc = "Send one letter to the user himself, now.", .reply = &shape_detail,
	  .reply_status = 202 },
	{ HTTP_GET, ONE "/preview", preview, OURS, .needs = ABILITY_EXPORT,
	  .doc = "The letter as it would be sent now.", .reply = &preview_shape },
	{ HTTP_GET, ONE "/preview/letter", letter, OURS, .needs = ABILITY_EXPORT,
	  .doc = "Its HTML alone, for a frame.", .reply_type = "text/html" },
	{ HTTP_GET, ONE "/deliveries", deliveries, OURS, .reads = true,
	  .doc = "How its letters went, newest first; at most 200.",
	  .reply = T_LIST(&delivery_row_shape) },
	{ HTTP_GET, "/api/report-recipients/{token}", leave_ask, LEAVE_PAGE_ROUTE,
	  .doc = "The page behind a letter's link to get no more." },
	{ HTTP_POST, "/api/report-recipients/{token}", leave, LEAVE_PAGE_ROUTE,
	  .doc = "Get no more of these letters; one click of a mail reader (RFC 8058), too." },
};

const struct route_table report_routes = { routes, COUNT_OF(routes), "Scheduled reports" };
