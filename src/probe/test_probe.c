/* What is read from pictures and films, whole ones, cut ones and ones that lie. */
#include "base/buf.h"
#include "base/limits.h"
#include "base/test.h"
#include "probe/probe.h"

/* ---- pictures ---------------------------------------------------------------------------------
 */

#define FRAME "\xff\xc0\x00\x11\x08\x04\x38\x02\x1c\x03" /* 540 x 1080, three colours */
#define EXIF_TURNED                                                                                \
	"\xff\xe1\x00\x22"                                                                         \
	"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
#define EXIF_TURNED_LITTLE                                                                         \
	"\xff\xe1\x00\x22"                                                                         \
	"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0"

static const struct {
	const char *name;
	struct str bytes;
	enum media_format format;
	int64_t width, height;
} pictures[] = {
	{ "jpeg", STR_INIT("\xff\xd8" FRAME), MEDIA_JPEG, 540, 1080 },
	{ "jpeg with fill bytes", STR_INIT("\xff\xd8\xff\xff" FRAME), MEDIA_JPEG, 540, 1080 },
	{ "jpeg, progressive",
	  STR_INIT("\xff\xd8\xff\xfe\x00\x04zz\xff\xc2\x00\x11\x08\x00\x02\x00\x03\x03"),
	  MEDIA_JPEG, 3, 2 },
	{ "jpeg, turned", STR_INIT("\xff\xd8" EXIF_TURNED FRAME), MEDIA_JPEG, 1080, 540 },
	{ "jpeg, turned, little-endian", STR_INIT("\xff\xd8" EXIF_TURNED_LITTLE FRAME), MEDIA_JPEG,
	  1080, 540 },
	{ "jpeg without a frame", STR_INIT("\xff\xd8\xff\xda\x00\x04"), MEDIA_JPEG, 0, 0 },
	{ "jpeg whose segment has no length", STR_INIT("\xff\xd8\xff\xe0\x00\x00" FRAME),
	  MEDIA_JPEG, 0, 0 },
	{ "jpeg whose segment is longer than the file", STR_INIT("\xff\xd8\xff\xe0\xff\xff" FRAME),
	  MEDIA_JPEG, 0, 0 },
	{ "png", STR_INIT("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\x02\0\0\0\x09"), MEDIA_PNG, 258,
	  9 },
	{ "gif", STR_INIT("GIF89a\x02\x01\x09\0"), MEDIA_GIF, 258, 9 },
	{ "bmp, from the top",
	  STR_INIT("BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0\x02\x01\0\0\xf7\xff\xff\xff"), MEDIA_BMP,
	  258, 9 },
	{ "webp, extended", STR_INIT("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x37\x04\0\x7f\x07\0"),
	  MEDIA_WEBP, 1080, 1920 },
	{ "webp, lossless", STR_INIT("RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x37\xc4\xdf\x01"),
	  MEDIA_WEBP, 1080, 1920 },
	{ "tiff", STR_INIT("II*\0\x08\0\0\0"), MEDIA_TIFF, 0, 0 },
	{ "heic",
	  STR_INIT("\0\0\0\x10"
		   "ftypheic\0\0\0\0"),
	  MEDIA_HEIF, 0, 0 },
	{ "avif",
	  STR_INIT("\0\0\0\x10"
		   "ftypavif\0\0\0\0"),
	  MEDIA_AVIF, 0, 0 },
	{ "webm", STR_INIT("\x1a\x45\xdf\xa3\x01"), MEDIA_MATROSKA, 0, 0 },
	{ "avi", STR_INIT("RIFF\0\0\0\0AVI LIST"), MEDIA_AVI, 0, 0 },
	{ "a text", STR_INIT("This is no picture."), MEDIA_UNKNOWN, 0, 0 },
	{ "nothing", STR_INIT(""), MEDIA_UNKNOWN, 0, 0 },
};

static void test_pictures(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(pictures); i++) {
		struct media_facts f = probe_bytes(pictures[i].bytes, pictures[i].bytes.len);

		check_int(pictures[i].name, f.format, pictures[i].format);
		check_int(pictures[i].name, f.width, pictures[i].width);
		check_int(pictures[i].name, f.height, pictures[i].height);
		check_int(pictures[i].name, f.size_bytes, pictures[i].bytes.len);
	}
}

static void test_what_else_a_jpeg_tells(void **state)
{
	struct str cmyk = STR("\xff\xd8\xff\xc0\x00\x14\x08\x00\x02\x00\x03\x04");
	struct str several = STR("\xff\xd8\xff\xe2\x00\x08MPF\0zz" FRAME);

	(void)state;
	check_true("cmyk", probe_bytes(cmyk, cmyk.len).is_cmyk);
	check_true("multi-picture", probe_bytes(several, several.len).is_multi_picture);
	check_true("plain", !probe_bytes(STR("\xff\xd8" FRAME), 12).is_cmyk);
}

