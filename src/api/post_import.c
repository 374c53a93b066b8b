/* A plan that comes as a file: POST /api/posts/import. */
#include "planning/import.h"

#include "api/call.h"
#include "api/post_body.h"
#include "api/put.h"
#include "api/reply.h"
#include "api/tables.h"
#include "connect/connect.h"
#include "content/text_rules.h"

/* ---- the answer ---- */

static const struct member error_members[] = {
	{ "field", T_TEXT, NULLABLE, "The member, or the column of the file." },
	{ "code", T_TEXT },
	{ "message", T_TEXT, 0, "What is wrong, and what to enter." },
	{ "action", T_TEXT, NULLABLE, "What else can be done about it." },
};
static const struct shape error_shape =
	NAMED_OBJECT("PostImportError", error_members, "What is wrong with a row.");
static const struct member row_members[] = {
	{ "row", T_INT, 0, "As a spreadsheet shows it; of a JSON list from 1." },
	{ "ok", T_BOOL },
	{ "known", T_BOOL, 0, "It was imported before: that is its post." },
	{ "post_id", T_ID, NULLABLE, "Null: it was not stored." },
	{ "publish_at", T_TEXT, NULLABLE, "The time as it was understood." },
	{ "caption", T_TEXT, 0, "Its beginning." },
	{ "errors", T_LIST(&error_shape) },
	{ "warnings", T_LIST(&post_warning_shape) },
};
static const struct shape row_shape = NAMED_OBJECT("PostImportRow", row_members, NULL);
static const struct member import_members[] = {
	{ "dry_run", T_BOOL },
	{ "rows", T_LIST(&row_shape) },
	{ "accepted", T_INT, 0, "Rows without errors." },
	{ "refused", T_INT },
	{ "stored", T_INT, 0, "Posts that were made now." },
	{ "ignored_columns", T_TEXT, NULLABLE, "Columns of the file that mean nothing here." },
};
static const struct shape import_shape = NAMED_OBJECT(
	"PostImport", import_members, "What became, or would become, of each row of a file.");

#define CAPTION_SHOWN 60

static struct str beginning(struct call *c, struct str caption)
{
	size_t end = caption.len < CAPTION_SHOWN ? caption.len : CAPTION_SHOWN;

	while (end < caption.len && ((unsigned char)caption.at[end] & 0xc0) == 0x80)
		end--;
	return str_fmt(c->arena, "%.*s%s", (int)end, caption.at ? caption.at : "",
		       end < caption.len ? "…" : "");
}

