/* Every limit of the table at its edge, and what is said of what is over it. */
#include "base/limits.h"
#include "base/test.h"
#include "content/media_rules.h"

/* Good for every place: an upright film or a picture, both small. */
static struct media_facts good(enum media_use use)
{
	if (media_use_is_video(use))
		return (struct media_facts){
			.format = MEDIA_MP4,
			.size_bytes = MIB,
			.width = 1080,
			.height = 1920,
			.duration_ms = 10000,
			.frames_per_1000_s = 29970,
			.bits_per_s = 5000000,
			.video_codec = "avc1",
			.audio_codec = "mp4a",
			.audio_hz = 48000,
		};
	bool is_upright = use != USE_IG_IMAGE && use != USE_PAGE_PHOTO;
	return (struct media_facts){ .format = MEDIA_JPEG,
				     .size_bytes = MIB,
				     .width = 1080,
				     .height = is_upright ? 1920 : 1080 };
}

static struct media_findings judged(struct arena *a, const struct media_facts *f,
				    enum media_use use)
{
	struct media_findings found = { .count = 0 };

	media_judge(a, f, use, (struct media_finding){ .position = 2 }, &found);
	return found;
}

static void test_what_is_good_is_good_everywhere(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 16 * MIB);
	for (unsigned use = 0; use < USE_COUNT; use++) {
		struct media_facts f = good((enum media_use)use);
		check_int(media_use_name((enum media_use)use),
			  (int64_t)judged(&a, &f, (enum media_use)use).count, 0);
	}
}

static void set(struct media_facts *f, enum media_measure measure, int64_t n)
{
	switch (measure) {
	case MEASURE_SIZE:
		f->size_bytes = n;
		break;
	case MEASURE_WIDTH:
		f->width = n;
		break;
	case MEASURE_HEIGHT:
		f->height = n;
		break;
	case MEASURE_RATIO:
		f->width = n;
		f->height = 1000;
		break;
	case MEASURE_DURATION:
		f->duration_ms = n;
		break;
	case MEASURE_FRAME_RATE:
		f->frames_per_1000_s = n;
		break;
	case MEASURE_BIT_RATE:
		f->bits_per_s = n;
		break;
	case MEASURE_AUDIO_RATE:
		f->audio_hz = n;
		break;
	default:
		fail_msg("%s has no number", media_measure_name(measure));
	}
}

static bool breaks(struct arena *a, const struct media_rule *r, int64_t n)
{
	struct media_facts f = good(r->use);

	set(&f, r->measure, n);
	struct media_findings found = judged(a, &f, r->use);
	for (size_t i = 0; i < found.count; i++)
		if (found.at[i].rule->measure == r->measure)
			return found.at[i].position == 2 && found.at[i].measured == n;
	return false;
}

/* A looser rule about the same measure may still be told below a stricter one's limit. */
static bool has_stricter(const struct media_rule *r)
{
	size_t count;
	const struct media_rule *all = media_rules(&count);

	for (size_t i = 0; i < count; i++)
		if (&all[i] != r && all[i].use == r->use && all[i].measure == r->measure)
			return true;
	return false;
}

static void test_every_limit(void **state)
{
	size_t count;
	const struct media_rule *all = media_rules(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		cleanup(arena_free) struct arena a;
		const struct media_rule *r = &all[i];
		char name[80];
		arena_init(&a, 16 * MIB);
		snprintf(name, sizeof(name), "%s of %s", media_measure_name(r->measure),
			 media_use_name(r->use));
		check_true(name, r->source[0] && r->read_on[0]);
		if (r->allowed)
			continue;
		bool is_alone = !has_stricter(r);
		if (r->min) {
			check_true(name, !is_alone || !breaks(&a, r, r->min));
			check_true(name, breaks(&a, r, r->min * 90 / 100));
		}
		if (r->max) {
			check_true(name, !is_alone || !breaks(&a, r, r->max));
			check_true(name, breaks(&a, r, r->max * 110 / 100));
		}
	}
}

