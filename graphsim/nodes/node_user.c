/* User, its Pages, portfolios and permissions. Spec: meta-graph.md 1.8, 2.1, 2.2. */
#include "graphsim/nodes/node_page.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/world/picture.h"

struct page_list {
	struct page *at[WORLD_PAGES_MAX];
	size_t count;
};

static struct str user_id(struct arena *a, const struct node *n, const struct call *c)
{
	return world_user_id(a, c->world, c->token->app, n->person);
}

static void write_name(struct view *v)
{
	view_str(v, v->node->person->name);
}

static void write_first_name(struct view *v)
{
	struct str rest = v->node->person->name;

	view_str(v, str_cut(&rest, ' '));
}

static void write_last_name(struct view *v)
{
	struct str rest = v->node->person->name;

	str_cut(&rest, ' ');
	view_str(v, rest);
}

static void write_email(struct view *v)
{
	if (call_allows(v->call, PERMISSION_EMAIL))
		view_text(v, v->node->person->cast->email);
}

static void write_picture(struct view *v)
{
	page_write_picture(v, picture_of_person(v->call, v->node->person));
}

static uint64_t page_list_key(const struct listing *l, size_t i)
{
	const struct page_list *list = l->ctx;

	return list->at[i]->index;
}

static void page_list_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct page_list *list = l->ctx;

	*ret = (struct node){ .type = &page_type, .page = list->at[i], .is_listed = true };
}

void page_list_write(struct view *v, bool (*wants)(const struct view *v, const struct page *p))
{
	struct world *w = v->call->world;
	struct page_list *list = arena_new(v->call->arena, struct page_list);

	for (size_t i = 0; i < w->page_count; i++) {
		struct page *p = &w->pages[i];

		if (p->owner == v->call->token->person && !p->is_role_lost && wants(v, p))
			list->at[list->count++] = p;
	}
	struct listing l = { .count = list->count,
			     .key = page_list_key,
			     .item = page_list_item,
			     .defaults = "access_token,category,category_list,name,id,tasks",
			     .default_limit = 25,
			     .max_limit = 100,
			     .ctx = list };
	listing_write(v, &l);
}

static bool is_own_page(const struct view *v, const struct page *p)
{
	return p->way == WAY_ACCOUNTS && grant_covers_page(v->call->token->grant, p);
}

static void get_accounts(struct view *v)
{
	if (!call_allows(v->call, PERMISSION_PAGES_SHOW_LIST)) {
		listing_write_empty(v);
		return;
	}
	page_list_write(v, is_own_page);
}

struct business_list {
	const struct business *at[16];
	size_t count;
};

static uint64_t business_list_key(const struct listing *l, size_t i)
{
	const struct business_list *list = l->ctx;

	return list->at[i]->index;
}

static void business_list_item(const struct listing *l, size_t i, struct node *ret)
{
	const struct business_list *list = l->ctx;

	*ret = (struct node){ .type = &business_type, .business = list->at[i] };
}

static void get_businesses(struct view *v)
{
	struct world *w = v->call->world;

	if (!call_allows(v->call, PERMISSION_BUSINESS_MANAGEMENT)) {
		CALL_FAIL(v->call, GE_MISSING_PERMISSIONS);
		return;
	}
	struct business_list *list = arena_new(v->call->arena, struct business_list);
	for (size_t i = 0; i < w->business_count && list->count < COUNT_OF(list->at); i++) {
		if (w->businesses[i].owner == v->node->person)
			list->at[list->count++] = &w->businesses[i];
	}
	struct listing l = { .count = list->count,
			     .key = business_list_key,
			     .item = business_list_item,
			     .defaults = "id,name",
			     .default_limit = 25,
			     .max_limit = 100,
			     .ctx = list };
	listing_write(v, &l);
}

static struct grant *grant_of(struct view *v)
{
	return grant_find(&v->call->world->tokens, v->call->token->app, v->node->person);
}

static const char *permission_status(const struct call *c, const struct grant *g, enum permission p)
{
	if (g->declined & PERMISSION_BIT(p))
		return "declined";
	return grant_allows(g, p, c->now_s) ? "granted" : "expired";
}

