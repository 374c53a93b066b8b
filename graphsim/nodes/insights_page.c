/*
 * GET /{page}/insights. Spec: meta-graph.md 6.6. A metric that is dead or was never there spoils
 * the call; a period a metric does not have gives no entry. With a breakdown each value comes once
 * for every value of it, named in the value ("is_from_ads": "0"); that shape is not documented by
 * Meta.
 */
#include "graphsim/nodes/insight_text.h"
#include "graphsim/nodes/insights.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/world/account_metrics.h"
#include "graphsim/world/pacific.h"
#include "graphsim/world/page_days.h"

#define LIKES_NEEDED 100
#define SPAN_MAX_S (93 * (int64_t)DAY_S + HOUR_S)
#define RETENTION_DAYS 731
#define DAYS_BY_DEFAULT 2
#define LINK_MAX_BYTES (32u * KIB)
#define PERIODS_ROLLING (PERIOD_DAY | PERIOD_WEEK | PERIOD_DAYS_28)

/* One number or an object of named numbers, of one day or of several. */
struct page_metric {
	const char *name;
	unsigned periods;
	int64_t (*of_day)(const struct page_day *d);
	void (*write)(struct json_writer *w, const struct page_day *d);
	bool counts_people; /* over several days those who come back count once */
	bool is_level;      /* the state at the end, not what the days brought */
	bool has_breakdowns;
};

#define NUMBER(name, expression)                                                                   \
	static int64_t name(const struct page_day *d)                                              \
	{                                                                                          \
		return (expression);                                                               \
	}
NUMBER(media_views, d->media_views)
NUMBER(media_viewers, d->media_viewers)
NUMBER(engagements, d->engagements)
NUMBER(page_views, d->page_views)
NUMBER(follows, d->follows)
NUMBER(gained, d->gained)
NUMBER(lost, d->lost)
NUMBER(actions, d->actions)
NUMBER(video_views, d->video_views)
NUMBER(video_paid, d->video_views / 12)
NUMBER(video_organic, d->video_views - d->video_views / 12)
NUMBER(video_autoplayed, d->video_views * 4 / 5)
NUMBER(video_clicked, d->video_views - d->video_views * 4 / 5)
NUMBER(video_repeated, d->video_views / 9)
NUMBER(video_complete, d->video_views / 6)
NUMBER(video_time, d->video_ms)
NUMBER(likes, d->reactions[PAGE_LIKE])
NUMBER(loves, d->reactions[PAGE_LOVE])
NUMBER(wows, d->reactions[PAGE_WOW])
NUMBER(hahas, d->reactions[PAGE_HAHA])
NUMBER(sorries, d->reactions[PAGE_SORRY])
NUMBER(angers, d->reactions[PAGE_ANGER])
NUMBER(engaged_followers, d->follows * 3 / 10)
#undef NUMBER

static void write_reactions(struct json_writer *w, const struct page_day *d)
{
	static const char *const names[PAGE_REACTION_COUNT] = { "like", "love",  "wow",
								"haha", "sorry", "anger" };

	for (int r = 0; r < PAGE_REACTION_COUNT; r++) {
		if (d->reactions[r] == 0)
			continue;
		json_key(w, str_of(names[r]));
		json_int(w, d->reactions[r]);
	}
}

static void write_paid(struct json_writer *w, int64_t total, int64_t paid)
{
	json_put_int(w, "total", total);
	json_put_int(w, "paid", paid);
	json_put_int(w, "unpaid", total - paid);
}

static void write_video_paid(struct json_writer *w, const struct page_day *d)
{
	write_paid(w, d->video_views, video_paid(d));
}

static void write_adds_paid(struct json_writer *w, const struct page_day *d)
{
	write_paid(w, d->gained, d->gained / 20);
}

static void write_shares(struct json_writer *w, int64_t whole, const char *const *names,
			 const int *permille, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int64_t part = whole * permille[i] / 1000;

		if (part == 0)
			continue;
		json_key(w, str_of(names[i]));
		json_int(w, part);
	}
}

