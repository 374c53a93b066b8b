/* Publishing to Pages (spec: meta-graph.md 6): the edges, and what they share. */
#ifndef GRAPHSIM_PAGE_PUBLISH_H
#define GRAPHSIM_PAGE_PUBLISH_H

#include "graphsim/protocol/node.h"
#include "graphsim/publish/page_store.h"

#define SCHEDULE_MIN_MS ((int64_t)10 * 60 * 1000)
/* Meta's pages say 30 and 75 days; it refuses from about 30 (meta-graph.md 6.1). */
#define SCHEDULE_MAX_MS ((int64_t)30 * 24 * 3600 * 1000)

/* When and how something goes out: published, scheduled_publish_time. */
struct timing {
	bool is_published;    /* at once */
	int64_t scheduled_ms; /* 0: not */
};

/* A Page token whose owner may make posts; raises 210 or 200. */
bool page_may_publish(struct call *c, const struct page *p);
bool page_timing_read(struct call *c, int64_t max_ms, struct timing *ret) must_use;
/* scheduled_publish_time alone; 0 when it is absent. */
bool page_schedule_read(struct call *c, int64_t max_ms, int64_t *ret_ms) must_use;
/* A boolean parameter; `ret` stays when it is absent. */
bool page_flag(struct call *c, const char *name, bool *ret) must_use;
/* The caller's text, kept as long as the world is. */
struct str page_keep(struct call *c, struct str text);
/* {"id":…}, or with `fields` what they ask of the new object. */
void page_write_made(struct view *v, const struct node *made);

void page_feed_post(struct view *v);
void page_feed_get(struct view *v);
void page_scheduled_get(struct view *v);
void page_photos_post(struct view *v);
void page_photos_get(struct view *v);
void page_videos_post(struct view *v);
void page_videos_get(struct view *v);
void page_reels_post(struct view *v);
void page_reels_get(struct view *v);
void page_photo_stories_post(struct view *v);
void page_video_stories_post(struct view *v);
void page_stories_get(struct view *v);
void post_comments_get(struct view *v);
void post_comments_post(struct view *v);
void post_likes_post(struct view *v);
/* {"name","id"} of the Page. */
void page_write_from(struct view *v);
/* May somebody with this token see what is on the Page? */
bool page_check_readable(struct call *c, const struct node *n);

#endif