/* ---- films ------------------------------------------------------------------------------------
 */

struct film {
	const char *brand, *video, *audio;
	bool is_v1, is_turned, is_index_last, has_edits, has_sizes, is_fragmented;
	uint32_t seconds;
};

/* Big-endian, in as many bytes; in front of the eighth they are zero. */
static void put(struct buf *out, uint64_t n, int bytes)
{
	while (bytes-- > 0)
		buf_putc(out, bytes < 8 ? (char)(n >> (8 * bytes) & 0xff) : 0);
}

static size_t begin(struct buf *out, const char *name)
{
	put(out, 0, 4);
	buf_put(out, str_of(name));
	return out->len - 8;
}

static void end(struct buf *out, size_t at)
{
	for (int i = 0; i < 4; i++)
		out->at[at + (size_t)i] = (char)((out->len - at) >> (8 * (3 - i)) & 0xff);
}

static void put_times(struct buf *out, const struct film *film, const char *name, uint32_t scale)
{
	size_t box = begin(out, name);
	int width = film->is_v1 ? 8 : 4;

	put(out, film->is_v1, 1);
	put(out, 0, 3);
	put(out, 0, width);
	put(out, 0, width);
	put(out, scale, 4);
	put(out, film->is_fragmented ? 0 : (uint64_t)film->seconds * scale, width);
	end(out, box);
}

static void put_track_header(struct buf *out, const struct film *film)
{
	size_t box = begin(out, "tkhd");

	put(out, film->is_v1, 1);
	put(out, 0, film->is_v1 ? 51 : 39);
	put(out, film->is_turned ? 0 : 0x10000, 4);
	put(out, film->is_turned ? 0x10000 : 0, 4);
	put(out, 0, 4);
	put(out, film->is_turned ? 0xffff0000 : 0, 4);
	put(out, film->is_turned ? 0 : 0x10000, 4);
	put(out, 0, 16);
	put(out, UINT64_C(1920) << 16, 4);
	put(out, UINT64_C(1080) << 16, 4);
	end(out, box);
}

static void put_samples(struct buf *out, const struct film *film, bool is_video)
{
	size_t table = begin(out, "stbl"), box = begin(out, "stsd");

	put(out, 0, 4);
	put(out, 1, 4);
	put(out, 44, 4);
	buf_put(out, str_of(is_video ? film->video : film->audio));
	put(out, 0, 16);
	put(out, 2, 2); /* channels */
	put(out, 0, 6);
	put(out, is_video ? 1920 : 48000, 2);
	put(out, 1080, 2);
	end(out, box);
	box = begin(out, film->has_sizes ? "stsz" : "stts");
	put(out, 0, 4);
	put(out, film->has_sizes ? 0 : 1, 4);
	put(out, (uint64_t)film->seconds * 30, 4);
	put(out, 1, 4);
	end(out, box);
	end(out, table);
}

static void put_track(struct buf *out, const struct film *film, bool is_video)
{
	size_t track = begin(out, "trak");

	put_track_header(out, film);
	if (film->has_edits) {
		size_t edits = begin(out, "edts"), list = begin(out, "elst");
		put(out, 0, 4);
		put(out, 1, 4);
		end(out, list);
		end(out, edits);
	}
	size_t media = begin(out, "mdia");
	put_times(out, film, "mdhd", 30000);
	size_t box = begin(out, "hdlr");
	put(out, 0, 8);
	buf_put(out, is_video ? STR("vide") : STR("soun"));
	put(out, 0, 12);
	end(out, box);
	size_t info = begin(out, "minf");
	put_samples(out, film, is_video);
	end(out, info);
	end(out, media);
	end(out, track);
}

static void put_index(struct buf *out, const struct film *film)
{
	size_t movie = begin(out, "moov");

	put_times(out, film, "mvhd", 600);
	if (film->audio)
		put_track(out, film, false);
	put_track(out, film, true);
	if (film->is_fragmented) {
		size_t more = begin(out, "mvex"), box = begin(out, "mehd");
		put(out, 0, 4);
		put(out, (uint64_t)film->seconds * 600, 4);
		end(out, box);
		end(out, more);
	}
	end(out, movie);
}

/* Pictures that would not fit in one read lie before an index at the end. */
static void make(struct buf *out, const struct film *film)
{
	size_t box = begin(out, "ftyp");

	buf_put(out, str_of(film->brand));
	put(out, 0, 4);
	end(out, box);
	if (!film->is_index_last)
		put_index(out, film);
	put(out, 1, 4); /* a size of 64 bits */
	buf_put(out, STR("mdat"));
	put(out, 16 + 200000, 8);
	for (int i = 0; i < 200000; i++)
		buf_putc(out, (char)i);
	if (film->is_index_last)
		put_index(out, film);
}

