/*
 * Graph's objects as plain structs. Text lives in the arena of the call. Absent is absent: text has
 * at == NULL, numbers say so in `struct opt_int`; nothing absent ever becomes a zero.
 */
#ifndef GRAPH_OBJECT_H
#define GRAPH_OBJECT_H

#include "base/opt.h"
#include "graph/graph.h"

struct graph_user {
	struct str id, name, email, picture_url;
};
bool graph_me(struct graph_caller *who, struct arena *a, struct graph_user *ret, struct err *err)
	must_use;

struct graph_ig_link {
	struct str id, username, name, picture_url;
};

struct graph_page {
	struct str id, name, picture_url;
	struct str tasks;        /* comma-separated; at == NULL: none returned, as in portfolios */
	struct secret *token;    /* NULL: this user gets none. Owned by the list */
	bool can_create_content; /* CREATE_CONTENT or MANAGE, under any of their names */
	struct graph_ig_link instagram; /* id.at == NULL: no professional account linked */
	bool has_personal_instagram;    /* one is linked, but not a professional one */
	const char *source;             /* "me/accounts", "owned_pages", "client_pages", "page" */
	struct str business_id;         /* at == NULL: from /me/accounts */
};

/*
 * Every Page the token reaches: /me/accounts, and owned_pages and client_pages of every business
 * portfolio; de-duplicated by id, the entry with a token and tasks winning.
 */
struct graph_pages {
	struct graph_page *at;
	size_t count;
	/* False: a branch failed, so a missing Page proves nothing. `trouble` says which. */
	bool complete;
	struct graph_error trouble;
	char trouble_branch[64];
};
/* `scopes`: granted ones; without business_management the portfolios are not asked. */
bool graph_list_pages(struct graph_caller *who, struct arena *a, struct str scopes,
		      struct graph_pages *ret, struct err *err) must_use;
void graph_pages_free(struct graph_pages *pages); /* ends the tokens; the rest is arena */
/* One Page afresh. */
bool graph_get_page(struct graph_caller *who, struct arena *a, struct str page_id,
		    struct graph_page *ret, struct err *err) must_use;

struct graph_ig_user {
	struct str id, username, name, biography, website, picture_url;
	struct opt_int followers, follows, media;
};
bool graph_ig_user_read(const struct json *object, struct graph_ig_user *ret);
bool graph_get_ig_user(struct graph_caller *who, struct arena *a, struct str ig_id,
		       struct graph_ig_user *ret, struct err *err) must_use;
struct graph_discovered {
	struct graph_ig_user user;
	struct graph_error why; /* when it failed: Meta's own words */
};
/*
 * Another professional account, seen through `own_ig_id`. ERR_NOT_FOUND: no professional account
 * has that name (deleted, personal, renamed or age-gated); nothing else gives that code.
 */
bool graph_discover(struct graph_caller *who, struct arena *a, struct str own_ig_id,
		    struct str username, struct graph_discovered *ret, struct err *err) must_use;

/*
 * One page of that account's posts, newest first: the caller's walk (`pages`, made by
 * graph_discovery_start) says which. `reply->json` is the list, with `data` and `paging`; posts of
 * others have no insights, and no like_count when their owner hides it.
 */
struct graph_discovery {
	struct graph_pager pages;
	struct str own_ig_id, username;
};
void graph_discovery_start(struct graph_discovery *d, struct str own_ig_id, struct str username,
			   unsigned limit, struct str after);
bool graph_discovery_next(struct graph_discovery *d, struct graph_caller *who, struct arena *a,
			  struct graph_reply *reply, struct err *err) must_use;

struct graph_media {
	struct str id, caption, media_type, product_type, media_url, thumbnail_url, permalink,
		shortcode, username, owner_id;
	int64_t timestamp_s;
	struct opt_int is_comment_enabled; /* absent of others' posts */
	struct opt_int likes, comments;
	const struct json *insights;     /* the `insights` member, when it was asked for */
	const struct json *comment_list; /* the `comments` member, when it was asked for */
	const struct json *children;     /* of albums, when they were asked for */
};
/* False: no id or no readable timestamp. */
bool graph_media_read(const struct json *object, struct graph_media *ret);

struct graph_comment {
	struct str id, text, username;
	int64_t timestamp_s;
	struct opt_int likes;
	bool hidden;
};
bool graph_comment_read(const struct json *object, struct graph_comment *ret);

/* One number of an insights answer, as a flat row. */
struct graph_value {
	struct str metric;
	int64_t end_time_s;      /* 0: not stated (lifetime, total_value) */
	struct str dimension[2]; /* breakdown values, in the order of dimension_keys; at == NULL:
				    none */
	int hour;                /* online_followers; -1 otherwise */
	int64_t value;
};
/*
 * Calls `each` for every number in `{"data":[…]}` (or the bare array), whatever its form. Entries
 * without a value give no call. Returns the number of calls; -1 when the shape is unknown.
 */
long graph_insights_each(const struct json *insights,
			 void (*each)(void *ctx, const struct graph_value *v), void *ctx);

#endif