static void put_errors(struct call *c, const struct import_row *row)
{
	json_put_array(&c->json, "errors");
	for (size_t i = 0; i < row->error_count; i++) {
		const struct err *e = &row->errors[i];
		json_object(&c->json);
		put_text(c, "field", e->field[0] ? str_of(e->field) : STR_NONE);
		json_put_str(&c->json, "code", str_of(err_info(e->code)->name));
		json_put_str(&c->json, "message", err_text(e, c->english));
		put_text(c, "action", str_of(reply_action(e->code, c->english)));
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
}

static bool is_for_instagram(const struct post_plan *plan)
{
	for (size_t i = 0; i < plan->target_count; i++)
		if (str_eq(plan->targets[i].place, STR("instagram")))
			return true;
	return false;
}

static void put_warnings(struct call *c, const struct import_row *row)
{
	struct str text = row->error_count || !is_for_instagram(&row->plan)
				  ? STR_NONE
				  : text_warning(c->arena, TEXT_INSTAGRAM_CAPTION,
						 row->plan.caption, c->english);

	json_put_array(&c->json, "warnings");
	if (text.at) {
		json_object(&c->json);
		json_put_str(&c->json, "field", STR("caption"));
		json_put_str(&c->json, "message", text);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
}

static void put_row(struct call *c, const struct import_row *row)
{
	struct str at = row->plan.publish_at;

	json_object(&c->json);
	json_put_int(&c->json, "row", (int64_t)row->number);
	json_put_bool(&c->json, "ok", row->error_count == 0);
	json_put_bool(&c->json, "known", row->known);
	put_text(c, "post_id",
		 row->post_id ? str_fmt(c->arena, "%lld", (long long)row->post_id) : STR_NONE);
	put_text(c, "publish_at", at.len ? at : STR_NONE);
	json_put_str(&c->json, "caption", beginning(c, row->plan.caption));
	put_errors(c, row);
	put_warnings(c, row);
	json_end_object(&c->json);
}

static void put_import(struct call *c, const struct import *import, bool dry_run)
{
	int64_t stored = 0;

	json_object(&c->json);
	json_put_bool(&c->json, "dry_run", dry_run);
	json_put_array(&c->json, "rows");
	for (size_t i = 0; i < import->count; i++) {
		const struct import_row *row = &import->rows[i];
		put_row(c, row);
		stored += row->post_id && !row->known && !row->error_count;
	}
	json_end_array(&c->json);
	json_put_int(&c->json, "accepted", (int64_t)(import->count - import->refused));
	json_put_int(&c->json, "refused", (int64_t)import->refused);
	json_put_int(&c->json, "stored", stored);
	put_text(c, "ignored_columns", import->ignored.len ? import->ignored : STR_NONE);
	json_end_object(&c->json);
}

/* ---- tokens ---- */

/* Meta is asked once for each connection; who may not publish hears it at each of his rows. */
struct answers {
	struct answer {
		struct str connection_id;
		struct err why; /* code NONE: it works */
	} at[PLAN_TARGETS_MAX];
	size_t count;
};

static const struct err *ask(struct call *c, struct answers *answers, struct str id)
{
	struct connect_actor who = call_actor(c);

	who.user_id = c->workspace.owner_id;
	for (size_t i = 0; i < answers->count; i++)
		if (str_eq(answers->at[i].connection_id, id))
			return &answers->at[i].why;
	/* More accounts than anybody has: the publisher will tell. */
	static const struct err none = { .code = ERR_NONE };
	if (answers->count == COUNT_OF(answers->at))
		return &none;
	struct answer *answer = &answers->at[answers->count++];
	*answer = (struct answer){ .connection_id = id };
	if (connect_check_connection(c->api->connect, c->arena, &who, id, &answer->why))
		answer->why.code = ERR_NONE;
	return &answer->why;
}

static void check_tokens(struct call *c, struct import *import)
{
	struct answers *answers = arena_new(c->arena, struct answers);

	for (size_t i = 0; i < import->count; i++) {
		struct import_row *row = &import->rows[i];
		bool asks = !row->error_count && !row->known && row->plan.time != PLAN_DRAFT;
		for (size_t t = 0; asks && t < row->plan.target_count; t++) {
			const struct err *why = ask(c, answers, row->plan.targets[t].connection_id);
			if (why->code)
				import_complain(c->arena, import, row, why);
			asks = !why->code;
		}
	}
}

/* ---- the route ---- */

static const struct member item_members[] = {
	{ "key", T_TEXT, OPTIONAL, "Names the row: sent again it is the same post." },
};
static const struct shape item_shape =
	EXTENDED_OBJECT("PostImportItem", &post_body_shape, item_members);
static const struct member import_query[] = {
	{ "dry_run", T_CHOICE("true", "false"), OPTIONAL, "true: nothing is stored." },
	{ "mode", T_CHOICE("all", "accepted"), OPTIONAL,
	  "all (unless given): every row or none; accepted: the rows without errors." },
};

static bool read_choice(const struct call *c, const char *name, const char *yes, const char *no,
			bool *ret)
{
	struct str text = call_arg(c, str_of(name));

	*ret = str_eq(text, str_of(yes));
	return *ret || !text.len || str_eq(text, str_of(no));
}

static bool read_arguments(const struct call *c, bool *dry_run, bool *takes_some, struct err *err)
{
	if (!read_choice(c, "dry_run", "true", "false", dry_run))
		return err_field_texts(err, "dry_run", "Isi dengan true atau false.",
				       "Enter true or false.");
	return read_choice(c, "mode", "accepted", "all", takes_some) ||
	       err_field_texts(err, "mode", "Isi dengan all atau accepted.",
			       "Enter all or accepted.");
}

static bool read_file(struct call *c, const struct post_actor *who, struct import *ret,
		      struct err *err)
{
	struct str type = http_header(c->req, STR("Content-Type"));
	struct str name = str_lower(c->arena, str_trim(str_sub(type, 0, str_find_char(type, ';'))));

	if (str_eq(name, STR("text/csv")))
		return import_read_csv(c->api->publish, c->arena, who, c->req->body, ret, err);
	if (str_eq(name, STR("application/json")))
		return import_read_json(c->arena, c->req->body, ret, err);
	err_set(err, ERR_BAD_REQUEST, "an import of type \"%.*s\"", STR_ARG(name));
	err_say(err, "Kirim dengan Content-Type text/csv atau application/json.");
	return err_say_en(err, "Send it with Content-Type text/csv or application/json.");
}

static bool import(struct call *c, struct err *err)
{
	struct post_actor who = post_actor(c);
	struct import import;
	bool dry_run = false, takes_some = false;

	if (!read_arguments(c, &dry_run, &takes_some, err) || !read_file(c, &who, &import, err) ||
	    !import_check(c->api->publish, c->arena, &who, &import, err))
		return false;
	check_tokens(c, &import);
	bool stores = !dry_run && (takes_some || !import.refused);
	if (stores && !import_store(c->api->publish, c->arena, &who, &import, err))
		return false;
	put_import(c, &import, dry_run);
	return true;
}

static const struct route routes[] = {
	{ HTTP_POST, "/api/posts/import", import, .access = ACCESS_USER, .face = FACE_META,
	  .in_workspace = WORKSPACE_WRITE, .waits = WAITS_FOR_META,
	  .max_body_bytes = IMPORT_MAX_BYTES,
	  .doc = "A plan of at most 1,000 rows: CSV (text/csv; docs/plan-file.md) or a JSON list "
		 "of "
		 "posts, each with a `key`. The same row again is the same post.",
	  .query = QUERY(import_query), .body = { .shape = T_LIST(&item_shape) },
	  .reply = &import_shape },
};

const struct route_table post_import_routes = { routes, COUNT_OF(routes), "Plans as files" };
