/* Publishing to Pages as meta-graph.md 6 says. */
#include "graphsim/publish/test_publish.h"

static void lever(struct stage *t, const char *path, const char *json)
{
	check_int(json, sim_post(&t->sim, str_of(path), json).status, 200);
}

#define PAGE_POST(t, edge, ...) stage_post_as((t), (t)->page_token, (t)->page, edge, __VA_ARGS__)

static struct sim_answer page_get(struct stage *t, const char *path_fmt, ...) format_like(2, 3);
static struct sim_answer page_get(struct stage *t, const char *path_fmt, ...)
{
	char path[2048];
	va_list args;

	va_start(args, path_fmt);
	vsnprintf(path, sizeof(path), path_fmt, args);
	va_end(args);
	return sim_graph(&t->sim, t->page_token, "%s", path);
}

static struct sim_answer on_post(struct stage *t, struct str post, const char *form)
{
	return stage_post_as(t, t->page_token, post, "", "%s", form);
}

static void test_texts_and_links(void **state)
{
	struct stage *t = *state;
	struct sim_answer a = PAGE_POST(t, "/feed", "message=Halo%%20semua");
	struct str id = sim_text(a, "id");

	check_int("text", a.status, 200);
	check_true("id", str_starts_with(id, t->page) && str_contains(id, STR("_")));
	a = page_get(t, "/%.*s?fields=message,created_time,permalink_url,is_published,from",
		     STR_ARG(id));
	check_str("message", sim_text(a, "message"), STR("Halo semua"));
	check_str("when", sim_text(a, "created_time"), STR("2026-11-21T02:00:00+0000"));
	check_true("published", json_is_true(sim_at(a.json, "is_published")));
	check_str("from", sim_text(a, "from.id"), t->page);
	check_true("permalink", sim_text(a, "permalink_url").len > 0);

	a = PAGE_POST(t, "/feed", "message=Halo%%20semua");
	check_int("duplicate", sim_int(a, "error.code"), 506);
	a = PAGE_POST(t, "/feed", "message=Halo%%20semua&link=http://example.com/a");
	check_int("with a link", a.status, 200);
	lever(t, "/_sim/publishing", "{\"duplicate_s\":0}");
	a = PAGE_POST(t, "/feed", "message=Halo%%20semua&fields=id,permalink_url");
	check_int("allowed", a.status, 200);
	check_true("read after write", sim_text(a, "permalink_url").len > 0);
	a = page_get(t, "/%.*s/published_posts?fields=message,status_type", STR_ARG(t->page));
	check_int("all", (int64_t)sim_count(a, "data"), 3);
	check_str("newest first", sim_text(a, "data.1.status_type"), STR("shared_story"));
	a = sim_get(&t->sim, "/_sim/ledger?kind=text");
	check_int("ledger", sim_int(a, "duplicates"), 1);
	check_str("platform", sim_text(a, "items.0.platform"), STR("facebook"));
}