static void get_permissions(struct view *v)
{
	struct call *c = v->call;
	const struct grant *g = grant_of(v);
	struct str only = view_arg(v, STR("permission"));
	struct str only_status = view_arg(v, STR("status"));

	view_key(v);
	json_object(&c->json);
	json_put_array(&c->json, "data");
	for (int p = 0; g && p < PERMISSION_COUNT; p++) {
		struct str name = permission_info((enum permission)p)->name;
		struct str status = str_of(permission_status(c, g, (enum permission)p));

		if (!((g->granted | g->declined) & PERMISSION_BIT(p)) ||
		    (only.at && !str_eq(only, name)) ||
		    (only_status.at && !str_eq(only_status, status)))
			continue;
		json_object(&c->json);
		json_put_str(&c->json, "permission", name);
		json_put_str(&c->json, "status", status);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	json_end_object(&c->json);
}

/* Meta calls the app's deauthorize callback, when it has one. */
static void tell_deauthorized(struct call *c, const struct person *person)
{
	struct str url = str_of(c->token->app->deauthorize_url);

	if (url.len)
		world_send_signed_request(c->world, c->arena, c->token->app, person, "deauthorize",
					  url);
}

/* DELETE /{user}/permissions[/{permission}] */
static void remove_permissions(struct view *v)
{
	struct call *c = v->call;
	struct grant *g = grant_of(v);
	struct str name = c->segment_count > 2 ? c->segments[2] : call_arg(c, STR("permission"));
	enum permission p;

	if (str_is_empty(name)) {
		if (g) {
			grant_remove(&c->world->tokens, g, c->now_s);
			tell_deauthorized(c, v->node->person);
		}
	} else if (!permission_of(name, &p)) {
		CALL_FAIL(c, GE_PARAM_INVALID, STR("permission"), STR("a valid permission name"));
		return;
	} else if (g) {
		g->granted &= ~PERMISSION_BIT(p);
		g->declined |= PERMISSION_BIT(p);
	}
	view_success(v);
}

static bool check_user(struct call *c, const struct node *n)
{
	(void)n;
	/* An app token may look at its users' permissions, and at nothing else of them. */
	if (c->token->kind != TOKEN_APP)
		return true;
	bool is_permissions = c->segment_count > 1 && str_eq(c->segments[1], STR("permissions"));
	return is_permissions ? true : CALL_FAIL(c, GE_NO_ACTIVE_TOKEN);
}

static const struct node_field user_fields[] = {
	{ "name", write_name },
	{ "first_name", write_first_name },
	{ "last_name", write_last_name },
	{ "short_name", write_first_name },
	{ "email", write_email },
	{ "picture", write_picture },
	{ NULL, NULL },
};

static const struct node_edge user_edges[] = {
	{ .name = "accounts", .get = get_accounts },
	{ .name = "businesses", .get = get_businesses },
	{ .name = "permissions", .get = get_permissions, .remove = remove_permissions },
	{ .name = "assigned_pages", .get = listing_write_empty },
	{ .name = "business_users", .get = listing_write_empty },
	{ .name = "adaccounts", .get = listing_write_empty },
	{ .name = NULL },
};

static const char *const user_valueless[] = { "about",
					      "age_range",
					      "birthday",
					      "client_business_id",
					      "community",
					      "cover",
					      "currency",
					      "education",
					      "favorite_athletes",
					      "favorite_teams",
					      "gender",
					      "hometown",
					      "inspirational_people",
					      "install_type",
					      "installed",
					      "is_guest_user",
					      "is_work_account",
					      "languages",
					      "link",
					      "local_news_megaphone_dismiss_status",
					      "local_news_subscription_status",
					      "locale",
					      "location",
					      "meeting_for",
					      "middle_name",
					      "name_format",
					      "payment_pricepoints",
					      "political",
					      "profile_pic",
					      "quotes",
					      "relationship_status",
					      "religion",
					      "shared_login_upgrade_required_by",
					      "significant_other",
					      "sports",
					      "supports_donate_button_in_live_video",
					      "third_party_id",
					      "timezone",
					      "token_for_business",
					      "updated_time",
					      "verified",
					      "video_upload_limits",
					      "website",
					      NULL };

const struct node_type user_type = {
	.name = "User",
	.defaults = "id,name",
	.fields = user_fields,
	.edges = user_edges,
	.valueless = user_valueless,
	.id = user_id,
	.check = check_user,
};
