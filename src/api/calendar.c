/* The plan as a calendar: /api/calendar-feed, and the secret link it tells. */
#include "planning/feed.h"

#include "api/call.h"
#include "api/tables.h"
#include "base/buf.h"

static const struct member link_members[] = {
	{ "url", T_TEXT, 0, "Secret: whoever has it sees the plan." },
};
static const struct shape link_shape =
	NAMED_OBJECT("CalendarFeed", link_members, "Where the plan is as an iCalendar.");

static bool answer(struct call *c, bool renews, struct err *err)
{
	const struct calendar_link link = { c->who.user_id, c->workspace.owner_id };
	struct str token;

	if (!feed_token(c->api->publish, c->arena, link, renews, &token, err))
		return false;
	json_object(&c->json);
	json_put_str(&c->json, "url",
		     str_fmt(c->arena, "%.*s/calendar/%.*s.ics", STR_ARG(c->api->base_url),
			     STR_ARG(token)));
	json_end_object(&c->json);
	return true;
}

static bool get(struct call *c, struct err *err)
{
	return answer(c, false, err);
}

static bool renew(struct call *c, struct err *err)
{
	return answer(c, true, err);
}

static bool calendar(struct call *c, struct err *err)
{
	struct str file = call_path(c, 0);
	struct feed feed = { .base_url = c->api->base_url,
			     .english = c->english,
			     .now_s = clock_now_s(c->api->clock) };

	if (!str_ends_with(file, STR(".ics")))
		return err_set(err, ERR_NOT_FOUND, "not a calendar");
	feed.token = str_sub(file, 0, file.len - 4);
	if (!feed_write(c->snapshot, c->arena, &feed, &c->res->body, err))
		return false;
	http_set_content_type(c->res, STR("text/calendar; charset=utf-8"));
	http_set_header(c->res, STR("ETag"),
			str_fmt(c->arena, "\"%016llx\"",
				(unsigned long long)str_hash(buf_str(&c->res->body))));
	http_set_header(c->res, STR("Cache-Control"), STR("private, no-cache"));
	http_set_header(c->res, STR("Vary"), STR("Accept-Language"));
	return true;
}

static const struct route routes[] = {
	{ HTTP_GET, "/api/calendar-feed", get, .access = ACCESS_USER, .face = FACE_META,
	  .in_workspace = WORKSPACE_READ,
	  .doc = "The link to the plan of the workspace as a calendar.", .reply = &link_shape },
	{ HTTP_POST, "/api/calendar-feed/renew", renew, .access = ACCESS_USER, .face = FACE_META,
	  .in_workspace = WORKSPACE_READ, .doc = "Another link; the old one ends.",
	  .reply = &link_shape },
	{ HTTP_GET, "/calendar/{token}", calendar, .access = ACCESS_PUBLIC, .face = FACE_META,
	  .reads = true, .has_etag = true,
	  .doc = "TOKEN.ics: the plan from a month ago to a year ahead, as iCalendar.",
	  .reply_type = "text/calendar" },
};

const struct route_table calendar_routes = { routes, COUNT_OF(routes), "The plan as a calendar" };
