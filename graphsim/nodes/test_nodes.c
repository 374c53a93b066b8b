/* Pages, portfolios, accounts, media, comments, others' accounts: spec meta-graph.md 2 and 3. */
#include "graphsim/control/test_sim_world.h"

static void test_personas(void **state)
{
	static const struct {
		const char *persona;
		size_t pages, with_instagram, with_connected;
	} rows[] = {
		{ "rani", 1, 1, 1 }, { "bima", 5, 2, 2 },  { "citra", 0, 0, 0 },
		{ "dodi", 0, 0, 0 }, { "eka", 1, 1, 1 },   { "fitri", 1, 1, 1 },
		{ "hana", 1, 1, 1 }, { "indra", 1, 1, 1 }, { "joko", 1, 0, 1 },
	};
	struct sim *s = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str t = sim_login(s, rows[i].persona);
		struct sim_answer a = sim_graph(s, t,
						"/me/accounts?fields=id,name,access_token,tasks,"
						"instagram_business_account%%7Bid%%7D,"
						"connected_instagram_account%%7Bid%%7D");
		size_t business = 0, connected = 0;

		check_int(rows[i].persona, sim_count(a, "data"), rows[i].pages);
		const struct json *list = json_get(a.json, STR("data"));
		for (const struct json *p = json_first(list); p; p = p->next) {
			business += json_get(p, STR("instagram_business_account")) != NULL;
			connected += json_get(p, STR("connected_instagram_account")) != NULL;
			check_true("token",
				   str_starts_with(json_text(json_get(p, STR("access_token"))),
						   STR("EAA")));
		}
		check_int(rows[i].persona, business, rows[i].with_instagram);
		check_int(rows[i].persona, connected, rows[i].with_connected);
	}
}

static void test_no_page_is_an_empty_list(void **state)
{
	struct sim *s = *state;
	struct sim_answer a = sim_graph(s, sim_login(s, "dodi"), "/me/accounts");

	check_str("body", a.http.body, STR("{\"data\":[]}"));
}

static bool has_task(const struct json *tasks, const char *name)
{
	for (const struct json *t = json_first(tasks); t; t = t->next) {
		if (str_eq(json_text(t), str_of(name)))
			return true;
	}
	return false;
}

static void test_tasks(void **state)
{
	struct sim *s = *state;
	struct sim_answer eka = sim_graph(s, sim_login(s, "eka"), "/me/accounts");
	struct sim_answer rani = sim_graph(s, sim_login(s, "rani"), "/me/accounts");
	const struct json *few = sim_at(eka.json, "data.0.tasks");
	const struct json *all = sim_at(rani.json, "data.0.tasks");

	check_true("analyses", has_task(few, "ANALYZE"));
	check_true("does not create", !has_task(few, "CREATE_CONTENT"));
	check_true("nor manage", !has_task(few, "MANAGE"));
	check_true("classic", has_task(all, "CREATE_CONTENT"));
	check_true("new", has_task(all, "PROFILE_PLUS_FULL_CONTROL"));
}

static void test_portfolios(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "citra");
	struct sim_answer businesses = sim_graph(s, t, "/me/businesses?fields=id,name");
	size_t owned = 0, client = 0;

	check_int("two", sim_count(businesses, "data"), 2);
	for (size_t i = 0; i < 2; i++) {
		struct str id = json_text(
			json_get(json_at(json_get(businesses.json, STR("data")), i), STR("id")));
		struct sim_answer o =
			sim_graph(s, t, "/%.*s/owned_pages?fields=name,access_token", STR_ARG(id));
		struct sim_answer c =
			sim_graph(s, t, "/%.*s/client_pages?fields=name", STR_ARG(id));

		owned += sim_count(o, "data");
		client += sim_count(c, "data");
	}
	check_int("owned", owned, 1);
	check_int("client", client, 1);
	struct str some = json_text(sim_at(businesses.json, "data.0.id"));
	check_int("not another's",
		  sim_int(sim_graph(s, sim_login(s, "bima"), "/%.*s", STR_ARG(some)),
			  "error.error_subcode"),
		  33);
}

