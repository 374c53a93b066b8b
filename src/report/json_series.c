/* Numbers over time, and who follows, for the JSON export. */
#include "report/growth.h"
#include "report/json_document.h"
#include "report/stats_audience.h"
#include "store/growth.h"
#include "store/page_days.h"

/* ---- the account's days -------------------------------------------------------------------- */

bool document_user_data(struct document *d, struct err *err)
{
	struct stats_profile_days days = { 0 };

	if (!stats_user_data(d->reading, &days, err))
		return false;
	for (size_t i = 0; i < days.count; i++) {
		const struct profile_day *day = &days.items[i];

		json_object(&d->json);
		document_opt_int(d, "followers_count", day->followers);
		document_opt_int(d, "follows_count", day->follows);
		document_opt_int(d, "media_count", day->media);
		document_opt_int(d, "followers_count_growth", day->followers_growth);
		document_opt_int(d, "media_count_growth", day->media_growth);
		document_time(d, "updated_timestamp", day->updated_s);
		document_day(d, "datestamp", day->day);
		if (!document_end_item(d, err))
			return false;
	}
	return true;
}

bool document_engagement(struct document *d, struct err *err)
{
	struct stats_engagement_days days = { 0 };

	if (!stats_engagement_list(d->reading, &days, err))
		return false;
	for (size_t i = 0; i < days.count; i++) {
		const struct engagement_day *day = &days.items[i];

		json_object(&d->json);
		json_put_int(&d->json, "count", day->count);
		json_put_int(&d->json, "like_count", day->like);
		json_put_int(&d->json, "comments_count", day->comments);
		json_put_int(&d->json, "like_count_growth", day->like_growth);
		json_put_int(&d->json, "comments_count_growth", day->comments_growth);
		document_day(d, "updated_datestamp", day->day);
		if (!document_end_item(d, err))
			return false;
	}
	return true;
}

static bool put_insight(struct document *d, enum stats_insight which, struct err *err)
{
	struct stats_insight_days days = { 0 };

	if (!stats_insight_list(d->reading, which, &days, err))
		return false;
	for (size_t i = 0; i < days.count; i++) {
		json_object(&d->json);
		json_put_int(&d->json, "value", days.items[i].value);
		document_time(d, "end_time", days.items[i].end_time_s);
		json_put_str(&d->json, "period", STR("day"));
		document_time(d, "updated_timestamp", days.items[i].updated_s);
		if (!document_end_item(d, err))
			return false;
	}
	return true;
}

bool document_reach(struct document *d, struct err *err)
{
	return put_insight(d, STATS_REACH, err);
}

bool document_impressions(struct document *d, struct err *err)
{
	return put_insight(d, STATS_IMPRESSIONS, err);
}

/* ---- every insight that is stored ---------------------------------------------------------- */

static void put_insight_day(struct document *d, const struct insight_day_row *row)
{
	json_put_str(&d->json, "metric", row->metric);
	json_put_str(&d->json, "period", row->period);
	json_put_str(&d->json, "dimension", row->dimension);
	document_opt_int(d, "value", row->value);
	document_time(d, "end_time", row->end_s);
	document_day(d, "datestamp", row->day);
	document_time(d, "updated_timestamp", row->updated_s);
}

static bool put_own_insight(void *ctx, const void *row, struct err *err)
{
	struct document *d = ctx;

	json_object(&d->json);
	put_insight_day(d, row);
	return document_end_item(d, err);
}

static bool put_page_insight(void *ctx, const void *record, struct err *err)
{
	struct document *d = ctx;
	const struct page_day_row *row = record;

	json_object(&d->json);
	json_put_str(&d->json, "page_id", row->page_id);
	put_insight_day(d, &row->day);
	return document_end_item(d, err);
}

bool document_insights(struct document *d, struct err *err)
{
	const struct stats *s = d->reading;
	const int64_t span_s[2] = { s->window->now.start_s, s->window->now.end_s };
	const struct store_each each = { put_own_insight, d };

	return insight_days_each(s->tx, s->arena, s->account_id, span_s, &each, err);
}

