/* Files for posts: sent, looked at, given to Meta. */
#include "uploads/uploads.h"

#include "api/file.h"
#include "api/finding.h"
#include "api/page.h"
#include "api/tables.h"
#include "store/store.h"

/* A longer one is refused by the settings, in words; this only ends what nobody would mean. */
#define BODY_MAX_BYTES ((size_t)64 * 1024 * MIB)

/* ---- what an upload looks like ---------------------------------------------------------------
 */

static const struct member upload_members[] = {
	{ "id", T_ID, 0, "As upload_id in a post's media." },
	{ "file_name", T_TEXT },
	FACTS_MEMBERS,
	{ "created_at", T_TIME },
	{ "findings", T_LIST(&finding_shape), 0,
	  "What Instagram would say of it, as an image or a reel." },
};
static const struct shape upload_shape =
	NAMED_OBJECT("Upload", upload_members, "A file that was sent for posts.");

static void put_upload(struct call *c, const struct upload_row *row)
{
	struct media_facts facts = media_facts_read(c->arena, row->facts);
	bool is_video = media_format_info(facts.format)->is_video;
	struct media_findings found = { .count = 0 };

	media_judge(c->arena, &facts, is_video ? USE_IG_REEL : USE_IG_IMAGE,
		    (struct media_finding){ .position = 0 }, &found);
	json_object(&c->json);
	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)row->id));
	json_put_str(&c->json, "file_name", row->file_name);
	put_facts(c, &facts);
	put_time(c, "created_at", row->created_s);
	put_findings(c, "file", &found);
	json_end_object(&c->json);
}

static bool find(struct call *c, struct upload_row *ret, struct err *err)
{
	int64_t id;
	bool found;

	if (!call_path_int(c, 0, &id, err))
		return false;
	if (!c->snapshot && !store_read(c->api->store, &c->snapshot, err))
		return false;
	return uploads_get(c->snapshot, c->arena, c->workspace.owner_id, id, ret, &found, err) &&
	       (found || err_set(err, ERR_NOT_FOUND, "no upload %lld of this user", (long long)id));
}

/* ---- sending ---------------------------------------------------------------------------------
 */

static const struct member send_query[] = {
	{ "file_name", T_TEXT, OPTIONAL, "What its owner calls it." },
};

static bool begin(struct call *c, struct err *err)
{
	struct str type = http_header(c->req, STR("Content-Type"));
	const struct upload_wish wish = {
		.user_id = c->workspace.owner_id,
		.file_name = call_arg(c, STR("file_name")),
		.content_type = str_lower(c->arena, str_trim(type)),
		.size_bytes = c->x->body_length,
	};

	c->wants_more = true;
	return upload_begin(c->api->uploads, &wish, &c->upload, err);
}

static bool end(struct call *c, struct err *err)
{
	struct upload_row row;

	if (!upload_finish(c->upload, c->arena, &row, err))
		return false;
	c->upload = NULL;
	c->res->status = 201;
	put_upload(c, &row);
	return true;
}

/* Part by part: nothing of it is kept in memory, and no thread waits for a slow client. */
static bool take_part(struct call *c, struct err *err)
{
	switch (c->x->part) {
	case HTTP_PART_NONE:
		return begin(c, err);
	case HTTP_PART_SOME:
		c->wants_more = true;
		return upload_write(c->upload, c->req->body, err);
	case HTTP_PART_LAST:
		return upload_write(c->upload, c->req->body, err) && end(c, err);
	case HTTP_PART_CUT:
	case HTTP_PART_WHOLE:
	default:
		return err_set(err, ERR_CANCELLED, "the sender went away");
	}
}

static bool send(struct call *c, struct err *err)
{
	if (take_part(c, err))
		return true;
	upload_drop(c->upload);
	c->upload = NULL;
	return false;
}

/* ---- looking, deleting -----------------------------------------------------------------------
 */

static const struct member list_query[] = { PAGE_QUERY };
static const struct member list_members[] = PAGE_MEMBERS(&upload_shape);
static const struct shape list_shape = NAMED_OBJECT("UploadPage", list_members, NULL);