static const struct {
	const char *name;
	enum media_use use;
	struct media_facts facts;
	bool is_error;
	const char *rule, *en, *id;
} sayings[] = {
	{ "a GIF",
	  USE_IG_IMAGE,
	  { .format = MEDIA_GIF, .size_bytes = 1 },
	  true,
	  "format",
	  "Format: GIF. Accepted for Instagram images: JPEG.",
	  "Format: GIF. Yang diterima untuk gambar Instagram: JPEG." },
	{ "9 MB",
	  USE_IG_IMAGE,
	  { .format = MEDIA_JPEG, .size_bytes = 9 * MIB },
	  true,
	  "size",
	  "File size: 9 MB. Accepted for Instagram images: at most 8 MB.",
	  "Ukuran berkas: 9 MB. Yang diterima untuk gambar Instagram: paling banyak 8 MB." },
	{ "too wide",
	  USE_IG_IMAGE,
	  { .format = MEDIA_JPEG, .width = 2000, .height = 1000 },
	  true,
	  "ratio",
	  "Aspect ratio: 2:1. Accepted for Instagram images: 0.8:1 to 1.91:1.",
	  "Rasio: 2:1. Yang diterima untuk gambar Instagram: 0,8:1 sampai 1,91:1." },
	{ "too long",
	  USE_IG_STORY_VIDEO,
	  { .format = MEDIA_MP4, .duration_ms = 60500, .video_codec = "avc1" },
	  true,
	  "duration",
	  "Length: 60.5 s. Accepted for videos of Instagram stories: 3 s to 60 s.",
	  "Durasi: 60,5 detik. Yang diterima untuk video story Instagram: 3 detik sampai 60 "
	  "detik." },
	{ "VP9",
	  USE_IG_REEL,
	  { .format = MEDIA_MP4, .video_codec = "vp09" },
	  true,
	  "video_codec",
	  "Video codec: vp09. Accepted for Instagram reels: H.264, HEVC.",
	  "Codec video: vp09. Yang diterima untuk reel Instagram: H.264, HEVC." },
	{ "index last",
	  USE_IG_REEL,
	  { .format = MEDIA_MP4, .video_codec = "avc1", .is_index_last = true },
	  false,
	  "layout",
	  "File layout: mdat, moov. Recommended for Instagram reels: moov, mdat.",
	  "Susunan berkas: mdat, moov. Yang disarankan untuk reel Instagram: moov, mdat." },
	{ "a picture for a film",
	  USE_PAGE_VIDEO,
	  { .format = MEDIA_JPEG },
	  true,
	  "format",
	  "Format: JPEG. Recommended for videos of Pages: MP4, MOV.",
	  "Format: JPEG. Yang disarankan untuk video Page: MP4, MOV." },
	{ "5 MB on a Page",
	  USE_PAGE_PHOTO,
	  { .format = MEDIA_PNG, .size_bytes = 5 * MIB },
	  false,
	  "size",
	  "File size: 5 MB. Recommended for photos of Pages: at most 4 MB.",
	  "Ukuran berkas: 5 MB. Yang disarankan untuk foto Page: paling banyak 4 MB." },
};

static void test_words(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, 16 * MIB);
	for (size_t i = 0; i < COUNT_OF(sayings); i++) {
		struct media_findings found = judged(&a, &sayings[i].facts, sayings[i].use);
		check_int(sayings[i].name, (int64_t)found.count, 1);
		const struct media_finding *f = &found.at[0];
		struct media_words en = media_finding_words(&a, f, true);
		struct media_words id = media_finding_words(&a, f, false);
		check_int(sayings[i].name, f->is_error, sayings[i].is_error);
		check_str(sayings[i].name, str_of(media_finding_rule(f)), str_of(sayings[i].rule));
		check_str(sayings[i].name, en.message, str_of(sayings[i].en));
		check_str(sayings[i].name, id.message, str_of(sayings[i].id));
		check_true(sayings[i].name, en.action.len && id.action.len);
	}
}

static void test_problems_have_words(void **state)
{
	cleanup(arena_free) struct arena a;

	(void)state;
	arena_init(&a, MIB);
	for (unsigned p = MEDIA_PROBLEM_NONE + 1; p < MEDIA_PROBLEM_COUNT; p++) {
		const struct media_finding f = { .problem = (enum media_problem)p,
						 .word = STR("x%sx") };
		struct media_words en = media_finding_words(&a, &f, true);
		struct media_words id = media_finding_words(&a, &f, false);
		const char *name = media_finding_rule(&f);
		check_int(name, media_problem_parse(str_of(name)), p);
		check_true(name,
			   en.message.len && id.message.len && en.action.len && id.action.len);
		check_int(name, str_contains(en.message, STR("x%sx")),
			  str_contains(id.message, STR("x%sx")));
		check_true(name, !str_contains(en.message, STR("%.")));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_good_is_good_everywhere),
		cmocka_unit_test(test_every_limit),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_problems_have_words),
	};
	return cmocka_run_group_tests_name("content/media_rules", tests, NULL, NULL);
}