static struct str path_of_next(struct sim_answer a)
{
	struct str next = sim_text(a, "paging.next");

	if (!next.at)
		return STR_NONE;
	check_true("the client's host", str_starts_with(next, STR("http://localhost/v25.0/")));
	return str_skip(next, sizeof("http://localhost") - 1);
}

/* Follows `next` to the end; every row once. */
static size_t walk(struct sim *s, struct str token, struct str target, size_t *ret_calls)
{
	static struct str seen[4000];
	size_t count = 0;

	*ret_calls = 0;
	while (target.at) {
		struct str with_proof = str_fmt(&s->arena, "%.*s&appsecret_proof=%.*s",
						STR_ARG(target), STR_ARG(sim_proof(s, token)));
		struct sim_answer a = sim_call(s, "GET", with_proof, "", STR_NONE);

		check_int("page", a.status, 200);
		++*ret_calls;
		const struct json *list = json_get(a.json, STR("data"));
		for (const struct json *row = json_first(list); row; row = row->next) {
			struct str id = json_text(json_get(row, STR("id")));

			for (size_t i = 0; i < count; i++)
				check_true("once", !str_eq(seen[i], id));
			assert_true(count < COUNT_OF(seen));
			seen[count++] = id;
		}
		target = path_of_next(a);
	}
	return count;
}

static void test_120_pages(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "gilang");
	size_t calls;
	struct str target =
		str_fmt(&s->arena, "/v25.0/me/accounts?fields=id&access_token=%.*s", STR_ARG(t));

	check_int("all", walk(s, t, target, &calls), 120);
	check_int("25 at a time", calls, 5);
	target = str_fmt(&s->arena, "%.*s&limit=500", STR_ARG(target));
	check_int("all", walk(s, t, target, &calls), 120);
	check_int("100 at most", calls, 2);
}

static void test_media_paging(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "indra");
	struct str ig = sim_instagram(s, "indra");
	struct sim_answer node = sim_graph(s, t, "/%.*s?fields=media_count", STR_ARG(ig));
	size_t calls;
	struct str target =
		str_fmt(&s->arena, "/v25.0/%.*s/media?fields=id&limit=1000&access_token=%.*s",
			STR_ARG(ig), STR_ARG(t));

	check_int("all of them", walk(s, t, target, &calls), sim_int(node, "media_count"));
	check_true("over a thousand", sim_int(node, "media_count") > 1000);
	check_int("100 at a time", calls, (sim_int(node, "media_count") + 99) / 100);
}

static void test_previous(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");
	struct sim_answer first = sim_graph(s, t, "/%.*s/media?limit=5", STR_ARG(ig));
	struct str after = sim_text(first, "paging.cursors.after");
	struct sim_answer second =
		sim_graph(s, t, "/%.*s/media?limit=5&after=%.*s", STR_ARG(ig), STR_ARG(after));
	struct str before = sim_text(second, "paging.cursors.before");
	struct sim_answer back =
		sim_graph(s, t, "/%.*s/media?limit=5&before=%.*s", STR_ARG(ig), STR_ARG(before));

	check_true("no previous on the first", !sim_text(first, "paging.previous").at);
	check_true("previous on the second", sim_text(second, "paging.previous").at);
	check_str("the same five", sim_text(back, "data.4.id"), sim_text(first, "data.4.id"));
	check_str("in order", sim_text(back, "data.0.id"), sim_text(first, "data.0.id"));
}

/* A cursor points at its item, whatever has been posted since. */
static void test_cursors_survive_new_posts(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "indra");
	struct str ig = sim_instagram(s, "indra");
	struct sim_answer first = sim_graph(s, t, "/%.*s/media?limit=10", STR_ARG(ig));
	struct str after = sim_text(first, "paging.cursors.after");
	struct sim_answer then =
		sim_graph(s, t, "/%.*s/media?limit=10&after=%.*s", STR_ARG(ig), STR_ARG(after));

	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":259200}");
	struct sim_answer later =
		sim_graph(s, t, "/%.*s/media?limit=10&after=%.*s", STR_ARG(ig), STR_ARG(after));
	struct sim_answer now = sim_graph(s, t, "/%.*s/media?limit=10", STR_ARG(ig));
	check_str("same next", sim_text(later, "data.0.id"), sim_text(then, "data.0.id"));
	check_true("new ones on top",
		   !str_eq(sim_text(now, "data.0.id"), sim_text(first, "data.0.id")));
}

