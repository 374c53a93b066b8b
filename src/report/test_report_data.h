/* An account with data in a store, for the tests of report/. */
#ifndef REPORT_TEST_REPORT_DATA_H
#define REPORT_TEST_REPORT_DATA_H

#include "base/buf.h"
#include "report/stats.h"
#include "store/insights.h"
#include "store/media.h"
#include "store/media_days.h"
#include "store/profile_days.h"
#include "store/test_store.h"

#define ACCOUNT STR("17841400000000001")
#define JAKARTA_S (7 * 3600)

/* 24 October 2022 and its first second in Jakarta. */
#define OCTOBER_24 19289
#define DAY_START_S(day) ((day)*INT64_C(86400) - JAKARTA_S)

static inline void put_profile(struct fixture *f, struct db_tx *tx, int64_t day,
			       struct opt_int followers, struct opt_int media)
{
	struct profile_day_row row = {
		.day = day,
		.followers_count = followers,
		.follows_count = OPT_INT(100),
		.media_count = media,
		.updated_s = DAY_START_S(day) + 72000,
	};

	check_ok(profile_days_put(tx, ACCOUNT, &row, &f->err), &f->err);
}

/* Meta's end_time: 07:00 UTC of the day, 14:00 in Jakarta. */
static inline void put_insight(struct fixture *f, struct db_tx *tx, struct str metric, int64_t day,
			       struct opt_int value)
{
	struct insight_day_row row = {
		.metric = metric,
		.period = STR("day"),
		.dimension = STR(""),
		.end_s = DAY_START_S(day) + 14 * 3600,
		.day = day,
		.value = value,
		.updated_s = NOW_S,
	};

	check_ok(insight_days_put(tx, ACCOUNT, &(struct insight_day_rows){ &row, 1 }, &f->err),
		 &f->err);
}

struct test_media {
	const char *id;
	int64_t posted_s;
	struct opt_int like, comments;
	struct opt_int reach, impressions, saved;
	const char *media_type; /* NULL: IMAGE */
	const char *caption;
};

static inline void put_metric(struct fixture *f, struct db_tx *tx, const struct test_media *m,
			      struct str name, struct opt_int value)
{
	struct media_metric_row row = { .metric = name, .value = value.value };
	struct media_reading reading = { OCTOBER_24, NOW_S, &row, 1 };

	if (value.has)
		check_ok(media_insights_put(tx, ACCOUNT, str_of(m->id), &reading, &f->err),
			 &f->err);
}

static inline void put_media(struct fixture *f, struct db_tx *tx, const struct test_media *m)
{
	struct str caption = str_of(m->caption ? m->caption : "");
	struct str_list hashtags = hashtags_of(&f->a, caption);
	struct media_row row = {
		.id = str_of(m->id),
		.posted_s = m->posted_s,
		.posted_day = (m->posted_s + JAKARTA_S) / 86400,
		.media_type = m->media_type ? str_of(m->media_type) : STR("IMAGE"),
		.caption = caption,
		.permalink = str_fmt(&f->a, "https://www.instagram.com/p/%s/", m->id),
		.like_count = m->like,
		.comments_count = m->comments,
	};

	check_ok(media_put(tx, ACCOUNT, &(struct media_rows){ &row, 1 }, NOW_S, &f->err), &f->err);
	check_ok(media_hashtags_put(tx, ACCOUNT, row.id, hashtags.items, hashtags.count, &f->err),
		 &f->err);
	put_metric(f, tx, m, STR("reach"), m->reach);
	put_metric(f, tx, m, STR("impressions"), m->impressions);
	put_metric(f, tx, m, STR("saved"), m->saved);
}

static inline void put_media_day(struct fixture *f, struct db_tx *tx, const char *id, int64_t day,
				 int64_t like, int64_t comments)
{
	struct media_day_row row = {
		.media_id = str_of(id),
		.like_count = OPT_INT(like),
		.comments_count = OPT_INT(comments),
	};

	check_ok(media_days_put(tx, ACCOUNT, day, &(struct media_day_rows){ &row, 1 }, NOW_S,
				&f->err),
		 &f->err);
}

/* A reading of the account in one snapshot. */
struct reading {
	struct db_tx *tx;
	struct tz *tz;
	struct window window;
	struct stats stats;
};

static inline void reading_end(struct reading *r)
{
	store_read_endp(&r->tx);
	tz_freep(&r->tz);
}

static inline void reading_start(struct reading *r, struct fixture *f, const char *start,
				 const char *end)
{
	const struct window_request request = { STR_NONE, str_of(start), str_of(end) };

	*r = (struct reading){ 0 };
	check_ok(tz_load(STR("Asia/Jakarta"), &r->tz, &f->err), &f->err);
	check_ok(window_resolve(&request, r->tz, NOW_S, &r->window, &f->err), &f->err);
	check_ok(store_read(f->store, &r->tx, &f->err), &f->err);
	r->stats = (struct stats){ &f->a, r->tx, ACCOUNT, &r->window, r->tz };
}

#endif
