/* Publishing to Instagram as meta-graph.md 5 says, files fetched over real sockets. */
#include "graphsim/publish/test_publish.h"

static const char *const image_cases_url = "sample.jpg?width=1080&height=1350";

static void test_an_image_goes_out(void **state)
{
	struct stage *t = *state;
	struct sim_answer a = stage_post(t, "/media",
					 "caption=Halo%%20%%23dapur&alt_text=Soto&"
					 "image_url=%s",
					 stage_file(t, image_cases_url));
	struct str container = sim_text(a, "id");

	check_int("container", a.status, 200);
	a = stage_get(t, "/%.*s?fields=status_code,status", STR_ARG(container));
	check_str("ready", sim_text(a, "status_code"), STR("FINISHED"));
	struct sim_answer before = stage_get(t, "/%.*s?fields=media_count", STR_ARG(t->ig));

	a = stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(container));
	struct str media = sim_text(a, "id");
	check_int("published", a.status, 200);
	a = stage_get(t, "/%.*s?fields=caption,permalink,media_type,alt_text,like_count,timestamp",
		      STR_ARG(media));
	check_str("caption", sim_text(a, "caption"), STR("Halo #dapur"));
	check_str("alt text", sim_text(a, "alt_text"), STR("Soto"));
	check_str("type", sim_text(a, "media_type"), STR("IMAGE"));
	check_int("likes", sim_int(a, "like_count"), 0);
	check_true("permalink",
		   str_starts_with(sim_text(a, "permalink"), STR("https://www.instagram.com/p/")));
	check_str("when", sim_text(a, "timestamp"), STR("2026-11-21T02:00:00+0000"));
	a = stage_get(t, "/%.*s/media?limit=2", STR_ARG(t->ig));
	check_str("newest", sim_text(a, "data.0.id"), media);
	a = stage_get(t, "/%.*s?fields=media_count", STR_ARG(t->ig));
	check_int("count", sim_int(a, "media_count"), sim_int(before, "media_count") + 1);
	a = stage_get(t, "/%.*s/insights?metric=reach,views", STR_ARG(media));
	check_int("reach", sim_int(a, "data.0.values.0.value"), 0);
	a = stage_get(t, "/%.*s?fields=status_code", STR_ARG(container));
	check_str("after", sim_text(a, "status_code"), STR("PUBLISHED"));
	a = stage_get(t, "/%.*s/content_publishing_limit?fields=quota_usage,config",
		      STR_ARG(t->ig));
	check_int("quota", sim_int(a, "data.0.quota_usage"), 1);
	check_int("total", sim_int(a, "data.0.config.quota_total"), 50);
}

static void test_the_ledger_counts(void **state)
{
	struct stage *t = *state;

	stage_publish_image(t, "Satu", 1);
	stage_publish_image(t, "Dua", 2);
	stage_publish_image(t, "Satu", 1);
	struct sim_answer a = sim_get(&t->sim, "/_sim/ledger");
	check_int("published", sim_int(a, "published"), 3);
	check_int("distinct", sim_int(a, "distinct"), 2);
	check_int("duplicates", sim_int(a, "duplicates"), 1);
	check_str("text", sim_text(a, "items.0.text"), STR("Satu"));
	check_str("account", sim_text(a, "items.0.target"), t->ig);
	check_int("hash", (int64_t)sim_text(a, "items.0.sha256.0").len, 64);
	check_str("same file", sim_text(a, "items.0.sha256.0"), sim_text(a, "items.2.sha256.0"));
	check_int("copy", sim_int(a, "items.2.copy"), 2);
	a = sim_get(&t->sim, "/sim/ledger?text=Dua");
	check_int("narrowed", sim_int(a, "published"), 1);
}

