/* GET /{ig-user}/insights. Spec: meta-graph.md 4.1. */
#include "graphsim/nodes/insights.h"
#include "graphsim/nodes/insights_request.h"
#include "graphsim/protocol/listing.h"
#include "graphsim/world/demographics.h"
#include "graphsim/world/mix.h"
#include "graphsim/world/pacific.h"

#define FOLLOWERS_NEEDED 100
#define ENGAGEMENTS_NEEDED 100
#define RETENTION_S (2 * 366 * (int64_t)DAY_S)
#define SETTLED_S (24 * (int64_t)HOUR_S)
#define LINK_MAX_BYTES (32u * KIB)

struct insights {
	struct view *view;
	struct account *account;
	struct insights_request request;
	int64_t now_s;
};

/* For a day after its end, Meta is still counting. */
static int64_t counted(const struct insights *in, int64_t day, int64_t value)
{
	int64_t age_s = in->now_s - pacific_day_start_s(day + 1);

	if (age_s >= SETTLED_S)
		return value;
	return (int64_t)((double)value * (0.8 + 0.2 * (double)age_s / SETTLED_S));
}

static const struct day *day_at(const struct insights *in, int64_t day)
{
	if (pacific_day_start_s(day) < in->now_s - RETENTION_S)
		return NULL;
	return account_day(in->account, day, in->now_s);
}

/* Days whose end lies in (since, until]. */
static int64_t first_day(const struct insights *in)
{
	return pacific_day(in->request.since_s);
}

static int64_t last_day(const struct insights *in)
{
	int64_t until_s = in->request.until_s < in->now_s ? in->request.until_s : in->now_s;

	return pacific_day(until_s) - 1;
}

static bool has_days(const struct insights *in)
{
	for (int64_t day = first_day(in); day <= last_day(in); day++) {
		if (day_at(in, day))
			return true;
	}
	return false;
}

static int64_t over_days(const struct insights *in, const struct account_metric *m, int64_t day,
			 int64_t days)
{
	int64_t total = 0;
	int64_t found = 0;

	for (int64_t d = day - days + 1; d <= day; d++) {
		const struct day *facts = day_at(in, d);

		if (!facts)
			continue;
		int64_t value = m->of_day(facts);
		total += m->is_final ? value : counted(in, d, value);
		found++;
	}
	if (found <= 1 || !m->counts_people)
		return total;
	return (int64_t)((double)total * (1.0 - 0.45 * (1.0 - 1.0 / (double)found)));
}

static void put_value(struct insights *in, int64_t day, int64_t value)
{
	struct json_writer *w = &in->view->call->json;

	json_object(w);
	json_put_int(w, "value", value);
	json_put_str(w, "end_time",
		     graph_time_text(in->view->call->arena, pacific_day_start_s(day + 1)));
	json_end_object(w);
}

static void write_series(struct insights *in, const struct account_metric *m)
{
	struct json_writer *w = &in->view->call->json;
	int64_t span = in->request.period == PERIOD_WEEK      ? 7
		       : in->request.period == PERIOD_DAYS_28 ? 28
							      : 1;

	json_put_array(w, "values");
	for (int64_t day = first_day(in); day <= last_day(in); day++) {
		if (day_at(in, day))
			put_value(in, day, over_days(in, m, day, span));
	}
	json_end_array(w);
}

/* Hours of the Pacific day; the newest day is often empty. */
static void put_hours(struct insights *in, int64_t day)
{
	struct call *c = in->view->call;
	struct json_writer *w = &c->json;
	int64_t begin_s = pacific_day_start_s(day);
	int64_t followers = day_at(in, day)->followers;
	bool is_ready = in->now_s - pacific_day_start_s(day + 1) >= SETTLED_S;

	json_object(w);
	json_put_object(w, "value");
	for (int hour = 0; is_ready && hour < 24; hour++) {
		int64_t local_s = begin_s + hour * HOUR_S + JAKARTA_OFFSET_S;
		double share = online_share(in->account, day, (int)(local_s / HOUR_S % 24));

		json_key(w, str_fmt(c->arena, "%d", hour));
		json_int(w, (int64_t)((double)followers * share));
	}
	json_end_object(w);
	json_put_str(w, "end_time", graph_time_text(c->arena, pacific_day_start_s(day + 1)));
	json_end_object(w);
}

static void write_online(struct insights *in)
{
	struct json_writer *w = &in->view->call->json;

	json_put_array(w, "values");
	for (int64_t day = first_day(in); day <= last_day(in); day++) {
		if (day_at(in, day))
			put_hours(in, day);
	}
	json_end_array(w);
}

static void put_result(struct json_writer *w, struct str value, int64_t count)
{
	json_object(w);
	json_put_array(w, "dimension_values");
	json_str(w, value);
	json_end_array(w);
	json_put_int(w, "value", count);
	json_end_object(w);
}

static int64_t product_total(const struct insights *in, const struct account_metric *m,
			     enum product p)
{
	int64_t total = 0;

