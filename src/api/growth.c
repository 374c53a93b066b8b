/* Stored growth of accounts, and who of one's accounts has grown most (report/growth.h). */
#include "report/growth.h"
#include "api/put.h"
#include "api/tables.h"

#define FRAME_BY_DEFAULT 7

static const struct shape metric_shape =
	NAMED_CHOICE("GrowthMetric", "What has grown.", "followers", "engagement",
		     "engagement_rate", "reach", "impressions", "sentiment");
static const struct member change_members[] = {
	{ "value", T_NUMBER, NULLABLE, "Of the window." },
	{ "before", T_NUMBER, NULLABLE, "Of the one before." },
	{ "growth", T_NUMBER, NULLABLE, "value - before; null when that window is incomplete." },
};
static const struct shape change_shape =
	NAMED_OBJECT("GrowthChange", change_members, "Two windows of the same length.");
static const struct member metric_members[] = { { "metric", &metric_shape } };
static const struct shape metric_change_shape =
	EXTENDED_OBJECT("GrowthOfMetric", &change_shape, metric_members);
static const struct member day_members[] = { { "datestamp", T_DAY, 0, "Its last day." } };
static const struct shape day_change_shape =
	EXTENDED_OBJECT("GrowthOfDay", &change_shape, day_members);
static const struct member extreme_members[] = {
	{ "kind", T_CHOICE("largest_engagement", "smallest_engagement", "largest_reach",
			   "most_positive", "most_negative") },
	{ "media_id", T_ID },
	{ "value", T_INT },
};
static const struct shape extreme_shape =
	NAMED_OBJECT("GrowthMedia", extreme_members, "A post of the window that stands out.");
static const struct member growth_members[] = {
	{ "frame_days", T_INT, 0, "7 or 28." },
	{ "datestamp", T_DAY, 0, "The last day of the window." },
	{ "metrics", T_LIST(&metric_change_shape) },
	{ "media", T_LIST(&extreme_shape) },
};
static const struct shape growth_shape =
	NAMED_OBJECT("Growth", growth_members, "As it was worked out after the last collection.");
static const struct member ranked_members[] = {
	{ "rank", T_INT, 0, "From 1; equal growth has equal rank." },
	{ "account_id", T_ID },
	{ "username", T_TEXT },
	{ "name", T_TEXT, NULLABLE },
	{ "profile_picture_url", T_TEXT, NULLABLE },
	{ "datestamp", T_DAY, NULLABLE },
};
static const struct shape ranked_shape =
	EXTENDED_OBJECT("RankedAccount", &change_shape, ranked_members);

static void put_change(struct call *c, const struct growth_row *row)
{
	put_opt_double(c, "value", row->value);
	put_opt_double(c, "before", row->before);
	put_opt_double(c, "growth", row->growth);
}