static void test_since_until(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "indra");
	struct str ig = sim_instagram(s, "indra");
	struct sim_answer a = sim_graph(
		s, t, "/%.*s/media?fields=timestamp&limit=100&since=2026-10-01&until=2026-10-08",
		STR_ARG(ig));
	const struct json *list = json_get(a.json, STR("data"));

	check_true("a week of posts", json_count(list) > 5 && json_count(list) < 30);
	for (const struct json *m = json_first(list); m; m = m->next) {
		struct str time = json_text(json_get(m, STR("timestamp")));

		check_true("in range", str_cmp(time, STR("2026-10-01")) > 0 &&
					       str_cmp(time, STR("2026-10-08")) < 0);
		check_true("form", str_ends_with(time, STR("+0000")));
	}
}

static void test_media_fields(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");
	struct sim_answer a = sim_graph(
		s, t,
		"/%.*s/media?limit=100&fields=id,caption,media_type,media_product_type,media_url,"
		"thumbnail_url,permalink,shortcode,timestamp,username,like_count,comments_count,"
		"is_comment_enabled,owner,children%%7Bid,media_type,media_url%%7D",
		STR_ARG(ig));
	unsigned hidden = 0, silent = 0, flagged = 0;

	check_int("a hundred", sim_count(a, "data"), 100);
	const struct json *list = json_get(a.json, STR("data"));
	for (const struct json *m = json_first(list); m; m = m->next) {
		struct str type = json_text(json_get(m, STR("media_type")));
		bool is_album = str_eq(type, STR("CAROUSEL_ALBUM"));
		bool is_video = str_eq(type, STR("VIDEO"));

		hidden += !json_get(m, STR("like_count"));
		silent += !json_get(m, STR("caption"));
		flagged += !json_get(m, STR("media_url"));
		check_int("children", json_get(m, STR("children")) != NULL, is_album);
		check_int("thumbnail", json_get(m, STR("thumbnail_url")) != NULL, is_video);
		check_str("product", json_text(json_get(m, STR("media_product_type"))),
			  is_video ? STR("REELS") : STR("FEED"));
		check_str("owner", json_text(json_get(json_get(m, STR("owner")), STR("id"))), ig);
	}
	check_true("absent fields happen", hidden > 0 && silent > 0);
	check_true("rarely", hidden < 15 && silent < 15 && flagged < 15);
	check_int("defaults",
		  json_count(json_at(
			  sim_at(sim_graph(s, t, "/%.*s/media?limit=1", STR_ARG(ig)).json, "data"),
			  0)),
		  1);
}

static void test_album_children(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct account *a = world_account(s->world, sim_instagram(s, "rani"));
	int64_t now_s = world_now_s(s->world);
	const struct media *album = account_media_at(a, 0, now_s);

	for (size_t i = 0; album->kind != MEDIA_ALBUM; i++)
		album = account_media_at(a, i, now_s);
	struct str id = sim_id_text(&s->arena, album->key);
	struct sim_answer list = sim_graph(s, t, "/%.*s/children", STR_ARG(id));
	check_int("all", sim_count(list, "data"), album->child_count);
	struct str child = sim_text(list, "data.0.id");
	struct sim_answer one = sim_graph(
		s, t, "/%.*s?fields=media_url,caption,like_count,permalink", STR_ARG(child));
	check_true("a picture", sim_text(one, "media_url").at);
	check_true("no caption", !sim_at(one.json, "caption"));
	check_str("no insights",
		  sim_text(sim_graph(s, t, "/%.*s/insights?metric=reach", STR_ARG(child)),
			   "error.message"),
		  STR("(#100) Insights are not available for media inside an album"));
}

