#include "graphsim/publish/upload.h"

#include "graphsim/protocol/call_auth.h"
#include "graphsim/publish/asset.h"
#include "graphsim/publish/container.h"
#include "graphsim/publish/page_store.h"

#define INSTAGRAM_PLACE "/ig-api-upload/"
#define PAGE_PLACE "/video-upload/"

/* One request to an upload's address. */
struct upload {
	struct call *call;
	const struct http_request *req;
	struct http_response *res;
	struct asset *asset;
};

bool upload_is_path(struct str path)
{
	return str_starts_with(path, STR(INSTAGRAM_PLACE)) ||
	       str_starts_with(path, STR(PAGE_PLACE));
}

/* What went wrong is said in words of their own (5.1, 6.4), not in Graph's. */
static void refuse(struct upload *u, int status, const char *type, const char *message,
		   bool is_retriable)
{
	struct json_writer w;

	buf_clear(&u->res->body);
	u->res->status = status;
	json_start(&w, &u->res->body, JSON_PLAIN);
	json_object(&w);
	json_put_object(&w, "debug_info");
	json_put_bool(&w, "retriable", is_retriable);
	json_put_str(&w, "type", str_of(type));
	json_put_str(&w, "message", str_of(message));
	json_end_object(&w);
	json_end_object(&w);
}

static void refuse_processing(struct upload *u, const char *why)
{
	char *text = str_z(
		u->req->arena,
		str_fmt(u->req->arena, "{\"success\":false,\"error\":{\"message\":\"%s\"}}", why));

	refuse(u, 400, "ProcessingFailedError", text, false);
}

static struct str last_segment(struct str path)
{
	struct str last = STR("");

	while (path.at)
		last = str_cut(&path, '/');
	return last;
}

static struct asset *container_asset(struct call *c, struct str id)
{
	struct sim_key key;
	const struct made *m =
		sim_id_parse(id, &key) ? made_find(&c->world->publishing, key) : NULL;

	return m && m->kind == MADE_CONTAINER && call_sees_account(c, m->account)
		       ? &m->container->asset
		       : NULL;
}

static struct asset *video_asset(struct call *c, struct str id)
{
	const struct thing *t = thing_find(&c->world->publishing, id);

	return t && t->kind == THING_VIDEO && call_sees_page(c, t->video->page) ? &t->video->asset
										: NULL;
}

/* The file that is awaited at the path, when the token may send it. */
static struct asset *find_asset(struct upload *u)
{
	struct str id = last_segment(u->req->path);
	struct asset *a = str_starts_with(u->req->path, STR(PAGE_PLACE))
				  ? video_asset(u->call, id)
				  : container_asset(u->call, id);

	return a && a->is_upload ? a : NULL;
}

static bool number_header(const struct upload *u, const char *name, int64_t *ret)
{
	return str_to_i64(http_header(u->req, str_of(name)), ret) && *ret >= 0;
}

static void write_success(struct upload *u)
{
	struct json_writer w;

	json_start(&w, &u->res->body, JSON_PLAIN);
	json_object(&w);
	json_put_bool(&w, "success", true);
	json_put_str(&w, "message", STR("Upload successful."));
	json_end_object(&w);
}

/* How far it has come, for who wants to go on. */
static void tell_offset(struct upload *u)
{
	struct json_writer w;

	json_start(&w, &u->res->body, JSON_PLAIN);
	json_object(&w);
	json_put_int(&w, "offset",
		     u->asset->state == ASSET_WAITING ? (int64_t)u->asset->sent.len
						      : u->asset->facts.bytes);
	json_end_object(&w);
}

static void fetch_instead(struct upload *u, struct str url)
{
	struct publishing *p = &u->call->world->publishing;

	u->asset->url = str_dup(&p->arena, url);
	asset_fetch_later(u->call->world, u->asset);
	write_success(u);
}

/* Bytes from `offset` on; when all of `file_size` are here, the file has arrived. */
static void take_bytes(struct upload *u)
{
	struct buf *sent = &u->asset->sent;
	struct str body = u->req->body;
	int64_t offset, size;

	if (!number_header(u, "offset", &offset) || !number_header(u, "file_size", &size)) {
		refuse(u, 400, "InvalidRequestError", "offset and file_size are required", false);
		return;
	}
	if ((uint64_t)offset != sent->len || offset + (int64_t)body.len > size) {
		refuse(u, 412, "OffsetInvalidError", "Offset is not where the upload stands", true);
		return;
	}
	if ((uint64_t)size > sent->max_bytes) {
		refuse_processing(u, "file is too large");
		return;
	}
	buf_put(sent, body);
	if (sent->len < (uint64_t)size) {
		refuse(u, 400, "PartialRequestError",
		       "Partial request (did not match length of file)", true);
		return;
	}
	asset_arrive(u->call->world, u->asset, buf_str(sent));
	buf_free(sent);
	write_success(u);
}

static void run(struct upload *u)
{
	struct call *c = u->call;
	struct str url = http_header(u->req, STR("file_url"));

	call_find_token(c);
	if (call_failed(c) || !call_authenticate_upload(c)) {
		refuse_processing(u, "unauthorized user request");
		return;
	}
	u->asset = find_asset(u);
	if (!u->asset)
		refuse_processing(u, "unauthorized user request");
	else if (u->req->method == HTTP_GET)
		tell_offset(u);
	else if (u->asset->state != ASSET_WAITING || !str_is_empty(u->asset->url))
		refuse_processing(u, "the file has been uploaded already");
	else if (!str_is_empty(url))
		fetch_instead(u, url);
	else
		take_bytes(u);
}

void upload_handle(struct world *w, struct http_exchange *x, struct str origin,
		   const struct fault *fault)
{
	cleanup(call_deinit) struct call c = { 0 };
	struct upload u = { .call = &c, .req = &x->req, .res = &x->res };

	call_init(&c, w, x->req.arena);
	c.method = x->req.method;
	c.path = x->req.path;
	c.origin = origin;
	c.authorization = http_header(&x->req, STR("Authorization"));
	call_apply_fault(&c, fault);
	http_set_content_type(&x->res, STR("application/json; charset=UTF-8"));
	publishing_advance(w);
	if (call_failed(&c))
		refuse(&u, c.error.status, "ProcessingFailedError",
		       str_z(x->req.arena, c.error.message), c.error.is_transient);
	else
		run(&u);
	if (c.late_error.status)
		refuse(&u, c.late_error.status, "ProcessingFailedError",
		       str_z(x->req.arena, c.late_error.message), c.late_error.is_transient);
}
