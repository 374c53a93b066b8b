/*
 * The endpoints we use, as a table: method, path, the fields we ask for by default, the page size,
 * and the permissions they need. Adding one is adding a row.
 */
#ifndef GRAPH_ENDPOINT_H
#define GRAPH_ENDPOINT_H

#include <stdbool.h>

/* id, method, path, default fields, default limit, maximum limit, permissions */
#define GRAPH_ENDPOINTS(X)                                                                         \
	X(TOKEN, "POST", "/oauth/access_token", NULL, 0, 0, "")                                    \
	X(DEBUG_TOKEN, "GET", "/debug_token", NULL, 0, 0, "")                                      \
	X(ME, "GET", "/me", "id,name,email,picture{url}", 0, 0, "public_profile")                  \
	X(ME_PERMISSIONS, "GET", "/me/permissions", NULL, 0, 0, "")                                \
	X(REVOKE, "DELETE", "/{id}/permissions", NULL, 0, 0, "")                                   \
	X(ME_ACCOUNTS, "GET", "/me/accounts", GRAPH_PAGE_FIELDS ",tasks", 100, 100,                \
	  "pages_show_list")                                                                       \
	X(ME_BUSINESSES, "GET", "/me/businesses", "id,name", 100, 100, "business_management")      \
	X(OWNED_PAGES, "GET", "/{id}/owned_pages", GRAPH_PAGE_FIELDS, 100, 100,                    \
	  "business_management")                                                                   \
	X(CLIENT_PAGES, "GET", "/{id}/client_pages", GRAPH_PAGE_FIELDS, 100, 100,                  \
	  "business_management")                                                                   \
	X(SUBSCRIBE_PAGE, "POST", "/{id}/subscribed_apps", NULL, 0, 0, "pages_manage_metadata")    \
	X(PAGE, "GET", "/{id}", GRAPH_PAGE_FIELDS, 0, 0, "pages_read_engagement")                  \
	X(IG_USER, "GET", "/{id}",                                                                 \
	  "id,ig_id,username,name,biography,website,profile_picture_url,followers_count,"          \
	  "follows_count,media_count",                                                             \
	  0, 0, "instagram_basic,pages_read_engagement")                                           \
	X(IG_MEDIA, "GET", "/{id}/media", GRAPH_MEDIA_FIELDS, 100, 100,                            \
	  "instagram_basic,pages_read_engagement")                                                 \
	X(IG_INSIGHTS, "GET", "/{id}/insights", NULL, 0, 0,                                        \
	  "instagram_basic,instagram_manage_insights,pages_read_engagement")                       \
	X(IG_STORIES, "GET", "/{id}/stories",                                                      \
	  "id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,timestamp",  \
	  100, 100, "instagram_basic,pages_read_engagement")                                       \
	X(MEDIA, "GET", "/{id}", GRAPH_MEDIA_FIELDS, 0, 0,                                         \
	  "instagram_basic,pages_read_engagement")                                                 \
	X(PAGE_INSIGHTS, "GET", "/{id}/insights", NULL, 0, 0,                                      \
	  "read_insights,pages_read_engagement")                                                   \
	X(MEDIA_INSIGHTS, "GET", "/{id}/insights", NULL, 0, 0,                                     \
	  "instagram_basic,instagram_manage_insights,pages_read_engagement")                       \
	X(MEDIA_COMMENTS, "GET", "/{id}/comments", GRAPH_COMMENT_FIELDS, 50, 50,                   \
	  "instagram_manage_comments")                                                             \
	X(COMMENT_REPLIES, "GET", "/{id}/replies", GRAPH_COMMENT_FIELDS, 50, 50,                   \
	  "instagram_manage_comments")                                                             \
	X(DISCOVERY, "GET", "/{id}", NULL, 0, 0,                                                   \
	  "instagram_basic,instagram_manage_insights,pages_read_engagement")                       \
	X(IG_CREATE, "POST", "/{id}/media", NULL, 0, 0, GRAPH_IG_PUBLISHING)                       \
	X(IG_CONTAINER, "GET", "/{id}", "status_code,status", 0, 0, GRAPH_IG_PUBLISHING)           \
	X(IG_PUBLISH, "POST", "/{id}/media_publish", NULL, 0, 0, GRAPH_IG_PUBLISHING)              \
	X(IG_PUBLISHING_LIMIT, "GET", "/{id}/content_publishing_limit", "quota_usage,config", 0,   \
	  0, GRAPH_IG_PUBLISHING)                                                                  \
	X(IG_COMMENT, "POST", "/{id}/comments", NULL, 0, 0, "instagram_manage_comments")           \
	X(PAGE_FEED_POST, "POST", "/{id}/feed", NULL, 0, 0, "pages_manage_posts")                  \
	X(PAGE_PHOTO, "POST", "/{id}/photos", NULL, 0, 0, "pages_manage_posts")                    \
	X(PAGE_POST, "GET", "/{id}", "id,is_published,permalink_url", 0, 0,                        \
	  "pages_read_engagement")                                                                 \
	X(PAGE_POST_SET, "POST", "/{id}", NULL, 0, 0, "pages_manage_posts")                        \
	X(PAGE_VIDEOS, "POST", "/{id}/videos", NULL, 0, 0, "pages_manage_posts")                   \
	X(PAGE_REELS, "POST", "/{id}/video_reels", NULL, 0, 0, "pages_manage_posts")               \
	X(PAGE_VIDEO_STORIES, "POST", "/{id}/video_stories", NULL, 0, 0, "pages_manage_posts")     \
	X(PAGE_PHOTO_STORIES, "POST", "/{id}/photo_stories", NULL, 0, 0, "pages_manage_posts")     \
	X(PAGE_VIDEO, "GET", "/{id}", "id,status,published,permalink_url,post_id", 0, 0,           \
	  "pages_read_engagement")                                                                 \
	X(PAGE_VIDEO_SET, "POST", "/{id}", NULL, 0, 0, "pages_manage_posts")                       \
	X(PAGE_STORIES, "GET", "/{id}/stories", NULL, 0, 0, "pages_read_engagement")               \
	X(PAGE_POST_COMMENT, "POST", "/{id}/comments", NULL, 0, 0, "pages_manage_engagement")      \
	X(PAGE_POST_COMMENTS, "GET", "/{id}/comments", "id,message", 50, 100,                      \
	  "pages_read_engagement")

