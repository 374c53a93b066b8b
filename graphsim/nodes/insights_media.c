/* GET /{ig-media}/insights; the period is always lifetime. Spec: meta-graph.md 4.2. */
#include "graphsim/nodes/insight_text.h"
#include "graphsim/nodes/insights.h"
#include "graphsim/world/mix.h"

#define VIEWERS_NEEDED 5

enum media_place {
	PLACE_FEED = 1 << 0,
	PLACE_REELS = 1 << 1,
	PLACE_STORY = 1 << 2,
	PLACE_POSTS = PLACE_FEED | PLACE_REELS,
	PLACE_ALL = PLACE_POSTS | PLACE_STORY,
};

/* One value of a breakdown and its share in a thousand. */
struct part {
	struct str name;
	int permille;
};

struct media_metric {
	const char *name;
	unsigned places;
	int64_t (*value)(const struct media *m, int64_t now_s);
	const char *breakdown; /* NULL: none */
	const struct part *parts;
	size_t part_count;
};

#define OF_REACTION(name, reaction)                                                                \
	static int64_t name(const struct media *m, int64_t now_s)                                  \
	{                                                                                          \
		return media_count_of(m, reaction, now_s);                                         \
	}
OF_REACTION(views, REACTION_VIEWS)
OF_REACTION(reach, REACTION_REACH)
OF_REACTION(likes, REACTION_LIKES)
OF_REACTION(saves, REACTION_SAVES)
OF_REACTION(shares, REACTION_SHARES)
OF_REACTION(reposts, REACTION_REPOSTS)
OF_REACTION(follows, REACTION_FOLLOWS)
OF_REACTION(profile_visits, REACTION_PROFILE_VISITS)
OF_REACTION(replies, REACTION_REPLIES)
#undef OF_REACTION

static int64_t comments(const struct media *m, int64_t now_s)
{
	return comment_count_with_replies(m, now_s);
}

static int64_t total_interactions(const struct media *m, int64_t now_s)
{
	return likes(m, now_s) + saves(m, now_s) + shares(m, now_s) + reposts(m, now_s) +
	       replies(m, now_s) + (media_is_story(m) ? 0 : comments(m, now_s));
}

static int64_t profile_activity(const struct media *m, int64_t now_s)
{
	return profile_visits(m, now_s) / 6;
}

static int64_t navigation(const struct media *m, int64_t now_s)
{
	return views(m, now_s) * 13 / 10;
}

static int64_t link_clicks(const struct media *m, int64_t now_s)
{
	return m->seed % 3 ? 0 : reach(m, now_s) / 90;
}

static int64_t average_watch_ms(const struct media *m, int64_t now_s)
{
	(void)now_s;
	return m->watch_ms;
}

static int64_t total_watch_ms(const struct media *m, int64_t now_s)
{
	return views(m, now_s) * m->watch_ms;
}

static int64_t skip_rate(const struct media *m, int64_t now_s)
{
	(void)now_s;
	return m->skip_permille / 10;
}

static int64_t facebook_views(const struct media *m, int64_t now_s)
{
	return views(m, now_s) / 7;
}

static int64_t crossposted_views(const struct media *m, int64_t now_s)
{
	return m->is_crossposted ? facebook_views(m, now_s) : 0;
}

static int64_t total_views(const struct media *m, int64_t now_s)
{
	return views(m, now_s) + crossposted_views(m, now_s);
}

/* Lower case here, upper case in account insights: so it is at Meta. */
static const struct part taps[] = {
	{ STR_INIT("tap_forward"), 742 },
	{ STR_INIT("tap_back"), 121 },
	{ STR_INIT("tap_exit"), 84 },
	{ STR_INIT("swipe_forward"), 53 },
};
static const struct part actions[] = {
	{ STR_INIT("bio_link_clicked"), 560 },
	{ STR_INIT("text"), 180 },
	{ STR_INIT("direction"), 140 },
	{ STR_INIT("call"), 70 },
	{ STR_INIT("email"), 40 },
	{ STR_INIT("other"), 10 },
};

