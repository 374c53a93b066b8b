/* What was posted, how the account fared day by day, and which hashtags worked. */
#include <string.h>

#include "base/clock.h"
#include "report/read.h"
#include "report/table.h"
#include "store/media.h"

static const struct {
	struct str media_type, label;
} labels[] = {
	{ STR_INIT("IMAGE"), STR_INIT("Gambar") },
	{ STR_INIT("VIDEO"), STR_INIT("Video") },
	{ STR_INIT("CAROUSEL_ALBUM"), STR_INIT("Carousel") },
};

static struct str type_label(struct str media_type)
{
	for (size_t i = 0; i < COUNT_OF(labels); i++)
		if (str_eq(labels[i].media_type, media_type))
			return labels[i].label;
	return media_type;
}

/* Separated by spaces, ready to be pasted into a post. */
static struct str joined(struct arena *a, struct str_list words)
{
	size_t len = 0;

	for (size_t i = 0; i < words.count; i++)
		len += words.items[i].len + 1;
	if (len == 0)
		return STR_NONE;

	char *text = arena_new_n(a, char, len), *end = text;

	for (size_t i = 0; i < words.count; i++) {
		memcpy(end, words.items[i].at, words.items[i].len);
		end += words.items[i].len;
		*end++ = ' ';
	}
	return (struct str){ text, len - 1 };
}

/* ---- media --------------------------------------------------------------------------------- */

struct media_rows_ctx {
	const struct stats *stats;
	const struct table_out *out;
	struct opt_int followers;
};

static bool put_media(void *ctx, const struct stats_media *media, struct err *err)
{
	const struct media_rows_ctx *c = ctx;
	int64_t posted_s = media->timestamp_s;
	const struct cell cells[] = {
		cell_time(posted_s + tz_offset_s(c->stats->tz, posted_s)),
		cell_text(media->caption),
		cell_text(media->permalink),
		cell_text(type_label(media->media_type)),
		cell_int(media->like_count),
		cell_int(media->comments_count),
		cell_int(media->reach),
		cell_int(media->impressions),
		cell_number(media_engagement_rate(media->like_count, media->comments_count,
						  c->followers)),
		cell_int(media->saved),
		cell_text(joined(c->stats->arena, media->hashtags)),
	};

	return table_row(c->out, cells, err);
}

bool table_media_rows(const struct stats *s, const struct table_out *out, struct err *err)
{
	struct media_rows_ctx ctx = { .stats = s, .out = out };

	return read_followers(s, &ctx.followers, err) && stats_media_each(s, put_media, &ctx, err);
}

/* ---- profile ------------------------------------------------------------------------------- */

/* Likes and comments of the media posted on each of some days, which are in order. */
struct posted {
	const struct stats *stats;
	const struct stats_profile_days *days;
	struct engagement_means *means; /* one for each of the days */
	size_t left;                    /* of the days: a walk from the newest on */
};

/* Posts come newest first, so one walk over both lists is enough, however many there are. */
static void count_posted(void *ctx, const struct media_score_row *row)
{
	struct posted *p = ctx;
	int64_t day = tz_day(p->stats->tz, row->posted_s);

	while (p->left > 0 && p->days->items[p->left - 1].day > day)
		p->left--;
	if (p->left == 0 || p->days->items[p->left - 1].day != day)
		return;
	mean_add(&p->means[p->left - 1].like, row->like_count);
	mean_add(&p->means[p->left - 1].comments, row->comments_count);
}

static bool read_posted(const struct stats *s, const struct stats_profile_days *days,
			struct engagement_means **ret, struct err *err)
{
	const struct media_span span = { s->account_id, s->window->now.start_s,
					 s->window->now.end_s };
	struct posted posted = {
		.stats = s,
		.days = days,
		.means = arena_new_n(s->arena, struct engagement_means, days->count),
		.left = days->count,
	};

	*ret = posted.means;
	return media_scores_each(s->tx, &span, count_posted, &posted, err);
}

/* 0.0% on a day without posts; nothing when the followers of the day are not known. */
static struct opt_double rate_of_day(const struct engagement_means *means, struct opt_int followers)
{
	if (followers.has && means->like.count == 0 && means->comments.count == 0)
		return OPT_DOUBLE(0);
	return engagement_rate(mean_of(&means->like), mean_of(&means->comments), followers);
}

/* The value of the local day; `*left` walks the list from its newest end. */
static struct opt_int value_on(const struct stats *s, const struct stats_insight_days *days,
			       size_t *left, int64_t day)
{
	while (*left > 0 && tz_day(s->tz, days->items[*left - 1].end_time_s) > day)
		--*left;
	if (*left > 0 && tz_day(s->tz, days->items[*left - 1].end_time_s) == day)
		return OPT_INT(days->items[*left - 1].value);
	return OPT_NO_INT;
}

bool table_profile_rows(const struct stats *s, const struct table_out *out, struct err *err)
{
	struct stats_insight_days reach = { 0 }, impressions = { 0 };
	struct stats_profile_days days = { 0 };
	struct engagement_means *posted = NULL;

	if (!stats_user_data(s, &days, err) || !stats_insight_list(s, STATS_REACH, &reach, err) ||
	    !stats_insight_list(s, STATS_IMPRESSIONS, &impressions, err) ||
	    !read_posted(s, &days, &posted, err))
		return false;
	for (size_t i = days.count; i-- > 0;) {
		const struct profile_day *d = &days.items[i];
		const struct cell cells[] = {
			cell_time(d->day * 86400),
			cell_int(d->followers),
			cell_int(value_on(s, &reach, &reach.count, d->day)),
			cell_int(value_on(s, &impressions, &impressions.count, d->day)),
			cell_number(rate_of_day(&posted[i], d->followers)),
		};

		if (!table_row(out, cells, err))
			return false;
	}
	return true;
}

/* ---- hashtags ------------------------------------------------------------------------------ */

bool table_hashtag_rows(const struct stats *s, const struct table_out *out, struct err *err)
{
	struct stats_hashtags hashtags = { 0 };

	if (!stats_hashtags(s, &hashtags, err))
		return false;
	for (size_t i = 0; i < hashtags.count; i++) {
		const struct hashtag_metrics *h = &hashtags.items[i];
		const struct cell cells[] = { cell_text(h->hashtag), cell_int(OPT_INT(h->like)),
					      cell_int(OPT_INT(h->comments)) };

		if (!table_row(out, cells, err))
			return false;
	}
	return true;
}
