/* Page. Spec: meta-graph.md 2.2-2.4. */
#include "graphsim/nodes/node_page.h"

#include "graphsim/nodes/insights.h"
#include "graphsim/nodes/node_hooks.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/publish/page_publish.h"
#include "graphsim/world/page_days.h"
#include "graphsim/world/picture.h"

static struct str page_id(struct arena *a, const struct node *n, const struct call *c)
{
	(void)a;
	(void)c;
	return n->page->id;
}

static void write_name(struct view *v)
{
	view_str(v, v->node->page->name);
}

static void write_username(struct view *v)
{
	view_str(v, v->node->page->username);
}

static void write_link(struct view *v)
{
	view_str(v, str_fmt(v->call->arena, "https://www.facebook.com/%.*s",
			    STR_ARG(v->node->page->id)));
}

static void write_about(struct view *v)
{
	if (v->node->page->account)
		view_text(v, v->node->page->account->cast->biography);
}

static void write_category(struct view *v)
{
	view_str(v, v->node->page->category);
}

static void write_category_list(struct view *v)
{
	struct json_writer *w = &v->call->json;
	struct str category = v->node->page->category;

	view_key(v);
	json_array(w);
	json_object(w);
	json_put_str(w, "id",
		     str_fmt(v->call->arena, "%u", (unsigned)(1000 + str_hash(category) % 9000)));
	json_put_str(w, "name", category);
	json_end_object(w);
	json_end_array(w);
}

/* Meta gives a Page's token only to those with a role that carries one. */
static void write_access_token(struct view *v)
{
	struct call *c = v->call;
	struct token *parent;

	if (c->token->kind == TOKEN_PAGE) {
		view_str(v, c->token->text);
		return;
	}
	if (!call_allows(c, PERMISSION_PAGES_SHOW_LIST) || v->node->page->tasks == 0)
		return;
	parent = token_find(&c->world->tokens, c->token->text);
	if (parent)
		view_str(v,
			 token_of_page(&c->world->tokens, parent, v->node->page, c->now_s)->text);
}

/* Every Page has the new experience: the classic names and the PROFILE_PLUS ones together. */
static void write_tasks(struct view *v)
{
	static const struct {
		unsigned task;
		const char *classic;
		const char *plus;
	} names[] = {
		{ TASK_ADVERTISE, "ADVERTISE", "PROFILE_PLUS_ADVERTISE" },
		{ TASK_ANALYZE, "ANALYZE", "PROFILE_PLUS_ANALYZE" },
		{ TASK_CREATE_CONTENT, "CREATE_CONTENT", "PROFILE_PLUS_CREATE_CONTENT" },
		{ TASK_MESSAGING, "MESSAGING", "PROFILE_PLUS_MESSAGING" },
		{ TASK_MODERATE, "MODERATE", "PROFILE_PLUS_MODERATE" },
		{ TASK_MANAGE, "MANAGE", "PROFILE_PLUS_MANAGE" },
	};
	struct json_writer *w = &v->call->json;
	unsigned tasks = v->node->page->tasks;

	if (!v->node->is_listed)
		return;
	view_key(v);
	json_array(w);
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (tasks & names[i].task)
			json_str(w, str_of(names[i].classic));
	}
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		if (tasks & names[i].task)
			json_str(w, str_of(names[i].plus));
	}
	if (tasks == TASK_ALL)
		json_str(w, STR("PROFILE_PLUS_FULL_CONTROL"));
	json_end_array(w);
}

static void picture_size(const struct view *v, int64_t *ret)
{
	struct str type = view_arg(v, STR("type"));
	struct str width = view_arg(v, STR("width"));
	struct str height = view_arg(v, STR("height"));

	*ret = str_eq(type, STR("large")) ? 200 : str_eq(type, STR("normal")) ? 100 : 50;
	if (!str_to_i64(width.at ? width : height, ret))
		return;
	if (*ret < 1 || *ret > 2048)
		*ret = 50;
}

void page_write_picture(struct view *v, struct str url)
{
	struct json_writer *w = &v->call->json;
	int64_t size;

	picture_size(v, &size);
	view_key(v);
	json_object(w);
	json_put_object(w, "data");
	json_put_int(w, "height", size);
	json_put_bool(w, "is_silhouette", false);
	json_put_str(w, "url", url);
	json_put_int(w, "width", size);
	json_end_object(w);
	json_end_object(w);
}

