/* Workspaces and who works in them: /api/workspaces, /api/team. */
#include "store/team.h"
#include "api/put.h"
#include "api/tables.h"
#include "base/fields.h"
#include "people/people.h"
#include "planning/approval.h"
#include "store/store.h"
#include "store/users.h"

/* ---- shapes ---- */

static const struct shape role_shape = NAMED_CHOICE(
	"WorkspaceRole",
	"admin: everything; editor: drafts and submits; approver: approves and rejects; "
	"viewer: reads.",
	"owner", "admin", "editor", "approver", "viewer");

static const struct member workspace_members[] = {
	{ "id", T_ID, 0, "For the header X-Workspace." },
	{ "name", T_TEXT, 0, "Its owner's name, or e-mail address." },
	{ "role", &role_shape, 0, "The caller's." },
	{ "is_own", T_BOOL },
	{ "needs_approval", T_BOOL, 0, "Nothing is published without one." },
};
static const struct shape workspace_shape =
	NAMED_OBJECT("Workspace", workspace_members, "What one user owns, for those he invited.");

static const struct member team_member_members[] = {
	{ "id", T_ID },
	{ "email", T_TEXT, 0, "That was invited." },
	{ "name", T_TEXT, NULLABLE, "Once he has joined." },
	{ "role", &role_shape },
	{ "state", T_CHOICE("invited", "joined") },
	{ "invited_at", T_TIME },
	{ "link_expires_at", T_TIME, NULLABLE, "Of the newest letter; null: none, or used." },
	{ "joined_at", T_TIME, NULLABLE },
};
static const struct shape team_member_shape =
	NAMED_OBJECT("TeamMember", team_member_members, "Somebody who works in a workspace.");
static const struct member invited_members[] = {
	{ "link", T_TEXT, NULLABLE,
	  "What to hand over when the server sends no mail; else null: a letter is on its way." },
};
static const struct shape invited_shape =
	EXTENDED_OBJECT("InvitedMember", &team_member_shape, invited_members);
static const struct member team_members[] = {
	{ "members", T_LIST(&team_member_shape), 0, "Beside the owner." },
};
static const struct shape team_shape = EXTENDED_OBJECT("Team", &workspace_shape, team_members);

/* ---- writing ---- */

static struct str full_name(struct call *c, struct str first, struct str last)
{
	return str_trim(str_fmt(c->arena, "%.*s %.*s", STR_ARG(first), STR_ARG(last)));
}

static bool put_workspace_members(struct call *c, const struct workspace *w, struct err *err)
{
	struct user_row owner;
	bool found, needs;

	if (!users_get(c->snapshot, c->arena, w->owner_id, &owner, &found, err) ||
	    !workspaces_need_approval(c->snapshot, w->owner_id, &needs, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no user %lld", (long long)w->owner_id);
	struct str name = full_name(c, owner.first_name, owner.last_name);
	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)w->owner_id));
	json_put_str(&c->json, "name", name.len ? name : owner.email);
	json_put_str(&c->json, "role", str_of(workspace_role_name(w->role)));
	json_put_bool(&c->json, "is_own", w->owner_id == c->who.user_id);
	json_put_bool(&c->json, "needs_approval", needs);
	return true;
}

static bool put_workspace(struct call *c, const struct workspace *w, struct err *err)
{
	json_object(&c->json);
	if (!put_workspace_members(c, w, err))
		return false;
	json_end_object(&c->json);
	return true;
}

static void put_team_member(struct call *c, const struct team_row *m)
{
	struct str name = full_name(c, m->first_name, m->last_name);

	json_put_str(&c->json, "id", str_fmt(c->arena, "%lld", (long long)m->id));
	json_put_str(&c->json, "email", m->email);
	put_text(c, "name", name.len ? name : STR_NONE);
	json_put_str(&c->json, "role", m->role);
	json_put_str(&c->json, "state", m->user_id.has ? STR("joined") : STR("invited"));
	put_time(c, "invited_at", m->invited_s);
	put_time(c, "link_expires_at", opt_int_or(m->link_ends_s, 0));
	put_time(c, "joined_at", opt_int_or(m->joined_s, 0));
}

