/* Business portfolios and apps. Spec: meta-graph.md 2.2. */
#include "graphsim/nodes/node_hooks.h"
#include "graphsim/nodes/node_page.h"
#include "graphsim/protocol/listing.h"

static struct str business_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)a;
	(void)c;
	return n->business->id;
}

static void write_name(struct view *v)
{
	view_str(v, v->node->business->name);
}

static void write_verification(struct view *v)
{
	view_text(v, "verified");
}

static void write_created(struct view *v)
{
	view_time(v, (int64_t)(WORLD_FIRST_DAY + 40 * (v->node->business->index + 1)) * DAY_S);
}

static bool is_owned(const struct view *v, const struct page *p)
{
	return p->business == v->node->business && p->way != WAY_CLIENT &&
	       grant_covers_page(v->call->token->grant, p);
}

static bool is_client(const struct view *v, const struct page *p)
{
	return p->business == v->node->business && p->way == WAY_CLIENT &&
	       grant_covers_page(v->call->token->grant, p);
}

static void get_owned_pages(struct view *v)
{
	page_list_write(v, is_owned);
}

static void get_client_pages(struct view *v)
{
	page_list_write(v, is_client);
}

static bool check_business(struct call *c, const struct node *n)
{
	(void)n;
	if (call_allows(c, PERMISSION_BUSINESS_MANAGEMENT))
		return true;
	return CALL_FAIL(c, GE_REQUIRES_PERMISSION, STR("business_management"));
}

static const struct node_field business_fields[] = {
	{ "name", write_name },
	{ "verification_status", write_verification },
	{ "created_time", write_created },
	{ NULL, NULL },
};

static const struct node_edge business_edges[] = {
	{ .name = "owned_pages", .get = get_owned_pages },
	{ .name = "client_pages", .get = get_client_pages },
	{ .name = "owned_instagram_accounts", .get = listing_write_empty },
	{ .name = "instagram_accounts", .get = listing_write_empty },
	{ .name = NULL },
};

static const char *const business_valueless[] = { "block_offline_analytics",
						  "collaborative_ads_managed_partner_business_info",
						  "collaborative_ads_managed_partner_eligibility",
						  "collaborative_ads_partner_premium_options",
						  "created_by",
						  "extended_updated_time",
						  "is_hidden",
						  "link",
						  "marketing_messages_onboarding_status",
						  "payment_account_id",
						  "primary_page",
						  "profile_picture_uri",
						  "timezone_id",
						  "two_factor_type",
						  "updated_by",
						  "updated_time",
						  "user_access_expire_time",
						  "vertical",
						  "vertical_id",
						  "whatsapp_business_manager_messaging_limit",
						  NULL };

const struct node_type business_type = {
	.name = "Business",
	.defaults = "id,name",
	.fields = business_fields,
	.edges = business_edges,
	.valueless = business_valueless,
	.id = business_id,
	.check = check_business,
};

static struct str app_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)a;
	(void)c;
	return n->app->id;
}

static void write_app_name(struct view *v)
{
	view_str(v, v->node->app->name);
}

static void write_app_link(struct view *v)
{
	view_str(v, str_fmt(v->call->arena, "https://www.facebook.com/games/?app_id=%.*s",
			    STR_ARG(v->node->app->id)));
}

static const struct node_field app_fields[] = {
	{ "name", write_app_name },
	{ "link", write_app_link },
	{ NULL, NULL },
};
static const struct node_edge app_edges[] = {
	{ .name = "subscriptions",
	  .get = app_subscriptions_get,
	  .post = app_subscriptions_post,
	  .remove = app_subscriptions_remove },
	{ .name = NULL },
};
static const char *const app_valueless[] = { "category", "namespace",   "company", "icon_url",
					     "logo_url", "app_domains", NULL };

const struct node_type app_type = {
	.name = "Application",
	.defaults = "category,link,name,id",
	.fields = app_fields,
	.edges = app_edges,
	.valueless = app_valueless,
	.id = app_id,
};
