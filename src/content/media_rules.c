#include "content/media_rules.h"

#include "base/limits.h"

/* ---- names ------------------------------------------------------------------------------------
 */

const char *media_use_name(enum media_use use)
{
	static const char *const names[] = {
#define MEDIA_USE_NAME(id, name, ...) [USE_##id] = name,
		MEDIA_USES(MEDIA_USE_NAME)
#undef MEDIA_USE_NAME
	};
	return names[use];
}

static const struct {
	const char *name, *unit;
} measures[] = {
#define MEDIA_MEASURE_INFO(id, name, unit) [MEASURE_##id] = { name, unit },
	MEDIA_MEASURES(MEDIA_MEASURE_INFO)
#undef MEDIA_MEASURE_INFO
};

const char *media_measure_name(enum media_measure measure)
{
	return measures[measure].name;
}

const char *media_measure_unit(enum media_measure measure)
{
	return measures[measure].unit;
}

static const struct {
	struct str place;
	enum post_kind kind;
	bool is_video;
	enum media_use use;
} uses[] = {
	{ STR_INIT("instagram"), POST_KIND_IMAGE, false, USE_IG_IMAGE },
	{ STR_INIT("instagram"), POST_KIND_CAROUSEL, false, USE_IG_IMAGE },
	{ STR_INIT("instagram"), POST_KIND_CAROUSEL, true, USE_IG_ALBUM_VIDEO },
	{ STR_INIT("instagram"), POST_KIND_REEL, true, USE_IG_REEL },
	{ STR_INIT("instagram"), POST_KIND_STORY, false, USE_IG_STORY_IMAGE },
	{ STR_INIT("instagram"), POST_KIND_STORY, true, USE_IG_STORY_VIDEO },
	{ STR_INIT("page"), POST_KIND_IMAGE, false, USE_PAGE_PHOTO },
	{ STR_INIT("page"), POST_KIND_CAROUSEL, false, USE_PAGE_PHOTO },
	{ STR_INIT("page"), POST_KIND_VIDEO, true, USE_PAGE_VIDEO },
	{ STR_INIT("page"), POST_KIND_REEL, true, USE_PAGE_REEL },
	{ STR_INIT("page"), POST_KIND_STORY, false, USE_PAGE_STORY_PHOTO },
	{ STR_INIT("page"), POST_KIND_STORY, true, USE_PAGE_STORY_VIDEO },
};

bool media_use_of(struct str place, enum post_kind kind, bool is_video, enum media_use *ret)
{
	for (size_t i = 0; i < COUNT_OF(uses); i++)
		if (str_eq(place, uses[i].place) && kind == uses[i].kind &&
		    is_video == uses[i].is_video) {
			*ret = uses[i].use;
			return true;
		}
	return false;
}

bool media_use_is_video(enum media_use use)
{
	for (size_t i = 0; i < COUNT_OF(uses); i++)
		if (uses[i].use == use)
			return uses[i].is_video;
	return false;
}

/* ---- the rules --------------------------------------------------------------------------------
 */

/* Graph API reference v25; where Meta's own pages differ the looser value refuses. */
#define IG "Instagram Platform reference: IG User/media"
#define FB_PHOTO "Graph API reference: Page/photos"
#define FB_VIDEO "Graph API reference: Page/videos"
#define FB_REEL "Video API guide: Reels publishing"
#define FB_STORY "Pages API guide: Stories"
#define READ_ON "2026-11-20"

#define BIT(format) (INT64_C(1) << MEDIA_##format)
#define MINUTE_MS (60 * 1000)

#define RULE(use, measure, min, max, refuses, source)                                              \
	{                                                                                          \
		USE_##use, MEASURE_##measure, min, max, refuses, NULL, source, READ_ON             \
	}
#define NAMES(use, measure, bits, refuses, words, source)                                          \
	{                                                                                          \
		USE_##use, MEASURE_##measure, 0, bits, refuses, words, source, READ_ON             \
	}
#define JPEG_ONLY(use, source) NAMES(use, FORMAT, BIT(JPEG), true, "JPEG", source)
#define FILM(use, refuses, source)                                                                 \
	NAMES(use, FORMAT, BIT(MP4) | BIT(MOV), refuses, "MP4, MOV", source),                      \
		NAMES(use, VIDEO_CODEC, 0, true, "H.264, HEVC", source),                           \
		NAMES(use, AUDIO_CODEC, 0, true, "AAC", source)
#define IG_FILM(use)                                                                               \
	FILM(use, true, IG), RULE(use, WIDTH, 0, 1920, true, IG),                                  \
		RULE(use, FRAME_RATE, 23000, 60000, true, IG),                                     \
		RULE(use, BIT_RATE, 0, 25000000, false, IG),                                       \
		RULE(use, AUDIO_RATE, 0, 48000, false, IG),                                        \
		NAMES(use, LAYOUT, 0, false, "moov, mdat", IG)
