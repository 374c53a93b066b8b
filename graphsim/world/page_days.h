/*
 * What happens on a Facebook Page, one Pacific day after the other. Like accounts (account.h) a
 * function of the seed, the Page and the day alone: followers at the end of a day are those of the
 * day before, plus gained, minus lost, and the cast's figure is true at the end of the reference
 * day.
 */
#ifndef GRAPHSIM_PAGE_DAYS_H
#define GRAPHSIM_PAGE_DAYS_H

#include <stdint.h>

struct page;
struct world;

/* In the order Meta names them. */
enum page_reaction {
	PAGE_LIKE,
	PAGE_LOVE,
	PAGE_WOW,
	PAGE_HAHA,
	PAGE_SORRY,
	PAGE_ANGER,
	PAGE_REACTION_COUNT,
};

struct page_day {
	int64_t media_views;
	int64_t media_viewers; /* people */
	int64_t ad_views;      /* of media_views */
	int64_t follower_views;
	int64_t engagements;
	int64_t page_views;
	int64_t actions; /* calls, directions, website */
	int64_t gained;
	int64_t lost;
	int64_t follows; /* at its end */
	int64_t video_views;
	int64_t video_ms;
	int64_t reactions[PAGE_REACTION_COUNT];
};

/* `day` is a Pacific day (pacific.h). */
void page_day_read(const struct world *w, const struct page *p, int64_t day, struct page_day *ret);
/* Followers at an instant; they come and go evenly through the day. */
int64_t page_follows_at(const struct world *w, const struct page *p, int64_t now_s);

#endif
