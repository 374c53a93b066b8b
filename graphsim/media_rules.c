#include "graphsim/media_rules.h"

#include "base/limits.h"
#include "base/str.h"

#define MINUTE_MS (60 * 1000)

static const struct media_rule rules[USE_COUNT] = {
	[USE_IG_IMAGE] = { .max_bytes = 8 * MIB, .min_ratio = 800, .max_ratio = 1910 },
	[USE_IG_STORY_IMAGE] = { .max_bytes = 8 * MIB },
	[USE_IG_REEL] = { .is_video = true,
			  .max_bytes = 300 * MIB,
			  .min_ms = 3000,
			  .max_ms = 15 * MINUTE_MS,
			  .min_ratio = 10,
			  .max_ratio = 10000,
			  .max_width = 1920 },
	[USE_IG_CAROUSEL_VIDEO] = { .is_video = true,
				    .max_bytes = 300 * MIB,
				    .min_ms = 3000,
				    .max_ms = 15 * MINUTE_MS,
				    .min_ratio = 10,
				    .max_ratio = 10000,
				    .max_width = 1920 },
	[USE_IG_STORY_VIDEO] = { .is_video = true,
				 .max_bytes = 100 * MIB,
				 .min_ms = 3000,
				 .max_ms = MINUTE_MS,
				 .min_ratio = 100,
				 .max_ratio = 10000,
				 .max_width = 1920 },
};

static const char *const video_codecs[] = { "avc1", "avc3", "hvc1", "hev1" };

const struct media_rule *media_rule(enum media_use use)
{
	return &rules[use];
}

static bool has_codec(const struct media_facts *f)
{
	for (size_t i = 0; i < COUNT_OF(video_codecs); i++) {
		if (strcmp(f->video_codec, video_codecs[i]) == 0)
			return true;
	}
	return false;
}

/* What the file does not tell is not held against it. */
static bool is_ratio_wrong(const struct media_rule *r, const struct media_facts *f)
{
	if (r->max_ratio == 0 || f->width == 0 || f->height == 0)
		return false;
	int64_t ratio = f->width * 1000 / f->height;

	return ratio * 101 < r->min_ratio * 100 || ratio * 100 > r->max_ratio * 101;
}

static enum graph_error_id image_problem(const struct media_rule *r, const struct media_facts *f)
{
	if (f->format == FILE_UNKNOWN || f->format == FILE_VIDEO)
		return GE_MEDIA_NOT_FETCHED;
	if (f->bytes > r->max_bytes)
		return GE_IMAGE_TOO_LARGE;
	if (f->format != FILE_JPEG || f->width == 0 || f->height == 0)
		return GE_IMAGE_FORMAT_UNSUPPORTED;
	return is_ratio_wrong(r, f) ? GE_IMAGE_RATIO_WRONG : GE_NONE;
}

static enum graph_error_id video_problem(const struct media_rule *r, const struct media_facts *f)
{
	bool is_good = f->format == FILE_VIDEO && has_codec(f) && f->bytes <= r->max_bytes &&
		       f->duration_ms >= r->min_ms && f->duration_ms <= r->max_ms &&
		       f->width <= r->max_width && !is_ratio_wrong(r, f);

	return is_good ? GE_NONE : GE_VIDEO_UNSUPPORTED;
}

enum graph_error_id media_problem(enum media_use use, const struct media_facts *f)
{
	const struct media_rule *r = &rules[use];

	return r->is_video ? video_problem(r, f) : image_problem(r, f);
}

enum graph_error_id media_too_large(enum media_use use)
{
	return rules[use].is_video ? GE_VIDEO_UNSUPPORTED : GE_IMAGE_TOO_LARGE;
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