static void test_files_are_checked(void **state)
{
	struct stage *t = *state;
	static const struct {
		const char *file;
		int code, subcode;
	} rows[] = {
		{ "sample.jpg?width=1080&height=1080", 0, 0 },
		{ "sample.jpg?width=1080&height=566", 0, 0 },
		{ "sample.jpg?width=1080&height=1440", 36003, 2207009 },
		{ "sample.jpg?width=2000&height=1000", 36003, 2207009 },
		{ "sample.jpg?kb=9000", 36000, 2207004 },
		{ "sample.jpg?kb=8192", 0, 0 },
		{ "sample.png", 36001, 2207005 },
		{ "sample.gif", 36001, 2207005 },
		{ "sample.mp4", 9004, 2207052 },
		{ "sample.txt", 9004, 2207052 },
		{ "nothing.jpg", 9004, 2207052 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct sim_answer a =
			stage_post(t, "/media", "image_url=%s", stage_file(t, rows[i].file));
		check_int(rows[i].file, a.status, rows[i].code ? 400 : 200);
		check_int(rows[i].file, sim_int(a, "error.code"), rows[i].code ? rows[i].code : -1);
		check_int(rows[i].file, sim_int(a, "error.error_subcode"),
			  rows[i].subcode ? rows[i].subcode : -1);
		if (rows[i].code)
			check_true("words", sim_text(a, "error.error_user_msg").len > 0);
	}
}

static void test_other_machines_are_not_asked(void **state)
{
	struct stage *t = *state;
	static const char *const urls[] = { "http://192.0.2.1/a.jpg", "https://127.0.0.1/a.jpg",
					    "ftp://127.0.0.1/a.jpg", "a.jpg",
					    "http://127.0.0.1:1/a.jpg" };

	for (size_t i = 0; i < COUNT_OF(urls); i++) {
		struct sim_answer a = stage_post(t, "/media", "image_url=%s", urls[i]);
		check_int(urls[i], sim_int(a, "error.error_subcode"), 2207052);
	}
}

static void test_parameters_are_checked(void **state)
{
	struct stage *t = *state;
	static const struct {
		const char *what;
		int code, subcode;
	} rows[] = {
		{ "caption=x", 100, -1 },
		{ "media_type=REELS", 100, -1 },
		{ "media_type=VIDEO&video_url=http://127.0.0.1:1/a", 100, 2207023 },
		{ "media_type=FILM", 100, 2207023 },
		{ "media_type=REELS&is_carousel_item=true&video_url=x", 100, 2207023 },
		{ "media_type=CAROUSEL", 100, -1 },
		{ "media_type=CAROUSEL&children=1", 100, 2207028 },
		{ "media_type=CAROUSEL&children=1,2,3,4,5,6,7,8,9,10,11", 100, 2207028 },
		{ "media_type=CAROUSEL&children=1,2", 24, 2207008 },
		{ "IMAGE&user_tags=%5B%7B%22username%22%3A%22nobody%22%7D%5D", 110, 2207013 },
		{ "IMAGE&user_tags=%5B%7B%22username%22%3A%22dapurnusantara.id%22%7D%5D", 100, -1 },
		{ "IMAGE&user_tags=x", 100, -1 },
		{ "IMAGE&location_id=12", 100, -1 },
		{ "IMAGE&collaborators=a,b,c,d", 100, -1 },
		{ "IMAGE&collaborators=nobody", 110, 2207013 },
		{ "IMAGE&is_ai_generated=maybe", 100, -1 },
		{ "IMAGE&product_tags=%5B%7B%22product_id%22%3A%221%22%7D%5D", 100, 2207036 },
		{ "media_type=REELS&video_url=x&thumb_offset=-1", 1, 2207057 },
		{ "media_type=REELS&video_url=x&trial_params=%7B%7D", 100, -1 },
		{ "media_type=REELS&video_url=x&audio_configuration=%7B%7D", 100, 9050 },
		{ "media_type=REELS&upload_type=fast&video_url=x", 100, -1 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		bool is_image = str_starts_with(str_of(rows[i].what), STR("IMAGE"));
		struct sim_answer a =
			stage_post(t, "/media", "%s%s%s", is_image ? "image_url=" : rows[i].what,
				   is_image ? stage_file(t, "sample.jpg") : "",
				   is_image ? rows[i].what + 5 : "");
		check_int(rows[i].what, a.status, 400);
		check_int(rows[i].what, sim_int(a, "error.code"), rows[i].code);
		check_int(rows[i].what, sim_int(a, "error.error_subcode"), rows[i].subcode);
	}
}

static void test_captions_are_measured(void **state)
{
	struct stage *t = *state;
	static const struct {
		const char *unit;
		int count, status;
	} rows[] = {
		{ "a", 2200, 200 },     { "a", 2201, 400 },      { "%C3%A9", 2200, 200 },
		{ "%23a%20", 30, 200 }, { "%23a%20", 31, 400 },  { "%40a%20", 20, 200 },
		{ "%40a%20", 21, 400 }, { "a%23b%20", 40, 200 },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(buf_free) struct buf caption = { 0 };

		buf_init(&caption, 64 * KIB);
		for (int n = 0; n < rows[i].count; n++)
			buf_put(&caption, str_of(rows[i].unit));
		struct sim_answer a =
			stage_post(t, "/media", "image_url=%s&caption=%.*s",
				   stage_file(t, "sample.jpg"), STR_ARG(buf_str(&caption)));
		check_int(rows[i].unit, a.status, rows[i].status);
		check_int(rows[i].unit, sim_int(a, "error.error_subcode"),
			  rows[i].status == 200 ? -1 : 2207010);
	}
}

static void test_containers_expire_and_are_used_once(void **state)
{
	struct stage *t = *state;
	struct str first = stage_container(t, "Satu", 1);
	struct str second = stage_container(t, "Dua", 2);

	struct sim_answer a = stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(first));
	check_int("first", a.status, 200);
	a = stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(first));
	check_int("again", sim_int(a, "error.error_subcode"), 2207027);
	sim_post(&t->sim, STR("/_sim/publishing"), "{\"republish\":\"unknown\"}");
	a = stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(first));
	check_int("unknown", sim_int(a, "error.error_subcode"), 2207008);
	sim_post(&t->sim, STR("/_sim/publishing"), "{\"republish\":\"again\"}");
	a = stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(first));
	check_int("a second post", a.status, 200);
	a = sim_get(&t->sim, "/_sim/ledger");
	check_int("duplicates", sim_int(a, "duplicates"), 1);

	sim_post(&t->sim, STR("/_sim/clock"), "{\"advance_s\":86400}");
	a = stage_get(t, "/%.*s?fields=status_code", STR_ARG(second));
	check_str("old", sim_text(a, "status_code"), STR("EXPIRED"));
	a = stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(second));
	check_int("too late", sim_int(a, "error.error_subcode"), 2207008);
	a = stage_post(t, "/media_publish", "creation_id=17000000000000000");
	check_int("never was", sim_int(a, "error.error_subcode"), 2207008);
	a = stage_post(t, "/media_publish", "x=1");
	check_int("missing", sim_int(a, "error.code"), 100);
}