static bool list(struct call *c, struct err *err)
{
	struct upload_rows rows;
	struct page page;
	int64_t count;

	if (!page_read(c, &page, err) ||
	    !uploads_count(c->snapshot, c->workspace.owner_id, &count, err))
		return false;
	const struct upload_page wanted = { c->workspace.owner_id, page.size, page.offset };
	if (!uploads_list(c->snapshot, c->arena, &wanted, &rows, err))
		return false;
	page_begin(c, &page, count);
	for (size_t i = 0; i < rows.count; i++)
		put_upload(c, &rows.at[i]);
	page_end(c);
	return true;
}

static bool get(struct call *c, struct err *err)
{
	struct upload_row row;

	if (!find(c, &row, err))
		return false;
	put_upload(c, &row);
	return true;
}

static bool forget(struct call *c, struct err *err)
{
	int64_t id;

	c->res->status = 204;
	return call_path_int(c, 0, &id, err) &&
	       upload_delete(c->api->uploads, c->arena, c->workspace.owner_id, id, err);
}

/* ---- the file --------------------------------------------------------------------------------
 */

static bool send_file(struct call *c, const struct upload_row *row, struct str cache_control,
		      struct err *err)
{
	struct media_facts facts = media_facts_read(c->arena, row->facts);
	cleanup(fd_closep) int fd = upload_open(c->api->uploads, c->arena, row, err);

	if (fd < 0)
		return false;
	const struct sent_file sent = {
		.fd = fd,
		.size_bytes = row->size_bytes,
		.content_type = str_of(media_format_info(facts.format)->media_type),
		/* Files never change: their name is their version. */
		.etag = str_fmt(c->arena, "\"%.*s\"", STR_ARG(row->file)),
		.cache_control = cache_control,
	};

	return file_send(c, &sent, err);
}

static bool own_file(struct call *c, struct err *err)
{
	struct upload_row row;

	if (!find(c, &row, err))
		return false;
	store_read_endp(&c->snapshot); /* sending may take long */
	return send_file(c, &row, STR("private, max-age=86400"), err);
}

static bool linked_file(struct call *c, struct err *err)
{
	struct upload_row row;
	int64_t id;
	bool found;

	if (!upload_link_read(c->api->uploads, c->arena, call_path(c, 0), &id, err) ||
	    !store_read(c->api->store, &c->snapshot, err) ||
	    !uploads_get_any(c->snapshot, c->arena, id, &row, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "upload %lld is gone", (long long)id);
	store_read_endp(&c->snapshot);
	return send_file(c, &row, STR("private, no-store"), err);
}

#define READ .access = ACCESS_USER, .face = FACE_META, .in_workspace = WORKSPACE_READ
#define WRITE .access = ACCESS_USER, .face = FACE_META, .in_workspace = WORKSPACE_WRITE
#define FETCHES                                                                                    \
	.face = FACE_META, .waits = WAITS_FOR_DISK, .reply_type = "*/*", .takes_range = true,      \
	.has_etag = true

static const struct route routes[] = {
	{ HTTP_POST, "/api/uploads", send, WRITE, .waits = WAITS_FOR_DISK, .takes_parts = true,
	  .max_body_bytes = BODY_MAX_BYTES,
	  .doc = "Send a picture or video for posts: its bytes are the body. What it is, is found "
		 "out from them.",
	  .query = QUERY(send_query), .body = { .type = "*/*" }, .reply = &upload_shape,
	  .reply_status = 201 },
	{ HTTP_GET, "/api/uploads", list, READ, .reads = true,
	  .doc = "Files that were sent, newest first.", .query = QUERY(list_query),
	  .reply = &list_shape },
	{ HTTP_GET, "/api/uploads/{upload_id}", get, READ, .reads = true, .doc = "One of them.",
	  .reply = &upload_shape },
	{ HTTP_DELETE, "/api/uploads/{upload_id}", forget, WRITE,
	  .doc = "Remove a file; 409 while a post that is not over needs it.",
	  .reply = &shape_nothing },
	{ HTTP_GET, "/api/uploads/{upload_id}/file", own_file, .access = ACCESS_USER,
	  .in_workspace = WORKSPACE_READ, FETCHES,
	  .doc = "The file, for its owner; a range of it, too." },
	{ HTTP_GET, "/u/{token}", linked_file, .access = ACCESS_PUBLIC, FETCHES,
	  .doc = "The file of a signed link that expires: how Meta gets what it is to publish." },
};

const struct route_table upload_routes = { routes, COUNT_OF(routes), "Files for posts" };
