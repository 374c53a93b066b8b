/*
 * Instagram accounts and what happens on them day by day. Everything is a function of the seed and
 * of time: what exists "now" is what was posted before now, and counts grow with age. Two calls at
 * the same instant agree, whatever was asked in between; and followers of a day are exactly those
 * of the day before, plus gained, minus lost.
 *
 * An account fills its tables on demand (account_extend), so callers hold the world's lock.
 */
#ifndef GRAPHSIM_ACCOUNT_H
#define GRAPHSIM_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "graphsim/world/cast.h"
#include "graphsim/world/sim_id.h"

/* The cast's figures are true on this day: 2026-11-21. */
#define REFERENCE_DAY 20778
/* Nothing is older than 2023-01-01. */
#define WORLD_FIRST_DAY 19358
#define DAY_S 86400
#define HOUR_S 3600
#define JAKARTA_OFFSET_S (7 * HOUR_S)

enum media_kind {
	MEDIA_IMAGE,
	MEDIA_ALBUM,
	MEDIA_REEL,
	MEDIA_STORY_IMAGE,
	MEDIA_STORY_VIDEO,
};

/* What an audience did with something, or on a day. */
enum reaction {
	REACTION_REACH,
	REACTION_VIEWS,
	REACTION_LIKES,
	REACTION_COMMENTS, /* top level; replies come on top */
	REACTION_SAVES,
	REACTION_SHARES,
	REACTION_REPOSTS,
	REACTION_FOLLOWS,
	REACTION_PROFILE_VISITS,
	REACTION_REPLIES, /* to stories */
	REACTION_COUNT,
};

struct media {
	struct sim_key key;
	int64_t posted_s;
	enum media_kind kind;
	unsigned child_count;
	unsigned total[REACTION_COUNT]; /* when nobody looks any more */
	unsigned watch_ms;              /* reels: average watch time */
	unsigned skip_permille;
	double pace_s; /* the time scale of its growth */
	uint64_t seed;
	bool is_viral;
	bool hides_likes;
	bool is_copyrighted; /* no media_url */
	bool has_no_caption;
	bool is_crossposted;
	bool is_shared_to_feed;
	bool is_closed_to_comments;
	const struct published *published; /* by an app (publishing.h); NULL: generated */
};

/* Where insights count a media: the values of breakdown media_product_type. */
enum product {
	PRODUCT_POST,
	PRODUCT_CAROUSEL,
	PRODUCT_REEL,
	PRODUCT_STORY,
	PRODUCT_COUNT,
};

/* How people reach a business from its profile: the values of contact_button_type. */
enum contact {
	CONTACT_BOOK_NOW,
	CONTACT_CALL,
	CONTACT_DIRECTION,
	CONTACT_EMAIL,
	CONTACT_INSTANT_EXPERIENCE,
	CONTACT_TEXT,
	CONTACT_UNDEFINED,
	CONTACT_COUNT,
};

/* One Pacific day, when it is over. */
struct day {
	unsigned by_product[REACTION_COUNT][PRODUCT_COUNT];
	unsigned reach; /* of the account: people who saw several things count once */
	unsigned engaged;
	unsigned profile_views;
	unsigned website_clicks;
	unsigned contacts[CONTACT_COUNT];
	unsigned gained;
	unsigned lost;
	int64_t followers; /* at its end */
};

struct page;
struct published;

/* What has become of an account; only professional ones can be read or discovered. */
enum account_standing {
	ACCOUNT_PROFESSIONAL,
	ACCOUNT_PERSONAL, /* turned back, which it must be to be private */
	ACCOUNT_GONE,     /* deleted or disabled */
};

#define USERNAME_MAX 30

struct account {
	const struct cast_account *cast;
	enum account_standing standing;
	char renamed[USERNAME_MAX + 1]; /* empty: as cast */
	unsigned index;
	uint64_t seed;
	struct str id;
	struct page *page; /* the linked Page, NULL: none */

	struct media *media; /* oldest first */
	size_t media_count, media_room;
	struct media *stories;
	size_t story_count, story_room;
	int64_t media_end_day; /* Jakarta; generated before this day */

	struct day *days; /* from first_day */
	size_t day_count, day_room;
	int64_t first_day;
};

void account_init(struct account *a, const struct cast_account *cast, unsigned index, uint64_t seed,
		  struct str id);
void account_deinit(struct account *a);
/* As cast: standing, name, and media that were deleted. */
void account_reset(struct account *a);
struct str account_username(const struct account *a);
/* Makes sure that everything up to `now_s` is there. Nothing is ever taken back. */
void account_extend(struct account *a, int64_t now_s);

/* Posted by now. media_at: 0 is the newest. Stories never count. */
size_t account_media_count(struct account *a, int64_t now_s);
const struct media *account_media_at(struct account *a, size_t newest_index, int64_t now_s);
/* Posted by now, of any kind; stories only while they live. NULL: no such thing. */
const struct media *account_media_find(struct account *a, struct sim_key key, int64_t now_s);
/*
 * Takes a post or story away, as its owner may at any time; days that are over keep what it
 * brought. False: there is none.
 */
bool account_media_delete(struct account *a, struct sim_key key, int64_t now_s) must_use;
/* Opens or closes it to comments; those that are there stay. False: there is none. */
bool account_media_set_comments(struct account *a, struct sim_key key, bool are_enabled,
				int64_t now_s) must_use;
/* Puts a post or story of an app among the others; its key is SIM_MADE. */
void account_media_publish(struct account *a, const struct media *m, int64_t now_s);
/* Stories of the last 24 hours, newest first; at most `room`. */
size_t account_stories(struct account *a, int64_t now_s, const struct media **ret, size_t room);

int64_t account_followers(struct account *a, int64_t now_s);
/* NULL for days before the account began or not over at `now_s`. */
const struct day *account_day(struct account *a, int64_t pacific_day, int64_t now_s);

/* How much of what will happen to a media has happened by then: 0 to 1. */
double media_growth(const struct media *m, int64_t now_s);
int64_t media_count_of(const struct media *m, enum reaction reaction, int64_t now_s);
enum product media_product(const struct media *m);
bool media_is_story(const struct media *m);
bool media_is_video(const struct media *m);
/* Posted while the account was still a personal one. */
bool media_is_before_conversion(const struct account *a, const struct media *m);

#endif
