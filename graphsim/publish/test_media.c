/* What files are, and whether they may be used (media_probe.h, media_rules.h). */
#include "base/test.h"

#include "base/limits.h"
#include "graphsim/publish/media_rules.h"
#include "graphsim/publish/sample_media.h"

static struct str make(struct buf *out, const char *extension, const char *query)
{
	cleanup(arena_free) struct arena a;
	char path[32];
	struct params args;
	struct err err = ERR_INIT;

	arena_init(&a, MIB);
	buf_init(out, 20 * MIB);
	snprintf(path, sizeof(path), "/_cdn/sample.%s", extension);
	check_ok(params_parse(&a, str_of(query), &args, &err), &err);
	check_true(path, sample_media_make(str_of(path), &args, out) != NULL);
	return buf_str(out);
}

static void test_what_files_are(void **state)
{
	static const struct {
		const char *extension, *query;
		enum file_format format;
		int width, height, ms;
		const char *codec;
	} rows[] = {
		{ "jpg", "width=1080&height=1350", FILE_JPEG, 1080, 1350, 0, "" },
		{ "jpg", "width=9&height=7&kb=200", FILE_JPEG, 9, 7, 0, "" },
		{ "png", "width=300&height=200", FILE_PNG, 300, 200, 0, "" },
		{ "gif", "width=300&height=200", FILE_GIF, 300, 200, 0, "" },
		{ "mp4", "width=1080&height=1920&ms=61500", FILE_VIDEO, 1080, 1920, 61500, "avc1" },
		{ "mp4", "codec=vp09&width=2&height=2&kb=3", FILE_VIDEO, 2, 2, 5000, "vp09" },
		{ "txt", "", FILE_UNKNOWN, 0, 0, 0, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(buf_free) struct buf file = { 0 };
		struct media_facts f = media_probe(make(&file, rows[i].extension, rows[i].query));

		check_int(rows[i].query, f.format, rows[i].format);
		check_int(rows[i].query, f.bytes, (int64_t)file.len);
		check_int(rows[i].query, f.width, rows[i].width);
		check_int(rows[i].query, f.height, rows[i].height);
		check_int(rows[i].query, f.duration_ms, rows[i].ms);
		check_str(rows[i].query, str_of(f.video_codec), str_of(rows[i].codec));
	}
}

/* Every beginning of every file, and each with one byte changed, is read without harm. */
static void test_broken_files(void **state)
{
	static const char *const extensions[] = { "jpg", "png", "gif", "mp4" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(extensions); i++) {
		cleanup(buf_free) struct buf file = { 0 };
		struct str whole = make(&file, extensions[i], "width=16&height=16");

		for (size_t length = 0; length < whole.len; length++) {
			/* A copy of its own, so that a sanitizer sees a byte too many. */
			char *part = malloc(length + 1);

			assert_non_null(part);
			memcpy(part, whole.at, length);
			media_probe((struct str){ part, length });
			free(part);
			for (int bit = 0; bit < 8; bit++) {
				file.at[length] = (char)(file.at[length] ^ (1 << bit));
				media_probe(whole);
				file.at[length] = (char)(file.at[length] ^ (1 << bit));
			}
		}
		check_int(extensions[i], media_probe(whole).width, 16);
	}
}

static void test_what_may_be_used(void **state)
{
	static const struct {
		enum media_use use;
		const char *extension, *query;
		enum graph_error_id problem;
	} rows[] = {
		{ USE_IG_IMAGE, "jpg", "width=1080&height=1350", GE_NONE },
		{ USE_IG_IMAGE, "jpg", "width=1200&height=628", GE_NONE },
		{ USE_IG_IMAGE, "jpg", "width=1080&height=1400", GE_IMAGE_RATIO_WRONG },
		{ USE_IG_STORY_IMAGE, "jpg", "width=1080&height=1920", GE_NONE },
		{ USE_IG_STORY_IMAGE, "png", "", GE_IMAGE_FORMAT_UNSUPPORTED },
		{ USE_IG_REEL, "mp4", "fps=10", GE_VIDEO_UNSUPPORTED },
		{ USE_IG_REEL, "mp4", "fps=24", GE_NONE },
		{ USE_IG_STORY_VIDEO, "mp4", "ms=60001", GE_VIDEO_UNSUPPORTED },
		{ USE_PAGE_PHOTO, "png", "", GE_NONE },
		{ USE_PAGE_PHOTO, "gif", "", GE_NONE },
		{ USE_PAGE_PHOTO, "txt", "", GE_PHOTO_INVALID },
		{ USE_PAGE_VIDEO, "mp4", "ms=1000", GE_NONE },
		{ USE_PAGE_VIDEO, "mp4", "ms=999", GE_PAGE_VIDEO_UNSUPPORTED },
		{ USE_PAGE_REEL, "mp4", "width=1080&height=1920", GE_NONE },
		{ USE_PAGE_REEL, "mp4", "width=1080&height=1920&ms=90001", GE_REEL_LENGTH },
		{ USE_PAGE_REEL, "mp4", "width=1080&height=1800", GE_REEL_RATIO },
		{ USE_PAGE_STORY_VIDEO, "mp4", "width=1080&height=1920&ms=60001", GE_REEL_LENGTH },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(buf_free) struct buf file = { 0 };
		struct media_facts f = media_probe(make(&file, rows[i].extension, rows[i].query));

		check_int(rows[i].query, media_problem(rows[i].use, &f), rows[i].problem);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_files_are),
		cmocka_unit_test(test_broken_files),
		cmocka_unit_test(test_what_may_be_used),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
