/*
 * Publishing to Instagram beyond one picture: carousels, reels, stories, uploads (meta-graph.md 5),
 * and the ways publishing can go wrong after it went right.
 */
#include "graphsim/publish/test_publish.h"

static void lever(struct stage *t, const char *path, const char *json)
{
	check_int(json, sim_post(&t->sim, str_of(path), json).status, 200);
}

static struct str make(struct stage *t, const char *form, const char *sample)
{
	struct sim_answer a = stage_post(t, "/media", "%s%s", form, stage_file(t, sample));

	check_int(form, a.status, 200);
	return sim_text(a, "id");
}

static struct sim_answer publish(struct stage *t, struct str container)
{
	return stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(container));
}

static void check_status(struct stage *t, struct str container, const char *code)
{
	struct sim_answer a = stage_get(t, "/%.*s?fields=status_code", STR_ARG(container));

	check_str(code, sim_text(a, "status_code"), str_of(code));
}

static void test_videos_are_processed_for_a_while(void **state)
{
	struct stage *t = *state;
	struct str reel = make(t, "media_type=REELS&caption=Gulung&video_url=", "sample.mp4");

	check_status(t, reel, "IN_PROGRESS");
	struct sim_answer a = publish(t, reel);
	check_int("too early", sim_int(a, "error.code"), 9007);
	check_int("too early", sim_int(a, "error.error_subcode"), 2207027);
	/* The clock stands still; the file comes in its own time. */
	lever(t, "/_sim/publishing", "{\"video_ms\":0}");
	check_true("ready", stage_await(t, reel, "status_code", "FINISHED"));
	lever(t, "/_sim/publishing", "{\"video_ms\":5000}");
	check_status(t, reel, "IN_PROGRESS");
	lever(t, "/_sim/clock", "{\"advance_s\":5}");
	check_status(t, reel, "FINISHED");
	a = publish(t, reel);
	check_int("published", a.status, 200);
	struct str media = sim_text(a, "id");
	a = stage_get(t,
		      "/%.*s?fields=media_type,media_product_type,permalink,thumbnail_url,"
		      "is_shared_to_feed",
		      STR_ARG(media));
	check_str("type", sim_text(a, "media_type"), STR("VIDEO"));
	check_str("product", sim_text(a, "media_product_type"), STR("REELS"));
	check_true("link", str_contains(sim_text(a, "permalink"), STR("/reel/")));
	check_true("thumbnail", sim_text(a, "thumbnail_url").len > 0);
	check_true("feed", json_is_true(sim_at(a.json, "is_shared_to_feed")));
}

static void test_bad_videos_end_in_error(void **state)
{
	struct stage *t = *state;
	static const struct {
		const char *form, *file;
		const char *status; /* NULL: it is good */
	} rows[] = {
		{ "media_type=REELS&video_url=", "sample.mp4?ms=2000", "2207026" },
		{ "media_type=REELS&video_url=", "sample.mp4?ms=901000", "2207026" },
		{ "media_type=REELS&video_url=", "sample.mp4?codec=vp09", "2207026" },
		{ "media_type=REELS&video_url=", "sample.mp4?width=4000", "2207026" },
		{ "media_type=REELS&video_url=", "sample.jpg", "2207026" },
		{ "media_type=REELS&video_url=", "nothing.mp4", "2207052" },
		{ "media_type=REELS&thumb_offset=9000&video_url=", "sample.mp4?ms=5000",
		  "2207057" },
		{ "media_type=REELS&thumb_offset=4000&video_url=", "sample.mp4?ms=5000", NULL },
		{ "media_type=REELS&video_url=", "sample.mp4?ms=900000", NULL },
		{ "media_type=STORIES&video_url=", "sample.mp4?ms=61000", "2207026" },
		{ "media_type=STORIES&video_url=", "sample.mp4?ms=60000", NULL },
		{ "media_type=VIDEO&is_carousel_item=true&video_url=", "sample.mp4?codec=hvc1",
		  NULL },
	};

	lever(t, "/_sim/publishing", "{\"video_ms\":0}");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str id = make(t, rows[i].form, rows[i].file);
		bool is_good = !rows[i].status;

		check_true(rows[i].file,
			   stage_await(t, id, "status_code", is_good ? "FINISHED" : "ERROR"));
		struct sim_answer a = stage_get(t, "/%.*s?fields=status", STR_ARG(id));
		check_true(rows[i].file,
			   is_good || str_ends_with(sim_text(a, "status"), str_of(rows[i].status)));
		a = publish(t, id);
		check_int(rows[i].file, a.status, is_good && i + 1 < COUNT_OF(rows) ? 200 : 400);
	}
}

