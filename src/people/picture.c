#include "people/picture.h"

#include <string.h>

/* Output never grows past the input plus the orientation segment of a JPEG. */
#define GROWTH_MAX 64

struct out {
	char *at;
	size_t len, cap;
};

static bool put(struct out *out, struct str bytes)
{
	if (out->cap - out->len < bytes.len)
		return false;
	memcpy(out->at + out->len, bytes.at, bytes.len);
	out->len += bytes.len;
	return true;
}

static uint32_t be16(struct str s, size_t at)
{
	return (uint32_t)(unsigned char)s.at[at] << 8 | (unsigned char)s.at[at + 1];
}

static uint32_t be32(struct str s, size_t at)
{
	return be16(s, at) << 16 | be16(s, at + 2);
}

static bool set_size(struct picture *p, uint32_t width, uint32_t height)
{
	p->width = width;
	p->height = height;
	return width >= 1 && width <= PICTURE_SIDE_MAX && height >= 1 && height <= PICTURE_SIDE_MAX;
}

/* ---- PNG ---- */

#define PNG_SIGNATURE STR("\x89PNG\r\n\x1a\n")
#define PNG_CHUNK_OVERHEAD 12 /* length, type, CRC */

static uint32_t crc32(struct str s)
{
	uint32_t crc = 0xffffffffu;

	for (size_t i = 0; i < s.len; i++) {
		crc ^= (unsigned char)s.at[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
	}
	return crc ^ 0xffffffffu;
}

/* What decides how the pixels look. */
static bool png_is_kept(struct str type)
{
	static const char *const kept[] = { "IHDR", "PLTE", "IDAT", "IEND", "tRNS",
					    "gAMA", "cHRM", "sRGB", "sBIT" };

	for (size_t i = 0; i < COUNT_OF(kept); i++)
		if (str_eq(type, str_of(kept[i])))
			return true;
	return false;
}

static bool png_is_critical(struct str type)
{
	return type.at[0] >= 'A' && type.at[0] <= 'Z';
}

static bool clean_png(struct str in, struct picture *p, struct out *out)
{
	struct str rest = str_skip(in, PNG_SIGNATURE.len);
	bool has_size = false, has_data = false;

	if (!put(out, PNG_SIGNATURE))
		return false;
	while (rest.len >= PNG_CHUNK_OVERHEAD) {
		uint32_t length = be32(rest, 0);

		if (length > rest.len - PNG_CHUNK_OVERHEAD)
			return false;

		struct str chunk = str_sub(rest, 0, PNG_CHUNK_OVERHEAD + length);
		struct str type = str_sub(chunk, 4, 8);

		if (crc32(str_sub(chunk, 4, 8 + length)) != be32(chunk, 8 + length))
			return false;
		/* The header comes first, once. */
		if (str_eq(type, STR("IHDR")) == has_size)
			return false;
		if (!has_size && (length != 13 || !set_size(p, be32(chunk, 8), be32(chunk, 12))))
			return false;
		has_size = true;
		has_data = has_data || str_eq(type, STR("IDAT"));
		if (png_is_kept(type) ? !put(out, chunk) : png_is_critical(type))
			return false;
		if (str_eq(type, STR("IEND")))
			return has_data && length == 0;
		rest = str_skip(rest, chunk.len);
	}
	return false;
}

/* ---- JPEG ---- */

enum {
	M_SOF0 = 0xc0,
	M_SOF2 = 0xc2,
	M_DHT = 0xc4,
	M_RST0 = 0xd0,
	M_RST7 = 0xd7,
	M_SOI = 0xd8,
	M_EOI = 0xd9,
	M_SOS = 0xda,
	M_DQT = 0xdb,
	M_DRI = 0xdd,
	M_APP0 = 0xe0,
	M_APP1 = 0xe1,
	M_APP14 = 0xee,
	M_COM = 0xfe
};

static uint32_t tiff16(struct str s, size_t at, bool is_big)
{
	uint32_t big = be16(s, at);

	return is_big ? big : (big >> 8 | (big & 0xff) << 8);
}

static uint32_t tiff32(struct str s, size_t at, bool is_big)
{
	return is_big ? be32(s, at) : tiff16(s, at, false) | tiff16(s, at + 2, false) << 16;
}

/* Tag 0x0112 of the first directory (EXIF 2.3); 1, upright, when it is not there. */
static unsigned exif_orientation(struct str payload)
{
	struct str tiff = str_skip(payload, 6);
	bool is_big = str_starts_with(tiff, STR("MM"));

	if (!str_starts_with(payload, STR("Exif\0\0")) || tiff.len < 8)
		return 1;

	size_t at = tiff32(tiff, 4, is_big);

	if (at > tiff.len || tiff.len - at < 2)
		return 1;
	for (uint32_t left = tiff16(tiff, at, is_big); left; left--) {
		size_t entry = at + 2;

		if (tiff.len - at < 2 + 12)
			return 1;
		if (tiff16(tiff, entry, is_big) == 0x0112) {
			unsigned value = tiff16(tiff, entry + 8, is_big);

			return value >= 1 && value <= 8 ? value : 1;
		}
		at += 12;
	}
	return 1;
}

/* An EXIF segment that says how to turn the picture, and nothing else. */
static bool put_orientation(struct out *out, unsigned orientation)
{
	char segment[] = "\xff\xe1\0\x22"
			 "Exif\0\0"
			 "MM\0*\0\0\0\x08"
			 "\0\x01"
			 "\x01\x12\0\x03\0\0\0\x01\0\0\0\0"
			 "\0\0\0\0";

	segment[29] = (char)orientation;
	return orientation == 1 || put(out, (struct str){ segment, sizeof(segment) - 1 });
}

static bool jpeg_is_kept(unsigned marker, struct str payload)
{
	if (marker == M_APP0)
		return str_starts_with(payload, STR("JFIF\0"));
	if (marker == M_APP14)
		return str_starts_with(payload, STR("Adobe"));
	return marker == M_DHT || marker == M_DQT || marker == M_DRI || marker == M_SOS ||
	       (marker >= M_SOF0 && marker <= M_SOF2);
}

static bool jpeg_is_dropped(unsigned marker)
{
	return (marker >= M_APP0 && marker <= 0xef) || marker == M_COM;
}

/* Entropy-coded data: up to a marker that is neither a stuffed zero nor a restart. */
static size_t scan_length(struct str s)
{
	for (size_t i = 0; i + 1 < s.len; i++) {
		unsigned next = (unsigned char)s.at[i + 1];

		if ((unsigned char)s.at[i] == 0xff && next != 0 &&
		    !(next >= M_RST0 && next <= M_RST7))
			return i;
	}
	return s.len;
}

struct jpeg {
	struct picture *picture;
	struct out *out;
	unsigned orientation;
	bool has_size, has_scan;
};

/* One segment, its data included; *ret_used bytes. */
static bool take_segment(struct jpeg *j, struct str rest, size_t *ret_used)
{
	unsigned marker = (unsigned char)rest.at[1];
	size_t used = 2 + be16(rest, 2);

	if (used < 4 || used > rest.len)
		return false;

	struct str payload = str_sub(rest, 4, used);
	bool is_frame = marker >= M_SOF0 && marker <= M_SOF2;

	if (is_frame) {
		/* Header of a frame: precision, height, width, components. Only one. */
		if (j->has_size || payload.len < 6 ||
		    !set_size(j->picture, be16(payload, 3), be16(payload, 1)))
			return false;
		j->has_size = true;
	}
	if (marker == M_APP1 && j->orientation == 1) {
		j->orientation = exif_orientation(payload);
		if (!put_orientation(j->out, j->orientation))
			return false;
	}
	if (marker == M_SOS) {
		used += scan_length(str_skip(rest, used));
		j->has_scan = j->has_size;
	}
	*ret_used = used;
	if (jpeg_is_kept(marker, payload))
		return put(j->out, str_sub(rest, 0, used));
	return jpeg_is_dropped(marker);
}

static bool clean_jpeg(struct str in, struct picture *p, struct out *out)
{
	struct jpeg j = { .picture = p, .out = out, .orientation = 1 };
	struct str rest = str_skip(in, 2);

	if (!put(out, STR("\xff\xd8")))
		return false;
	while (rest.len >= 2 && (unsigned char)rest.at[0] == 0xff) {
		size_t used;

		if ((unsigned char)rest.at[1] == M_EOI)
			return j.has_scan && put(out, STR("\xff\xd9"));
		/* Fill bytes may stand before a marker. */
		if ((unsigned char)rest.at[1] == 0xff) {
			rest = str_skip(rest, 1);
			continue;
		}
		if (rest.len < 4 || !take_segment(&j, rest, &used))
			return false;
		rest = str_skip(rest, used);
	}
	return false;
}

/* ---- either ---- */

static const struct {
	struct str start;
	struct str media_type, extension;
	bool (*clean)(struct str in, struct picture *p, struct out *out);
} kinds[] = {
	{ STR_INIT("\x89PNG\r\n\x1a\n"), STR_INIT("image/png"), STR_INIT("png"), clean_png },
	{ STR_INIT("\xff\xd8\xff"), STR_INIT("image/jpeg"), STR_INIT("jpg"), clean_jpeg },
};

bool picture_clean(struct arena *a, struct str bytes, struct picture *ret)
{
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (!str_starts_with(bytes, kinds[i].start))
			continue;

		struct out out = { .cap = bytes.len + GROWTH_MAX };

		out.at = arena_new_n(a, char, out.cap);
		*ret = (struct picture){ .media_type = kinds[i].media_type,
					 .extension = kinds[i].extension };
		if (!kinds[i].clean(bytes, ret, &out))
			return false;
		ret->bytes = (struct str){ out.at, out.len };
		return true;
	}
	return false;
}
