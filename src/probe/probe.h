/*
 * What a picture or a video is, by its bytes alone and not by its name: format, size, length,
 * codecs. Nothing is decoded, and only the few places are read that tell: a film whose index stands
 * at its end costs as little as one whose index stands at its beginning.
 *
 * The bytes are anybody's. A file that lies or is cut short only tells less: what was not found is
 * 0, or an empty text. Formats: JPEG (ITU-T T.81 annex B) with Exif's orientation
 * (Exif 2.32, 4.6.4), PNG, GIF, WebP, BMP; MP4 and QuickTime (ISO/IEC 14496-12); others by their
 * first bytes.
 */
#ifndef PROBE_PROBE_H
#define PROBE_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

/* format, what people call it, media type, is it a video */
#define MEDIA_FORMATS(X)                                                                           \
	X(UNKNOWN, "?", "application/octet-stream", false)                                         \
	X(JPEG, "JPEG", "image/jpeg", false)                                                       \
	X(PNG, "PNG", "image/png", false)                                                          \
	X(GIF, "GIF", "image/gif", false)                                                          \
	X(WEBP, "WebP", "image/webp", false)                                                       \
	X(BMP, "BMP", "image/bmp", false)                                                          \
	X(TIFF, "TIFF", "image/tiff", false)                                                       \
	X(HEIF, "HEIC", "image/heic", false)                                                       \
	X(AVIF, "AVIF", "image/avif", false)                                                       \
	X(MP4, "MP4", "video/mp4", true)                                                           \
	X(MOV, "MOV", "video/quicktime", true)                                                     \
	X(THREE_GP, "3GP", "video/3gpp", true)                                                     \
	X(MATROSKA, "WebM", "video/webm", true)                                                    \
	X(AVI, "AVI", "video/x-msvideo", true)

enum media_format {
#define MEDIA_FORMAT_ENUM(id, ...) MEDIA_##id,
	MEDIA_FORMATS(MEDIA_FORMAT_ENUM)
#undef MEDIA_FORMAT_ENUM
		MEDIA_FORMAT_COUNT,
};

struct media_format_info {
	const char *name, *media_type;
	bool is_video;
};
const struct media_format_info *media_format_info(enum media_format format);
/* MEDIA_UNKNOWN for a name that is none. */
enum media_format media_format_parse(struct str name);

struct media_facts {
	enum media_format format;
	int64_t size_bytes;
	int64_t width, height; /* as they are shown: turned when the file says so */
	bool is_cmyk, is_multi_picture;
	/* videos */
	int64_t duration_ms;
	int64_t frames_per_1000_s;
	int64_t bits_per_s;  /* of the whole file, on average */
	char video_codec[5]; /* "avc1"; of the first picture track */
	char audio_codec[5];
	int64_t audio_hz, audio_channels;
	bool is_index_last; /* the film's index follows its pictures */
	bool has_edit_list;
};

/* Where the bytes are. */
struct probe_source {
	/* Exactly [at, at + len), which is inside; false ends the probe with that error. */
	bool (*read)(void *ctx, uint64_t at, char *to, size_t len, struct err *err);
	void *ctx;
	uint64_t size_bytes;
};

/* False only when the source fails. */
bool probe_media(const struct probe_source *source, struct media_facts *ret, struct err *err)
	must_use;
/* The same of bytes in memory, which are all (`size_bytes`: of the whole) or its beginning. */
struct media_facts probe_bytes(struct str bytes, uint64_t size_bytes);

/* As JSON, to be kept; what cannot be read back is an unknown file. */
struct str media_facts_text(struct arena *a, const struct media_facts *f);
struct media_facts media_facts_read(struct arena *a, struct str text);

/* Whether its codecs are H.264 or HEVC, and AAC or none. */
bool media_is_h264_or_hevc(const struct media_facts *f);
bool media_is_aac_or_silent(const struct media_facts *f);

#endif
