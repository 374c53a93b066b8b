#include "graphsim/publish/media_probe.h"

#include <string.h>

#define BOXES_DEEP 8

static uint64_t big_endian(struct str s, size_t at, size_t width)
{
	uint64_t n = 0;

	if (at + width > s.len)
		return 0;
	for (size_t i = 0; i < width; i++)
		n = n << 8 | (unsigned char)s.at[at + i];
	return n;
}

static uint64_t little_endian(struct str s, size_t at, size_t width)
{
	uint64_t n = 0;

	for (size_t i = width; i-- > 0 && at + width <= s.len;)
		n = n << 8 | (unsigned char)s.at[at + i];
	return n;
}

/* ---- pictures ---- */

/* Markers that start a frame: SOF0 to SOF15 without DHT, JPG and DAC. */
static bool is_frame_marker(unsigned marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

static void read_jpeg(struct str s, struct media_facts *f)
{
	size_t at = 2;

	while (at + 4 <= s.len && (unsigned char)s.at[at] == 0xff) {
		unsigned marker = (unsigned char)s.at[at + 1];

		if (marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
			at += marker == 0xff ? 1 : 2;
			continue;
		}
		if (is_frame_marker(marker)) {
			f->height = (int64_t)big_endian(s, at + 5, 2);
			f->width = (int64_t)big_endian(s, at + 7, 2);
			return;
		}
		if (marker == 0xd9 || marker == 0xda)
			return;
		at += 2 + big_endian(s, at + 2, 2);
	}
}

static void read_png(struct str s, struct media_facts *f)
{
	f->width = (int64_t)big_endian(s, 16, 4);
	f->height = (int64_t)big_endian(s, 20, 4);
}

static void read_gif(struct str s, struct media_facts *f)
{
	f->width = (int64_t)little_endian(s, 6, 2);
	f->height = (int64_t)little_endian(s, 8, 2);
}

static void read_bmp(struct str s, struct media_facts *f)
{
	f->width = (int64_t)little_endian(s, 18, 4);
	f->height = (int64_t)little_endian(s, 22, 4);
}

static void read_nothing(struct str s, struct media_facts *f)
{
	(void)s;
	(void)f;
}

/* ---- videos ---- */

/* What one track says, until its end shows whether it is the picture or the sound. */
struct track {
	bool is_video, is_audio;
	char codec[5];
	int64_t width, height;
	uint64_t timescale, duration, samples;
};

struct boxes {
	struct media_facts *facts;
	struct track track;
};

static void read_boxes(struct boxes *b, struct str s, unsigned deep);

/* Times are 32 bits wide in version 0 of a box and 64 in version 1. */
static void read_times(struct str s, size_t at_v0, size_t at_v1, uint64_t *scale, uint64_t *length)
{
	bool is_v1 = s.len > 0 && s.at[0] == 1;

	*scale = big_endian(s, is_v1 ? at_v1 : at_v0, 4);
	*length = big_endian(s, (is_v1 ? at_v1 : at_v0) + 4, is_v1 ? 8 : 4);
}

static int64_t milliseconds(uint64_t length, uint64_t scale)
{
	return scale ? (int64_t)(length / scale * 1000 + length % scale * 1000 / scale) : 0;
}

static void read_movie_header(struct boxes *b, struct str s)
{
	uint64_t scale, length;

	read_times(s, 12, 20, &scale, &length);
	b->facts->duration_ms = milliseconds(length, scale);
}

static void read_media_header(struct boxes *b, struct str s)
{
	read_times(s, 12, 20, &b->track.timescale, &b->track.duration);
}

/* Width and height are the last two members, 16.16 fixed point. */
static void read_track_header(struct boxes *b, struct str s)
{
	if (s.len < 84)
		return;
	b->track.width = (int64_t)big_endian(s, s.len - 8, 2);
	b->track.height = (int64_t)big_endian(s, s.len - 4, 2);
}

static void read_handler(struct boxes *b, struct str s)
{
	struct str kind = str_sub(s, 8, 12);

	b->track.is_video = str_eq(kind, STR("vide"));
	b->track.is_audio = str_eq(kind, STR("soun"));
}

static void read_sample_entry(struct boxes *b, struct str s)
{
	struct str codec = str_sub(s, 12, 16);

	if (codec.len == 4)
		memcpy(b->track.codec, codec.at, 4);
}

static void read_sample_times(struct boxes *b, struct str s)
{
	uint64_t rows = big_endian(s, 4, 4);

	for (uint64_t i = 0; i < rows && 8 + i * 8 + 8 <= s.len; i++)
		b->track.samples += big_endian(s, 8 + i * 8, 4);
}

static void end_track(struct boxes *b)
{
	const struct track *t = &b->track;
	struct media_facts *f = b->facts;

	if (t->is_audio)
		memcpy(f->audio_codec, t->codec, sizeof(t->codec));
	if (!t->is_video || f->video_codec[0])
		return;
	memcpy(f->video_codec, t->codec, sizeof(t->codec));
	f->width = t->width;
	f->height = t->height;
	int64_t length_ms = milliseconds(t->duration, t->timescale);
	if (length_ms > 0)
		f->frames_per_1000_s = (int64_t)(t->samples * 1000000 / (uint64_t)length_ms);
}

static const struct {
	const char *name;
	void (*read)(struct boxes *b, struct str content); /* NULL: boxes are inside */
} known_boxes[] = {
	{ "moov", NULL },
	{ "mdia", NULL },
	{ "minf", NULL },
	{ "stbl", NULL },
	{ "mvhd", read_movie_header },
	{ "tkhd", read_track_header },
	{ "mdhd", read_media_header },
	{ "hdlr", read_handler },
	{ "stsd", read_sample_entry },
	{ "stts", read_sample_times },
};

static void read_box(struct boxes *b, struct str name, struct str content, unsigned deep)
{
	if (str_eq(name, STR("trak"))) {
		b->track = (struct track){ 0 };
		read_boxes(b, content, deep + 1);
		end_track(b);
		return;
	}
	for (size_t i = 0; i < COUNT_OF(known_boxes); i++) {
		if (!str_eq(name, str_of(known_boxes[i].name)))
			continue;
		if (known_boxes[i].read)
			known_boxes[i].read(b, content);
		else
			read_boxes(b, content, deep + 1);
	}
}

static void read_boxes(struct boxes *b, struct str s, unsigned deep)
{
	while (s.len >= 8 && deep < BOXES_DEEP) {
		uint64_t size = big_endian(s, 0, 4);
		size_t head = 8;

		if (size == 1) {
			size = big_endian(s, 8, 8);
			head = 16;
		} else if (size == 0) {
			size = s.len;
		}
		if (size < head)
			return;
		size_t end = size > s.len ? s.len : (size_t)size;
		read_box(b, str_sub(s, 4, 8), str_sub(s, head, end), deep);
		s = str_skip(s, end);
	}
}

static void read_video(struct str s, struct media_facts *f)
{
	struct boxes b = { .facts = f };

	read_boxes(&b, s, 0);
}

/* ---- which is it ---- */

static const struct {
	size_t at;
	struct str signature;
	enum file_format format;
	void (*read)(struct str s, struct media_facts *f);
} signatures[] = {
	{ 0, STR_INIT("\xff\xd8\xff"), FILE_JPEG, read_jpeg },
	{ 0, STR_INIT("\x89PNG\r\n\x1a\n"), FILE_PNG, read_png },
	{ 0, STR_INIT("GIF8"), FILE_GIF, read_gif },
	{ 8, STR_INIT("WEBP"), FILE_WEBP, read_nothing },
	{ 0, STR_INIT("BM"), FILE_BMP, read_bmp },
	{ 0, STR_INIT("II*\0"), FILE_TIFF, read_nothing },
	{ 0, STR_INIT("MM\0*"), FILE_TIFF, read_nothing },
	{ 4, STR_INIT("ftyp"), FILE_VIDEO, read_video },
	{ 4, STR_INIT("moov"), FILE_VIDEO, read_video },
};

struct media_facts media_probe(struct str bytes)
{
	struct media_facts f = { .bytes = (int64_t)bytes.len };

	for (size_t i = 0; i < COUNT_OF(signatures); i++) {
		if (!str_starts_with(str_skip(bytes, signatures[i].at), signatures[i].signature))
			continue;
		f.format = signatures[i].format;
		signatures[i].read(bytes, &f);
		break;
	}
	return f;
}

const char *file_format_name(enum file_format f)
{
	static const char *const names[FILE_FORMAT_COUNT] = {
		[FILE_UNKNOWN] = "unknown", [FILE_JPEG] = "jpeg", [FILE_PNG] = "png",
		[FILE_GIF] = "gif",         [FILE_WEBP] = "webp", [FILE_BMP] = "bmp",
		[FILE_TIFF] = "tiff",       [FILE_VIDEO] = "mp4",
	};

	return names[f];
}
