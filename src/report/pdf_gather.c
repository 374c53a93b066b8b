/* What all PDF reports share, and the performance of the account. */
#include <string.h>

#include "base/utf8.h"
#include "report/pdf_data.h"
#include "report/read.h"
#include "store/accounts.h"

#define CAPTION_BYTES 700
#define URL_BYTES 1024

struct opt_double pdf_double(struct opt_int n)
{
	return n.has ? OPT_DOUBLE((double)n.value) : OPT_NO_DOUBLE;
}

/* ---- days ----------------------------------------------------------------------------------- */

struct opt_double *pdf_no_days(struct arena *a, const struct pdf_axis *axis)
{
	return arena_new_n(a, struct opt_double, axis->count + 1);
}

bool pdf_axis_has(const struct pdf_axis *axis, int64_t day, size_t *ret_index)
{
	if (day < axis->first_day || day >= axis->first_day + (int64_t)axis->count)
		return false;
	*ret_index = (size_t)(day - axis->first_day);
	return true;
}

/* The days of the window; of all data, those that were collected. */
static struct pdf_axis axis_of(const struct window *window, const struct stats_profile_days *days)
{
	int64_t first = window->now.first_day, last = window->now.last_day;

	if (window_is_all(window)) {
		first = days->count ? days->items[0].day : 0;
		last = days->count ? days->items[days->count - 1].day : -1;
	}
	if (last < first)
		return (struct pdf_axis){ first, 0 };
	if (last - first >= PDF_DAYS_MAX)
		first = last - PDF_DAYS_MAX + 1;
	return (struct pdf_axis){ first, (size_t)(last - first + 1) };
}

/* The same days of the window before, if it has as many. */
static struct pdf_axis axis_before(const struct pdf_data *data)
{
	return (struct pdf_axis){ data->axis.first_day - data->window.days, data->axis.count };
}

/* ---- posts ---------------------------------------------------------------------------------- */

static struct str keep(struct pdf_post *post, size_t *used, struct str text, size_t max)
{
	struct str part = str_sub(text, 0, max);

	/* Not in the middle of a character. */
	while (part.len < text.len && part.len > 0 &&
	       ((unsigned char)text.at[part.len] & 0xc0) == 0x80)
		part.len--;
	if (!text.at || part.len > sizeof(post->text) - *used)
		return STR_NONE;
	memcpy(post->text + *used, part.at, part.len);
	part.at = post->text + *used;
	*used += part.len;
	return part;
}

/* Videos have a picture of their own or none: their media_url is a film. */
static struct str picture_of(const struct stats_media *media)
{
	if (!str_is_empty(media->thumbnail_url))
		return media->thumbnail_url;
	return str_eq(media->media_type, STR("VIDEO")) ? STR_NONE : media->media_url;
}

void pdf_post_set(struct pdf_post *post, const struct stats_media *media,
		  struct opt_double engagement_rate)
{
	struct str picture = picture_of(media);
	size_t used = 0;

	post->timestamp_s = media->timestamp_s;
	post->likes = media->like_count;
	post->comments = media->comments_count;
	post->reach = media->reach;
	post->rate = engagement_rate;
	post->type = keep(post, &used, media->media_type, 32);
	post->permalink =
		media->permalink.len <= 256 ? keep(post, &used, media->permalink, 256) : STR_NONE;
	/* Half an address is none. */
	post->picture_url =
		picture.len <= URL_BYTES ? keep(post, &used, picture, URL_BYTES) : STR_NONE;
	post->caption = keep(post, &used, media->caption, CAPTION_BYTES);
}

/* ---- performance ---------------------------------------------------------------------------- */

static void take_profile(struct pdf_performance *p, const struct stats *s,
			 const struct pdf_axis *axis, const struct stats_profile_days *days)
{
	struct opt_double *followers = pdf_no_days(s->arena, axis);
	struct opt_double *gained = pdf_no_days(s->arena, axis);
	struct opt_double *posts = pdf_no_days(s->arena, axis);

	for (size_t i = 0; i < days->count; i++) {
		size_t at;

		if (!pdf_axis_has(axis, days->items[i].day, &at))
			continue;
		followers[at] = pdf_double(days->items[i].followers);
		gained[at] = pdf_double(days->items[i].followers_growth);
		posts[at] = pdf_double(days->items[i].media_growth);
	}
	p->followers = followers;
	p->followers_gained = gained;
	p->posts_gained = posts;
	p->new_followers = followers_card(days->items, days->count);
	p->new_posts = content_card(days->items, days->count);
	if (days->count > 0)
		p->since_day = OPT_INT(days->items[0].day);
}

/* An insight belongs to the local day of its end_time. */
static bool insight_days(const struct stats *s, enum stats_insight which,
			 const struct pdf_axis *axis, const struct opt_double **ret,
			 struct err *err)
{
	struct stats_insight_days rows = { 0 };
	struct opt_double *values = pdf_no_days(s->arena, axis);