static void write_cities(struct json_writer *w, const struct page_day *d)
{
	static const char *const names[] = {
		"Jakarta, Jakarta, Indonesia",           "Surabaya, Jawa Timur, Indonesia",
		"Bandung, Jawa Barat, Indonesia",        "Medan, Sumatera Utara, Indonesia",
		"Makassar, Sulawesi Selatan, Indonesia",
	};
	static const int permille[] = { 231, 92, 84, 47, 29 };

	write_shares(w, d->follows, names, permille, COUNT_OF(names));
}

static void write_countries(struct json_writer *w, const struct page_day *d)
{
	static const char *const names[] = { "ID", "MY", "SG", "US", "AU" };
	static const int permille[] = { 934, 21, 11, 8, 5 };

	write_shares(w, d->follows, names, permille, COUNT_OF(names));
}

#define ROLLING .periods = PERIODS_ROLLING
#define DAILY .periods = PERIOD_DAY

/* Alive in 2026-11; whatever is not here is error 100. */
static const struct page_metric metrics[] = {
	{ "page_media_view", ROLLING, .of_day = media_views, .has_breakdowns = true },
	{ "page_total_media_view_unique", ROLLING, .of_day = media_viewers, .counts_people = true },
	{ "page_post_engagements", ROLLING, .of_day = engagements },
	{ "page_views_total", ROLLING, .of_day = page_views },
	{ "page_follows", DAILY, .of_day = follows, .is_level = true },
	{ "page_daily_follows", DAILY, .of_day = gained },
	{ "page_daily_follows_unique", ROLLING, .of_day = gained },
	{ "page_daily_unfollows_unique", ROLLING, .of_day = lost },
	{ "page_follows_city", DAILY, .write = write_cities, .is_level = true },
	{ "page_follows_country", DAILY, .write = write_countries, .is_level = true },
	{ "page_total_actions", ROLLING, .of_day = actions },
	{ "page_video_views", ROLLING, .of_day = video_views },
	{ "page_video_views_paid", ROLLING, .of_day = video_paid },
	{ "page_video_views_organic", ROLLING, .of_day = video_organic },
	{ "page_video_views_by_paid_non_paid", ROLLING, .write = write_video_paid },
	{ "page_video_views_autoplayed", ROLLING, .of_day = video_autoplayed },
	{ "page_video_views_click_to_play", ROLLING, .of_day = video_clicked },
	{ "page_video_repeat_views", ROLLING, .of_day = video_repeated },
	{ "page_video_complete_views_30s", ROLLING, .of_day = video_complete },
	{ "page_video_view_time", DAILY, .of_day = video_time },
	{ "page_actions_post_reactions_like_total", ROLLING, .of_day = likes },
	{ "page_actions_post_reactions_love_total", ROLLING, .of_day = loves },
	{ "page_actions_post_reactions_wow_total", ROLLING, .of_day = wows },
	{ "page_actions_post_reactions_haha_total", ROLLING, .of_day = hahas },
	{ "page_actions_post_reactions_sorry_total", ROLLING, .of_day = sorries },
	{ "page_actions_post_reactions_anger_total", ROLLING, .of_day = angers },
	{ "page_actions_post_reactions_total", ROLLING, .write = write_reactions },
	{ "page_lifetime_engaged_followers_unique", DAILY, .of_day = engaged_followers,
	  .is_level = true },
	{ "page_fan_adds_by_paid_non_paid_unique", DAILY, .write = write_adds_paid },
};

struct page_request {
	const struct page_metric *metrics[INSIGHT_METRICS_MAX];
	size_t metric_count;
	unsigned periods; /* more than one when none was named */
	struct str breakdown;
	int64_t since_s, until_s;
};

static const struct page_metric *metric_find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(metrics); i++) {
		if (str_eq(str_of(metrics[i].name), name))
			return &metrics[i];
	}
	return NULL;
}

static bool read_metrics(struct view *v, struct page_request *r)
{
	struct call *c = v->call;
	struct insight_names names;

	insight_names_read(c->arena, view_arg(v, STR("metric")), &names);
	if (names.count == 0)
		return CALL_FAIL(c, GE_INSIGHTS_NEED_METRIC);
	for (size_t i = 0; i < names.count; i++) {
		r->metrics[i] = metric_find(names.at[i]);
		if (!r->metrics[i])
			return CALL_FAIL(c, GE_PAGE_METRIC_INVALID);
	}
	r->metric_count = names.count;
	return true;
}

