#include "graphsim/publish/sample_media.h"

#include "base/limits.h"

#define PLACE "/_cdn/sample."
#define SIDE_MAX 10000
#define KB_MAX (15 * 1024)
#define COMMENT_MAX_BYTES 60000

struct wanted {
	uint32_t width, height, kb, ms, fps, seed;
	struct str codec;
};

static uint32_t number(const struct params *args, const char *name, uint32_t otherwise,
		       uint32_t max)
{
	int64_t n;
	bool is_good = str_to_i64(params_get(args, str_of(name)), &n) && n >= 0 && n <= max;

	return is_good ? (uint32_t)n : otherwise;
}

static void put_number(struct buf *out, uint32_t n, int bytes)
{
	while (bytes-- > 0)
		buf_putc(out, (char)(n >> (8 * bytes) & 0xff));
}

static void put_zeros(struct buf *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_putc(out, 0);
}

/* ---- JPEG ---- */

static void put_comment(struct buf *out, const struct wanted *w, size_t padding)
{
	char text[32];
	int length = snprintf(text, sizeof(text), "seed %u", w->seed);

	buf_put(out, STR("\xff\xfe"));
	put_number(out, (uint32_t)(2 + (size_t)length + padding), 2);
	buf_put(out, str_of(text));
	put_zeros(out, padding);
}

static void put_frame(struct buf *out, const struct wanted *w)
{
	/* One quantisation table of ones. */
	buf_put(out, STR("\xff\xdb\x00\x43\x00"));
	for (int i = 0; i < 64; i++)
		buf_putc(out, 1);
	buf_put(out, STR("\xff\xc0\x00\x0b\x08"));
	put_number(out, w->height, 2);
	put_number(out, w->width, 2);
	buf_put(out, STR("\x01\x01\x11\x00"));
}

/* A Huffman table with the one code `0`, for the symbol 0: no difference, or end of block. */
static void put_huffman(struct buf *out, char class_and_id)
{
	buf_put(out, STR("\xff\xc4\x00\x14"));
	buf_putc(out, class_and_id);
	buf_putc(out, 1);
	put_zeros(out, 15 + 1);
}

/* Every block is two zero bits; the last byte is filled up with ones. */
static void put_blocks(struct buf *out, const struct wanted *w)
{
	size_t blocks = (size_t)((w->width + 7) / 8) * ((w->height + 7) / 8);

	put_zeros(out, blocks / 4);
	if (blocks % 4)
		buf_putc(out, (char)(0xff >> (blocks % 4 * 2)));
}

static void make_jpg(struct buf *out, const struct wanted *w)
{
	buf_put(out, STR("\xff\xd8"));
	put_comment(out, w, 0);
	put_frame(out, w);
	put_huffman(out, 0x00);
	put_huffman(out, 0x10);
	while (out->len + COMMENT_MAX_BYTES < (size_t)w->kb * KIB)
		put_comment(out, w, COMMENT_MAX_BYTES);
	buf_put(out, STR("\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"));
	put_blocks(out, w);
	buf_put(out, STR("\xff\xd9"));
	/* What stands behind the end is passed over. */
	if (out->len < (size_t)w->kb * KIB)
		put_zeros(out, (size_t)w->kb * KIB - out->len);
}

/* ---- heads of others ---- */

static void make_png(struct buf *out, const struct wanted *w)
{
	buf_put(out, STR("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"));
	put_number(out, w->width, 4);
	put_number(out, w->height, 4);
	buf_put(out, STR("\x08\x00\x00\x00\x00"));
	put_number(out, w->seed, 4);
}

static void make_gif(struct buf *out, const struct wanted *w)
{
	buf_put(out, STR("GIF89a"));
	buf_putc(out, (char)(w->width & 0xff));
	buf_putc(out, (char)(w->width >> 8));
	buf_putc(out, (char)(w->height & 0xff));
	buf_putc(out, (char)(w->height >> 8));
	put_number(out, w->seed, 4);
}

static void make_txt(struct buf *out, const struct wanted *w)
{
	buf_fmt(out, "This is no picture: %u\n", w->seed);
}

/* ---- MP4 ---- */

/* Gives where the size stands, for end_box. */
static size_t begin_box(struct buf *out, const char *name)
{
	size_t at = out->len;

	put_number(out, 0, 4);
	buf_put(out, str_of(name));
	return at;
}