static void test_carousels(void **state)
{
	struct stage *t = *state;
	struct str one = make(t, "is_carousel_item=true&image_url=", "sample.jpg?seed=1");
	struct str two =
		make(t, "is_carousel_item=true&media_type=VIDEO&video_url=", "sample.mp4?seed=2");
	struct str alone = make(t, "image_url=", "sample.jpg");
	struct sim_answer a = stage_post(t, "/media", "media_type=CAROUSEL&children=%.*s,%.*s",
					 STR_ARG(one), STR_ARG(alone));

	check_int("no item", sim_int(a, "error.error_subcode"), 2207008);
	a = stage_post(t, "/media",
		       "media_type=CAROUSEL&caption=Dua&children=%%5B%%22%.*s%%22,"
		       "%%22%.*s%%22%%5D",
		       STR_ARG(one), STR_ARG(two));
	struct str album = sim_text(a, "id");
	check_int("as JSON", a.status, 200);
	check_status(t, album, "IN_PROGRESS");
	lever(t, "/_sim/publishing", "{\"video_ms\":0}");
	check_true("ready", stage_await(t, album, "status_code", "FINISHED"));
	a = publish(t, one);
	check_int("a child alone", sim_int(a, "error.error_subcode"), 2207027);
	a = publish(t, album);
	struct str media = sim_text(a, "id");
	a = stage_get(t, "/%.*s?fields=media_type,children{id,media_type}", STR_ARG(media));
	check_str("type", sim_text(a, "media_type"), STR("CAROUSEL_ALBUM"));
	check_int("children", (int64_t)sim_count(a, "children.data"), 2);
	check_str("first", sim_text(a, "children.data.0.media_type"), STR("IMAGE"));
	check_str("second", sim_text(a, "children.data.1.media_type"), STR("VIDEO"));
	struct str child = sim_text(a, "children.data.1.id");
	a = stage_get(t, "/%.*s?fields=id,media_type", STR_ARG(child));
	check_str("by id", sim_text(a, "id"), child);
	a = stage_get(t, "/%.*s/content_publishing_limit", STR_ARG(t->ig));
	check_int("counts as one", sim_int(a, "data.0.quota_usage"), 1);
	a = sim_get(&t->sim, "/_sim/ledger");
	check_int("two files", (int64_t)sim_count(a, "items.0.sha256"), 2);
	check_str("kind", sim_text(a, "items.0.kind"), STR("carousel"));
}

static void test_stories_live_for_a_day(void **state)
{
	struct stage *t = *state;
	struct str story =
		make(t, "media_type=STORIES&caption=tidak&image_url=", "sample.jpg?height=1920");
	struct sim_answer before = stage_get(t, "/%.*s/stories", STR_ARG(t->ig));
	struct str media = sim_text(publish(t, story), "id");
	struct sim_answer a =
		stage_get(t, "/%.*s/stories?fields=id,caption,permalink", STR_ARG(t->ig));

	check_int("one more", (int64_t)sim_count(a, "data"),
		  (int64_t)sim_count(before, "data") + 1);
	check_str("newest", sim_text(a, "data.0.id"), media);
	check_true("no caption", !sim_at(a.json, "data.0.caption"));
	check_true("link", str_contains(sim_text(a, "data.0.permalink"), STR("/stories/")));
	a = stage_get(t, "/%.*s/media?limit=1", STR_ARG(t->ig));
	check_true("not a post", !str_eq(sim_text(a, "data.0.id"), media));
	lever(t, "/_sim/clock", "{\"advance_s\":86400}");
	a = stage_get(t, "/%.*s?fields=id", STR_ARG(media));
	check_int("gone", sim_int(a, "error.error_subcode"), 33);
}

static struct sim_answer upload(struct stage *t, struct str uri, const char *headers,
				struct str bytes)
{
	size_t at = str_find(uri, STR("/ig-api-upload/"));
	struct str all = str_fmt(&t->sim.arena, "Authorization: OAuth %.*s\r\n%s",
				 STR_ARG(t->token), headers);

	return sim_call(&t->sim, "POST", str_skip(uri, at), str_z(&t->sim.arena, all), bytes);
}