static bool open_snapshot(struct call *c, struct err *err)
{
	return c->snapshot || store_read(c->api->store, &c->snapshot, err);
}

/* ---- reading ---- */

static bool workspaces(struct call *c, struct err *err)
{
	const struct workspace own = { c->who.user_id, WORKSPACE_ROLE_OWNER };
	struct team_rows rows;

	if (!team_list_of_user(c->snapshot, c->arena, c->who.user_id, &rows, err))
		return false;
	json_array(&c->json);
	if (!put_workspace(c, &own, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		struct workspace w = { .owner_id = rows.at[i].owner_id };
		if (!workspace_role_parse(rows.at[i].role, &w.role))
			continue;
		if (!put_workspace(c, &w, err))
			return false;
	}
	json_end_array(&c->json);
	return true;
}

static bool team(struct call *c, struct err *err)
{
	struct team_rows rows;

	if (!open_snapshot(c, err) ||
	    !team_list(c->snapshot, c->arena, c->workspace.owner_id, &rows, err))
		return false;
	json_object(&c->json);
	if (!put_workspace_members(c, &c->workspace, err))
		return false;
	json_put_array(&c->json, "members");
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&c->json);
		put_team_member(c, &rows.at[i]);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	json_end_object(&c->json);
	return true;
}

/* ---- changing ---- */

static struct people_team team_of(const struct call *c, const struct auth_client *client)
{
	return (struct people_team){ .actor = { &c->who, client },
				     .workspace = c->workspace,
				     .is_english = c->english };
}