	for (int64_t day = first_day(in); day <= last_day(in); day++) {
		const struct day *facts = day_at(in, day);

		if (facts && m->of_product)
			total += counted(in, day, m->of_product(facts, p));
	}
	return total;
}

static void write_products(struct insights *in, const struct account_metric *m)
{
	static const struct str names[PRODUCT_COUNT] = {
		[PRODUCT_POST] = STR_INIT("POST"),
		[PRODUCT_CAROUSEL] = STR_INIT("CAROUSEL_CONTAINER"),
		[PRODUCT_REEL] = STR_INIT("REEL"),
		[PRODUCT_STORY] = STR_INIT("STORY"),
	};

	for (int p = 0; p < PRODUCT_COUNT; p++) {
		int64_t total = product_total(in, m, (enum product)p);

		if (total > 0)
			put_result(&in->view->call->json, names[p], total);
	}
}

/* Between a third and two thirds of what is seen, is seen by followers. */
static void write_follow_types(struct insights *in, int64_t total)
{
	struct json_writer *w = &in->view->call->json;
	struct draws d = draws_of(in->account->seed, MIX_AUDIENCE, in->account->index,
				  (uint64_t)last_day(in));
	int64_t followers = (int64_t)((double)total * draw_between(&d, 0.35, 0.65));

	put_result(w, STR("FOLLOWER"), followers);
	put_result(w, STR("NON_FOLLOWER"), total - followers);
}

static void write_contacts(struct insights *in)
{
	static const struct str names[CONTACT_COUNT] = {
		STR_INIT("BOOK_NOW"),           STR_INIT("CALL"),
		STR_INIT("DIRECTION"),          STR_INIT("EMAIL"),
		STR_INIT("INSTANT_EXPERIENCE"), STR_INIT("TEXT"),
		STR_INIT("UNDEFINED"),
	};

	for (int c = 0; c < CONTACT_COUNT; c++) {
		int64_t total = 0;

		for (int64_t day = first_day(in); day <= last_day(in); day++) {
			const struct day *facts = day_at(in, day);
			total += facts ? counted(in, day, facts->contacts[c]) : 0;
		}
		if (total > 0)
			put_result(&in->view->call->json, names[c], total);
	}
}

static void begin_breakdowns(struct insights *in, struct str first_key)
{
	struct json_writer *w = &in->view->call->json;

	json_put_array(w, "breakdowns");
	json_object(w);
	json_put_array(w, "dimension_keys");
	if (first_key.at)
		json_str(w, first_key);
	for (size_t i = 0; i < in->request.breakdown_count; i++)
		json_str(w, breakdown_name(in->request.breakdowns[i]));
	json_end_array(w);
	json_put_array(w, "results");
}

static void end_breakdowns(struct insights *in)
{
	struct json_writer *w = &in->view->call->json;

	json_end_array(w);
	json_end_object(w);
	json_end_array(w);
}

static void write_total(struct insights *in, const struct account_metric *m)
{
	struct json_writer *w = &in->view->call->json;
	int64_t days = last_day(in) - first_day(in) + 1;
	int64_t total = over_days(in, m, last_day(in), days);

	json_put_object(w, "total_value");
	json_put_int(w, "value", total);
	if (in->request.breakdown_count > 0) {
		begin_breakdowns(in, STR_NONE);
		if (in->request.breakdowns[0] == BREAKDOWN_PRODUCT)
			write_products(in, m);
		else if (in->request.breakdowns[0] == BREAKDOWN_FOLLOW)
			write_follow_types(in, total);
		else
			write_contacts(in);
		end_breakdowns(in);
	}
	json_end_object(w);
}

/* Days are ready one day late; without the breakdown only a skeleton comes (meta-graph.md 4.1). */
static void write_follows(struct insights *in)
{
	struct json_writer *w = &in->view->call->json;
	int64_t gained = 0;
	int64_t lost = 0;
	bool is_any = false;

	for (int64_t day = first_day(in); day <= last_day(in); day++) {
		const struct day *facts = day_at(in, day);

		if (!facts || in->now_s - pacific_day_start_s(day + 1) < SETTLED_S)
			continue;
		gained += facts->gained;
		lost += facts->lost;
		is_any = true;
	}
	json_put_object(w, "total_value");
	if (in->request.breakdown_count > 0 && is_any) {
		begin_breakdowns(in, STR_NONE);
		put_result(w, STR("FOLLOWER"), gained);
		put_result(w, STR("NON_FOLLOWER"), lost);
		end_breakdowns(in);
	}
	json_end_object(w);
}

static enum dimension dimension_of(enum breakdown b)
{
	switch (b) {
	case BREAKDOWN_AGE:
		return DIMENSION_AGE;
	case BREAKDOWN_CITY:
		return DIMENSION_CITY;
	case BREAKDOWN_GENDER:
		return DIMENSION_GENDER;
	case BREAKDOWN_COUNTRY:
	default:
		return DIMENSION_COUNTRY;
	}
}