static void test_files_are_sent_in_pieces(void **state)
{
	struct stage *t = *state;
	struct sim_answer a = stage_post(t, "/media", "media_type=REELS&upload_type=resumable");
	struct str uri = str_dup(&t->sim.arena, sim_text(a, "uri"));
	struct str id = sim_text(a, "id");
	struct str file = sim_get(&t->sim, "/_cdn/sample.mp4?kb=2").http.body;
	struct str half = str_sub(file, 0, 1000);
	const char *head = str_z(
		&t->sim.arena, str_fmt(&t->sim.arena, "offset: 0\r\nfile_size: %zu\r\n", file.len));
	const char *tail =
		str_z(&t->sim.arena,
		      str_fmt(&t->sim.arena, "offset: 1000\r\nfile_size: %zu\r\n", file.len));

	check_true("where to", str_ends_with(uri, id));
	check_status(t, id, "IN_PROGRESS");
	a = sim_call(&t->sim, "POST", str_skip(uri, str_find(uri, STR("/ig-api"))), head, file);
	check_int("who?", a.status, 400);
	check_str("who?", sim_text(a, "debug_info.type"), STR("ProcessingFailedError"));
	a = upload(t, uri, head, half);
	check_str("a part", sim_text(a, "debug_info.type"), STR("PartialRequestError"));
	a = upload(t, uri, head, half);
	check_str("again", sim_text(a, "debug_info.type"), STR("OffsetInvalidError"));
	a = stage_get(t, "/%.*s?fields=video_status", STR_ARG(id));
	check_int("so far", sim_int(a, "video_status.uploading_phase.bytes_transferred"), 1000);
	a = upload(t, uri, tail, str_skip(file, 1000));
	check_int("the rest", a.status, 200);
	check_true("success", json_is_true(sim_at(a.json, "success")));
	lever(t, "/_sim/clock", "{\"advance_s\":3}");
	check_status(t, id, "FINISHED");
	check_int("published", publish(t, id).status, 200);
}

static void test_an_error_after_the_effect(void **state)
{
	struct stage *t = *state;
	static const struct {
		const char *fault;
		int status, code;
	} rows[] = {
		{ "\"error\":{\"code\":4,\"subcode\":2207051}", 400, 4 },
		{ "\"error\":{\"code\":1}", 500, 1 },
		{ "\"error\":{\"code\":2}", 500, 2 },
		{ "\"status\":500,\"html\":true", 500, -1 },
		{ "\"garbage\":true", 200, -1 },
		{ "\"cut\":true", 0, -1 },
	};
	char json[300];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct str container = stage_container(t, "Satu", (int)i);

		snprintf(json, sizeof(json),
			 "{\"path\":\"/*/media_publish\",\"times\":1,\"effect\":true,%s}",
			 rows[i].fault);
		lever(t, "/_sim/faults", json);
		struct sim_answer a = publish(t, container);
		check_int(json, a.http.is_broken ? 0 : a.status, rows[i].status);
		check_int(json, sim_int(a, "error.code"), rows[i].code);
		check_status(t, container, "PUBLISHED");
		a = sim_get(&t->sim, "/_sim/ledger");
		check_int(json, sim_int(a, "published"), (int64_t)i + 1);
	}
	/* The same without the effect leaves everything as it was. */
	struct str container = stage_container(t, "Dua", 99);
	lever(t, "/_sim/faults", "{\"path\":\"/*/media_publish\",\"times\":1,\"cut\":true}");
	check_true("cut", publish(t, container).http.is_broken);
	check_status(t, container, "FINISHED");
}

static void test_a_delayed_effect(void **state)
{
	struct stage *t = *state;
	struct str container = stage_container(t, "Nanti", 1);

	lever(t, "/_sim/faults", "{\"path\":\"/*/media_publish\",\"effect_delay_ms\":2000}");
	struct sim_answer a = publish(t, container);
	struct str media = sim_text(a, "id");
	check_int("promised", a.status, 200);
	check_status(t, container, "FINISHED");
	a = stage_get(t, "/%.*s?fields=id", STR_ARG(media));
	check_int("not yet", sim_int(a, "error.error_subcode"), 33);
	a = publish(t, container);
	check_int("meanwhile", sim_int(a, "error.error_subcode"), 2207027);
	lever(t, "/_sim/clock", "{\"advance_s\":5}");
	check_status(t, container, "PUBLISHED");
	a = stage_get(t, "/%.*s?fields=timestamp", STR_ARG(media));
	check_str("in its own time", sim_text(a, "timestamp"), STR("2026-11-21T02:00:02+0000"));

	/* A container that can be used again becomes two posts. */
	lever(t, "/_sim/publishing", "{\"republish\":\"again\"}");
	container = stage_container(t, "Dua kali", 2);
	check_int("first", publish(t, container).status, 200);
	check_int("second", publish(t, container).status, 200);
	lever(t, "/_sim/clock", "{\"advance_s\":5}");
	a = sim_get(&t->sim, "/_sim/ledger?text=Dua%%20kali");
	check_int("twice", sim_int(a, "duplicates"), 1);
}

