#include "graphsim/nodes/insight_text.h"

static const struct insight_text texts[] = {
	{ "reach", "Reach", "Total number of unique accounts that have seen any of this content." },
	{ "views", "Views", "The number of times the content was played or displayed." },
	{ "follower_count", "Follower Count", "Total number of new followers each day." },
	{ "online_followers", "Online Followers", "Number of followers who were online, by hour." },
	{ "profile_views", "Profile Views", "Total number of times the profile has been viewed." },
	{ "website_clicks", "Website Clicks", "Taps on the website link in the profile." },
	{ "accounts_engaged", "Accounts engaged",
	  "Accounts that have interacted with the content." },
	{ "total_interactions", "Content Interactions",
	  "Likes, saves, comments, shares and reposts, minus those undone." },
	{ "likes", "Likes", "The number of likes." },
	{ "comments", "Comments", "The number of comments." },
	{ "shares", "Shares", "The number of shares." },
	{ "saves", "Saves", "The number of saves." },
	{ "saved", "Saved", "The number of saves." },
	{ "replies", "Replies", "The number of replies to stories." },
	{ "reposts", "Reposts", "The number of times the content was reposted." },
	{ "follows_and_unfollows", "Follows and unfollows",
	  "Accounts that followed you and accounts that unfollowed you or left Instagram." },
	{ "profile_links_taps", "Profile links taps",
	  "Taps on the call, e-mail, text and direction buttons of the profile." },
	{ "follower_demographics", "Follower demographics",
	  "The demographic characteristics of followers." },
	{ "engaged_audience_demographics", "Engaged audience demographics",
	  "The demographic characteristics of the engaged audience." },
	{ "reached_audience_demographics", "Reached audience demographics",
	  "The demographic characteristics of the reached audience." },
	{ "follows", "Follows", "Accounts that followed you from this content." },
	{ "profile_visits", "Profile visits", "Times the profile was visited from this content." },
	{ "profile_activity", "Profile activity", "What people did after visiting the profile." },
	{ "navigation", "Navigation", "Taps and swipes on the story." },
	{ "ig_reels_avg_watch_time", "Average watch time", "Average time spent playing the reel." },
	{ "ig_reels_video_view_total_time", "Watch time", "Total time the reel was played." },
	{ "reels_skip_rate", "Skip rate", "Share of plays that ended within three seconds." },
};

struct insight_text insight_text_of(struct str name)
{
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		if (str_eq(str_of(texts[i].name), name))
			return texts[i];
	}
	return (struct insight_text){ NULL, NULL, NULL };
}

bool insight_wants(const struct view *v, const char *member)
{
	if (v->selection->inner_count == 0)
		return true;
	for (size_t i = 0; i < v->selection->inner_count; i++) {
		if (str_eq(v->selection->inner[i].name, str_of(member)))
			return true;
	}
	return false;
}

void insight_begin(struct view *v, struct str name, const char *period)
{
	struct json_writer *w = &v->call->json;

	json_object(w);
	if (insight_wants(v, "name"))
		json_put_str(w, "name", name);
	if (insight_wants(v, "period"))
		json_put_str(w, "period", str_of(period));
}

void insight_end(struct view *v, struct str name, const char *period)
{
	struct json_writer *w = &v->call->json;
	struct insight_text text = insight_text_of(name);

	if (insight_wants(v, "title"))
		json_put_str(w, "title", text.title ? str_of(text.title) : name);
	if (insight_wants(v, "description"))
		json_put_str(w, "description", text.description ? str_of(text.description) : name);
	json_put_str(w, "id",
		     str_fmt(v->call->arena, "%.*s/insights/%.*s/%s",
			     STR_ARG(node_id(v->call, v->node)), STR_ARG(name), period));
	json_end_object(w);
}

static void add_name(struct insight_names *names, struct str name)
{
	if (!str_is_empty(name) && names->count < INSIGHT_METRICS_MAX)
		names->at[names->count++] = name;
}

void insight_names_read(struct arena *a, struct str text, struct insight_names *ret)
{
	const struct json *list;
	struct err err = ERR_INIT;

	*ret = (struct insight_names){ 0 };
	if (str_starts_with(text, STR("[")) && json_parse(a, text, &list, &err)) {
		for (const struct json *item = json_first(list); item; item = item->next)
			add_name(ret, json_text(item));
		return;
	}
	for (struct str rest = text; rest.at;)
		add_name(ret, str_trim(str_cut(&rest, ',')));
}

struct str insight_names_text(struct arena *a, const struct insight_names *names)
{
	struct str text = STR("");

	for (size_t i = 0; i < names->count; i++)
		text = str_fmt(a, "%.*s%s%.*s", STR_ARG(text), i ? ", " : "",
			       STR_ARG(names->at[i]));
	return text;
}