static void test_what_is_refused(void **state)
{
	struct stage *t = *state;
	static const struct {
		const char *edge, *form;
		int code, subcode;
	} rows[] = {
		{ "/feed", "x=1", 100, -1 },
		{ "/feed", "link=nowhere", 100, 2061006 },
		{ "/feed", "message=a&attached_media=x", 100, -1 },
		{ "/feed", "message=a&attached_media=%5B%7B%22media_fbid%22%3A%221%22%7D%5D", 100,
		  -1 },
		{ "/feed", "message=a&scheduled_publish_time=1795000000", 100, -1 },
		{ "/feed", "message=a&published=false&scheduled_publish_time=1700000000", 100, -1 },
		{ "/feed", "message=a&published=false&scheduled_publish_time=1895000000", 100, -1 },
		{ "/feed", "message=a&published=maybe", 100, -1 },
		{ "/photos", "caption=a", 100, -1 },
		{ "/photos", "url=http%3A%2F%2F127.0.0.1%3A1%2Fa.jpg", 324, 2069019 },
		{ "/videos", "description=a", 100, -1 },
		{ "/videos", "file_url=http%3A%2F%2F127.0.0.1%3A1%2Fa.mp4", 389, -1 },
		{ "/videos", "upload_phase=begin", 100, -1 },
		{ "/videos", "upload_phase=start", 100, -1 },
		{ "/video_reels", "upload_phase=finish&video_state=PUBLISHED", 100, -1 },
		{ "/video_reels", "upload_phase=finish&video_id=1&video_state=PUBLISHED", 100, -1 },
		{ "/video_reels", "upload_phase=finish&video_id=1&video_state=SEEN", 100, -1 },
		{ "/photo_stories", "x=1", 100, -1 },
		{ "/photo_stories", "photo_id=1", 100, -1 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sim_answer a = PAGE_POST(t, rows[i].edge, "%s", rows[i].form);

		check_int(rows[i].form, a.status, 400);
		check_int(rows[i].form, sim_int(a, "error.code"), rows[i].code);
		check_int(rows[i].form, sim_int(a, "error.error_subcode"), rows[i].subcode);
	}
	check_int("nothing came of it", sim_int(sim_get(&t->sim, "/_sim/ledger"), "published"), 0);
}

static void test_who_may(void **state)
{
	struct stage *t = *state;
	struct sim_answer a = stage_post_as(t, t->token, t->page, "/feed", "message=a");

	check_int("user token", sim_int(a, "error.code"), 210);
	struct str poor = sim_login_with(&t->sim, "bima", TEST_SCOPES, "");
	a = sim_graph(&t->sim, poor, "/me/accounts?fields=id,access_token");
	struct str page = sim_text(a, "data.0.id");
	struct str page_token = sim_text(a, "data.0.access_token");
	a = stage_post_as(t, page_token, page, "/feed", "message=a");
	check_int("permission", sim_int(a, "error.code"), 200);
	check_true("which", str_contains(sim_text(a, "error.message"), STR("pages_manage_posts")));
	a = stage_post_as(t, page_token, t->page, "/feed", "message=a");
	check_int("another Page", sim_int(a, "error.error_subcode"), 33);
	struct str eka = sim_login_with(&t->sim, "eka", PUBLISH_SCOPES, "");
	a = sim_graph(&t->sim, eka, "/me/accounts?fields=id,access_token");
	page = sim_text(a, "data.0.id");
	a = stage_post_as(t, sim_text(a, "data.0.access_token"), page, "/feed", "message=a");
	check_int("role", sim_int(a, "error.code"), 200);
	check_true("which", str_contains(sim_text(a, "error.message"), STR("administrative")));
}

static void test_unpublished_posts_are_published_by_state(void **state)
{
	struct stage *t = *state;
	struct sim_answer a = PAGE_POST(t, "/feed", "message=Nanti&published=false");
	struct str id = sim_text(a, "id");

	a = page_get(t, "/%.*s/feed", STR_ARG(t->page));
	check_int("unseen", (int64_t)sim_count(a, "data"), 0);
	a = page_get(t, "/%.*s?fields=is_published", STR_ARG(id));
	check_true("not yet", !json_is_true(sim_at(a.json, "is_published")));
	for (int i = 0; i < 2; i++) {
		a = on_post(t, id, "is_published=true");
		check_true("success", json_is_true(sim_at(a.json, "success")));
	}
	a = page_get(t, "/%.*s/feed", STR_ARG(t->page));
	check_int("seen", (int64_t)sim_count(a, "data"), 1);
	a = sim_get(&t->sim, "/_sim/ledger");
	check_int("once", sim_int(a, "published"), 1);
	a = on_post(t, id, "message=Sekarang");
	check_int("edited", a.status, 200);
	a = page_get(t, "/%.*s", STR_ARG(id));
	check_str("new text", sim_text(a, "message"), STR("Sekarang"));
	a = on_post(t, id, "method=delete");
	check_true("deleted", json_is_true(sim_at(a.json, "success")));
	a = page_get(t, "/%.*s", STR_ARG(id));
	check_int("gone", sim_int(a, "error.error_subcode"), 33);
}

static void test_scheduled_posts(void **state)
{
	struct stage *t = *state;
	/* 2026-11-21T03:00:00Z, an hour from now. */
	struct sim_answer a = PAGE_POST(
		t, "/feed", "message=Jadwal&published=false&scheduled_publish_time=1795230000");
	struct str id = sim_text(a, "id");

	check_int("scheduled", a.status, 200);
	a = page_get(t, "/%.*s/scheduled_posts?fields=message,scheduled_publish_time",
		     STR_ARG(t->page));
	check_str("listed", sim_text(a, "data.0.message"), STR("Jadwal"));
	check_int("when", sim_int(a, "data.0.scheduled_publish_time"), 1795230000);
	lever(t, "/_sim/clock", "{\"advance_s\":3599}");
	a = page_get(t, "/%.*s/feed", STR_ARG(t->page));
	check_int("a second before", (int64_t)sim_count(a, "data"), 0);
	lever(t, "/_sim/clock", "{\"advance_s\":60}");
	a = page_get(t, "/%.*s/feed?fields=created_time", STR_ARG(t->page));
	check_str("in time", sim_text(a, "data.0.created_time"), STR("2026-11-21T03:00:00+0000"));
	check_str("the same", sim_text(a, "data.0.id"), id);
	a = page_get(t, "/%.*s/scheduled_posts", STR_ARG(t->page));
	check_int("no more", (int64_t)sim_count(a, "data"), 0);
}

static void test_photos(void **state)
{
	struct stage *t = *state;
	struct sim_answer a =
		PAGE_POST(t, "/photos", "caption=Foto&url=%s", stage_file(t, "sample.jpg?seed=1"));

	check_int("photo", a.status, 200);
	check_true("post", sim_text(a, "post_id").len > 0);
	struct str one = sim_text(PAGE_POST(t, "/photos", "published=false&url=%s",
					    stage_file(t, "sample.jpg?seed=2")),
				  "id");
	a = PAGE_POST(t, "/photos", "published=false&url=%s", stage_file(t, "sample.png?seed=3"));
	struct str two = sim_text(a, "id");
	check_true("no post", !sim_at(a.json, "post_id"));
	a = PAGE_POST(t, "/feed",
		      "message=Dua&attached_media%%5B0%%5D=%%7B%%22media_fbid%%22%%3A%%22%.*s%%22"
		      "%%7D&attached_media%%5B1%%5D=%%7B%%22media_fbid%%22%%3A%%22%.*s%%22%%7D",
		      STR_ARG(one), STR_ARG(two));
	struct str post = sim_text(a, "id");
	check_int("several", a.status, 200);
	a = page_get(t, "/%.*s?fields=attachments,full_picture,status_type", STR_ARG(post));
	check_int("album", (int64_t)sim_count(a, "attachments.data.0.subattachments.data"), 2);
	check_str("type", sim_text(a, "status_type"), STR("added_photos"));
	a = PAGE_POST(t, "/feed",
		      "message=x&attached_media=%%5B%%7B%%22media_fbid%%22%%3A%%22%.*s%%22%%7D%%5D",
		      STR_ARG(one));
	check_int("attached before", sim_int(a, "error.code"), 100);
	a = page_get(t, "/%.*s?fields=page_story_id,width", STR_ARG(one));
	check_str("in", sim_text(a, "page_story_id"), post);
	a = sim_get(&t->sim, "/_sim/ledger?kind=photos");
	check_int("files", (int64_t)sim_count(a, "items.0.sha256"), 2);

	static const struct {
		const char *file;
		int code, subcode;
	} rows[] = {
		{ "sample.txt", 324, 2069019 },
		{ "sample.mp4", 324, 2069019 },
		{ "sample.jpg?kb=11000", 100, 1366046 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		a = PAGE_POST(t, "/photos", "url=%s", stage_file(t, rows[i].file));
		check_int(rows[i].file, sim_int(a, "error.code"), rows[i].code);
		check_int(rows[i].file, sim_int(a, "error.error_subcode"), rows[i].subcode);
	}
}

static void test_old_photos_cannot_be_attached(void **state)
{
	struct stage *t = *state;
	struct str one = sim_text(
		PAGE_POST(t, "/photos", "published=false&url=%s", stage_file(t, "sample.jpg")),
		"id");

	lever(t, "/_sim/clock", "{\"advance_s\":86400}");
	struct sim_answer a = PAGE_POST(
		t, "/feed",
		"message=x&attached_media=%%5B%%7B%%22media_fbid%%22%%3A%%22%.*s%%22%%7D%%5D",
		STR_ARG(one));
	check_int("dropped", sim_int(a, "error.code"), 100);
}

static void test_videos_go_out_when_processed(void **state)
{
	struct stage *t = *state;
	struct sim_answer a = PAGE_POST(t, "/videos", "title=Judul&description=Video&file_url=%s",
					stage_file(t, "sample.mp4?ms=2000"));
	struct str id = sim_text(a, "id");

	check_int("video", a.status, 200);
	a = page_get(t, "/%.*s?fields=status,published", STR_ARG(id));
	check_str("at first", sim_text(a, "status.video_status"), STR("processing"));
	check_true("unseen", !json_is_true(sim_at(a.json, "published")));
	lever(t, "/_sim/clock", "{\"advance_s\":3}");
	a = page_get(t, "/%.*s?fields=status,post_id,length", STR_ARG(id));
	check_str("ready", sim_text(a, "status.video_status"), STR("ready"));
	check_str("published", sim_text(a, "status.publishing_phase.status"), STR("complete"));
	struct str post = sim_text(a, "post_id");
	a = page_get(t, "/%.*s?fields=message", STR_ARG(post));
	check_str("post", sim_text(a, "message"), STR("Video"));
	a = PAGE_POST(t, "/videos", "file_url=%s", stage_file(t, "sample.jpg"));
	check_int("no video", sim_int(a, "error.code"), 352);
}

static void test_videos_in_pieces(void **state)
{
	struct stage *t = *state;
	struct sim_answer a = PAGE_POST(t, "/videos", "upload_phase=start&file_size=10");
	struct str session = sim_text(a, "upload_session_id");

	check_str("from", sim_text(a, "start_offset"), STR("0"));
	check_str("to", sim_text(a, "end_offset"), STR("10"));
	a = PAGE_POST(t, "/videos",
		      "upload_phase=transfer&upload_session_id=%.*s&start_offset=0&"
		      "video_file_chunk=abcd",
		      STR_ARG(session));
	check_str("next", sim_text(a, "start_offset"), STR("4"));
	a = PAGE_POST(t, "/videos",
		      "upload_phase=transfer&upload_session_id=%.*s&start_offset=0&"
		      "video_file_chunk=abcd",
		      STR_ARG(session));
	check_int("twice", sim_int(a, "error.code"), 6000);
	a = PAGE_POST(t, "/videos", "upload_phase=finish&upload_session_id=%.*s", STR_ARG(session));
	check_int("too early", sim_int(a, "error.code"), 6000);
	a = PAGE_POST(t, "/videos", "upload_phase=cancel&upload_session_id=%.*s", STR_ARG(session));
	check_int("cancelled", a.status, 200);
	a = PAGE_POST(t, "/videos", "upload_phase=finish&upload_session_id=%.*s", STR_ARG(session));
	check_int("gone", sim_int(a, "error.code"), 100);
}

/* Starts a reel or story and has its file fetched; gives the video. */
static struct str begin_video(struct stage *t, const char *edge, const char *sample)
{
	struct sim_answer a = PAGE_POST(t, edge, "upload_phase=start");
	struct str id = sim_text(a, "video_id");
	struct str url = sim_text(a, "upload_url");
	char file[256];

	snprintf(file, sizeof(file), "http://127.0.0.1:%u/_cdn/%s",
		 (unsigned)http_server_port(t->files), sample);
	struct str headers = str_fmt(&t->sim.arena, "Authorization: OAuth %.*s\r\nfile_url: %s\r\n",
				     STR_ARG(t->page_token), file);
	a = sim_call(&t->sim, "POST", str_skip(url, str_find(url, STR("/video-upload/"))),
		     str_z(&t->sim.arena, headers), STR_NONE);
	check_true(sample, json_is_true(sim_at(a.json, "success")));
	return id;
}

static bool await_video(struct stage *t, struct str id, const char *status)
{
	return stage_await_as(t, t->page_token, id, "status", "status.video_status", status);
}

static void test_reels(void **state)
{
	struct stage *t = *state;

	lever(t, "/_sim/publishing", "{\"video_ms\":0}");
	struct str id = begin_video(t, "/video_reels", "sample.mp4?width=1080&height=1920");
	check_true("fetched", await_video(t, id, "ready"));
	struct sim_answer a =
		PAGE_POST(t, "/video_reels",
			  "upload_phase=finish&video_id=%.*s&video_state=PUBLISHED&description=Rel",
			  STR_ARG(id));
	check_true("finished", json_is_true(sim_at(a.json, "success")));
	struct str post = sim_text(a, "post_id");
	a = page_get(t, "/%.*s?fields=permalink_url,message", STR_ARG(post));
	check_true("reel", str_contains(sim_text(a, "permalink_url"), STR("/reel/")));
	check_str("text", sim_text(a, "message"), STR("Rel"));
	a = page_get(t, "/%.*s/video_reels?fields=id", STR_ARG(t->page));
	check_str("listed", sim_text(a, "data.0.id"), id);
	a = PAGE_POST(t, "/video_reels", "upload_phase=finish&video_id=%.*s&video_state=PUBLISHED",
		      STR_ARG(id));
	check_int("again", sim_int(a, "error.code"), 6000);
	a = sim_get(&t->sim, "/_sim/ledger");
	check_str("kind", sim_text(a, "items.0.kind"), STR("reel"));

	static const struct {
		const char *sample;
		int subcode;
	} rows[] = {
		{ "sample.mp4?width=1080&height=1080", 1363040 },
		{ "sample.mp4?width=360&height=640", 1363127 },
		{ "sample.mp4?width=1080&height=1920&ms=91000", 1363128 },
		{ "sample.mp4?width=1080&height=1920&fps=10", 1363129 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		id = begin_video(t, "/video_reels", rows[i].sample);
		check_true(rows[i].sample, await_video(t, id, "error"));
		a = page_get(t, "/%.*s?fields=status", STR_ARG(id));
		check_int(rows[i].sample, sim_int(a, "status.processing_phase.error.code"),
			  rows[i].subcode);
	}
}

static void test_stories(void **state)
{
	struct stage *t = *state;
	struct str photo = sim_text(
		PAGE_POST(t, "/photos", "published=false&url=%s", stage_file(t, "sample.jpg")),
		"id");
	struct sim_answer a = PAGE_POST(t, "/photo_stories", "photo_id=%.*s", STR_ARG(photo));

	check_true("photo", json_is_true(sim_at(a.json, "success")));
	a = PAGE_POST(t, "/photo_stories", "photo_id=%.*s", STR_ARG(photo));
	check_int("again", sim_int(a, "error.error_subcode"), 1366051);
	lever(t, "/_sim/publishing", "{\"video_ms\":0}");
	struct str video = begin_video(t, "/video_stories", "sample.mp4?width=1080&height=1920");
	check_true("fetched", await_video(t, video, "ready"));
	a = PAGE_POST(t, "/video_stories", "upload_phase=finish&video_id=%.*s", STR_ARG(video));
	check_true("video", json_is_true(sim_at(a.json, "success")));
	a = page_get(t, "/%.*s/stories", STR_ARG(t->page));
	check_int("both", (int64_t)sim_count(a, "data"), 2);
	a = page_get(t, "/%.*s/feed", STR_ARG(t->page));
	check_int("not in the feed", (int64_t)sim_count(a, "data"), 0);
}

static void test_comments(void **state)
{
	struct stage *t = *state;
	struct str post = sim_text(PAGE_POST(t, "/feed", "message=Halo"), "id");
	struct sim_answer a = stage_post_as(t, t->page_token, post, "/comments", "message=Satu");
	struct str comment = sim_text(a, "id");

	check_int("comment", a.status, 200);
	stage_post_as(t, t->page_token, post, "/comments", "message=Dua");
	a = page_get(t, "/%.*s/comments", STR_ARG(post));
	check_str("oldest first", sim_text(a, "data.0.message"), STR("Satu"));
	check_str("by", sim_text(a, "data.0.from.id"), t->page);
	a = page_get(t, "/%.*s?fields=comments.summary(true).limit(0)", STR_ARG(post));
	check_int("count", sim_int(a, "comments.summary.total_count"), 2);
	a = stage_post_as(t, t->page_token, comment, "", "method=delete");
	check_int("deleted", a.status, 200);
	a = page_get(t, "/%.*s/comments", STR_ARG(post));
	check_int("one left", (int64_t)sim_count(a, "data"), 1);
}

static void test_effects_are_denied_or_late(void **state)
{
	struct stage *t = *state;

	lever(t, "/_sim/faults",
	      "{\"path\":\"/*/feed\",\"times\":1,\"effect\":true,\"error\":{\"code\":1}}");
	struct sim_answer a = PAGE_POST(t, "/feed", "message=Satu");
	check_int("denied", a.status, 500);
	a = page_get(t, "/%.*s/feed", STR_ARG(t->page));
	check_int("and yet", (int64_t)sim_count(a, "data"), 1);
	a = PAGE_POST(t, "/feed", "message=Satu");
	check_int("duplicate", sim_int(a, "error.code"), 506);
	lever(t, "/_sim/faults", "{\"path\":\"/*/feed\",\"times\":1,\"effect_delay_ms\":2000}");
	struct str id = sim_text(PAGE_POST(t, "/feed", "message=Dua"), "id");
	a = page_get(t, "/%.*s", STR_ARG(id));
	check_int("not yet", sim_int(a, "error.error_subcode"), 33);
	lever(t, "/_sim/clock", "{\"advance_s\":2}");
	a = page_get(t, "/%.*s", STR_ARG(id));
	check_int("now", a.status, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(test_texts_and_links),
		STAGE_TEST(test_what_is_refused),
		STAGE_TEST(test_who_may),
		STAGE_TEST(test_unpublished_posts_are_published_by_state),
		STAGE_TEST(test_scheduled_posts),
		STAGE_TEST(test_photos),
		STAGE_TEST(test_old_photos_cannot_be_attached),
		STAGE_TEST(test_videos_go_out_when_processed),
		STAGE_TEST(test_videos_in_pieces),
		STAGE_TEST(test_reels),
		STAGE_TEST(test_stories),
		STAGE_TEST(test_comments),
		STAGE_TEST(test_effects_are_denied_or_late),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
