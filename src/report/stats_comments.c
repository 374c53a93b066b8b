#include "report/stats_comments.h"

#include <string.h>

#include "base/cleanup.h"
#include "model/sentiment.h"

bool stats_comments(const struct stats *s, struct str media_id, struct comment_rows *ret,
		    struct err *err)
{
	return comments_list(s->tx, s->arena, s->account_id, media_id, STATS_COMMENTS_MAX, ret,
			     err);
}

bool stats_is_unsure(struct opt_double confidence)
{
	return confidence.has && confidence.value < SENTIMENT_UNSURE_BELOW;
}

bool stats_media_sentiment(const struct stats *s, struct str media_id,
			   struct comment_sentiments *ret, struct err *err)
{
	return comments_sentiments(s->tx, s->account_id, media_id, SENTIMENT_UNSURE_BELOW, ret,
				   err);
}

/* ---- per day -------------------------------------------------------------------------------- */

struct day_list {
	const struct stats *stats;
	struct stats_sentiment_day *items;
	size_t count, room;
	struct comment_sentiments total;
};

static void count_mark(struct comment_sentiments *sums, const struct comment_mark *mark)
{
	if (!mark->sentiment.at) {
		sums->unclassified++;
		return;
	}
	sums->neg += str_eq(mark->sentiment, STR("neg"));
	sums->neu += str_eq(mark->sentiment, STR("neu"));
	sums->pos += str_eq(mark->sentiment, STR("pos"));
	sums->unsure += mark->confidence < SENTIMENT_UNSURE_BELOW;
}

static struct stats_sentiment_day *add_day(struct day_list *list, int64_t day)
{
	if (list->count == list->room) {
		size_t room = list->room ? list->room * 2 : 64;
		struct stats_sentiment_day *items =
			arena_new_n(list->stats->arena, struct stats_sentiment_day, room);

		if (list->count > 0)
			memcpy(items, list->items, list->count * sizeof(*items));
		list->items = items;
		list->room = room;
	}
	list->items[list->count] = (struct stats_sentiment_day){ .day = day };
	return &list->items[list->count++];
}

static void add_mark(void *ctx, const struct comment_mark *mark)
{
	struct day_list *list = ctx;
	int64_t day = tz_day(list->stats->tz, mark->posted_s);
	struct stats_sentiment_day *last = list->count ? &list->items[list->count - 1] : NULL;

	if (!last || last->day != day)
		last = add_day(list, day);
	count_mark(&last->comments, mark);
	count_mark(&list->total, mark);
}

bool stats_sentiment_list(const struct stats *s, struct stats_sentiment_days *ret, struct err *err)
{
	struct day_list list = { .stats = s };
	const int64_t span_s[2] = { s->window->now.start_s, s->window->now.end_s };

	if (!comments_marks_each(s->tx, s->account_id, span_s, add_mark, &list, err))
		return false;
	*ret = (struct stats_sentiment_days){ list.items, list.count, list.total };
	return true;
}