static void test_comments(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");
	struct sim_answer media = sim_graph(
		s, t, "/%.*s/media?fields=comments_count&limit=1&until=2026-11-01", STR_ARG(ig));
	struct str id = sim_text(media, "data.0.id");
	size_t calls, replies = 0;
	struct str target =
		str_fmt(&s->arena, "/v25.0/%.*s/comments?fields=id&limit=500&access_token=%.*s",
			STR_ARG(id), STR_ARG(t));
	size_t top = walk(s, t, target, &calls);

	check_int("50 at a time", calls, (top + 49) / 50);
	struct sim_answer a = sim_graph(
		s, t,
		"/%.*s/comments?limit=50&fields=id,text,timestamp,username,from,like_count,hidden,"
		"parent_id,replies%%7Bid,text,username,parent_id%%7D",
		STR_ARG(id));
	struct str newer = STR("9999");
	const struct json *list = json_get(a.json, STR("data"));
	for (const struct json *c = json_first(list); c; c = c->next) {
		struct str time = json_text(json_get(c, STR("timestamp")));

		replies += json_count(json_get(json_get(c, STR("replies")), STR("data")));
		check_true("newest first", str_cmp(time, newer) <= 0);
		check_true("says something", json_text(json_get(c, STR("text"))).len > 0);
		check_true("author", json_text(json_get(c, STR("username"))).len > 0);
		newer = time;
	}
	check_true("some are answered", replies > 0);
	check_true("counted together",
		   (int64_t)(top + replies) <= sim_int(media, "data.0.comments_count"));
	struct str first = sim_text(a, "data.0.id");
	check_str("a comment alone",
		  sim_text(sim_graph(s, t, "/%.*s?fields=text,media", STR_ARG(first)), "media.id"),
		  id);
}

static void test_authors_need_a_permission(void **state)
{
	struct sim *s = *state;
	struct str t =
		sim_login_with(s, "rani", TEST_SCOPES, "&_sim_decline=instagram_manage_comments");
	struct sim_answer a = sim_graph(
		s, t, "/%.*s/media?limit=1&fields=comments.limit(1)%%7Btext,username,from%%7D",
		STR_ARG(sim_instagram(s, "rani")));

	check_true("text", sim_text(a, "data.0.comments.data.0.text").at);
	check_true("no name", !sim_at(a.json, "data.0.comments.data.0.username"));
	check_true("no author", !sim_at(a.json, "data.0.comments.data.0.from"));
}

static void test_stories_live_a_day(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");
	struct sim_answer a = { 0 };

	for (int day = 0; day < 10 && sim_count(a, "data") == 0; day++) {
		sim_post(s, STR("/_sim/clock"), "{\"advance_s\":86400}");
		a = sim_graph(s, t, "/%.*s/stories?fields=id,media_product_type", STR_ARG(ig));
	}
	struct str id = sim_text(a, "data.0.id");
	check_str("kind", sim_text(a, "data.0.media_product_type"), STR("STORY"));
	check_int("alone", sim_graph(s, t, "/%.*s?fields=permalink", STR_ARG(id)).status, 200);
	sim_post(s, STR("/_sim/clock"), "{\"advance_s\":86400}");
	check_int("gone", sim_int(sim_graph(s, t, "/%.*s", STR_ARG(id)), "error.error_subcode"),
		  33);
}