static void test_a_lever_decides_how_containers_end(void **state)
{
	struct stage *t = *state;

	lever(t, "/_sim/publishing",
	      "{\"account\":\"dapurnusantara.id\",\"fail\":{\"subcode\":2207082,\"times\":1}}");
	struct str bad = stage_container(t, "Satu", 1);
	struct str good = stage_container(t, "Dua", 2);
	check_status(t, bad, "ERROR");
	check_status(t, good, "FINISHED");
	struct sim_answer a = stage_get(t, "/%.*s?fields=status", STR_ARG(bad));
	check_true("which", str_ends_with(sim_text(a, "status"), STR("2207082")));
	a = sim_post(&t->sim, STR("/_sim/publishing"), "{\"republsh\":\"again\"}");
	check_int("misspelt", a.status, 400);
	a = sim_post(&t->sim, STR("/_sim/publishing"), "{\"fail\":{\"subcode\":1}}");
	check_int("no such end", a.status, 400);
}

static void test_rules_hold_for_one_account(void **state)
{
	struct stage *t = *state;

	lever(t, "/_sim/publishing",
	      "{\"account\":\"dapurnusantara.id\",\"effect_delay_ms\":2000,"
	      "\"deny\":{\"code\":4,\"subcode\":2207051,\"times\":1}}");
	struct str container = stage_container(t, "Satu", 1);
	struct sim_answer a = publish(t, container);
	check_int("denied", sim_int(a, "error.error_subcode"), 2207051);
	check_int("denied", sim_int(a, "error.code"), 4);
	check_status(t, container, "FINISHED");
	lever(t, "/_sim/clock", "{\"advance_s\":2}");
	check_status(t, container, "PUBLISHED");
	a = publish(t, stage_container(t, "Dua", 2));
	check_int("once", a.status, 200);
	a = stage_post_as(t, t->page_token, t->page, "/feed", "message=Halo");
	check_int("the Page has other rules", a.status, 200);
	a = stage_get(t, "/%.*s?fields=message", STR_ARG(sim_text(a, "id")));
	check_str("at once", sim_text(a, "message"), STR("Halo"));
	lever(t, "/_sim/publishing", "{\"deny\":{\"code\":2}}");
	a = stage_post_as(t, t->page_token, t->page, "/feed", "message=Lagi");
	check_int("any code", a.status, 500);
	check_true("transient", json_is_true(sim_at(a.json, "error.is_transient")));
	a = sim_get(&t->sim, "/_sim/ledger?kind=text");
	check_int("both are there", sim_int(a, "published"), 2);
}

static void test_reset_forgets_everything(void **state)
{
	struct stage *t = *state;
	struct str media = stage_publish_image(t, "Satu", 1);

	lever(t, "/_sim/publishing", "{\"quota_total\":7}");
	lever(t, "/_sim/reset", "{}");
	t->token = sim_login_with(&t->sim, "rani", PUBLISH_SCOPES, "");
	struct sim_answer a = stage_get(t, "/%.*s?fields=id", STR_ARG(media));
	check_int("gone", sim_int(a, "error.error_subcode"), 33);
	a = sim_get(&t->sim, "/_sim/ledger");
	check_int("empty", sim_int(a, "published"), 0);
	a = stage_get(t, "/%.*s/content_publishing_limit?fields=config,quota_usage",
		      STR_ARG(t->ig));
	check_int("as at the start", sim_int(a, "data.0.config.quota_total"), 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STAGE_TEST(test_videos_are_processed_for_a_while),
		STAGE_TEST(test_bad_videos_end_in_error),
		STAGE_TEST(test_carousels),
		STAGE_TEST(test_stories_live_for_a_day),
		STAGE_TEST(test_files_are_sent_in_pieces),
		STAGE_TEST(test_an_error_after_the_effect),
		STAGE_TEST(test_a_delayed_effect),
		STAGE_TEST(test_a_lever_decides_how_containers_end),
		STAGE_TEST(test_rules_hold_for_one_account),
		STAGE_TEST(test_reset_forgets_everything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
