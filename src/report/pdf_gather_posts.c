/* Rankings of posts, and accounts side by side. */
#include "report/pdf_data.h"
#include "report/read.h"
#include "store/competitors.h"

/* ---- rankings (D.12) ------------------------------------------------------------------------ */

struct ranking_rule {
	struct opt_double (*key)(const struct stats_media *media, struct opt_double rate);
	bool is_lowest;
};

static struct opt_double by_time(const struct stats_media *media, struct opt_double rate)
{
	(void)rate;
	return OPT_DOUBLE((double)media->timestamp_s);
}

static struct opt_double by_rate(const struct stats_media *media, struct opt_double rate)
{
	(void)media;
	return rate;
}

static struct opt_double by_likes(const struct stats_media *media, struct opt_double rate)
{
	(void)rate;
	return pdf_double(media->like_count);
}

static struct opt_double by_comments(const struct stats_media *media, struct opt_double rate)
{
	(void)rate;
	return pdf_double(media->comments_count);
}

static struct opt_double by_reach(const struct stats_media *media, struct opt_double rate)
{
	(void)rate;
	return pdf_double(media->reach);
}

static const struct ranking_rule rules[PDF_RANKINGS] = {
	[PDF_NEWEST] = { by_time, false },      [PDF_RATE_HIGH] = { by_rate, false },
	[PDF_LIKES_HIGH] = { by_likes, false }, [PDF_COMMENTS_HIGH] = { by_comments, false },
	[PDF_REACH_HIGH] = { by_reach, false }, [PDF_RATE_LOW] = { by_rate, true },
	[PDF_LIKES_LOW] = { by_likes, true },   [PDF_COMMENTS_LOW] = { by_comments, true },
	[PDF_REACH_LOW] = { by_reach, true },
};

struct ranking {
	double keys[PDF_TOP_MAX];
	struct pdf_list *list;
};

struct ranking_pass {
	const struct stats *s;
	struct arena *arena; /* what is kept: the reading's own is rewound between pages */
	struct pdf_top *top;
	struct ranking rankings[PDF_RANKINGS];
	struct opt_int followers;
	struct mean rates[PDF_MEDIA_TYPES];
};

/* Equal keys: the older post first when the highest leads, the newer one when the lowest does. */
static bool goes_before(const struct ranking_rule *rule, double key, int64_t posted_s,
			double other_key, int64_t other_s)
{
	if (key > other_key || key < other_key)
		return rule->is_lowest ? key < other_key : key > other_key;
	return rule->is_lowest ? posted_s > other_s : posted_s < other_s;
}

/* The post that falls off gives its room to the one that comes in. */
static void rank(struct ranking_pass *pass, size_t which, const struct stats_media *media,
		 struct opt_double rate)
{
	struct ranking *r = &pass->rankings[which];
	struct pdf_list *list = r->list;
	struct opt_double key = rules[which].key(media, rate);
	size_t at = list->count;

	if (!key.has)
		return;
	while (at > 0 && goes_before(&rules[which], key.value, media->timestamp_s, r->keys[at - 1],
				     list->at[at - 1]->timestamp_s))
		at--;
	if (at == PDF_TOP_MAX)
		return;

	struct pdf_post *room = list->at[PDF_TOP_MAX - 1];
	size_t last = list->count < PDF_TOP_MAX ? list->count++ : PDF_TOP_MAX - 1;

	if (last < PDF_TOP_MAX - 1 || !room)
		room = arena_new(pass->arena, struct pdf_post);
	for (size_t i = last; i > at; i--) {
		list->at[i] = list->at[i - 1];
		r->keys[i] = r->keys[i - 1];
	}
	pdf_post_set(room, media, rate);
	list->at[at] = room;
	r->keys[at] = key.value;
}

static void add_type(struct ranking_pass *pass, const struct stats_media *media)
{
	static const struct str names[] = { STR_INIT("IMAGE"), STR_INIT("VIDEO"),
					    STR_INIT("CAROUSEL_ALBUM") };

	for (size_t i = 0; i < PDF_MEDIA_TYPES; i++) {
		struct pdf_type_means *t = &pass->top->types[i];

		if (!str_eq(media->media_type, names[i]))
			continue;
		t->posts++;
		mean_add(&t->likes, media->like_count);
		mean_add(&t->comments, media->comments_count);
		mean_add(&t->reach, media->reach);
	}
}

