#include "probe/probe.h"

#include <stdlib.h>
#include <string.h>

#include "probe/window.h"

static const struct media_format_info formats[] = {
#define MEDIA_FORMAT_INFO(id, name, type, is_video) [MEDIA_##id] = { name, type, is_video },
	MEDIA_FORMATS(MEDIA_FORMAT_INFO)
#undef MEDIA_FORMAT_INFO
};

const struct media_format_info *media_format_info(enum media_format format)
{
	return &formats[format];
}

enum media_format media_format_parse(struct str name)
{
	for (unsigned i = 0; i < MEDIA_FORMAT_COUNT; i++)
		if (str_eq(name, str_of(formats[i].name)))
			return (enum media_format)i;
	return MEDIA_UNKNOWN;
}

/* ---- the window -------------------------------------------------------------------------------
 */

static bool move(struct window *w, uint64_t at, size_t len)
{
	uint64_t left = w->source->size_bytes - at;
	size_t want = left < WINDOW_BYTES ? (size_t)left : WINDOW_BYTES;

	w->from = at;
	w->len = 0;
	if (w->failed || !w->source->read(w->source->ctx, at, w->at, want, w->err)) {
		w->failed = true;
		return false;
	}
	w->len = want;
	return len <= want;
}

struct str window_view(struct window *w, uint64_t at, size_t len)
{
	uint64_t size = w->source->size_bytes;

	if (len > WINDOW_BYTES || at > size || len > size - at)
		return STR_NONE;
	bool is_here = at >= w->from && at - w->from <= w->len && len <= w->len - (at - w->from);
	if (!is_here && !move(w, at, len))
		return STR_NONE;
	return (struct str){ w->at + (at - w->from), len };
}

uint64_t window_number(struct window *w, uint64_t at, size_t width)
{
	struct str bytes = window_view(w, at, width);
	uint64_t n = 0;

	for (size_t i = 0; i < bytes.len; i++)
		n = n << 8 | (unsigned char)bytes.at[i];
	return n;
}

uint64_t window_little(struct window *w, uint64_t at, size_t width)
{
	struct str bytes = window_view(w, at, width);
	uint64_t n = 0;

	for (size_t i = bytes.len; i-- > 0;)
		n = n << 8 | (unsigned char)bytes.at[i];
	return n;
}

/* ---- which is it ------------------------------------------------------------------------------
 */

static const struct {
	size_t at;
	struct str signature;
	enum media_format format;
	void (*read)(struct window *w, struct media_facts *f); /* NULL: nothing more is known */
} signatures[] = {
	{ 0, STR_INIT("\xff\xd8\xff"), MEDIA_JPEG, probe_jpeg },
	{ 0, STR_INIT("\x89PNG\r\n\x1a\n"), MEDIA_PNG, probe_png },
	{ 0, STR_INIT("GIF8"), MEDIA_GIF, probe_gif },
	{ 8, STR_INIT("WEBP"), MEDIA_WEBP, probe_webp },
	{ 8, STR_INIT("AVI "), MEDIA_AVI, NULL },
	{ 0, STR_INIT("BM"), MEDIA_BMP, probe_bmp },
	{ 0, STR_INIT("II*\0"), MEDIA_TIFF, NULL },
	{ 0, STR_INIT("MM\0*"), MEDIA_TIFF, NULL },
	{ 0, STR_INIT("\x1a\x45\xdf\xa3"), MEDIA_MATROSKA, NULL },
	{ 4, STR_INIT("ftyp"), MEDIA_UNKNOWN, probe_boxes },
	/* QuickTime files from before there were brands */
	{ 4, STR_INIT("moov"), MEDIA_MOV, probe_boxes },
	{ 4, STR_INIT("mdat"), MEDIA_MOV, probe_boxes },
	{ 4, STR_INIT("wide"), MEDIA_MOV, probe_boxes },
};

/* No file is so long: whoever says so lies. */
#define FILE_MAX_BYTES (UINT64_C(1) << 50)

static bool starts_with(struct window *w, size_t at, struct str signature)
{
	struct str bytes = window_view(w, at, signature.len);

	return bytes.at && str_eq(bytes, signature);
}

bool probe_media(const struct probe_source *source, struct media_facts *ret, struct err *err)
{
	cleanup(mem_freep) void *memory = malloc(WINDOW_BYTES);
	struct window w = { .source = source, .at = memory, .err = err };

	if (!memory)
		abort();
	*ret = (struct media_facts){ .size_bytes = (int64_t)source->size_bytes };
	if (source->size_bytes > FILE_MAX_BYTES)
		return true;
	for (size_t i = 0; i < COUNT_OF(signatures); i++) {
		if (!starts_with(&w, signatures[i].at, signatures[i].signature))
			continue;
		ret->format = signatures[i].format;
		if (signatures[i].read)
			signatures[i].read(&w, ret);
		break;
	}
	if (ret->duration_ms > 0)
		ret->bits_per_s =
			(int64_t)((double)ret->size_bytes * 8000.0 / (double)ret->duration_ms);
	return !w.failed;
}

/* What is not in memory was not kept: zeros, which mean nothing to any format. */
static bool read_bytes(void *ctx, uint64_t at, char *to, size_t len, struct err *err)
{
	const struct str *bytes = ctx;
	struct str piece =
		str_sub(str_skip(*bytes, at < bytes->len ? (size_t)at : bytes->len), 0, len);

	(void)err;
	memset(to, 0, len);
	if (piece.len)
		memcpy(to, piece.at, piece.len);
	return true;
}

struct media_facts probe_bytes(struct str bytes, uint64_t size_bytes)
{
	const struct probe_source source = { read_bytes, &bytes, size_bytes };
	struct media_facts facts;
	struct err err = ERR_INIT;

	(void)!probe_media(&source, &facts, &err);
	return facts;
}

/* ---- codecs -----------------------------------------------------------------------------------
 */

static bool is_among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

bool media_is_h264_or_hevc(const struct media_facts *f)
{
	static const char *const names[] = { "avc1", "avc2", "avc3", "avc4", "hvc1", "hev1" };

	return is_among(f->video_codec, names, COUNT_OF(names));
}

bool media_is_aac_or_silent(const struct media_facts *f)
{
	static const char *const names[] = { "", "mp4a" };

	return is_among(f->audio_codec, names, COUNT_OF(names));
}