static bool find_member(struct call *c, int64_t id, struct team_row *ret, struct err *err)
{
	bool found;

	if (!open_snapshot(c, err) ||
	    !team_get(c->snapshot, c->arena, c->workspace.owner_id, id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no member %lld", (long long)id);
}

static bool answer_invited(struct call *c, int64_t id, struct str link, struct err *err)
{
	struct team_row member;

	if (!find_member(c, id, &member, err))
		return false;
	json_object(&c->json);
	put_team_member(c, &member);
	put_text(c, "link", link);
	json_end_object(&c->json);
	return true;
}

struct invite_body {
	struct str email, role;
};
static const struct field invite_fields[] = {
	FIELD(struct invite_body, email, .type = FIELD_STR, .required = true, .max = LIMIT_EMAIL),
	FIELD(struct invite_body, role, .type = FIELD_STR, .required = true, .max = 20),
};

static bool invite(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct people_team team = team_of(c, &client);
	struct invite_body body = { .email = STR("") };
	struct str link;
	int64_t id;

	if (!call_body(c, invite_fields, COUNT_OF(invite_fields), &body, err))
		return false;
	const struct people_invitation invitation = { body.email, body.role };
	if (!people_team_invite(c->api->people, c->arena, &team, &invitation, &id, &link, err))
		return false;
	c->res->status = 201;
	return answer_invited(c, id, link, err);
}

static bool remind(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct people_team team = team_of(c, &client);
	struct str link;
	int64_t id;

	return call_path_int(c, 0, &id, err) &&
	       people_team_remind(c->api->people, c->arena, &team, id, &link, err) &&
	       answer_invited(c, id, link, err);
}

struct role_body {
	struct str role;
};
static const struct field role_fields[] = {
	FIELD(struct role_body, role, .type = FIELD_STR, .required = true, .max = 20),
};

static bool set_role(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct people_team team = team_of(c, &client);
	struct role_body body = { .role = STR("") };
	struct team_row member;
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !call_body(c, role_fields, COUNT_OF(role_fields), &body, err) ||
	    !people_team_set_role(c->api->people, c->arena, &team, id, body.role, err) ||
	    !find_member(c, id, &member, err))
		return false;
	json_object(&c->json);
	put_team_member(c, &member);
	json_end_object(&c->json);
	return true;
}

static bool remove_member(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	struct people_team team = team_of(c, &client);
	int64_t id;

	if (!call_path_int(c, 0, &id, err) ||
	    !people_team_remove(c->api->people, c->arena, &team, id, err))
		return false;
	c->res->status = 204;
	return true;
}

struct settings_body {
	bool needs_approval;
};
static const struct field settings_fields[] = {
	FIELD(struct settings_body, needs_approval, .type = FIELD_BOOL, .required = true),
};

static bool set_settings(struct call *c, struct err *err)
{
	const struct post_actor who = { .user_id = c->workspace.owner_id,
					.by_id = c->who.user_id,
					.address = c->req->peer,
					.request_id = c->req->request_id };
	struct settings_body body = { .needs_approval = false };

	return call_body(c, settings_fields, COUNT_OF(settings_fields), &body, err) &&
	       post_approval_require(c->api->publish, c->arena, &who, body.needs_approval, err) &&
	       team(c, err);
}

struct accept_body {
	struct str token;
};
static const struct field accept_fields[] = {
	FIELD(struct accept_body, token, .type = FIELD_STR, .required = true, .max = 200),
};

static bool accept(struct call *c, struct err *err)
{
	struct auth_client client = call_client(c);
	const struct people_actor actor = { &c->who, &client };
	struct accept_body body = { .token = STR("") };
	struct workspace workspace;

	return call_body(c, accept_fields, COUNT_OF(accept_fields), &body, err) &&
	       people_team_accept(c->api->people, c->arena, &actor, body.token, &workspace, err) &&
	       open_snapshot(c, err) && put_workspace(c, &workspace, err);
}

#define ROUTE(right) .access = ACCESS_USER, .face = FACE_META, .in_workspace = (right)

static const struct route routes[] = {
	{ HTTP_GET, "/api/workspaces", workspaces, ROUTE(WORKSPACE_OWN), .reads = true,
	  .doc = "Where the caller may work: his own workspace, and those he was invited to.",
	  .reply = T_LIST(&workspace_shape) },
	{ HTTP_GET, "/api/team", team, ROUTE(WORKSPACE_READ), .reads = true,
	  .doc = "Who works in the workspace, and its rules.", .reply = &team_shape },
	{ HTTP_POST, "/api/team", invite, ROUTE(WORKSPACE_MANAGE),
	  .doc = "Invite somebody by e-mail; the letter's link is good for seven days.",
	  .body = BODY(invite_fields), .reply = &invited_shape, .reply_status = 201 },
	{ HTTP_POST, "/api/team/accept", accept, ROUTE(WORKSPACE_OWN),
	  .doc = "Join the workspace of a letter's link; it was sent to the caller's address.",
	  .body = BODY(accept_fields), .reply = &workspace_shape },
	{ HTTP_PUT, "/api/team/settings", set_settings, ROUTE(WORKSPACE_MANAGE),
	  .doc = "The workspace's rules. What is scheduled and not approved then waits for that.",
	  .body = BODY(settings_fields), .reply = &team_shape },
	{ HTTP_PUT, "/api/team/{member_id}", set_role, ROUTE(WORKSPACE_MANAGE),
	  .doc = "Another role.", .body = BODY(role_fields), .reply = &team_member_shape },
	{ HTTP_DELETE, "/api/team/{member_id}", remove_member, ROUTE(WORKSPACE_READ),
	  .doc = "Somebody works here no more; everybody may leave by himself.",
	  .reply = &shape_nothing },
	{ HTTP_POST, "/api/team/{member_id}/remind", remind, ROUTE(WORKSPACE_MANAGE),
	  .doc = "Another letter to somebody who has not come yet.", .reply = &invited_shape },
};

const struct route_table team_routes = { routes, COUNT_OF(routes), "Teams" };