static bool rank_media(void *ctx, const struct stats_media *media, struct err *err)
{
	struct ranking_pass *pass = ctx;
	struct opt_double rate =
		media_engagement_rate(media->like_count, media->comments_count, pass->followers);

	(void)err;
	pass->top->posts++;
	add_type(pass, media);
	for (size_t i = 0; i < PDF_RANKINGS; i++)
		rank(pass, i, media, rate);
	return true;
}

/* A second arena while the first one is rewound from page to page. */
static bool each_media(const struct stats *s, stats_media_fn *fn, void *ctx, struct err *err)
{
	cleanup(arena_free) struct arena pages;
	struct stats reading = *s;

	arena_init(&pages, s->arena->max_bytes);
	reading.arena = &pages;
	return stats_media_each(&reading, fn, ctx, err);
}

bool pdf_gather_top(const struct stats *s, struct pdf_data *data, struct err *err)
{
	struct pdf_top *top = arena_new(s->arena, struct pdf_top);
	struct ranking_pass *pass = arena_new(s->arena, struct ranking_pass);

	*pass = (struct ranking_pass){ .s = s, .arena = s->arena, .top = top };
	for (size_t i = 0; i < PDF_RANKINGS; i++)
		pass->rankings[i].list = &top->lists[i];
	if (!read_followers(s, &pass->followers, err) || !each_media(s, rank_media, pass, err))
		return false;
	for (size_t i = 0; i < PDF_MEDIA_TYPES; i++)
		top->types[i].rate =
			engagement_rate(mean_of(&top->types[i].likes),
					mean_of(&top->types[i].comments), pass->followers);
	data->top = top;
	return true;
}

/* ---- accounts side by side (D.10) ----------------------------------------------------------- */

struct per_post_pass {
	const struct stats *s;
	const struct pdf_axis *axis;
	struct mean *days;
};

static bool add_per_post(void *ctx, const struct stats_media *media, struct err *err)
{
	struct per_post_pass *pass = ctx;
	size_t at;

	(void)err;
	if (pdf_axis_has(pass->axis, tz_day(pass->s->tz, media->timestamp_s), &at))
		mean_add(&pass->days[at], engagement_of(media->like_count, media->comments_count));
	return true;
}

static bool take_per_post(const struct stats *s, const struct pdf_axis *axis,
			  struct pdf_column *column, struct err *err)
{
	struct per_post_pass pass = { s, axis,
				      arena_new_n(s->arena, struct mean, axis->count + 1) };
	struct opt_double *days = pdf_no_days(s->arena, axis);

	if (!each_media(s, add_per_post, &pass, err))
		return false;
	for (size_t i = 0; i < axis->count; i++)
		days[i] = mean_of(&pass.days[i]);
	column->per_post = days;
	return true;
}

/* Change since the first known day, in percent. */
static void take_growth(const struct stats *s, const struct pdf_axis *axis,
			const struct stats_profile_days *days, struct pdf_column *column)
{
	struct opt_double *growth = pdf_no_days(s->arena, axis);
	double first = 0;

	for (size_t i = 0; i < days->count; i++) {
		struct opt_int followers = days->items[i].followers;
		size_t at;

		if (!followers.has || !pdf_axis_has(axis, days->items[i].day, &at))
			continue;
		if (!(first > 0))
			first = (double)followers.value;
		if (first > 0)
			growth[at] = OPT_DOUBLE(((double)followers.value / first - 1) * 100);
	}
	column->growth = growth;
}

/* The newest day against the day before; gaps carry the last value on. */
static struct change_card own_followers(const struct stats_profile_days *days)
{
	struct opt_int now = OPT_NO_INT, before = OPT_NO_INT;
	int64_t newest = 0;