static const struct media_metric metrics[] = {
	{ .name = "views", .places = PLACE_ALL, .value = views },
	{ .name = "reach", .places = PLACE_ALL, .value = reach },
	{ .name = "shares", .places = PLACE_ALL, .value = shares },
	{ .name = "total_interactions", .places = PLACE_ALL, .value = total_interactions },
	{ .name = "reposts", .places = PLACE_ALL, .value = reposts },
	{ .name = "likes", .places = PLACE_POSTS, .value = likes },
	{ .name = "comments", .places = PLACE_POSTS, .value = comments },
	{ .name = "saved", .places = PLACE_POSTS, .value = saves },
	{ .name = "follows", .places = PLACE_FEED | PLACE_STORY, .value = follows },
	{ .name = "profile_visits", .places = PLACE_FEED | PLACE_STORY, .value = profile_visits },
	{ .name = "profile_activity",
	  .places = PLACE_FEED | PLACE_STORY,
	  .value = profile_activity,
	  .breakdown = "action_type",
	  .parts = actions,
	  .part_count = COUNT_OF(actions) },
	{ .name = "navigation",
	  .places = PLACE_STORY,
	  .value = navigation,
	  .breakdown = "story_navigation_action_type",
	  .parts = taps,
	  .part_count = COUNT_OF(taps) },
	{ .name = "replies", .places = PLACE_STORY, .value = replies },
	{ .name = "link_clicks", .places = PLACE_STORY, .value = link_clicks },
	{ .name = "ig_reels_avg_watch_time", .places = PLACE_REELS, .value = average_watch_ms },
	{ .name = "ig_reels_video_view_total_time",
	  .places = PLACE_REELS,
	  .value = total_watch_ms },
	{ .name = "reels_skip_rate", .places = PLACE_REELS, .value = skip_rate },
	{ .name = "crossposted_views", .places = PLACE_REELS, .value = crossposted_views },
	{ .name = "facebook_views", .places = PLACE_ALL, .value = facebook_views },
	{ .name = "total_likes", .places = PLACE_POSTS, .value = likes },
	{ .name = "total_comments", .places = PLACE_POSTS, .value = comments },
	{ .name = "total_views", .places = PLACE_ALL, .value = total_views },
};

static const struct media_metric *metric_find(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(metrics); i++) {
		if (str_eq(str_of(metrics[i].name), name))
			return &metrics[i];
	}
	return NULL;
}

static struct str metric_names(struct arena *a)
{
	struct str text = STR("");

	for (size_t i = 0; i < COUNT_OF(metrics); i++)
		text = str_fmt(a, "%.*s%s%s", STR_ARG(text), i ? ", " : "", metrics[i].name);
	return text;
}

static enum media_place place_of(const struct media *m)
{
	if (media_is_story(m))
		return PLACE_STORY;
	return m->kind == MEDIA_REEL ? PLACE_REELS : PLACE_FEED;
}

/* One that does not fit spoils the call; all of them are named together. */
static bool check_metrics(struct view *v, const struct insight_names *names)
{
	struct call *c = v->call;
	const struct media *m = v->node->media;
	struct insight_names wrong = { 0 };

	for (size_t i = 0; i < names->count; i++) {
		const struct media_metric *metric = metric_find(names->at[i]);

		if (!metric && str_eq(names->at[i], STR("impressions")))
			return CALL_FAIL(c, GE_IMPRESSIONS_GONE);
		if (!metric)
			return CALL_FAIL(c, GE_ENUM_INVALID, str_fmt(c->arena, "metric[%zu]", i),
					 metric_names(c->arena));
		if (!(metric->places & place_of(m)))
			wrong.at[wrong.count++] = names->at[i];
		else if (metric->value == facebook_views && !m->is_crossposted)
			return CALL_FAIL(c, GE_NOT_CROSS_POSTED);
	}
	if (wrong.count > 0)
		return CALL_FAIL(c, GE_MEDIA_METRIC_UNSUPPORTED,
				 insight_names_text(c->arena, &wrong));
	return true;
}