static const struct {
	const char *name;
	struct film film;
} films[] = {
	{ "mp4", { "isom", "avc1", "mp4a", .seconds = 12 } },
	{ "mov", { "qt  ", "hvc1", "mp4a", .seconds = 12 } },
	{ "64-bit times", { "mp42", "avc1", "mp4a", .is_v1 = true, .seconds = 12 } },
	{ "index last", { "isom", "avc1", "mp4a", .is_index_last = true, .seconds = 12 } },
	{ "turned", { "isom", "avc1", "mp4a", .is_turned = true, .seconds = 12 } },
	{ "edit list", { "isom", "avc1", "mp4a", .has_edits = true, .seconds = 12 } },
	{ "sizes", { "isom", "avc1", "mp4a", .has_sizes = true, .seconds = 12 } },
	{ "silent", { "isom", "avc1", NULL, .seconds = 12 } },
	{ "in fragments", { "iso5", "avc1", "mp4a", .is_fragmented = true, .seconds = 12 } },
};

static void check_film(const char *name, const struct film *film, const struct media_facts *f)
{
	check_int(name, f->format, strcmp(film->brand, "qt  ") == 0 ? MEDIA_MOV : MEDIA_MP4);
	check_int(name, f->width, film->is_turned ? 1080 : 1920);
	check_int(name, f->height, film->is_turned ? 1920 : 1080);
	check_int(name, f->duration_ms, 12000);
	check_int(name, f->frames_per_1000_s, film->is_fragmented ? 0 : 30000);
	check_str(name, str_of(f->video_codec), str_of(film->video));
	check_str(name, str_of(f->audio_codec), str_of(film->audio ? film->audio : ""));
	check_int(name, f->audio_hz, film->audio ? 48000 : 0);
	check_int(name, f->audio_channels, film->audio ? 2 : 0);
	check_int(name, f->is_index_last, film->is_index_last);
	check_int(name, f->has_edit_list, film->has_edits);
	check_int(name, f->bits_per_s, f->size_bytes * 8 / 12);
	check_true(name, media_is_h264_or_hevc(f) && media_is_aac_or_silent(f));
}

static void test_films(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(films); i++) {
		cleanup(buf_free) struct buf out = { 0 };
		buf_init(&out, 1 * MIB);
		make(&out, &films[i].film);
		struct media_facts f = probe_bytes(buf_str(&out), out.len);
		check_film(films[i].name, &films[i].film, &f);
	}
}

/* Cut at every place of its index, a film tells less and nothing wrong. */
static void test_films_that_are_cut(void **state)
{
	cleanup(buf_free) struct buf out = { 0 };

	(void)state;
	buf_init(&out, 1 * MIB);
	make(&out, &films[0].film);
	for (size_t len = 0; len < 1500; len++) {
		struct media_facts f = probe_bytes(str_sub(buf_str(&out), 0, len), len);
		check_true("duration", f.duration_ms == 0 || f.duration_ms == 12000);
		check_true("width", f.width == 0 || f.width == 1920);
	}
}

static bool read_nothing(void *ctx, uint64_t at, char *to, size_t len, struct err *err)
{
	int *reads = ctx;

	(void)at;
	(void)to;
	(void)len;
	(*reads)++;
	return err_set(err, ERR_NETWORK, "gone");
}

static void test_a_source_that_fails(void **state)
{
	int reads = 0;
	const struct probe_source source = { read_nothing, &reads, 1000 };
	struct media_facts f;
	struct err err = ERR_INIT;

	(void)state;
	assert_false(probe_media(&source, &f, &err));
	check_int("told", err.code, ERR_NETWORK);
	check_int("asked once", reads, 1);
}

struct counted {
	struct str bytes;
	uint64_t read;
};

static bool read_counted(void *ctx, uint64_t at, char *to, size_t len, struct err *err)
{
	struct counted *c = ctx;

	(void)err;
	assert_true(at + len <= c->bytes.len);
	memcpy(to, c->bytes.at + at, len);
	c->read += len;
	return true;
}

/* Only the index is read, wherever it lies. */
static void test_little_is_read(void **state)
{
	cleanup(buf_free) struct buf out = { 0 };
	struct err err = ERR_INIT;
	struct media_facts f;

	(void)state;
	buf_init(&out, 1 * MIB);
	make(&out, &films[3].film);
	struct counted c = { .bytes = buf_str(&out) };
	const struct probe_source source = { read_counted, &c, out.len };
	check_ok(probe_media(&source, &f, &err), &err);
	check_film("read in pieces", &films[3].film, &f);
	check_true("two windows", c.read <= (uint64_t)2 * 64 * 1024);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pictures),
		cmocka_unit_test(test_what_else_a_jpeg_tells),
		cmocka_unit_test(test_films),
		cmocka_unit_test(test_films_that_are_cut),
		cmocka_unit_test(test_a_source_that_fails),
		cmocka_unit_test(test_little_is_read),
	};
	return cmocka_run_group_tests_name("probe/probe", tests, NULL, NULL);
}