	for (size_t i = days->count; i-- > 0 && !before.has;) {
		const struct profile_day *day = &days->items[i];

		if (!day->followers.has)
			continue;
		if (!now.has) {
			now = day->followers;
			newest = day->day;
		} else if (day->day <= newest - 1) {
			before = day->followers;
		}
	}
	return (struct change_card){
		.value = now,
		.change = now.has && !before.has ? OPT_INT(0) : growth_since(now, before),
	};
}

/* A competitor that is no longer read has no news (C.9). */
static struct change_card rival_followers(const struct pdf_data *data,
					  const struct stats_profile_days *days)
{
	int64_t today = tz_day(data->tz, data->exported_s);
	int64_t last = window_is_all(&data->window) ? today : data->window.now.last_day;

	return followers_competitor_card(days->items, days->count, last - 1);
}

static bool take_best(const struct stats *s, struct pdf_column *column, struct err *err)
{
	struct stats_best_media best = { 0 };

	if (!stats_best_media(s, &best, err))
		return false;
	column->has_best = best.best.found;
	column->has_before = best.before.found;
	if (best.best.found)
		pdf_post_set(&column->best, &best.best.media, best.best.engagement_rate);
	if (best.before.found)
		pdf_post_set(&column->before, &best.before.media, best.before.engagement_rate);
	return true;
}

static bool take_hashtags(const struct stats *s, struct pdf_column *column, struct err *err)
{
	struct stats_hashtags hashtags = { 0 };

	if (!stats_hashtags(s, &hashtags, err))
		return false;
	for (size_t i = 0; i < hashtags.count && i < PDF_HASHTAGS_MAX; i++)
		column->hashtags[column->hashtag_count++] = hashtags.items[i];
	return true;
}

static bool gather_column(const struct stats *s, const struct pdf_data *data,
			  struct pdf_column *column, struct err *err)
{
	struct stats_profile_days days = { 0 };

	if (!stats_user_data(s, &days, err) ||
	    !stats_engagement_average(s, &column->average, err) || !take_best(s, column, err) ||
	    !take_hashtags(s, column, err) || !take_per_post(s, &data->axis, column, err))
		return false;
	take_growth(s, &data->axis, &days, column);
	column->followers = column->is_own ? own_followers(&days) : rival_followers(data, &days);
	return true;
}

static bool is_chosen(const struct export_request *request, struct str id)
{
	for (size_t i = 0; i < request->competitor_ids.count; i++)
		if (str_eq(request->competitor_ids.items[i], id))
			return true;
	return request->competitor_ids.count == 0;
}

static bool add_rivals(const struct stats *s, struct pdf_data *data, struct pdf_competitors *ret,
		       struct err *err)
{
	const struct export_request *request = data->request;
	const struct competitor_owner owner = { request->user_id.value, s->account_id };
	struct competitor_rows rows = { 0 };

	if (!request->user_id.has)
		return true;
	if (!competitors_list(s->tx, s->arena, &owner, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count && ret->count < PDF_COLUMNS_MAX; i++) {
		const struct competitor_row *row = &rows.at[i];
		struct pdf_column *column = &ret->at[ret->count];
		struct stats reading = *s;

		if (!is_chosen(request, row->id))
			continue;
		reading.account_id = row->id;
		column->account = (struct pdf_account){
			.id = row->id,
			.username = row->username,
			.name = str_is_empty(row->name) ? row->username : row->name,
			.picture_url = row->profile_picture_url,
		};
		if (!gather_column(&reading, data, column, err))
			return false;
		ret->count++;
	}
	return true;
}

bool pdf_gather_competitors(const struct stats *s, struct pdf_data *data, struct err *err)
{
	struct pdf_competitors *all = arena_new(s->arena, struct pdf_competitors);

	all->at = arena_new_n(s->arena, struct pdf_column, PDF_COLUMNS_MAX);
	all->at[0].account = data->account;
	all->at[0].is_own = true;
	all->count = 1;
	if (!gather_column(s, data, &all->at[0], err) || !add_rivals(s, data, all, err))
		return false;
	data->competitors = all;
	return true;
}