static void test_limits_hold_for_a_day(void **state)
{
	struct stage *t = *state;

	sim_post(&t->sim, STR("/_sim/publishing"), "{\"quota_total\":2,\"containers_max\":4}");
	stage_publish_image(t, "Satu", 1);
	stage_publish_image(t, "Dua", 2);
	struct str third = stage_container(t, "Tiga", 3);
	struct sim_answer a = stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(third));
	check_int("quota", sim_int(a, "error.code"), 9);
	check_int("quota", sim_int(a, "error.error_subcode"), 2207042);
	stage_container(t, "Empat", 4);
	a = stage_post(t, "/media", "image_url=%s", stage_file(t, "sample.jpg"));
	check_int("containers", sim_int(a, "error.code"), 9);
	sim_post(&t->sim, STR("/_sim/clock"), "{\"advance_s\":86401}");
	stage_publish_image(t, "Lima", 5);
	a = stage_get(t, "/%.*s/content_publishing_limit", STR_ARG(t->ig));
	check_int("one today", sim_int(a, "data.0.quota_usage"), 1);
	check_true("config is asked for", !sim_at(a.json, "data.0.config"));
}

static void test_who_may_publish(void **state)
{
	struct stage *t = *state;
	struct str fitri = sim_login_with(&t->sim, "fitri", TEST_SCOPES, "");
	struct str ig = sim_instagram(&t->sim, "fitri");
	struct sim_answer a = stage_post_as(t, fitri, ig, "/media", "image_url=x");

	check_int("declined", a.status, 403);
	check_int("declined", sim_int(a, "error.code"), 10);
	struct str eka = sim_login(&t->sim, "eka");
	ig = sim_instagram(&t->sim, "eka");
	a = stage_post_as(t, eka, ig, "/media", "image_url=x");
	check_int("role", a.status, 403);
	check_int("role", sim_int(a, "error.code"), 200);
	a = stage_post_as(t, eka, t->ig, "/media", "image_url=x");
	check_int("somebody else's", sim_int(a, "error.error_subcode"), 33);
}

