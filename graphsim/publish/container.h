/*
 * Containers of the Instagram publishing API (spec: meta-graph.md 5.1 to 5.4): made from a file or
 * from other containers, processed for a while, published once, forgotten after 24 hours.
 */
#ifndef GRAPHSIM_CONTAINER_H
#define GRAPHSIM_CONTAINER_H

#include "graphsim/publish/publishing.h"

enum container_kind {
	CONTAINER_IMAGE,
	CONTAINER_VIDEO, /* in carousels only */
	CONTAINER_REEL,
	CONTAINER_STORY_IMAGE,
	CONTAINER_STORY_VIDEO,
	CONTAINER_CAROUSEL,
	CONTAINER_KIND_COUNT,
};

enum container_status {
	STATUS_IN_PROGRESS,
	STATUS_FINISHED,
	STATUS_PUBLISHED,
	STATUS_ERROR,
	STATUS_EXPIRED,
	STATUS_COUNT,
};

/* What only the ledger and the published media show. */
struct container_texts {
	struct str caption;
	struct str alt_text;
	struct str location_id;
	struct str user_tags;
	struct str collaborators;
	bool is_shared_to_feed;
	bool is_ai_generated;
	int64_t thumb_offset_ms;
};

struct container {
	struct sim_key key;
	struct account *account;
	int64_t created_ms;
	enum container_kind kind;
	bool is_child;
	struct container_texts texts;
	struct asset asset; /* not of carousels */
	struct container *children[CAROUSEL_MAX];
	size_t child_count;
	enum graph_error_id failure; /* a lever's; GE_NONE: none */
	unsigned publish_count;
	unsigned pending_count; /* publishes whose effect is still to come */
	struct container *next;
};

enum container_status container_status(struct publishing *p, const struct container *c,
				       int64_t now_ms);
/* Why it is in STATUS_ERROR. */
enum graph_error_id container_failure(const struct container *c);
const char *container_status_name(enum container_status s);
/* What the ledger and levers call it: "image", "reel", "story", "carousel". */
const char *container_kind_name(enum container_kind kind);
bool container_is_video(const struct container *c);
/* Of the account, made in the last 24 hours. */
size_t container_count(const struct publishing *p, const struct account *a, int64_t now_ms);
/* Posts the account published in the time after `since_s`. */
int64_t publish_count(const struct publishing *p, struct str account_id, int64_t since_s);

/*
 * Publishes after `delay_ms`: the id the media will have. Of two publishes of a container that may
 * be used once, the later one comes to nothing.
 */
struct sim_key container_publish(struct world *w, struct container *c, int64_t delay_ms);

#endif
