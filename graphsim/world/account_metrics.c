#include "graphsim/world/account_metrics.h"

#include "base/arena.h"

static int64_t sum(const struct day *d, enum reaction r)
{
	int64_t total = 0;

	for (int p = 0; p < PRODUCT_COUNT; p++)
		total += d->by_product[r][p];
	return total;
}

#define OF_REACTION(name, reaction)                                                                \
	static int64_t name##_of_day(const struct day *d)                                          \
	{                                                                                          \
		return sum(d, reaction);                                                           \
	}                                                                                          \
	static int64_t name##_of_product(const struct day *d, enum product p)                      \
	{                                                                                          \
		return d->by_product[reaction][p];                                                 \
	}
OF_REACTION(views, REACTION_VIEWS)
OF_REACTION(likes, REACTION_LIKES)
OF_REACTION(comments, REACTION_COMMENTS)
OF_REACTION(saves, REACTION_SAVES)
OF_REACTION(shares, REACTION_SHARES)
OF_REACTION(reposts, REACTION_REPOSTS)
OF_REACTION(replies, REACTION_REPLIES)
#undef OF_REACTION

static int64_t reach_of_day(const struct day *d)
{
	return d->reach;
}

static int64_t reach_of_product(const struct day *d, enum product p)
{
	return d->by_product[REACTION_REACH][p];
}

static int64_t interactions_of_product(const struct day *d, enum product p)
{
	return likes_of_product(d, p) + comments_of_product(d, p) + saves_of_product(d, p) +
	       shares_of_product(d, p) + reposts_of_product(d, p) + replies_of_product(d, p);
}

static int64_t interactions_of_day(const struct day *d)
{
	int64_t total = 0;

	for (int p = 0; p < PRODUCT_COUNT; p++)
		total += interactions_of_product(d, (enum product)p);
	return total;
}

static int64_t engaged_of_day(const struct day *d)
{
	return d->engaged;
}

static int64_t gained_of_day(const struct day *d)
{
	return d->gained;
}

static int64_t profile_views_of_day(const struct day *d)
{
	return d->profile_views;
}

static int64_t website_clicks_of_day(const struct day *d)
{
	return d->website_clicks;
}

static int64_t contacts_of_day(const struct day *d)
{
	int64_t total = 0;

	for (int c = 0; c < CONTACT_COUNT; c++)
		total += d->contacts[c];
	return total;
}

#define TOTAL .types = METRIC_TOTAL_VALUE, .periods = PERIOD_DAY
#define BY_PRODUCT .breakdowns = BREAKDOWN_PRODUCT
#define PEOPLE                                                                                     \
	.kind = KIND_DEMOGRAPHIC, .types = METRIC_TOTAL_VALUE, .periods = PERIOD_LIFETIME,         \
	.breakdowns = BREAKDOWN_DEMOGRAPHIC, .needs_100_followers = true
#define ELSEWHERE                                                                                  \
	.kind = KIND_ELSEWHERE, .types = METRIC_TOTAL_VALUE | METRIC_TIME_SERIES,                  \
	.periods = PERIOD_DAY | PERIOD_LIFETIME