static void test_the_account_comments(void **state)
{
	struct stage *t = *state;
	struct str media = stage_publish_image(t, "Satu", 1);
	struct sim_answer a = stage_post_as(t, t->token, media, "/comments", "message=Pertama");
	struct str comment = sim_text(a, "id");

	check_int("comment", a.status, 200);
	a = stage_get(t, "/%.*s/comments?fields=text,username,id", STR_ARG(media));
	check_int("one", (int64_t)sim_count(a, "data"), 1);
	check_str("text", sim_text(a, "data.0.text"), STR("Pertama"));
	check_str("by", sim_text(a, "data.0.username"), STR("dapurnusantara.id"));
	check_str("id", sim_text(a, "data.0.id"), comment);
	a = stage_get(t, "/%.*s?fields=comments_count", STR_ARG(media));
	check_int("count", sim_int(a, "comments_count"), 1);
	a = stage_get(t, "/%.*s?fields=text,media", STR_ARG(comment));
	check_str("alone", sim_text(a, "text"), STR("Pertama"));
	check_str("on", sim_text(a, "media.id"), media);
	a = stage_post_as(t, t->token, media, "/comments", "x=1");
	check_int("empty", sim_int(a, "error.code"), 100);
}

static void test_the_account_answers(void **state)
{
	struct stage *t = *state;
	struct str media = stage_publish_image(t, "Satu", 1);
	struct sim_answer a = stage_post_as(t, t->token, media, "/comments", "message=Pertama");
	struct str comment = sim_text(a, "id");
	struct str last = STR("");

	for (int i = 0; i < 60; i++) {
		a = stage_post_as(t, t->token, i > 58 ? last : comment, "/replies",
				  "message=Salam%%20%d", i);
		check_int("answer", a.status, 200);
		last = sim_text(a, "id");
	}
	a = stage_get(t, "/%.*s?fields=comments_count,comments%%7Bid,replies%%7Btext%%7D%%7D",
		      STR_ARG(media));
	check_int("counted with the answers", sim_int(a, "comments_count"), 61);
	check_int("one at the top", (int64_t)sim_count(a, "comments.data"), 1);
	check_int("50 at a time", (int64_t)sim_count(a, "comments.data.0.replies.data"), 50);
	check_str("oldest first", sim_text(a, "comments.data.0.replies.data.0.text"),
		  STR("Salam 0"));
	struct str after = sim_text(a, "comments.data.0.replies.paging.cursors.after");
	a = stage_get(t, "/%.*s/replies?fields=id,parent_id&after=%.*s", STR_ARG(comment),
		      STR_ARG(after));
	check_int("the rest", (int64_t)sim_count(a, "data"), 10);
	check_str("an answer's answer too", sim_text(a, "data.9.id"), last);
	check_str("under the comment", sim_text(a, "data.9.parent_id"), comment);
	a = stage_get(t, "/%.*s/replies", STR_ARG(last));
	check_int("none under an answer", (int64_t)sim_count(a, "data"), 0);
	a = stage_post_as(t, t->token, comment, "/replies", "x=1");
	check_int("empty", sim_int(a, "error.code"), 100);
}

