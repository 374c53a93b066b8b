/*
 * What apps make through the API: containers, posts, comments; when each takes effect; and the
 * ledger of what was really published, which nobody but the tests can see. Everything is moved by
 * the simulated clock: nothing happens between calls, publishing_advance catches up first.
 *
 * All of it lives in one arena until the world is reset. With the world's mutex held.
 */
#ifndef GRAPHSIM_PUBLISHING_H
#define GRAPHSIM_PUBLISHING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "graphsim/protocol/graph_error.h"
#include "graphsim/publish/media_rules.h"
#include "graphsim/world/account.h"
#include "graphsim/world/sha256.h"

struct world;
struct page;
struct page_post;
struct thing;
struct container;

/* Meta keeps a container so long (meta-graph.md 5.1). */
#define CONTAINER_LIFE_MS ((int64_t)24 * 3600 * 1000)
#define PUBLISH_WINDOW_S (24 * 3600)
#define CAROUSEL_MAX 10

/* What a second media_publish of one container does; Meta does not say (meta-graph.md 5.3). */
enum republish {
	REPUBLISH_REFUSED, /* 9007/2207027 */
	REPUBLISH_UNKNOWN, /* 24/2207008, as if the container had never been */
	REPUBLISH_AGAIN,   /* a second post */
	REPUBLISH_COUNT,
};

/* How publishing goes for one account or Page, or for all without rules of their own. */
struct publish_rules {
	struct str target;          /* the id of an Instagram account or a Page; empty: all */
	int64_t image_ms, video_ms; /* processing, on the simulated clock */
	int64_t fetch_ms;       /* how long a file may take to come, in real time; of all only */
	int64_t quota_total;    /* posts in 24 hours */
	int64_t containers_max; /* in 24 hours */
	enum republish republish;
	int64_t duplicate_s;     /* a Page refuses the same text so long; 0: never */
	int64_t effect_delay_ms; /* every effect comes so much after its answer */
	/* The next effects are denied: the answer is this error although they happen. */
	int64_t denial_code, denial_subcode;
	int64_t denials_left;
	enum graph_error_id failure; /* what the next containers end with */
	int64_t failures_left;
	struct publish_rules *next;
};

/* A file that Meta fetched or was sent. */
enum asset_state { ASSET_WAITING, ASSET_READY, ASSET_FAILED };

struct asset {
	struct str url; /* empty: sent by upload */
	enum media_use use;
	enum asset_state state;
	int64_t ready_ms; /* since when it is here, or has failed */
	enum graph_error_id failure;
	struct media_facts facts;
	struct sha256 hash;
	struct asset *next_waiting;
	/* sent by upload */
	bool is_upload;
	struct buf sent;
	struct asset *next_upload;
};

enum made_kind { MADE_CONTAINER, MADE_MEDIA, MADE_CHILD, MADE_COMMENT };

/* Something with an id of ours: the n-th of them has serial n. */
struct made {
	enum made_kind kind;
	struct account *account;
	union {
		struct container *container;
		struct published *published; /* also of a child */
		struct made_comment *comment;
	};
	unsigned child;
};

struct made_comment {
	struct sim_key key;
	struct sim_key media;  /* on */
	struct sim_key parent; /* the comment it answers; kind 0: none */
	struct account *account;
	struct str text;
	int64_t posted_s;
	bool is_live;
	struct made_comment *next;
};

/* The part of a published media that the generated ones compute. */
struct published {
	struct sim_key key;
	const struct container *container;
	struct str caption;
	size_t child_count;
	struct sim_key children[CAROUSEL_MAX];
	bool child_is_video[CAROUSEL_MAX];
	bool is_live; /* else its time has not come, or the container was used meanwhile */
};

/* One thing the world can see because an app asked for it. */
struct ledger_item {
	uint64_t number;
	const char *platform; /* "instagram", "facebook" */
	const char *kind;     /* "image", "carousel", "reel", "story", "text", … */
	struct str target;    /* the account's or the Page's id */
	struct str source;    /* container, video or photo id; empty: none */
	struct str id;        /* what it is called now */
	struct str text;
	struct str hashes; /* SHA-256 of each file, comma-separated */
	int64_t at_ms;
	unsigned copy; /* 1: the first with this target, kind, text and files; 2: a duplicate … */
	struct ledger_item *next;
};

/* Something an answer has promised, and that happens a moment later. */
struct effect {
	int64_t due_ms;
	void (*apply)(struct world *w, const struct effect *e);
	void *object;
	void *other;
	struct effect *next;
};

struct publishing {
	struct arena arena;
	struct publish_rules rules; /* of all; its `next` are the others */
	struct made *made;
	size_t made_count, made_room;
	struct container *containers;  /* newest first */
	struct made_comment *comments; /* newest first */
	struct thing *things;          /* of Pages (page_store.h) */
	size_t thing_count, thing_room;
	struct page_post *posts;         /* newest first */
	struct page_post *waiting_posts; /* for their videos */
	struct effect *effects;
	struct asset *uploads;
	struct asset *waiting; /* to be fetched in the background, first one first */
	struct ledger_item *ledger, **ledger_end;
	uint64_t ledger_count;
};

void publishing_init(struct publishing *p);
void publishing_deinit(struct publishing *p);
void publishing_reset(struct publishing *p);

/* What came due by now happens, in the order of its times. */
void publishing_advance(struct world *w);
/* Happens at once, or `delay_ms` of simulated time later. */
void publishing_do(struct world *w, const struct effect *e, int64_t delay_ms);

/* Those of the target, else those of all. */
struct publish_rules *publish_rules_for(struct publishing *p, struct str target);
const struct publish_rules *publish_rules_of(const struct publishing *p, struct str target);
/* Rules of its own, which begin as those of all. */
struct publish_rules *publish_rules_make(struct publishing *p, struct str target);

/* Gives the new object its key. */
struct sim_key made_add(struct publishing *p, const struct made *m);
/* They count up from 1. */
uint64_t made_number(struct sim_key key);
/* NULL: nothing was made with that key. */
const struct made *made_find(const struct publishing *p, struct sim_key key);

/* Copies; numbers and counts it. `id` may come later (ledger_item.id). */
struct ledger_item *ledger_add(struct publishing *p, const struct ledger_item *item);

/* Live comments that apps made on a media, answers and all. */
size_t made_comment_total(const struct publishing *p, struct sim_key media);
/* Those right under a media, or the answers to a comment. */
size_t made_comment_count(const struct publishing *p, struct sim_key under);
/* 0 is the newest. */
const struct made_comment *made_comment_at(const struct publishing *p, struct sim_key under,
					   size_t newest_index);

#endif