static void write_picture(struct view *v)
{
	page_write_picture(v, picture_of_page(v->call, v->node->page));
}

/* The edge answers with the picture itself unless redirect=0 is asked. */
static void get_picture(struct view *v)
{
	struct str redirect = view_arg(v, STR("redirect"));

	if (v->is_root && !str_eq(redirect, STR("0")) && !str_eq(redirect, STR("false"))) {
		v->call->status = 302;
		call_add_header(v->call, STR("Location"), picture_of_page(v->call, v->node->page));
	}
	page_write_picture(v, picture_of_page(v->call, v->node->page));
}

static void write_fans(struct view *v)
{
	view_int(v, page_follows_at(v->call->world, v->node->page, v->call->now_s));
}

static void write_true(struct view *v)
{
	view_bool(v, true);
}

static void write_zero(struct view *v)
{
	view_int(v, 0);
}

static void write_verification(struct view *v)
{
	view_text(v, "not_verified");
}

static void write_talking_about(struct view *v)
{
	view_int(v, v->node->page->fans / 40);
}

static void write_business(struct view *v)
{
	struct node n = { .type = &business_type, .business = v->node->page->business };

	if (n.business && call_allows(v->call, PERMISSION_BUSINESS_MANAGEMENT))
		node_write_member(v, &n);
}

static void write_website(struct view *v)
{
	if (v->node->page->account)
		view_text(v, v->node->page->account->cast->website);
}

static bool shows_instagram(const struct view *v)
{
	struct page *p = v->node->page;

	return p->account && p->account->standing != ACCOUNT_GONE &&
	       grant_covers_instagram(v->call->token->grant, p) &&
	       call_allows(v->call, PERMISSION_INSTAGRAM_BASIC);
}

/* Professional accounts only. */
static void write_instagram_business(struct view *v)
{
	struct node n = { .type = &ig_user_type, .account = v->node->page->account };

	if (shows_instagram(v) && n.account->standing == ACCOUNT_PROFESSIONAL)
		node_write_member(v, &n);
}

/* Linked in the Page's settings: may be a personal one. */
static void write_instagram_connected(struct view *v)
{
	struct node n = { .type = &ig_user_type, .account = v->node->page->account };

	if (shows_instagram(v))
		node_write_member(v, &n);
}

static bool check_page(struct call *c, const struct node *n)
{
	(void)n;
	if (call_allows(c, PERMISSION_PAGES_READ_ENGAGEMENT) ||
	    call_allows(c, PERMISSION_PAGES_SHOW_LIST))
		return true;
	if (c->token->kind == TOKEN_PAGE)
		return CALL_FAIL(c, GE_MUST_IMPERSONATE);
	return CALL_FAIL(c, GE_NO_PAGES_READ_ENGAGEMENT);
}

static const struct node_field page_fields[] = {
	{ "name", write_name },
	{ "username", write_username },
	{ "link", write_link },
	{ "about", write_about },
	{ "category", write_category },
	{ "category_list", write_category_list },
	{ "access_token", write_access_token },
	{ "tasks", write_tasks },
	{ "picture", write_picture },
	{ "fan_count", write_fans },
	{ "followers_count", write_fans },
	{ "is_published", write_true },
	{ "is_owned", write_true },
	{ "has_transitioned_to_new_page_experience", write_true },
	{ "verification_status", write_verification },
	{ "talking_about_count", write_talking_about },
	{ "new_like_count", write_zero },
	{ "unread_message_count", write_zero },
	{ "unread_notif_count", write_zero },
	{ "unseen_message_count", write_zero },
	{ "rating_count", write_zero },
	{ "business", write_business },
	{ "owner_business", write_business },
	{ "website", write_website },
	{ "instagram_business_account", write_instagram_business },
	{ "connected_instagram_account", write_instagram_connected },
	{ NULL, NULL },
};