static void test_what_a_post_carries(void **state)
{
	struct stage *t = *state;
	struct sim_answer a =
		stage_post(t, "/media",
			   "location_id=%.*s&collaborators=dapurnusantara.id&is_ai_generated=true&"
			   "user_tags=%%5B%%7B%%22username%%22%%3A%%22dapurnusantara.id%%22%%2C%%"
			   "22x%%22%%3A0.5"
			   "%%2C%%22y%%22%%3A1%%7D%%5D&image_url=%s",
			   STR_ARG(t->page), stage_file(t, "sample.jpg"));

	check_int("container", a.status, 200);
	a = stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(sim_text(a, "id")));
	struct str media = sim_text(a, "id");
	a = stage_get(t, "/%.*s?fields=is_ai_generated,collaborators", STR_ARG(media));
	check_true("made by a machine", json_is_true(sim_at(a.json, "is_ai_generated")));
	check_str("invited", sim_text(a, "collaborators.data.0.invite_status"), STR("Pending"));
	a = sim_get(&t->sim, "/_sim/ledger");
	check_str("place", sim_text(a, "items.0.location_id"), t->page);
	check_true("tags", str_contains(sim_text(a, "items.0.user_tags"), STR("0.5")));
}

static void test_media_are_closed_and_deleted(void **state)
{
	struct stage *t = *state;
	struct str media = stage_publish_image(t, "Satu", 1);
	struct sim_answer a = stage_post_as(t, t->token, media, "", "comment_enabled=false");

	check_true("closed", json_is_true(sim_at(a.json, "success")));
	a = stage_get(t, "/%.*s?fields=is_comment_enabled", STR_ARG(media));
	check_true("closed", !json_is_true(sim_at(a.json, "is_comment_enabled")));
	a = stage_post_as(t, t->token, media, "", "x=1");
	check_int("what?", sim_int(a, "error.code"), 100);
	a = stage_post_as(t, t->token, media, "", "method=delete");
	check_int("permission", sim_int(a, "error.code"), 10);
	t->token = sim_login_with(&t->sim, "rani", PUBLISH_SCOPES ",instagram_manage_contents", "");
	a = stage_post_as(t, t->token, media, "", "method=delete");
	check_str("deleted", sim_text(a, "deleted_id"), media);
	a = stage_get(t, "/%.*s?fields=id", STR_ARG(media));
	check_int("gone", sim_int(a, "error.error_subcode"), 33);
	a = stage_get(t, "/%.*s/content_publishing_limit", STR_ARG(t->ig));
	check_int("it still counts", sim_int(a, "data.0.quota_usage"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(test_an_image_goes_out),
		STAGE_TEST(test_the_ledger_counts),
		STAGE_TEST(test_files_are_checked),
		STAGE_TEST(test_other_machines_are_not_asked),
		STAGE_TEST(test_parameters_are_checked),
		STAGE_TEST(test_captions_are_measured),
		STAGE_TEST(test_containers_expire_and_are_used_once),
		STAGE_TEST(test_limits_hold_for_a_day),
		STAGE_TEST(test_who_may_publish),
		STAGE_TEST(test_the_account_comments),
		STAGE_TEST(test_the_account_answers),
		STAGE_TEST(test_what_a_post_carries),
		STAGE_TEST(test_media_are_closed_and_deleted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