static void put_growth(struct call *c, const struct growth *growth)
{
	json_object(&c->json);
	json_put_int(&c->json, "frame_days", growth->frame_days);
	put_day(c, "datestamp", growth->day);
	json_put_array(&c->json, "metrics");
	for (size_t i = 0; i < growth->metrics.count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "metric", growth->metrics.at[i].metric);
		put_change(c, &growth->metrics.at[i]);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	json_put_array(&c->json, "media");
	for (size_t i = 0; i < growth->extremes.count; i++) {
		json_object(&c->json);
		json_put_str(&c->json, "kind", growth->extremes.at[i].kind);
		json_put_str(&c->json, "media_id", growth->extremes.at[i].media_id);
		json_put_int(&c->json, "value", growth->extremes.at[i].value);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	json_end_object(&c->json);
}

static bool newest(struct call *c, struct err *err)
{
	struct stats reading = call_stats(c);

	json_array(&c->json);
	for (size_t i = 0; i < GROWTH_FRAMES; i++) {
		struct growth growth;

		if (!growth_read(&reading, growth_frames[i], &growth, err))
			return false;
		if (growth.metrics.count > 0)
			put_growth(c, &growth);
	}
	json_end_array(&c->json);
	return true;
}

/* ---- one metric ----------------------------------------------------------------------------- */

struct question {
	struct str metric, frame_days;
	int64_t frame;
};

static bool is_frame(struct str value)
{
	int64_t days;

	return str_to_i64(value, &days) && growth_is_frame(days);
}

static const struct field question_fields[] = {
	FIELD(struct question, metric, .type = FIELD_STR, .check = growth_is_metric,
	      .hint = "isi dengan followers, engagement, engagement_rate, reach, impressions atau "
		      "sentiment",
	      .hint_en = "enter followers, engagement, engagement_rate, reach, impressions or "
			 "sentiment"),
	FIELD(struct question, frame_days, .type = FIELD_STR, .check = is_frame,
	      .hint = "isi dengan 7 atau 28", .hint_en = "enter 7 or 28"),
};
static const struct member question_members[] = {
	{ "metric", &metric_shape, OPTIONAL, "Without it: followers." },
	{ "frame_days", T_CHOICE("7", "28"), OPTIONAL, "Without it: 7." },
};

static bool read_question(struct call *c, struct question *ret, struct err *err)
{
	*ret = (struct question){ .frame = FRAME_BY_DEFAULT };
	if (!fields_from_params(c->arena, question_fields, COUNT_OF(question_fields), &c->req->args,
				ret, err))
		return false;
	if (ret->metric.len == 0)
		ret->metric = growth_metric_at(0);
	return ret->frame_days.len == 0 || str_to_i64(ret->frame_days, &ret->frame);
}

static bool history(struct call *c, struct err *err)
{
	struct question question;
	struct growth_rows rows;

	if (!read_question(c, &question, err))
		return false;
	const struct growth_query query = {
		.account_id = c->account.id,
		.metric = question.metric,
		.frame_days = question.frame,
		.first_day = c->window.now.first_day,
		.last_day = c->window.now.last_day,
	};

	if (!growth_list(c->snapshot, c->arena, &query, &rows, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&c->json);
		put_day(c, "datestamp", rows.at[i].day);
		put_change(c, &rows.at[i]);
		json_end_object(&c->json);
	}
	json_end_array(&c->json);
	return true;
}

/* ---- ranking -------------------------------------------------------------------------------- */

struct ranked {
	const struct account_row *account;
	struct growth_row growth;
	bool found;
};

/* Most growth first; accounts without one come last, by name. */
static int by_growth(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	struct opt_double x = a->growth.growth, y = b->growth.growth;

	if (x.has != y.has)
		return x.has ? -1 : 1;
	if (x.has && x.value != y.value)
		return x.value > y.value ? -1 : 1;
	return str_cmp(a->account->username, b->account->username);
}

static bool read_ranking(struct call *c, const struct question *question, struct ranked **ret,
			 size_t *ret_count, struct err *err)
{
	struct account_rows accounts;

	if (!accounts_list(c->snapshot, c->arena, c->who.user_id, &accounts, err))
		return false;
	*ret = arena_new_n(c->arena, struct ranked, accounts.count);
	*ret_count = accounts.count;
	for (size_t i = 0; i < accounts.count; i++) {
		struct ranked *r = &(*ret)[i];

		r->account = &accounts.at[i];
		const struct growth_query query = {
			.account_id = r->account->id,
			.metric = question->metric,
			.frame_days = question->frame,
		};

		if (!growth_newest(c->snapshot, c->arena, &query, &r->growth, &r->found, err))
			return false;
	}
	qsort(*ret, accounts.count, sizeof(**ret), by_growth);
	return true;
}

static void put_ranked(struct call *c, const struct ranked *r, int64_t rank)
{
	json_object(&c->json);
	put_change(c, &r->growth);
	json_put_int(&c->json, "rank", rank);
	json_put_str(&c->json, "account_id", r->account->id);
	json_put_str(&c->json, "username", r->account->username);
	put_text(c, "name", r->account->name);
	put_text(c, "profile_picture_url", r->account->profile_picture_url);
	if (r->found)
		put_day(c, "datestamp", r->growth.day);
	else
		json_put_null(&c->json, "datestamp");
	json_end_object(&c->json);
}

static bool ranking(struct call *c, struct err *err)
{
	struct question question;
	struct ranked *all;
	size_t count;
	int64_t rank = 0;

	if (!read_question(c, &question, err) || !read_ranking(c, &question, &all, &count, err))
		return false;
	json_array(&c->json);
	for (size_t i = 0; i < count; i++) {
		struct opt_double growth = all[i].growth.growth;
		bool is_equal = i > 0 && growth.has == all[i - 1].growth.growth.has &&
				(!growth.has || growth.value == all[i - 1].growth.growth.value);

		if (!is_equal)
			rank = (int64_t)i + 1;
		put_ranked(c, &all[i], rank);
	}
	json_end_array(&c->json);
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/cekbrand/accounts/growth", ranking, .access = ACCESS_USER, .reads = true,
	  .needs = ABILITY_DASHBOARD, .doc = "The user's accounts, most growth first.",
	  .query = QUERY(question_members), .reply = T_LIST(&ranked_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/growth", newest, .access = ACCESS_USER,
	  .owns_account = true, .reads = true,
	  .doc = "What an account gained in 7 and 28 days, and its posts that stand out.",
	  .reply = T_LIST(&growth_shape) },
	{ HTTP_GET, "/cekbrand/accounts/{account_id}/growth/history", history,
	  .access = ACCESS_USER, .takes_window = true, .owns_account = true, .reads = true,
	  .doc = "One growth figure, day by day.", .query = QUERY(question_members),
	  .reply = T_LIST(&day_change_shape) },
};

const struct route_table growth_routes = { routes, COUNT_OF(routes), "Growth" };