bool document_page_insights(struct document *d, struct err *err)
{
	const struct stats *s = d->reading;
	const int64_t span_s[2] = { s->window->now.start_s, s->window->now.end_s };
	const struct store_each each = { put_page_insight, d };

	return page_days_each(s->tx, s->arena, s->account_id, span_s, &each, err);
}

/* ---- who follows --------------------------------------------------------------------------- */

static bool put_groups(struct document *d, enum audience_kind kind, const char *name,
		       const char *part, struct err *err)
{
	struct audience_rows rows = { 0 };

	if (!stats_audience(d->reading, kind, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const struct audience_row *row = &rows.at[i];

		json_object(&d->json);
		document_text(d, name, row->name);
		if (part)
			document_text(d, part, row->part);
		json_put_int(&d->json, "value", row->value);
		document_time(d, "end_time", row->end_s);
		document_time(d, "updated_timestamp", row->updated_s);
		if (!document_end_item(d, err))
			return false;
	}
	return true;
}

bool document_cities(struct document *d, struct err *err)
{
	return put_groups(d, AUDIENCE_CITY, "city", "province", err);
}

bool document_countries(struct document *d, struct err *err)
{
	return put_groups(d, AUDIENCE_COUNTRY, "country_code", NULL, err);
}

bool document_genders(struct document *d, struct err *err)
{
	return put_groups(d, AUDIENCE_GENDER_AGE, "gender", "age", err);
}

bool document_online_followers(struct document *d, struct err *err)
{
	struct online_followers_rows rows = { 0 };

	if (!stats_online_followers(d->reading, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&d->json);
		json_put_int(&d->json, "hour", rows.at[i].hour);
		json_put_int(&d->json, "value", rows.at[i].value);
		document_time(d, "end_time", rows.at[i].end_s);
		document_time(d, "updated_timestamp", rows.at[i].updated_s);
		if (!document_end_item(d, err))
			return false;
	}
	return true;
}

/* ---- growth, as it was stored -------------------------------------------------------------- */

static bool put_growth_row(void *ctx, const void *record, struct err *err)
{
	struct document *d = ctx;
	const struct growth_frame_row *row = record;

	json_object(&d->json);
	json_put_int(&d->json, "frame_days", row->frame_days);
	json_put_str(&d->json, "metric", row->growth.metric);
	document_day(d, "datestamp", row->growth.day);
	document_opt_double(d, "value", row->growth.value);
	document_opt_double(d, "before", row->growth.before);
	document_opt_double(d, "growth", row->growth.growth);
	return document_end_item(d, err);
}

bool document_growth(struct document *d, struct err *err)
{
	const struct stats *s = d->reading;
	const int64_t days[2] = { s->window->now.first_day, s->window->now.last_day };
	const struct store_each each = { put_growth_row, d };

	return growth_each(s->tx, s->arena, s->account_id, days, &each, err);
}

static bool put_extremes(struct document *d, int64_t frame_days, struct err *err)
{
	const struct stats *s = d->reading;
	struct extreme_rows rows = { 0 };

	if (!extremes_list(s->tx, s->arena, s->account_id, frame_days, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		json_object(&d->json);
		json_put_int(&d->json, "frame_days", frame_days);
		json_put_str(&d->json, "kind", rows.at[i].kind);
		json_put_str(&d->json, "media_id", rows.at[i].media_id);
		json_put_int(&d->json, "value", rows.at[i].value);
		if (!document_end_item(d, err))
			return false;
	}
	return true;
}

/* Of the newest windows: no others are kept. */
bool document_growth_media(struct document *d, struct err *err)
{
	for (size_t i = 0; i < GROWTH_FRAMES; i++)
		if (!put_extremes(d, growth_frames[i], err))
			return false;
	return true;
}