/* In the order of Meta's error text. */
const struct account_metric account_metrics[] = {
	{ .name = "reach",
	  .types = METRIC_TIME_SERIES | METRIC_TOTAL_VALUE,
	  .periods = PERIOD_DAY | PERIOD_WEEK | PERIOD_DAYS_28,
	  .breakdowns = BREAKDOWN_PRODUCT | BREAKDOWN_FOLLOW,
	  .of_day = reach_of_day,
	  .of_product = reach_of_product,
	  .counts_people = true },
	{ .name = "follower_count",
	  .types = METRIC_TIME_SERIES,
	  .periods = PERIOD_DAY,
	  .of_day = gained_of_day,
	  .is_final = true,
	  .needs_100_followers = true,
	  .is_only_last_30_days = true },
	{ .name = "website_clicks", TOTAL, .of_day = website_clicks_of_day },
	{ .name = "profile_views", TOTAL, .of_day = profile_views_of_day },
	{ .name = "online_followers",
	  .kind = KIND_ONLINE,
	  .types = METRIC_TIME_SERIES,
	  .periods = PERIOD_LIFETIME,
	  .needs_100_followers = true,
	  .is_only_last_30_days = true },
	{ .name = "accounts_engaged", TOTAL, .of_day = engaged_of_day, .counts_people = true },
	{ .name = "total_interactions",
	  TOTAL,
	  BY_PRODUCT,
	  .of_day = interactions_of_day,
	  .of_product = interactions_of_product },
	{ .name = "likes",
	  TOTAL,
	  BY_PRODUCT,
	  .of_day = likes_of_day,
	  .of_product = likes_of_product },
	{ .name = "comments",
	  TOTAL,
	  BY_PRODUCT,
	  .of_day = comments_of_day,
	  .of_product = comments_of_product },
	{ .name = "shares",
	  TOTAL,
	  BY_PRODUCT,
	  .of_day = shares_of_day,
	  .of_product = shares_of_product },
	{ .name = "saves",
	  TOTAL,
	  BY_PRODUCT,
	  .of_day = saves_of_day,
	  .of_product = saves_of_product },
	{ .name = "replies", TOTAL, .of_day = replies_of_day },
	{ .name = "engaged_audience_demographics", PEOPLE, .needs_timeframe = true },
	{ .name = "reached_audience_demographics", PEOPLE, .needs_timeframe = true },
	{ .name = "follower_demographics", PEOPLE },
	{ .name = "follows_and_unfollows",
	  TOTAL,
	  .kind = KIND_FOLLOWS,
	  .breakdowns = BREAKDOWN_FOLLOW,
	  .needs_100_followers = true },
	{ .name = "profile_links_taps",
	  TOTAL,
	  .breakdowns = BREAKDOWN_CONTACT,
	  .of_day = contacts_of_day },
	{ .name = "views",
	  TOTAL,
	  .breakdowns = BREAKDOWN_PRODUCT | BREAKDOWN_FOLLOW,
	  .of_day = views_of_day,
	  .of_product = views_of_product },
	{ .name = "threads_likes", ELSEWHERE },
	{ .name = "threads_replies", ELSEWHERE },
	{ .name = "reposts", TOTAL, .of_day = reposts_of_day },
	{ .name = "quotes", ELSEWHERE },
	{ .name = "threads_followers", ELSEWHERE },
	{ .name = "threads_follower_demographics", ELSEWHERE },
	{ .name = "content_views", ELSEWHERE },
	{ .name = "threads_views", ELSEWHERE },
	{ .name = "threads_clicks", ELSEWHERE },
	{ .name = "threads_reposts", ELSEWHERE },
};
const size_t account_metric_count = COUNT_OF(account_metrics);

const struct account_metric *account_metric_find(struct str name)
{
	for (size_t i = 0; i < account_metric_count; i++) {
		if (str_eq(str_of(account_metrics[i].name), name))
			return &account_metrics[i];
	}
	return NULL;
}

struct str account_metric_names(struct arena *a)
{
	struct str text = STR("");

	for (size_t i = 0; i < account_metric_count; i++)
		text = str_fmt(a, "%.*s%s%s", STR_ARG(text), i ? ", " : "",
			       account_metrics[i].name);
	return text;
}

static const struct {
	enum insight_period period;
	const char *name;
} periods[] = {
	{ PERIOD_DAY, "day" },         { PERIOD_WEEK, "week" },
	{ PERIOD_DAYS_28, "days_28" }, { PERIOD_LIFETIME, "lifetime" },
	{ PERIOD_MONTH, "month" },     { PERIOD_TOTAL, "total_over_range" },
};

const char *period_name(enum insight_period p)
{
	size_t i = 0;

	while (i + 1 < COUNT_OF(periods) && periods[i].period != p)
		i++;
	return periods[i].name;
}

bool period_of(struct str name, enum insight_period *ret)
{
	for (size_t i = 0; i < COUNT_OF(periods); i++) {
		if (str_eq(str_of(periods[i].name), name)) {
			*ret = periods[i].period;
			return true;
		}
	}
	return false;
}

static const struct {
	enum breakdown breakdown;
	struct str name;
} breakdowns[] = {
	{ BREAKDOWN_AGE, STR_INIT("age") },
	{ BREAKDOWN_CITY, STR_INIT("city") },
	{ BREAKDOWN_CONTACT, STR_INIT("contact_button_type") },
	{ BREAKDOWN_COUNTRY, STR_INIT("country") },
	{ BREAKDOWN_FOLLOW, STR_INIT("follow_type") },
	{ BREAKDOWN_GENDER, STR_INIT("gender") },
	{ BREAKDOWN_PRODUCT, STR_INIT("media_product_type") },
};

bool breakdown_of(struct str name, enum breakdown *ret)
{
	for (size_t i = 0; i < COUNT_OF(breakdowns); i++) {
		if (str_eq(breakdowns[i].name, name)) {
			*ret = breakdowns[i].breakdown;
			return true;
		}
	}
	return false;
}

struct str breakdown_name(enum breakdown b)
{
	for (size_t i = 0; i < COUNT_OF(breakdowns); i++) {
		if (breakdowns[i].breakdown == b)
			return breakdowns[i].name;
	}
	return STR_NONE;
}
