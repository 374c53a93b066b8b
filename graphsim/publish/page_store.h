/*
 * What apps make on Pages (spec: meta-graph.md 6): photos, videos, posts and comments on them. A
 * post may be there and not be published; publishing it is a state that is set, so doing it twice
 * is doing it once. Part of publishing.h: same arena, same effects, same ledger.
 */
#ifndef GRAPHSIM_PAGE_STORE_H
#define GRAPHSIM_PAGE_STORE_H

#include "graphsim/publish/publishing.h"

struct app;

#define POST_PHOTOS_MAX 10
/* An unpublished photo that nobody attaches is dropped then. */
#define PHOTO_LIFE_MS ((int64_t)24 * 3600 * 1000)

enum video_kind { VIDEO_PLAIN, VIDEO_REEL, VIDEO_STORY };

struct page_photo {
	struct str id;
	struct page *page;
	struct asset asset;
	struct str caption;
	struct str alt_text;
	int64_t made_ms;
	struct page_post *post; /* it is in; NULL: none */
	unsigned story_count;
};

struct page_video {
	struct str id;
	struct page *page;
	enum video_kind kind;
	struct asset asset;
	struct str title;
	struct str description;
	int64_t made_ms;
	struct page_post *post;      /* since it was finished; NULL: not yet */
	enum graph_error_id failure; /* a lever's */
	int64_t announced_bytes;     /* of an upload in pieces */
	bool is_cancelled;
};

enum video_status { VIDEO_UPLOADING, VIDEO_PROCESSING, VIDEO_READY, VIDEO_FAILED };

struct post_comment {
	struct str id;
	struct page_post *post;
	struct str message;
	int64_t made_ms;
	bool is_live;
	struct post_comment *next;
};

struct page_post {
	struct str id; /* "{page}_{number}" */
	uint64_t number;
	struct page *page;
	const struct app *app; /* that made it */
	const char *kind;      /* as the ledger calls it */
	struct str message;
	struct str link;
	struct page_photo *photos[POST_PHOTOS_MAX];
	size_t photo_count;
	struct page_video *video;
	bool is_story;
	bool is_there; /* what made it has taken effect */
	bool is_published;
	bool is_deleted;
	int64_t made_ms;
	int64_t published_ms;
	int64_t scheduled_ms;          /* 0: not */
	struct post_comment *comments; /* newest first */
	struct page_post *next;        /* older */
	/* waiting for its video: goes out when that is ready, and not before due_ms */
	int64_t due_ms;
	struct page_post *next_waiting;
};

enum thing_kind { THING_POST, THING_PHOTO, THING_VIDEO, THING_COMMENT };

struct thing {
	enum thing_kind kind;
	struct str id;
	union {
		struct page_post *post;
		struct page_photo *photo;
		struct page_video *video;
		struct post_comment *comment;
	};
};

/* NULL: no such thing, or it has been deleted, or is not there yet. */
const struct thing *thing_find(const struct publishing *p, struct str id);

/* Each gets its id and is there at once, unseen. */
struct page_photo *page_photo_add(struct world *w, const struct page_photo *photo);
struct page_video *page_video_add(struct world *w, const struct page_video *video);

enum video_status page_video_status(const struct world *w, const struct page_video *video);
enum graph_error_id page_video_failure(const struct page_video *video);

/*
 * The post is there after `delay_ms`; published then, or at its scheduled time, or when somebody
 * says so. `wants_publish`: at once.
 */
struct page_post *page_post_add(struct world *w, const struct page_post *post, bool wants_publish,
				int64_t delay_ms);
void page_post_publish(struct world *w, struct page_post *post, int64_t delay_ms);
/* Another time; 0: none. */
void page_post_schedule(struct world *w, struct page_post *post, int64_t at_ms);
struct post_comment *page_post_comment(struct world *w, struct page_post *post, struct str message,
				       int64_t delay_ms);

/* Part of publishing_advance: posts whose videos are ready. */
void page_posts_advance(struct world *w);

bool page_post_is_seen(const struct page_post *post);
/* A text or link that is just like one published a short while ago (duplicate_s). */
bool page_post_is_duplicate(const struct publishing *p, const struct page_post *post,
			    int64_t now_ms);

#endif