#define UPRIGHT(use, source) RULE(use, RATIO, 540, 585, false, source)

static const struct media_rule rules[] = {
	JPEG_ONLY(IG_IMAGE, IG),
	RULE(IG_IMAGE, SIZE, 0, 8 * MIB, true, IG),
	RULE(IG_IMAGE, RATIO, 800, 1910, true, IG),
	RULE(IG_IMAGE, WIDTH, 320, 0, false, IG),
	NAMES(IG_IMAGE, COLOURS, 0, false, "sRGB", IG),

	JPEG_ONLY(IG_STORY_IMAGE, IG),
	RULE(IG_STORY_IMAGE, SIZE, 0, 8 * MIB, true, IG),
	UPRIGHT(IG_STORY_IMAGE, IG),
	NAMES(IG_STORY_IMAGE, COLOURS, 0, false, "sRGB", IG),

	IG_FILM(IG_REEL),
	RULE(IG_REEL, SIZE, 0, INT64_C(300) * MIB, true, IG),
	RULE(IG_REEL, DURATION, 3000, 15 * MINUTE_MS, true, IG),
	RULE(IG_REEL, RATIO, 10, 10000, true, IG),
	UPRIGHT(IG_REEL, IG),

	IG_FILM(IG_ALBUM_VIDEO),
	RULE(IG_ALBUM_VIDEO, SIZE, 0, INT64_C(300) * MIB, true, IG),
	RULE(IG_ALBUM_VIDEO, DURATION, 3000, 15 * MINUTE_MS, true, IG),
	RULE(IG_ALBUM_VIDEO, RATIO, 10, 10000, true, IG),

	IG_FILM(IG_STORY_VIDEO),
	RULE(IG_STORY_VIDEO, SIZE, 0, INT64_C(100) * MIB, true, IG),
	RULE(IG_STORY_VIDEO, DURATION, 3000, MINUTE_MS, true, IG),
	RULE(IG_STORY_VIDEO, RATIO, 100, 10000, true, IG),
	UPRIGHT(IG_STORY_VIDEO, IG),

	JPEG_ONLY(IG_COVER, IG),
	RULE(IG_COVER, SIZE, 0, 8 * MIB, true, IG),
	UPRIGHT(IG_COVER, IG),

	NAMES(PAGE_PHOTO, FORMAT, BIT(JPEG) | BIT(PNG) | BIT(BMP) | BIT(TIFF) | BIT(GIF), true,
	      "JPEG, PNG, BMP, TIFF, GIF", FB_PHOTO),
	RULE(PAGE_PHOTO, SIZE, 0, 10 * MIB, true, FB_PHOTO),
	RULE(PAGE_PHOTO, SIZE, 0, 4 * MIB, false, FB_PHOTO),

	NAMES(PAGE_STORY_PHOTO, FORMAT, BIT(JPEG) | BIT(PNG) | BIT(BMP) | BIT(TIFF) | BIT(GIF),
	      true, "JPEG, PNG, BMP, TIFF, GIF", FB_STORY),
	RULE(PAGE_STORY_PHOTO, SIZE, 0, 10 * MIB, true, FB_STORY),
	RULE(PAGE_STORY_PHOTO, SIZE, 0, 4 * MIB, false, FB_STORY),
	UPRIGHT(PAGE_STORY_PHOTO, FB_STORY),

	FILM(PAGE_VIDEO, false, FB_VIDEO),
	RULE(PAGE_VIDEO, SIZE, 0, INT64_C(10240) * MIB, true, FB_VIDEO),
	RULE(PAGE_VIDEO, SIZE, 0, INT64_C(1024) * MIB, false, FB_VIDEO),
	RULE(PAGE_VIDEO, DURATION, 1000, 240 * MINUTE_MS, true, FB_VIDEO),

	FILM(PAGE_REEL, true, FB_REEL),
	RULE(PAGE_REEL, DURATION, 3000, 90 * 1000, true, FB_REEL),
	RULE(PAGE_REEL, RATIO, 555, 570, true, FB_REEL),
	RULE(PAGE_REEL, WIDTH, 540, 0, true, FB_REEL),
	RULE(PAGE_REEL, HEIGHT, 960, 0, true, FB_REEL),
	RULE(PAGE_REEL, FRAME_RATE, 24000, 60000, true, FB_REEL),

	FILM(PAGE_STORY_VIDEO, true, FB_STORY),
	RULE(PAGE_STORY_VIDEO, DURATION, 3000, MINUTE_MS, true, FB_STORY),
	RULE(PAGE_STORY_VIDEO, RATIO, 555, 570, true, FB_STORY),
	RULE(PAGE_STORY_VIDEO, WIDTH, 540, 0, true, FB_STORY),
	RULE(PAGE_STORY_VIDEO, HEIGHT, 960, 0, true, FB_STORY),
	RULE(PAGE_STORY_VIDEO, FRAME_RATE, 24000, 60000, true, FB_STORY),
};