static const struct node_edge page_edges[] = {
	{ .name = "picture", .get = get_picture },
	{ .name = "insights", .get = page_insights_get },
	{ .name = "feed", .get = page_feed_get, .post = page_feed_post },
	{ .name = "posts", .get = page_feed_get },
	{ .name = "published_posts", .get = page_feed_get },
	{ .name = "scheduled_posts", .get = page_scheduled_get },
	{ .name = "photos", .get = page_photos_get, .post = page_photos_post },
	{ .name = "videos", .get = page_videos_get, .post = page_videos_post },
	{ .name = "video_reels", .get = page_reels_get, .post = page_reels_post },
	{ .name = "photo_stories", .post = page_photo_stories_post },
	{ .name = "video_stories", .post = page_video_stories_post },
	{ .name = "stories", .get = page_stories_get },
	{ .name = "subscribed_apps",
	  .get = page_subscribed_get,
	  .post = page_subscribed_post,
	  .remove = page_subscribed_remove },
	{ .name = "instagram_accounts", .get = listing_write_empty },
	{ .name = "page_backed_instagram_accounts", .get = listing_write_empty },
	{ .name = NULL },
};

/* Field names of the Page node without a value here; from graph-specs.json. */
static const char *const page_valueless[] = {
	"ad_campaign",
	"affiliation",
	"app_id",
	"artists_we_like",
	"attire",
	"available_promo_offer_ids",
	"awards",
	"band_interests",
	"band_members",
	"best_page",
	"bio",
	"birthday",
	"booking_agent",
	"breaking_news_usage",
	"built",
	"can_checkin",
	"can_post",
	"checkins",
	"company_overview",
	"connected_page_backed_instagram_account",
	"contact_address",
	"copyright_attribution_insights",
	"copyright_whitelisted_ig_partners",
	"country_page_likes",
	"cover",
	"culinary_team",
	"current_location",
	"delivery_and_pickup_option_info",
	"description",
	"description_html",
	"differently_open_offerings",
	"directed_by",
	"display_subtext",
	"displayed_message_response_time",
	"does_viewer_have_page_permission_link_ig",
	"emails",
	"engagement",
	"featured_video",
	"features",
	"food_styles",
	"founded",
	"general_info",
	"general_manager",
	"genre",
	"global_brand_page_name",
	"global_brand_root_id",
	"has_added_app",
	"has_lead_access",
	"has_whatsapp_business_number",
	"has_whatsapp_number",
	"hometown",
	"hours",
	"impressum",
	"influences",
	"is_always_open",
	"is_calling_eligible",
	"is_chain",
	"is_community_page",
	"is_eligible_for_branded_content",
	"is_eligible_for_disable_connect_ig_btn_for_non_page_admin_am_web",
	"is_messenger_bot_get_started_enabled",
	"is_messenger_platform_bot",
	"is_permanently_closed",
	"is_unclaimed",
	"is_verified",
	"is_webhooks_subscribed",
	"keywords",
	"leadgen_tos_acceptance_time",
	"leadgen_tos_accepted",
	"leadgen_tos_accepting_user",
	"location",
	"members",
	"merchant_id",
	"merchant_review_status",
	"messaging_feature_status",
	"messenger_ads_default_icebreakers",
	"messenger_ads_default_quick_replies",
	"messenger_ads_quick_replies_type",
	"mini_shop_storefront",
	"mission",
	"mpg",
	"name_with_location_descriptor",
	"network",
	"offer_eligible",
	"overall_star_rating",
	"page_token",
	"parent_page",
	"parking",
	"payment_options",
	"personal_info",
	"personal_interests",
	"pharma_safety_info",
	"phone",
	"pickup_options",
	"place_type",
	"plot_outline",
	"preferred_audience",
	"press_contact",
	"price_range",
	"priority_hours",
	"privacy_info_url",
	"produced_by",
	"products",
	"promotion_eligible",
	"promotion_ineligible_reason",
	"public_transit",
	"recipient",
	"record_label",
	"release_date",
	"restaurant_services",
	"restaurant_specialties",
	"schedule",
	"screenplay_by",
	"season",
	"single_line_address",
	"starring",
	"start_info",
	"store_code",
	"store_location_descriptor",
	"store_number",
	"studio",
	"supports_donate_button_in_live_video",
	"temporary_status",
	"user_access_expire_time",
	"voip_info",
	"were_here_count",
	"whatsapp_number",
	"written_by",
	NULL
};

const struct node_type page_type = {
	.name = "Page",
	.defaults = "name,id",
	.fields = page_fields,
	.edges = page_edges,
	.valueless = page_valueless,
	.id = page_id,
	.check = check_page,
};
