/*
 * Nodes of the graph and how their fields are written. A node type is a table: field name to
 * writer, edge name to writer, plus the names Meta knows but that have no value here. A selection
 * (expansion.h) picks from it; a name in neither is error 100 "Tried accessing nonexisting field".
 */
#ifndef GRAPHSIM_NODE_H
#define GRAPHSIM_NODE_H

#include "graphsim/protocol/call.h"
#include "graphsim/protocol/expansion.h"
#include "graphsim/world/comment.h"

struct node_type;

struct node {
	const struct node_type *type;
	const struct person *person;
	struct page *page;
	const struct business *business;
	struct account *account;
	const struct media *media;
	unsigned child; /* of an album */
	struct container *container;
	struct page_post *post;
	struct page_photo *photo;
	struct page_video *video;
	const struct post_comment *post_comment;
	struct comment comment;
	const struct app *app;
	struct str tag;     /* hashtags */
	bool is_discovered; /* somebody else's, seen through business_discovery */
	bool is_listed;     /* in a listing of the user's Pages: shows its tasks */
};

/* One place to write: a member of an object, or (root) the whole answer. */
struct view {
	struct call *call;
	const struct node *node;
	const struct selection *selection;
	bool is_root;
};

struct node_field {
	const char *name;
	void (*write)(struct view *v);
};

struct node_edge {
	const char *name;
	void (*get)(struct view *v); /* NULL: known, always empty */
	void (*post)(struct view *v);
	void (*remove)(struct view *v); /* DELETE */
};

struct node_type {
	const char *name;     /* as error texts call it */
	const char *defaults; /* fields when none are asked for */
	const struct node_field *fields;
	const struct node_edge *edges; /* ends with a row without a name */
	const char *const *valueless;  /* ends with NULL */
	struct str (*id)(struct arena *a, const struct node *n, const struct call *c);
	/* May the caller read it at all? Raises the error. NULL: yes. */
	bool (*check)(struct call *c, const struct node *n);
	void (*update)(struct view *v); /* POST on the node */
	void (*remove)(struct view *v); /* DELETE on the node */
};

extern const struct node_type user_type;
extern const struct node_type page_type;
extern const struct node_type business_type;
extern const struct node_type app_type;
extern const struct node_type ig_user_type;
extern const struct node_type ig_media_type;
extern const struct node_type ig_container_type;
extern const struct node_type page_post_type;
extern const struct node_type page_photo_type;
extern const struct node_type page_video_type;
extern const struct node_type post_comment_type;
extern const struct node_type ig_comment_type;
extern const struct node_type ig_hashtag_type;

/* {"…":…,"id":…}. With no selections, the type's defaults; `id` always comes along. */
void node_write(struct call *c, const struct node *n, const struct selection *selections,
		size_t count);
/* As a member, with the inner selection. */
void node_write_member(struct view *v, const struct node *n);
struct str node_id(const struct call *c, const struct node *n);
const struct node_edge *node_edge_find(const struct node_type *t, struct str name);
/* Does any type have an edge or field of that name? */
bool node_name_is_known(struct str name);
bool node_type_knows(const struct node_type *t, struct str name);

/* The selections of a `fields` text; raises 2500 when it cannot be read. */
bool selections_of(struct call *c, struct str fields, const struct selection **ret,
		   size_t *ret_count) must_use;

/* Writers of one member. An empty text has no value: nothing is written. */
void view_key(struct view *v);
void view_str(struct view *v, struct str value);
void view_text(struct view *v, const char *value);
void view_int(struct view *v, int64_t value);
void view_bool(struct view *v, bool value);
void view_time(struct view *v, int64_t unix_s);
/* {"success":true} */
void view_success(struct view *v);
struct str view_arg(const struct view *v, struct str name);

#endif
