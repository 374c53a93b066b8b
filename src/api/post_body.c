#include "api/post_body.h"

#include "api/call.h"
#include "api/export_body.h"
#include "connect/connect.h"
#include "content/options.h"
#include "planning/plan_json.h"

/* ---- what a post may hold ---- */

#define KIND_NAME(id, name, ...) name,
static const char *const kind_names[] = { POST_KINDS(KIND_NAME) NULL };
const struct shape post_kind_shape = {
	.kind = SHAPE_TEXT, .name = "PostKind", .doc = "What is published.", .choices = kind_names
};

static const struct member cover_members[] = {
	{ "url", T_TEXT, OPTIONAL | NULLABLE },
	{ "upload_id", T_ID, OPTIONAL | NULLABLE },
};
static const struct member media_members[] = {
	{ "url", T_TEXT, OPTIONAL | NULLABLE, "Public, and of the file itself." },
	{ "upload_id", T_ID, OPTIONAL | NULLABLE, "Instead of url: of POST /api/uploads." },
	{ "kind", T_CHOICE("image", "video"), OPTIONAL, "By the address unless given." },
	{ "alt_text", T_TEXT, OPTIONAL | NULLABLE, "For people who do not see; at most 1,000." },
	{ "cover", T_OBJECT(cover_members), OPTIONAL | NULLABLE, "Of a reel: an image." },
};
const struct shape post_media_body_shape =
	NAMED_OBJECT("PostMediaInput", media_members, "A medium of a post.");
static const struct member target_members[] = {
	{ "connection_id", T_ID, 0, "Of GET /api/meta/status." },
	{ "place", T_CHOICE("instagram", "page"), OPTIONAL, "instagram unless given." },
	{ "caption", T_TEXT, OPTIONAL | NULLABLE, "There instead of the post's." },
	{ "first_comment", T_TEXT, OPTIONAL | NULLABLE,
	  "There instead of the post's; empty: none." },
	{ "options", T_MAP(T_ANY), OPTIONAL | NULLABLE, "There instead of all of the post's." },
};
const struct shape post_target_body_shape =
	NAMED_OBJECT("PostTargetInput", target_members, "An account it is published at.");
static const struct member repeat_members[] = {
	{ "every", T_CHOICE("day", "week", "month") },
	{ "interval", T_INT, OPTIONAL, "1 unless given; at most 99." },
	{ "weekdays", T_LIST(T_INT), OPTIONAL | NULLABLE,
	  "Of a week: 1 Monday to 7 Sunday; that of publish_at unless given." },
	{ "until", T_DAY, OPTIONAL | NULLABLE, "The last day that may be one." },
	{ "count", T_INT, OPTIONAL | NULLABLE, "How many there are; at most 1,000." },
};
const struct shape post_repeat_shape =
	NAMED_OBJECT("PostRepeat", repeat_members,
		     "When it comes again, on the clock of time_zone. A day that a shorter month "
		     "does not have is its last.");
static const struct member post_members[] = {
	{ "kind", &post_kind_shape, OPTIONAL, "By the media unless given." },
	{ "caption", T_TEXT, OPTIONAL },
	{ "first_comment", T_TEXT, OPTIONAL | NULLABLE },
	{ "media", T_LIST(&post_media_body_shape), OPTIONAL | NULLABLE,
	  "None: a text, for a Page." },
	{ "targets", T_LIST(&post_target_body_shape) },
	{ "options", T_MAP(T_ANY), OPTIONAL | NULLABLE,
	  "location_id, collaborators, user_tags, share_to_feed, cover_url, thumb_offset_ms, "
	  "link." },
	{ "publish_at", T_TEXT, OPTIONAL,
	  "2026-02-20T10:00:00Z, or 2026-02-20T10:00 on the clock of time_zone." },
	{ "time_zone", T_TEXT, OPTIONAL, "IANA name; the server's, or X-Time-Zone, unless given." },
	{ "publish_now", T_BOOL, OPTIONAL, "Instead of publish_at." },
	{ "draft", T_BOOL, OPTIONAL, "Only kept; publish_at may be missing." },
	{ "queue", T_BOOL, OPTIONAL,
	  "Instead of publish_at: the next free slot of the first target's queue." },
	{ "repeat", &post_repeat_shape, OPTIONAL | NULLABLE,
	  "It comes again: a series, whose posts are made 60 days ahead." },
	{ "idempotency_key", T_TEXT, OPTIONAL,
	  "The same key with the same post makes one post; also as header Idempotency-Key." },
};
const struct shape post_body_shape = NAMED_OBJECT("PostInput", post_members, "A post to be made.");

bool post_body_read(struct call *c, struct post_plan *ret, struct err *err)
{
	struct str key = http_header(c->req, STR("Idempotency-Key"));
	const struct json *body;

	if (!call_json(c, &body, err) || !plan_from_json(c->arena, body, ret, err))
		return false;
	if (!ret->idempotency_key.len)
		ret->idempotency_key = str_sub(key, 0, 200);
	return true;
}

/* ---- who, and whether he may ---- */

struct post_actor post_actor(const struct call *c)
{
	struct str zone = http_header(c->req, STR("X-Time-Zone"));

	return (struct post_actor){ .user_id = c->workspace.owner_id,
				    .zone = zone.len ? zone : c->api->zone_name,
				    .by_id = c->who.user_id,
				    .address = c->req->peer,
				    .request_id = c->req->request_id };
}

bool post_check_tokens(struct call *c, const struct post_plan *plan, struct err *err)
{
	struct connect_actor who = call_actor(c);

	who.user_id = c->workspace.owner_id;
	for (size_t i = 0; plan->time != PLAN_DRAFT && i < plan->target_count; i++)
		if (!connect_check_connection(c->api->connect, c->arena, &who,
					      plan->targets[i].connection_id, err))
			return post_plan_blame_target(plan, i, err);
	return true;
}