static bool check_media(struct view *v)
{
	const struct node *n = v->node;

	if (n->child > 0)
		return CALL_FAIL(v->call, GE_ALBUM_CHILD_INSIGHTS);
	if (media_is_before_conversion(n->account, n->media))
		return CALL_FAIL(v->call, GE_BEFORE_CONVERSION);
	if (media_is_story(n->media) && reach(n->media, v->call->now_s) < VIEWERS_NEEDED)
		return CALL_FAIL(v->call, GE_TOO_FEW_VIEWERS);
	return true;
}

static bool check_breakdown(struct view *v, const struct insight_names *names)
{
	struct str breakdown = view_arg(v, STR("breakdown"));

	if (str_is_empty(breakdown))
		return true;
	if (!str_eq(breakdown, STR("action_type")) && !str_eq(breakdown, STR("follow_type")) &&
	    !str_eq(breakdown, STR("surface_type")) &&
	    !str_eq(breakdown, STR("story_navigation_action_type")))
		return CALL_FAIL(v->call, GE_ENUM_INVALID, STR("breakdown"),
				 STR("action_type, follow_type, story_navigation_action_type, "
				     "surface_type"));
	for (size_t i = 0; i < names->count; i++) {
		const struct media_metric *m = metric_find(names->at[i]);

		if (!m->breakdown || !str_eq(str_of(m->breakdown), breakdown))
			return CALL_FAIL(v->call, GE_UNKNOWN_ERROR);
	}
	return true;
}

static void write_parts(struct json_writer *w, const struct media_metric *m, int64_t total)
{
	int64_t left = total;

	json_put_object(w, "total_value");
	json_put_int(w, "value", total);
	json_put_array(w, "breakdowns");
	json_object(w);
	json_put_array(w, "dimension_keys");
	json_str(w, str_of(m->breakdown));
	json_end_array(w);
	json_put_array(w, "results");
	for (size_t i = m->part_count; i-- > 0;) {
		/* The first and largest takes what rounding left. */
		int64_t part = i == 0 ? left : total * m->parts[i].permille / 1000;

		left -= part;
		if (part == 0)
			continue;
		json_object(w);
		json_put_array(w, "dimension_values");
		json_str(w, m->parts[i].name);
		json_end_array(w);
		json_put_int(w, "value", part);
		json_end_object(w);
	}
	json_end_array(w);
	json_end_object(w);
	json_end_array(w);
	json_end_object(w);
}

static void write_metric(struct view *v, const struct media_metric *m)
{
	struct json_writer *w = &v->call->json;
	struct str name = str_of(m->name);
	int64_t value = m->value(v->node->media, v->call->now_s);
	bool has_parts = m->breakdown && !str_is_empty(view_arg(v, STR("breakdown")));

	insight_begin(v, name, "lifetime");
	if (insight_wants(v, "values")) {
		json_put_array(w, "values");
		json_object(w);
		json_put_int(w, "value", value);
		json_end_object(w);
		json_end_array(w);
	}
	if (has_parts)
		write_parts(w, m, value);
	insight_end(v, name, "lifetime");
}

void media_insights_get(struct view *v)
{
	struct call *c = v->call;
	struct insight_names names;

	if (!call_allows(c, PERMISSION_INSTAGRAM_MANAGE_INSIGHTS)) {
		CALL_FAIL(c, GE_NO_PERMISSION);
		return;
	}
	insight_names_read(c->arena, view_arg(v, STR("metric")), &names);
	if (names.count == 0) {
		CALL_FAIL(c, GE_PARAM_REQUIRED, STR("metric"));
		return;
	}
	if (!check_metrics(v, &names) || !check_media(v) || !check_breakdown(v, &names))
		return;
	view_key(v);
	json_object(&c->json);
	json_put_array(&c->json, "data");
	for (size_t i = 0; i < names.count; i++)
		write_metric(v, metric_find(names.at[i]));
	json_end_array(&c->json);
	json_end_object(&c->json);
}
