/* A page of posts as rows: read from Meta's answer, completed by batches, stored as one. */
#ifndef SYNC_MEDIA_PAGE_H
#define SYNC_MEDIA_PAGE_H

#include "store/media.h"
#include "store/media_days.h"
#include "sync/comment_list.h"
#include "sync/run.h"

#define METRICS_PER_MEDIA 16

struct str_list;

struct media_insights {
	struct media_metric_row at[METRICS_PER_MEDIA];
	size_t count;
};

/* Everything lives in the run's page arena; the lists have one entry per post. */
struct media_page {
	struct run *run;
	struct media_rows media;
	struct media_day_rows days;
	struct media_insights *insights;
	struct comment_list *comments;
	struct str_list *hashtags;
	struct media_child_rows *children;
};

struct media_page media_page_new(struct run *r, size_t room);
void media_page_add(struct media_page *page, const struct graph_media *m);
/* Of a listing; posts that the same run has read before are left out. */
struct media_page media_page_read(struct run *r, const struct json *list);

/*
 * Asks for the insights of each post alone, in batches, so that one that has none costs no other.
 * Posts from before the account was professional are not asked for; r->newest_without_s learns of
 * them.
 */
bool media_page_ask_insights(struct media_page *page, struct err *err) must_use;

/* Posts, their day, insights, hashtags, parts and comments. */
bool media_page_put(struct db_tx *tx, const struct media_page *page, struct err *err) must_use;
/* Adds a stored page to the run's result. */
void media_page_count(const struct media_page *page);

#endif
