/*
 * Inside publish/: a Page publishes in four ways, each with calls of its own. page.c picks the way
 * and has the one of the feed; page_video.c has the others.
 */
#ifndef PUBLISH_PAGE_WAYS_H
#define PUBLISH_PAGE_WAYS_H

#include "publish/drive.h"

/* As in struct place. */
struct page_way {
	bool sets_state;
	bool is_sent_once;  /* nothing but a list tells: a lost answer is never sent again */
	bool answers_early; /* the publish call only begins it; its status tells when it is out */
	bool (*create)(struct drive *d, struct str *ret_id);
	bool (*look)(struct drive *d, enum container_state *ret, struct str *ret_text);
	bool (*list_before)(struct drive *d, struct str *ret_ids); /* NULL: not needed */
	bool (*send)(struct drive *d, struct str *ret_id);
	bool (*find)(struct drive *d, struct found *ret);
};

extern const struct page_way page_way_feed, page_way_video, page_way_reel, page_way_video_story,
	page_way_photo_story;

/* page.c: a call that answers with an id; a photo that nobody sees yet, kept as a part. */
bool page_tell_id(struct drive *d, const struct graph_query *query, const char *member,
		  struct str *ret_id);
bool page_make_photo(struct drive *d, size_t position);

#endif
