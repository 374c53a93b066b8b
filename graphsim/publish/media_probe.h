/*
 * What a file is, read from its first bytes and boxes: enough to answer as Meta does when a file
 * breaks its rules (media_rules.h). Nothing is decoded. Formats: JPEG (ITU-T T.81 annex B), PNG,
 * GIF, WebP, BMP, TIFF by their signatures; MP4 and QuickTime (ISO/IEC 14496-12) by their boxes.
 */
#ifndef GRAPHSIM_MEDIA_PROBE_H
#define GRAPHSIM_MEDIA_PROBE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum file_format {
	FILE_UNKNOWN,
	FILE_JPEG,
	FILE_PNG,
	FILE_GIF,
	FILE_WEBP,
	FILE_BMP,
	FILE_TIFF,
	FILE_VIDEO, /* MP4 or QuickTime */
	FILE_FORMAT_COUNT,
};

struct media_facts {
	enum file_format format;
	int64_t bytes;
	int64_t width, height; /* 0: not found */
	/* videos */
	int64_t duration_ms;
	int64_t frames_per_1000_s; /* 0: not found */
	char video_codec[5];       /* "avc1"; empty: no video track */
	char audio_codec[5];
};

struct media_facts media_probe(struct str bytes);
const char *file_format_name(enum file_format f);

#endif
