#include "graphsim/publish/media_rules.h"

#include "base/limits.h"
#include "base/str.h"

#define MINUTE_MS (60 * 1000)

static const char *const video_codecs[] = { "avc1", "avc3", "hvc1", "hev1" };

static bool is_video(const struct media_facts *f)
{
	if (f->format != FILE_VIDEO)
		return false;
	for (size_t i = 0; i < COUNT_OF(video_codecs); i++) {
		if (strcmp(f->video_codec, video_codecs[i]) == 0)
			return true;
	}
	return false;
}

static bool is_picture(const struct media_facts *f)
{
	return f->format != FILE_UNKNOWN && f->format != FILE_VIDEO;
}

/* What the file does not tell is not held against it. */
static bool is_ratio_wrong(const struct media_rule *r, const struct media_facts *f)
{
	if (r->max_ratio == 0 || f->width == 0 || f->height == 0)
		return false;
	int64_t ratio = f->width * 1000 / f->height;

	return ratio * 101 < r->min_ratio * 100 || ratio * 100 > r->max_ratio * 101;
}

static bool is_length_wrong(const struct media_rule *r, const struct media_facts *f)
{
	return f->duration_ms < r->min_ms || (r->max_ms > 0 && f->duration_ms > r->max_ms);
}

static bool is_rate_wrong(const struct media_rule *r, const struct media_facts *f)
{
	int64_t rate = f->frames_per_1000_s;

	/* 29.97 is 30, and 23.976 is 24. */
	return r->max_rate > 0 && rate > 0 &&
	       (rate < r->min_rate * 1000 - 100 || rate > r->max_rate * 1000 + 100);
}

static enum graph_error_id ig_image(const struct media_rule *r, const struct media_facts *f)
{
	if (!is_picture(f))
		return GE_MEDIA_NOT_FETCHED;
	if (f->bytes > r->max_bytes)
		return GE_IMAGE_TOO_LARGE;
	if (f->format != FILE_JPEG || f->width == 0 || f->height == 0)
		return GE_IMAGE_FORMAT_UNSUPPORTED;
	return is_ratio_wrong(r, f) ? GE_IMAGE_RATIO_WRONG : GE_NONE;
}

static enum graph_error_id ig_video(const struct media_rule *r, const struct media_facts *f)
{
	bool is_good = is_video(f) && f->bytes <= r->max_bytes && !is_length_wrong(r, f) &&
		       f->width <= r->max_width && !is_ratio_wrong(r, f) && !is_rate_wrong(r, f);

	return is_good ? GE_NONE : GE_VIDEO_UNSUPPORTED;
}

static enum graph_error_id page_photo(const struct media_rule *r, const struct media_facts *f)
{
	if (!is_picture(f) || f->format == FILE_WEBP)
		return GE_PHOTO_INVALID;
	return f->bytes > r->max_bytes ? GE_PHOTO_TOO_LARGE : GE_NONE;
}

static enum graph_error_id page_video(const struct media_rule *r, const struct media_facts *f)
{
	return is_video(f) && f->bytes <= r->max_bytes && !is_length_wrong(r, f)
		       ? GE_NONE
		       : GE_PAGE_VIDEO_UNSUPPORTED;
}

static enum graph_error_id page_reel(const struct media_rule *r, const struct media_facts *f)
{
	if (!is_video(f) || f->bytes > r->max_bytes)
		return GE_PAGE_VIDEO_UNSUPPORTED;
	if (is_length_wrong(r, f))
		return GE_REEL_LENGTH;
	if (is_ratio_wrong(r, f))
		return GE_REEL_RATIO;
	if (f->width < r->min_width || f->height < r->min_height)
		return GE_REEL_RESOLUTION;
	return is_rate_wrong(r, f) ? GE_REEL_RATE : GE_NONE;
}

#define IG_IMAGE                                                                                   \
	.max_bytes = 8 * MIB, .problem = ig_image, .unfetched = GE_MEDIA_NOT_FETCHED,              \
	.timed_out = GE_MEDIA_DOWNLOAD_TIMED_OUT, .too_large = GE_IMAGE_TOO_LARGE
#define IG_VIDEO                                                                                   \
	.is_video = true, .min_ms = 3000, .max_ratio = 10000, .max_width = 1920, .min_rate = 23,   \
	.max_rate = 60, .problem = ig_video, .unfetched = GE_MEDIA_NOT_FETCHED,                    \
	.timed_out = GE_MEDIA_DOWNLOAD_TIMED_OUT, .too_large = GE_VIDEO_UNSUPPORTED
#define PAGE_VIDEO                                                                                 \
	.is_video = true, .max_bytes = 300 * MIB, .unfetched = GE_VIDEO_NOT_FETCHED,               \
	.timed_out = GE_VIDEO_NOT_FETCHED, .too_large = GE_PAGE_VIDEO_UNSUPPORTED
#define PAGE_REEL                                                                                  \
	PAGE_VIDEO, .min_ms = 3000, .min_ratio = 555, .max_ratio = 570, .min_width = 540,          \
		    .min_height = 960, .min_rate = 24, .max_rate = 60, .problem = page_reel

static const struct media_rule rules[USE_COUNT] = {
	[USE_IG_IMAGE] = { IG_IMAGE, .min_ratio = 800, .max_ratio = 1910 },
	[USE_IG_STORY_IMAGE] = { IG_IMAGE },
	[USE_IG_REEL] = { IG_VIDEO, .max_bytes = 300 * MIB, .max_ms = 15 * MINUTE_MS,
			  .min_ratio = 10 },
	[USE_IG_CAROUSEL_VIDEO] = { IG_VIDEO, .max_bytes = 300 * MIB, .max_ms = 15 * MINUTE_MS,
				    .min_ratio = 10 },
	[USE_IG_STORY_VIDEO] = { IG_VIDEO, .max_bytes = 100 * MIB, .max_ms = MINUTE_MS,
				 .min_ratio = 100 },
	[USE_PAGE_PHOTO] = { .max_bytes = 10 * MIB,
			     .problem = page_photo,
			     .unfetched = GE_PHOTO_INVALID,
			     .timed_out = GE_PHOTO_INVALID,
			     .too_large = GE_PHOTO_TOO_LARGE },
	[USE_PAGE_VIDEO] = { PAGE_VIDEO, .min_ms = 1000, .problem = page_video },
	[USE_PAGE_REEL] = { PAGE_REEL, .max_ms = 90 * 1000 },
	[USE_PAGE_STORY_VIDEO] = { PAGE_REEL, .max_ms = MINUTE_MS },
};

const struct media_rule *media_rule(enum media_use use)
{
	return &rules[use];
}

enum graph_error_id media_problem(enum media_use use, const struct media_facts *f)
{
	return rules[use].problem(&rules[use], f);
}

struct str media_problem_word(struct arena *a, enum graph_error_id id, const struct media_facts *f,
			      struct str url)
{
	if (id == GE_IMAGE_FORMAT_UNSUPPORTED)
		return str_of(file_format_name(f->format));
	if (id == GE_IMAGE_RATIO_WRONG)
		return str_fmt(a, "('%lld/%lld',)", (long long)f->width, (long long)f->height);
	return url;
}