/* How many people the rows are about: followers, or those who engaged or were reached of late. */
static int64_t people_of(const struct insights *in, const struct account_metric *m)
{
	bool is_week = str_eq(in->request.timeframe, STR("this_week"));
	int64_t today = pacific_day(in->now_s);
	int64_t total = 0;

	if (!m->needs_timeframe)
		return account_followers(in->account, in->now_s);
	for (int64_t day = today - (is_week ? 7 : 30); day < today; day++) {
		const struct day *facts = day_at(in, day);
		bool is_engaged = str_starts_with(str_of(m->name), STR("engaged"));

		if (facts)
			total += is_engaged ? facts->engaged : facts->reach;
	}
	total = total * 6 / 10;
	return total < ENGAGEMENTS_NEEDED ? 0 : total;
}

static void write_people(struct insights *in, const struct account_metric *m)
{
	struct json_writer *w = &in->view->call->json;
	struct demographic_row rows[DEMOGRAPHIC_ROWS_MAX];
	enum dimension dimensions[DIMENSIONS_MAX] = { DIMENSION_COUNTRY, DIMENSION_COUNTRY };
	size_t wanted = in->request.breakdown_count;

	json_put_object(w, "total_value");
	if (wanted > 0) {
		for (size_t i = 0; i < wanted; i++)
			dimensions[i] = dimension_of(in->request.breakdowns[i]);
		size_t count =
			demographics_of(in->account, people_of(in, m), dimensions, wanted, rows);
		begin_breakdowns(in, m->needs_timeframe ? STR("timeframe") : STR_NONE);
		for (size_t i = 0; i < count; i++) {
			json_object(w);
			json_put_array(w, "dimension_values");
			if (m->needs_timeframe)
				json_str(w, str_eq(in->request.timeframe, STR("this_week"))
						    ? STR("THIS_WEEK")
						    : STR("THIS_MONTH"));
			for (size_t k = 0; k < wanted; k++)
				json_str(w, rows[i].values[k]);
			json_end_array(w);
			json_put_int(w, "value", rows[i].count);
			json_end_object(w);
		}
		end_breakdowns(in);
	}
	json_end_object(w);
}

/* No data is no entry at all, never a zero. */
static bool has_data(const struct insights *in, const struct account_metric *m)
{
	if (m->kind == KIND_ELSEWHERE)
		return false;
	if (m->needs_100_followers && account_followers(in->account, in->now_s) < FOLLOWERS_NEEDED)
		return false;
	if (m->kind == KIND_DEMOGRAPHIC)
		return people_of(in, m) > 0;
	return has_days(in);
}

static void write_metric(struct insights *in, const struct account_metric *m)
{
	struct view *v = in->view;
	struct str name = str_of(m->name);
	const char *period = period_name(in->request.period);
	bool is_series = insights_type_of(&in->request, m) == METRIC_TIME_SERIES;

	if (!has_data(in, m))
		return;
	insight_begin(v, name, period);
	if (insight_wants(v, is_series ? "values" : "total_value")) {
		if (m->kind == KIND_ONLINE)
			write_online(in);
		else if (m->kind == KIND_FOLLOWS)
			write_follows(in);
		else if (m->kind == KIND_DEMOGRAPHIC)
			write_people(in, m);
		else if (is_series)
			write_series(in, m);
		else
			write_total(in, m);
	}
	insight_end(v, name, period);
}

static void put_link(struct insights *in, const char *key, int64_t since_s, int64_t until_s)
{
	struct call *c = in->view->call;
	cleanup(buf_free) struct buf link = { 0 };

	buf_init(&link, LINK_MAX_BYTES);
	listing_link(in->view, &link, STR("since,until"));
	url_add_param(&link, STR("since"), str_fmt(c->arena, "%lld", (long long)since_s));
	url_add_param(&link, STR("until"), str_fmt(c->arena, "%lld", (long long)until_s));
	json_key(&c->json, str_of(key));
	json_str(&c->json, buf_str(&link));
}

static void write_paging(struct insights *in)
{
	struct json_writer *w = &in->view->call->json;
	int64_t since_s = in->request.since_s;
	int64_t until_s = in->request.until_s;
	int64_t span_s = until_s - since_s;

	json_put_object(w, "paging");
	put_link(in, "previous", since_s - span_s - 1, since_s - 1);
	put_link(in, "next", until_s + 1, until_s + span_s + 1);
	json_end_object(w);
}

void account_insights_get(struct view *v)
{
	struct call *c = v->call;
	struct insights in = { .view = v, .account = v->node->account, .now_s = c->now_s };
	bool is_any = false;

	if (!call_allows(c, PERMISSION_INSTAGRAM_MANAGE_INSIGHTS)) {
		CALL_FAIL(c, GE_NO_PERMISSION);
		return;
	}
	if (!insights_request_read(v, &in.request))
		return;
	view_key(v);
	json_object(&c->json);
	json_put_array(&c->json, "data");
	for (size_t i = 0; i < in.request.metric_count; i++) {
		is_any = is_any || has_data(&in, in.request.metrics[i]);
		write_metric(&in, in.request.metrics[i]);
	}
	json_end_array(&c->json);
	if (is_any && in.request.period != PERIOD_LIFETIME)
		write_paging(&in);
	json_end_object(&c->json);
}