static bool read_period(struct view *v, struct page_request *r)
{
	struct str text = view_arg(v, STR("period"));
	enum insight_period period;

	r->periods = PERIODS_ROLLING;
	if (str_is_empty(text))
		return true;
	if (!period_of(text, &period))
		return CALL_FAIL(v->call, GE_ENUM_INVALID, STR("period"),
				 STR("day, week, days_28, month, lifetime, total_over_range"));
	r->periods = period;
	return true;
}

static bool read_breakdown(struct view *v, struct page_request *r)
{
	r->breakdown = view_arg(v, STR("breakdown"));
	if (str_is_empty(r->breakdown))
		return true;
	if (!str_eq(r->breakdown, STR("is_from_ads")) &&
	    !str_eq(r->breakdown, STR("is_from_followers")))
		return CALL_FAIL(v->call, GE_ENUM_INVALID, STR("breakdown"),
				 STR("is_from_ads, is_from_followers"));
	for (size_t i = 0; i < r->metric_count; i++) {
		if (!r->metrics[i]->has_breakdowns)
			return CALL_FAIL(v->call, GE_UNKNOWN_ERROR);
	}
	return true;
}

/* Without dates: the last two days. */
static bool read_range(struct view *v, struct page_request *r)
{
	r->until_s = v->call->now_s;
	if (!view_time_arg(v, STR("until"), &r->until_s))
		return false;
	r->since_s = r->until_s - DAYS_BY_DEFAULT * (int64_t)DAY_S;
	if (!view_time_arg(v, STR("since"), &r->since_s))
		return false;
	if (r->since_s > r->until_s)
		return CALL_FAIL(v->call, GE_SINCE_AFTER_UNTIL);
	if (r->until_s - r->since_s > SPAN_MAX_S)
		return CALL_FAIL(v->call, GE_PAGE_SPAN_TOO_LONG);
	return true;
}

/* Days whose end lies in (since, until], over by now and still kept. */
static int64_t first_day(const struct view *v, const struct page_request *r)
{
	int64_t oldest = pacific_day(v->call->now_s) - RETENTION_DAYS;
	int64_t day = pacific_day(r->since_s);

	return day > oldest ? day : oldest;
}

static int64_t last_day(const struct view *v, const struct page_request *r)
{
	int64_t until_s = r->until_s < v->call->now_s ? r->until_s : v->call->now_s;

	return pacific_day(until_s) - 1;
}

static void add_day(struct page_day *sum, const struct page_day *d)
{
	sum->media_views += d->media_views;
	sum->media_viewers += d->media_viewers;
	sum->ad_views += d->ad_views;
	sum->follower_views += d->follower_views;
	sum->engagements += d->engagements;
	sum->page_views += d->page_views;
	sum->actions += d->actions;
	sum->gained += d->gained;
	sum->lost += d->lost;
	sum->video_views += d->video_views;
	sum->video_ms += d->video_ms;
	for (int r = 0; r < PAGE_REACTION_COUNT; r++)
		sum->reactions[r] += d->reactions[r];
	sum->follows = d->follows;
}

static struct page_day over_days(const struct view *v, const struct page_metric *m, int64_t day,
				 int64_t days)
{
	struct page_day sum = { 0 };
	struct page_day one;

	for (int64_t d = day - days + 1; d <= day; d++) {
		page_day_read(v->call->world, v->node->page, d, &one);
		add_day(&sum, &one);
	}
	if (m->counts_people && days > 1)
		sum.media_viewers = sum.media_viewers * 6 / 10;
	return sum;
}

static void put_number(struct view *v, int64_t value, int64_t day, struct str key, const char *of)
{
	struct json_writer *w = &v->call->json;

	json_object(w);
	json_put_int(w, "value", value);
	json_put_str(w, "end_time", graph_time_text(v->call->arena, pacific_day_start_s(day + 1)));
	if (of) {
		json_key(w, key);
		json_str(w, str_of(of));
	}
	json_end_object(w);
}