	if (!stats_insight_list(s, which, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		size_t at;

		if (pdf_axis_has(axis, tz_day(s->tz, rows.items[i].end_time_s), &at))
			values[at] = OPT_DOUBLE((double)rows.items[i].value);
	}
	*ret = values;
	return true;
}

static bool take_insights(struct pdf_performance *p, const struct stats *s, struct pdf_data *data,
			  struct err *err)
{
	const struct window before = { .now = data->window.before, .days = data->window.days };
	const struct pdf_axis axis = axis_before(data);
	struct stats earlier = *s;

	earlier.window = &before;
	p->reach_before = pdf_no_days(s->arena, &data->axis);
	p->impressions_before = p->reach_before;
	if (!insight_days(s, STATS_REACH, &data->axis, &p->reach_days, err) ||
	    !insight_days(s, STATS_IMPRESSIONS, &data->axis, &p->impression_days, err))
		return false;
	if (window_is_all(&data->window))
		return true;
	return insight_days(&earlier, STATS_REACH, &axis, &p->reach_before, err) &&
	       insight_days(&earlier, STATS_IMPRESSIONS, &axis, &p->impressions_before, err);
}

static void take_engagement(struct pdf_performance *p, const struct stats *s,
			    const struct pdf_axis *axis, const struct stats_engagement_days *days)
{
	struct opt_double *all = pdf_no_days(s->arena, axis);
	struct opt_double *likes = pdf_no_days(s->arena, axis);
	struct opt_double *comments = pdf_no_days(s->arena, axis);
	struct opt_double *rate = pdf_no_days(s->arena, axis);

	for (size_t i = 0; i < days->count; i++) {
		const struct engagement_day *day = &days->items[i];
		size_t at;

		if (!pdf_axis_has(axis, day->day, &at))
			continue;
		likes[at] = OPT_DOUBLE((double)day->like);
		comments[at] = OPT_DOUBLE((double)day->comments);
		all[at] = OPT_DOUBLE((double)(day->like + day->comments));
		if (p->followers[at].has && p->followers[at].value > 0)
			rate[at] = OPT_DOUBLE((double)(day->like_growth + day->comments_growth) /
					      p->followers[at].value * 100);
	}
	p->engagement = all;
	p->likes = likes;
	p->comments = comments;
	p->rate_days = rate;
}

bool pdf_gather_performance(const struct stats *s, struct pdf_data *data, struct err *err)
{
	struct pdf_performance *p = arena_new(s->arena, struct pdf_performance);
	struct stats_profile_days days = { 0 };
	struct stats_engagement_days engagement = { 0 };

	if (!stats_user_data(s, &days, err) || !stats_engagement_list(s, &engagement, err) ||
	    !stats_insight_average(s, STATS_REACH, &p->reach, err) ||
	    !stats_insight_average(s, STATS_IMPRESSIONS, &p->impressions, err) ||
	    !stats_engagement_growth(s, &p->rate, err) ||
	    !stats_follower_growth(s, &p->growth, err) || !take_insights(p, s, data, err))
		return false;
	take_profile(p, s, &data->axis, &days);
	take_engagement(p, s, &data->axis, &engagement);
	data->performance = p;
	return true;
}

/* ---- the account ---------------------------------------------------------------------------- */

static bool gather_account(const struct stats *s, struct pdf_account *ret, struct err *err)
{
	struct account_row row = { 0 };
	struct profile_day newest = { 0 };
	bool found = false, has_day = false;

	if (!accounts_get_any(s->tx, s->arena, s->account_id, &row, &found, err) ||
	    !stats_latest_user_data(s, &newest, &has_day, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "there is no account %.*s",
			       STR_ARG(s->account_id));
	*ret = (struct pdf_account){
		.id = row.id,
		.username = row.username,
		.name = str_is_empty(row.name) ? row.username : row.name,
		.picture_url = row.profile_picture_url,
	};
	if (has_day) {
		ret->posts = newest.media;
		ret->followers = newest.followers;
		ret->following = newest.follows;
		ret->updated_s = OPT_INT(newest.updated_s);
	}
	return true;
}

bool pdf_gather(const struct export_request *request, const struct stats *reading,
		int64_t exported_s, struct pdf_data **ret, struct err *err)
{
	struct pdf_data *data = arena_new(reading->arena, struct pdf_data);
	struct stats_profile_days days = { 0 };

	*data = (struct pdf_data){
		.request = request,
		.window = *reading->window,
		.tz = reading->tz,
		.exported_s = exported_s,
		.speech = { reading->arena, request->english, reading->tz },
	};
	if (!gather_account(reading, &data->account, err) || !stats_user_data(reading, &days, err))
		return false;
	data->axis = axis_of(reading->window, &days);
	if (request->parts & 1u << EXPORT_PART_STATISTICS &&
	    (!pdf_gather_performance(reading, data, err) ||
	     !pdf_gather_audience(reading, data, err)))
		return false;
	if (request->parts & 1u << EXPORT_PART_TOP_POSTS && !pdf_gather_top(reading, data, err))
		return false;
	if (request->parts & 1u << EXPORT_PART_COMPETITORS &&
	    !pdf_gather_competitors(reading, data, err))
		return false;
	*ret = data;
	return true;
}
