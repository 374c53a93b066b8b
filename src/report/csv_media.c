#include <string.h>

#include "base/clock.h"
#include "report/csv_rows.h"
#include "report/read.h"
#include "store/media.h"

static const struct {
	struct str media_type, label;
} labels[] = {
	{ STR_INIT("IMAGE"), STR_INIT("Gambar") },
	{ STR_INIT("VIDEO"), STR_INIT("Video") },
	{ STR_INIT("CAROUSEL_ALBUM"), STR_INIT("Carousel") },
};

static void put_type(struct csv *csv, struct str media_type)
{
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		if (str_eq(labels[i].media_type, media_type)) {
			csv_plain(csv, labels[i].label);
			return;
		}
	}
	csv_text(csv, media_type);
}

static void put_rate(struct csv *csv, struct opt_double rate)
{
	char text[PERCENT_ROUNDED_BYTES];
	size_t len = rate.has ? percent_rounded(rate.value, text) : 0;

	csv_plain(csv, (struct str){ text, len });
}

static void set_digits(char *at, int value, int width)
{
	for (int i = width; i-- > 0; value /= 10)
		at[i] = (char)('0' + value % 10);
}

/* `24-10-2022`, and with_time `24-10-2022 11:51`, from a local wall-clock time. */
static void put_date(struct csv *csv, int64_t local_s, bool with_time)
{
	struct civil c = civil_from_unix(local_s);
	char text[] = "DD-MM-YYYY HH:MM";

	set_digits(text, c.day, 2);
	set_digits(text + 3, c.month, 2);
	set_digits(text + 6, c.year, 4);
	set_digits(text + 11, c.hour, 2);
	set_digits(text + 14, c.minute, 2);
	csv_plain(csv, (struct str){ text, with_time ? sizeof(text) - 1 : 10 });
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
	struct csv *csv;
	struct opt_int followers;
};

static bool put_media(void *ctx, const struct stats_media *media, struct err *err)
{
	const struct media_rows_ctx *c = ctx;
	struct csv *csv = c->csv;

	put_date(csv, media->timestamp_s + tz_offset_s(c->stats->tz, media->timestamp_s), true);
	csv_text(csv, media->caption);
	csv_text(csv, media->permalink);
	put_type(csv, media->media_type);
	csv_int(csv, media->like_count);
	csv_int(csv, media->comments_count);
	csv_int(csv, media->reach);
	csv_int(csv, media->impressions);
	put_rate(csv,
		 media_engagement_rate(media->like_count, media->comments_count, c->followers));
	csv_int(csv, media->saved);
	csv_text(csv, joined(c->stats->arena, media->hashtags));
	csv_end_row(csv);
	/* Nobody is listening any more: stop reading. csv_end tells why. */
	return !csv_failed(csv) || csv_end(csv, err);
}

bool report_media_rows(const struct stats *s, struct csv *csv, struct err *err)
{
	struct media_rows_ctx ctx = { .stats = s, .csv = csv };

	return read_followers(s, &ctx.followers, err) && stats_media_each(s, put_media, &ctx, err);
}

/* ---- profile ------------------------------------------------------------------------------- */

/* Likes and comments of the media posted on one day; `*next` walks the list, newest first. */
static struct engagement_means
posted_on(const struct stats *s, const struct media_score_rows *media, size_t *next, int64_t day)
{
	struct engagement_means means = { 0 };

	for (; *next < media->count; ++*next) {
		const struct media_score_row *row = &media->at[*next];
		int64_t posted_day = tz_day(s->tz, row->posted_s);

		if (posted_day < day)
			break;
		if (posted_day > day)
			continue;
		mean_add(&means.like, row->like_count);
		mean_add(&means.comments, row->comments_count);
	}
	return means;
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

bool report_profile_rows(const struct stats *s, struct csv *csv, struct err *err)
{
	struct stats_insight_days reach = { 0 }, impressions = { 0 };
	struct stats_profile_days days = { 0 };
	struct media_score_rows media = { 0 };
	size_t next_media = 0;

	if (!stats_user_data(s, &days, err) || !stats_insight_list(s, STATS_REACH, &reach, err) ||
	    !stats_insight_list(s, STATS_IMPRESSIONS, &impressions, err) ||
	    !media_scores(s->tx, s->arena, s->account_id, s->window->now.start_s,
			  s->window->now.end_s, &media, err))
		return false;
	for (size_t i = days.count; i-- > 0;) {
		const struct profile_day *d = &days.items[i];
		struct engagement_means means = posted_on(s, &media, &next_media, d->day);

		put_date(csv, d->day * 86400, false);
		csv_int(csv, d->followers);
		csv_int(csv, value_on(s, &reach, &reach.count, d->day));
		csv_int(csv, value_on(s, &impressions, &impressions.count, d->day));
		put_rate(csv, rate_of_day(&means, d->followers));
		csv_end_row(csv);
	}
	return true;
}

/* ---- hashtags ------------------------------------------------------------------------------ */

bool report_hashtag_rows(const struct stats *s, struct csv *csv, struct err *err)
{
	struct stats_hashtags hashtags = { 0 };

	if (!stats_hashtags(s, &hashtags, err))
		return false;
	for (size_t i = 0; i < hashtags.count; i++) {
		csv_text(csv, hashtags.items[i].hashtag);
		csv_int(csv, OPT_INT(hashtags.items[i].like));
		csv_int(csv, OPT_INT(hashtags.items[i].comments));
		csv_end_row(csv);
	}
	return true;
}
