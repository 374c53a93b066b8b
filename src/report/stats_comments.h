/* Readings of what people say under posts, and how they feel (stats.h has the rules). */
#ifndef REPORT_STATS_COMMENTS_H
#define REPORT_STATS_COMMENTS_H

#include "report/stats.h"
#include "store/comments.h"

/* A list is answered in one piece: of a post with more comments than this the newest are told. */
#define STATS_COMMENTS_MAX 5000

/* Newest first; a media that is not the account's has none. The window is not read. */
bool stats_comments(const struct stats *s, struct str media_id, struct comment_rows *ret,
		    struct err *err) must_use;
/* Shown as "unsure": the label may well be wrong. False when it was not classified yet. */
bool stats_is_unsure(struct opt_double confidence);

/* Of all comments of one media, however many. The window is not read. */
bool stats_media_sentiment(const struct stats *s, struct str media_id,
			   struct comment_sentiments *ret, struct err *err) must_use;

/* Of all comments of the account that were made on one local day of `s->tz`. */
struct stats_sentiment_day {
	int64_t day;
	struct comment_sentiments comments;
};
struct stats_sentiment_days {
	const struct stats_sentiment_day
		*items; /* oldest first; days without comments are left out */
	size_t count;
	struct comment_sentiments total;
};
bool stats_sentiment_list(const struct stats *s, struct stats_sentiment_days *ret, struct err *err)
	must_use;

#endif
