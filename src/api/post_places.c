/* Where a user can publish, for whoever composes a post: /api/posts/places and /api/posts/quota. */
#include "api/post_body.h"
#include "api/put.h"
#include "api/tables.h"

#include "content/options.h"
#include "publish/places.h"

static const struct member trouble_members[] = {
	{ "code", T_TEXT, 0, "For programs; publish/outcome.h has them all." },
	{ "message", T_TEXT },
	{ "action", T_TEXT, 0, "What the user can do about it." },
};
static const struct shape trouble_shape =
	NAMED_OBJECT("PostPlaceTrouble", trouble_members, "Why nothing can be published there.");
static const struct member place_members[] = {
	{ "connection_id", T_ID },
	{ "place", T_CHOICE("instagram", "page") },
	{ "account_id", T_ID, 0, "The Instagram account's, or the Page's." },
	{ "name", T_TEXT },
	{ "username", T_TEXT, NULLABLE, "Of an Instagram account." },
	{ "picture_url", T_TEXT, NULLABLE },
	{ "kinds", T_LIST(&post_kind_shape), 0, "What can be published there." },
	{ "trouble", &trouble_shape, NULLABLE, "Null: it can be published there." },
};
static const struct shape place_shape =
	NAMED_OBJECT("PostPlace", place_members, "An account that can be a post's target.");

static void put_kinds(struct call *c, unsigned kinds)
{
	json_put_array(&c->json, "kinds");
	for (unsigned i = 0; i < POST_KIND_COUNT; i++)
		if (kinds & (1u << i))
			json_str(&c->json, str_of(post_kind_info((enum post_kind)i)->name));
	json_end_array(&c->json);
}

static void put_trouble(struct call *c, enum publish_fault fault)
{
	const struct publish_fault_info *info = publish_fault_info(fault);

	json_key(&c->json, STR("trouble"));
	if (fault == FAULT_NONE) {
		json_null(&c->json);
		return;
	}
	json_object(&c->json);
	json_put_str(&c->json, "code", str_of(info->name));
	json_put_str(&c->json, "message", str_of(c->english ? info->text_en : info->text_id));
	json_put_str(&c->json, "action", str_of(c->english ? info->action_en : info->action_id));
	json_end_object(&c->json);
}

static bool places(struct call *c, struct err *err)
{
	struct publish_place_list list;

	if (!publish_places(c->snapshot, c->arena, c->workspace.owner_id, &list, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < list.count; i++) {
		const struct publish_place *p = &list.at[i];
		json_object(&c->json);
		json_put_str(&c->json, "connection_id", p->connection_id);
		json_put_str(&c->json, "place", p->place);
		json_put_str(&c->json, "account_id", p->account_id);
		json_put_str(&c->json, "name", p->name);
		put_text(c, "username", p->username);
		put_text(c, "picture_url", p->picture_url);
		put_kinds(c, p->kinds);
		put_trouble(c, p->fault);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

static const struct member quota_query[] = {
	{ "connection_id", T_ID, 0, "Of GET /api/posts/places." },
};
static const struct member quota_members[] = {
	{ "used", T_INT, NULLABLE, "In the last 24 hours, by all apps. Null: Meta did not tell." },
	{ "total", T_INT, NULLABLE },
};
static const struct shape quota_shape = NAMED_OBJECT(
	"PostQuota", quota_members, "How many posts an Instagram account takes from programs.");

static bool quota(struct call *c, struct err *err)
{
	struct publish_quota got;

	if (!publish_quota_read(c->api->publish, c->arena, c->workspace.owner_id,
				call_arg(c, STR("connection_id")), &got, err))
		return false;
	json_object(&c->json);
	put_opt_int(c, "used", got.used);
	put_opt_int(c, "total", got.total);
	json_end_object(&c->json);
	return true;
}

#define READ .access = ACCESS_USER, .face = FACE_META, .in_workspace = WORKSPACE_READ

static const struct route routes[] = {
	{ HTTP_GET, "/api/posts/places", places, READ, .reads = true,
	  .doc = "The accounts that posts can be published at, and what is wrong with them.",
	  .reply = T_LIST(&place_shape) },
	{ HTTP_GET, "/api/posts/quota", quota, READ, .waits = WAITS_FOR_META,
	  .doc = "What Meta still allows at a connection's Instagram account.",
	  .query = QUERY(quota_query), .reply = &quota_shape },
};

const struct route_table post_place_routes = { routes, COUNT_OF(routes), "Publishing" };