static void test_discovery(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");
	struct sim_answer a =
		sim_graph(s, t,
			  "/%.*s?fields=business_discovery.username(rasaibu.kitchen)%%7Busername,"
			  "followers_count,media_count,media.limit(3)%%7Bid,like_count,media_type,"
			  "thumbnail_url,view_count%%7D%%7D",
			  STR_ARG(ig));
	struct str after = sim_text(a, "business_discovery.media.paging.cursors.after");

	check_int("three", sim_count(a, "business_discovery.media.data"), 3);
	check_true("big", sim_int(a, "business_discovery.followers_count") > 200000);
	check_true("no links", !sim_at(a.json, "business_discovery.media.paging.next"));
	check_true("no thumbnails", !str_contains(a.http.body, STR("thumbnail_url")));
	struct sim_answer next = sim_graph(
		s, t,
		"/%.*s?fields=business_discovery.username(rasaibu.kitchen)%%7Bmedia.limit(3)"
		".after(%.*s)%%7Bid%%7D%%7D",
		STR_ARG(ig), STR_ARG(after));
	check_true("further", !str_eq(sim_text(next, "business_discovery.media.data.0.id"),
				      sim_text(a, "business_discovery.media.data.2.id")));
	check_true("counts against the app",
		   !http_answer_header(&a.http, STR("x-business-use-case-usage")).at);
	struct str id = sim_text(a, "business_discovery.media.data.0.id");
	check_int("never directly", sim_graph(s, t, "/%.*s", STR_ARG(id)).status, 400);
	size_t others = 0;
	for (size_t i = 0; i < s->world->account_count; i++)
		others += !s->world->accounts[i].page;
	check_true("a dozen competitors", others >= 12);
}

static void test_hashtags(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct str ig = sim_instagram(s, "rani");
	struct sim_answer found =
		sim_graph(s, t, "/ig_hashtag_search?user_id=%.*s&q=kuliner", STR_ARG(ig));
	struct str id = sim_text(found, "data.0.id");
	struct sim_answer top =
		sim_graph(s, t, "/%.*s/top_media?user_id=%.*s&fields=caption,like_count&limit=50",
			  STR_ARG(id), STR_ARG(ig));

	check_str("its name", sim_text(sim_graph(s, t, "/%.*s?fields=name", STR_ARG(id)), "name"),
		  STR("kuliner"));
	check_true("media", sim_count(top, "data") > 5);
	check_true("that carry it", str_contains(sim_text(top, "data.0.caption"), STR("#kuliner")));
	check_int("unknown",
		  sim_int(sim_graph(s, t, "/ig_hashtag_search?user_id=%.*s&q=zzz", STR_ARG(ig)),
			  "error.code"),
		  24);
}

static void test_pictures(void **state)
{
	struct sim *s = *state;
	struct str t = sim_login(s, "rani");
	struct sim_answer a = sim_graph(s, t, "/%.*s?fields=profile_picture_url",
					STR_ARG(sim_instagram(s, "rani")));
	struct str url = sim_text(a, "profile_picture_url");
	struct sim_answer picture =
		sim_call(s, "GET", str_skip(url, str_find(url, STR("/_cdn/"))), "", STR_NONE);

	check_int("there", picture.status, 200);
	check_str("type", http_answer_header(&picture.http, STR("Content-Type")),
		  STR("image/jpeg"));
	check_true("a drawing", str_starts_with(picture.http.body, STR("\xff\xd8\xff")));
	check_int("no other", sim_get(s, "/_cdn/avatar/zz.jpg").status, 404);
	struct sim_answer redirect =
		sim_graph(s, t, "/%.*s/picture?type=large", STR_ARG(s->world->pages[0].id));
	check_int("the edge redirects", redirect.status, 302);
	check_int("unless told not to",
		  sim_int(sim_graph(s, t, "/%.*s/picture?redirect=0&type=large",
				    STR_ARG(s->world->pages[0].id)),
			  "data.height"),
		  200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SIM_TEST(test_personas),
		SIM_TEST(test_no_page_is_an_empty_list),
		SIM_TEST(test_tasks),
		SIM_TEST(test_portfolios),
		SIM_TEST(test_120_pages),
		SIM_TEST(test_media_paging),
		SIM_TEST(test_previous),
		SIM_TEST(test_cursors_survive_new_posts),
		SIM_TEST(test_since_until),
		SIM_TEST(test_media_fields),
		SIM_TEST(test_album_children),
		SIM_TEST(test_comments),
		SIM_TEST(test_authors_need_a_permission),
		SIM_TEST(test_stories_live_a_day),
		SIM_TEST(test_discovery),
		SIM_TEST(test_hashtags),
		SIM_TEST(test_pictures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