const struct media_rule *media_rules(size_t *ret_count)
{
	*ret_count = COUNT_OF(rules);
	return rules;
}

/* ---- judging ----------------------------------------------------------------------------------
 */

static int64_t number_of(const struct media_facts *f, enum media_measure measure)
{
	switch (measure) {
	case MEASURE_SIZE:
		return f->size_bytes;
	case MEASURE_WIDTH:
		return f->width;
	case MEASURE_HEIGHT:
		return f->height;
	case MEASURE_RATIO:
		return f->height > 0 ? f->width * 1000 / f->height : 0;
	case MEASURE_DURATION:
		return f->duration_ms;
	case MEASURE_FRAME_RATE:
		return f->frames_per_1000_s;
	case MEASURE_BIT_RATE:
		return f->bits_per_s;
	case MEASURE_AUDIO_RATE:
		return f->audio_hz;
	default:
		return 0;
	}
}

/* One per cent for rounding of ratios; 29.97 is 30 and 23.976 is 24; a moment of a film. */
static int64_t slack_of(enum media_measure measure, int64_t limit)
{
	switch (measure) {
	case MEASURE_RATIO:
		return limit / 100;
	case MEASURE_FRAME_RATE:
		return 100;
	case MEASURE_DURATION:
		return limit > 60 * 1000 ? 0 : 50;
	default:
		return 0;
	}
}

static bool breaks_number(const struct media_rule *r, int64_t n)
{
	if (n <= 0)
		return false;
	return (r->min && n < r->min - slack_of(r->measure, r->min)) ||
	       (r->max && n > r->max + slack_of(r->measure, r->max));
}

/* Of measures in names: what the file has, when that is not allowed; at == NULL: it is. */
static struct str wrong_name(const struct media_rule *r, const struct media_facts *f)
{
	switch (r->measure) {
	case MEASURE_FORMAT:
		return r->max >> f->format & 1 ? STR_NONE
					       : str_of(media_format_info(f->format)->name);
	case MEASURE_COLOURS:
		return f->is_cmyk ? STR("CMYK") : STR_NONE;
	case MEASURE_VIDEO_CODEC:
		return !f->video_codec[0] || media_is_h264_or_hevc(f) ? STR_NONE
								      : str_of(f->video_codec);
	case MEASURE_AUDIO_CODEC:
		return media_is_aac_or_silent(f) ? STR_NONE : str_of(f->audio_codec);
	case MEASURE_LAYOUT:
		if (f->has_edit_list)
			return STR("edts");
		return f->is_index_last ? STR("mdat, moov") : STR_NONE;
	default:
		return STR_NONE;
	}
}

void media_add_finding(struct arena *a, struct media_findings *found,
		       const struct media_finding *finding)
{
	struct media_finding *at = arena_new_n(a, struct media_finding, found->count + 1);

	for (size_t i = 0; i < found->count; i++)
		at[i] = found->at[i];
	at[found->count] = *finding;
	*found = (struct media_findings){ at, found->count + 1 };
}

static bool is_told_worse(const struct media_findings *found, size_t from,
			  const struct media_rule *r)
{
	for (size_t i = from; i < found->count; i++)
		if (found->at[i].rule->measure == r->measure)
			return true;
	return false;
}

/* Rules that refuse stand before those that do not. */
void media_judge(struct arena *a, const struct media_facts *f, enum media_use use,
		 struct media_finding where, struct media_findings *found)
{
	size_t from = found->count;

	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		const struct media_rule *r = &rules[i];
		if (r->use != use || is_told_worse(found, from, r))
			continue;
		where.rule = r;
		where.problem = MEDIA_PROBLEM_NONE;
		where.is_error = r->refuses;
		where.measured = number_of(f, r->measure);
		where.word = r->allowed ? wrong_name(r, f) : STR_NONE;
		if (where.word.at)
			where.word = str_dup(a, where.word);
		/* A picture in the place of a film is never taken. */
		if (r->measure == MEASURE_FORMAT &&
		    media_format_info(f->format)->is_video != media_use_is_video(use) &&
		    use != USE_IG_COVER)
			where.is_error = true;
		if (r->allowed ? where.word.at != NULL : breaks_number(r, where.measured))
			media_add_finding(a, found, &where);
	}
}