static void put_object(struct view *v, const struct page_metric *m, const struct page_day *d,
		       int64_t day)
{
	struct json_writer *w = &v->call->json;

	json_object(w);
	json_put_object(w, "value");
	m->write(w, d);
	json_end_object(w);
	json_put_str(w, "end_time", graph_time_text(v->call->arena, pacific_day_start_s(day + 1)));
	json_end_object(w);
}

static void put_day(struct view *v, const struct page_request *r, const struct page_metric *m,
		    int64_t day, int64_t days)
{
	struct page_day d = over_days(v, m, day, days);

	if (m->write) {
		put_object(v, m, &d, day);
	} else if (str_is_empty(r->breakdown)) {
		put_number(v, m->of_day(&d), day, STR_NONE, NULL);
	} else {
		bool is_ads = str_eq(r->breakdown, STR("is_from_ads"));
		int64_t yes = is_ads ? d.ad_views : d.follower_views;
		put_number(v, yes, day, r->breakdown, "1");
		put_number(v, d.media_views - yes, day, r->breakdown, "0");
	}
}

static void write_period(struct view *v, const struct page_request *r, const struct page_metric *m,
			 enum insight_period period)
{
	struct json_writer *w = &v->call->json;
	int64_t days = period == PERIOD_WEEK ? 7 : period == PERIOD_DAYS_28 ? 28 : 1;

	if (!(m->periods & r->periods & period))
		return;
	insight_begin(v, str_of(m->name), period_name(period));
	if (insight_wants(v, "values")) {
		json_put_array(w, "values");
		for (int64_t day = first_day(v, r); day <= last_day(v, r); day++)
			put_day(v, r, m, day, days);
		json_end_array(w);
	}
	insight_end(v, str_of(m->name), period_name(period));
}

static void put_link(struct view *v, const char *key, int64_t since_s, int64_t until_s)
{
	struct call *c = v->call;
	cleanup(buf_free) struct buf link = { 0 };

	buf_init(&link, LINK_MAX_BYTES);
	listing_link(v, &link, STR("since,until"));
	url_add_param(&link, STR("since"), str_fmt(c->arena, "%lld", (long long)since_s));
	url_add_param(&link, STR("until"), str_fmt(c->arena, "%lld", (long long)until_s));
	json_key(&c->json, str_of(key));
	json_str(&c->json, buf_str(&link));
}

static void write_paging(struct view *v, const struct page_request *r)
{
	int64_t span_s = r->until_s - r->since_s;

	json_put_object(&v->call->json, "paging");
	put_link(v, "previous", r->since_s - span_s, r->since_s);
	put_link(v, "next", r->until_s, r->until_s + span_s);
	json_end_object(&v->call->json);
}

static bool shows_numbers(const struct view *v)
{
	const struct page *p = v->node->page;

	return call_allows(v->call, PERMISSION_READ_INSIGHTS) && (p->tasks & TASK_ANALYZE) &&
	       p->fans >= LIKES_NEEDED;
}

void page_insights_get(struct view *v)
{
	struct call *c = v->call;
	struct page_request r = { 0 };
	static const enum insight_period periods[] = { PERIOD_DAY, PERIOD_WEEK, PERIOD_DAYS_28 };

	if (c->token->kind != TOKEN_PAGE) {
		CALL_FAIL(c, GE_MUST_BE_PAGE_TOKEN);
		return;
	}
	if (!read_metrics(v, &r) || !read_period(v, &r) || !read_breakdown(v, &r) ||
	    !read_range(v, &r))
		return;
	/* Missing the permission, the task or an audience is an empty list, not an error. */
	if (!shows_numbers(v)) {
		listing_write_empty(v);
		return;
	}
	view_key(v);
	json_object(&c->json);
	json_put_array(&c->json, "data");
	for (size_t i = 0; i < r.metric_count; i++) {
		for (size_t p = 0; p < COUNT_OF(periods); p++)
			write_period(v, &r, r.metrics[i], periods[p]);
	}
	json_end_array(&c->json);
	write_paging(v, &r);
	json_end_object(&c->json);
}