#define GRAPH_IG_PUBLISHING "instagram_basic,instagram_content_publish,pages_read_engagement"
#define GRAPH_PAGE_FIELDS                                                                          \
	"id,name,access_token,picture{url},"                                                       \
	"instagram_business_account{id,username,name,profile_picture_url},"                        \
	"connected_instagram_account{id,username}"
#define GRAPH_MEDIA_FIELDS                                                                         \
	"id,caption,media_type,media_product_type,media_url,thumbnail_url,permalink,shortcode,"    \
	"timestamp,username,owner,like_count,comments_count,is_comment_enabled"
#define GRAPH_COMMENT_FIELDS "id,text,timestamp,username,like_count,hidden"

enum graph_endpoint {
#define GRAPH_ENDPOINT_ENUM(name, ...) GRAPH_##name,
	GRAPH_ENDPOINTS(GRAPH_ENDPOINT_ENUM)
#undef GRAPH_ENDPOINT_ENUM
		GRAPH_ENDPOINT_COUNT,
};

struct graph_endpoint_info {
	const char *name;
	const char *method;
	const char *path;   /* may hold {id} once */
	const char *fields; /* NULL: the endpoint takes none by default */
	unsigned limit;     /* 0: not a list */
	unsigned max_limit;
	const char *permissions; /* comma-separated */
};

const struct graph_endpoint_info *graph_endpoint_info(enum graph_endpoint endpoint);

#endif