static void end_box(struct buf *out, size_t at)
{
	uint32_t size = (uint32_t)(out->len - at);

	for (int i = 0; i < 4 && at + 4 <= out->len; i++)
		out->at[at + (size_t)i] = (char)(size >> (8 * (3 - i)) & 0xff);
}

/* Version and flags, two dates, then timescale and duration. */
static void put_times(struct buf *out, const struct wanted *w)
{
	put_zeros(out, 12);
	put_number(out, 1000, 4);
	put_number(out, w->ms, 4);
}

static void put_track_header(struct buf *out, const struct wanted *w)
{
	size_t box = begin_box(out, "tkhd");

	put_zeros(out, 76);
	put_number(out, w->width << 16, 4);
	put_number(out, w->height << 16, 4);
	end_box(out, box);
}

static void put_samples(struct buf *out, const struct wanted *w)
{
	size_t table = begin_box(out, "stbl");
	size_t box = begin_box(out, "stsd");

	put_number(out, 0, 4);
	put_number(out, 1, 4);
	put_number(out, 16, 4);
	buf_put(out, str_sub(w->codec, 0, 4));
	put_zeros(out, 8);
	end_box(out, box);
	box = begin_box(out, "stts");
	put_number(out, 0, 4);
	put_number(out, 1, 4);
	put_number(out, w->ms / 1000 * w->fps, 4);
	put_number(out, w->fps ? 1000 / w->fps : 0, 4);
	end_box(out, box);
	end_box(out, table);
}

static void put_track(struct buf *out, const struct wanted *w)
{
	size_t track = begin_box(out, "trak");

	put_track_header(out, w);
	size_t media = begin_box(out, "mdia");
	size_t box = begin_box(out, "mdhd");
	put_times(out, w);
	put_zeros(out, 4);
	end_box(out, box);
	box = begin_box(out, "hdlr");
	put_zeros(out, 8);
	buf_put(out, STR("vide"));
	put_zeros(out, 13);
	end_box(out, box);
	size_t info = begin_box(out, "minf");
	put_samples(out, w);
	end_box(out, info);
	end_box(out, media);
	end_box(out, track);
}

static void make_mp4(struct buf *out, const struct wanted *w)
{
	size_t box = begin_box(out, "ftyp");

	buf_put(out, STR("isom\x00\x00\x02\x00isommp42"));
	end_box(out, box);
	size_t movie = begin_box(out, "moov");
	box = begin_box(out, "mvhd");
	put_times(out, w);
	put_zeros(out, 80);
	end_box(out, box);
	put_track(out, w);
	end_box(out, movie);
	box = begin_box(out, "mdat");
	put_number(out, w->seed, 4);
	if (out->len < (size_t)w->kb * KIB)
		put_zeros(out, (size_t)w->kb * KIB - out->len);
	end_box(out, box);
}

static const struct {
	const char *extension;
	const char *type;
	void (*make)(struct buf *out, const struct wanted *w);
} samples[] = {
	{ "jpg", "image/jpeg", make_jpg }, { "png", "image/png", make_png },
	{ "gif", "image/gif", make_gif },  { "mp4", "video/mp4", make_mp4 },
	{ "txt", "text/plain", make_txt },
};

const char *sample_media_make(struct str path, const struct params *args, struct buf *out)
{
	struct str codec = params_get(args, STR("codec"));
	const struct wanted w = {
		.width = number(args, "width", 1080, SIDE_MAX),
		.height = number(args, "height", 1080, SIDE_MAX),
		.kb = number(args, "kb", 0, KB_MAX),
		.ms = number(args, "ms", 5000, 100 * 60 * 1000),
		.fps = number(args, "fps", 30, 1000),
		.seed = number(args, "seed", 0, UINT32_MAX),
		.codec = codec.len == 4 ? codec : STR("avc1"),
	};

	if (!str_starts_with(path, STR(PLACE)))
		return NULL;
	for (size_t i = 0; i < COUNT_OF(samples); i++) {
		if (!str_eq(str_skip(path, sizeof(PLACE) - 1), str_of(samples[i].extension)))
			continue;
		samples[i].make(out, &w);
		return samples[i].type;
	}
	return NULL;
}
