/* Pictures: the size, and what else a place that publishes them asks. */
#include "probe/window.h"

/* ---- JPEG -------------------------------------------------------------------------------------
 */

#define MARKERS_MAX 2000

/* Markers that start a frame: SOF0 to SOF15 without DHT, JPG and DAC. */
static bool is_frame(unsigned marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

/* Exif's orientation, 1 to 8; 0: not told. `at` is where its TIFF header begins. */
static unsigned read_orientation(struct window *w, uint64_t at, uint64_t end)
{
	bool is_little = window_number(w, at, 2) == 0x4949;
	uint64_t (*number)(struct window *, uint64_t, size_t) =
		is_little ? window_little : window_number;
	uint64_t directory = at + number(w, at + 4, 4);
	uint64_t entries = number(w, directory, 2);

	for (uint64_t i = 0; i < entries && i < 100; i++) {
		uint64_t entry = directory + 2 + i * 12;
		if (entry + 12 > end)
			return 0;
		if (number(w, entry, 2) == 0x0112)
			return (unsigned)number(w, entry + 8, 2);
	}
	return 0;
}

struct jpeg {
	unsigned orientation;
	bool is_frame_found;
};

static void read_segment(struct window *w, unsigned marker, uint64_t at, uint64_t end,
			 struct jpeg *j, struct media_facts *f)
{
	struct str head = window_view(w, at, 6);

	if (marker == 0xe1 && str_starts_with(head, STR("Exif\0\0")))
		j->orientation = read_orientation(w, at + 6, end);
	if (marker == 0xe2 && str_starts_with(head, STR("MPF\0")))
		f->is_multi_picture = true;
	if (!is_frame(marker) || j->is_frame_found)
		return;
	j->is_frame_found = true;
	f->height = (int64_t)window_number(w, at + 1, 2);
	f->width = (int64_t)window_number(w, at + 3, 2);
	f->is_cmyk = window_number(w, at + 5, 1) == 4;
}

void probe_jpeg(struct window *w, struct media_facts *f)
{
	struct jpeg j = { .orientation = 0 };
	uint64_t at = 2;

	for (unsigned i = 0; i < MARKERS_MAX && !j.is_frame_found; i++) {
		uint64_t two = window_number(w, at, 2);
		unsigned marker = (unsigned)(two & 0xff);
		if (two >> 8 != 0xff || marker == 0xd9 || marker == 0xda)
			break;
		/* Fill bytes, and markers without a segment. */
		if (marker == 0xff || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
			at += marker == 0xff ? 1 : 2;
			continue;
		}
		uint64_t length = window_number(w, at + 2, 2);
		if (length < 2)
			break;
		read_segment(w, marker, at + 4, at + 2 + length, &j, f);
		at += 2 + length;
	}
	if (j.orientation >= 5 && j.orientation <= 8) {
		int64_t width = f->width;
		f->width = f->height;
		f->height = width;
	}
}

/* ---- others -----------------------------------------------------------------------------------
 */

void probe_png(struct window *w, struct media_facts *f)
{
	f->width = (int64_t)window_number(w, 16, 4);
	f->height = (int64_t)window_number(w, 20, 4);
}

void probe_gif(struct window *w, struct media_facts *f)
{
	f->width = (int64_t)window_little(w, 6, 2);
	f->height = (int64_t)window_little(w, 8, 2);
}

/* A height below zero means that the rows are stored from the top. */
void probe_bmp(struct window *w, struct media_facts *f)
{
	int64_t height = (int32_t)(uint32_t)window_little(w, 22, 4);

	f->width = (int64_t)window_little(w, 18, 4);
	f->height = height < 0 ? -height : height;
}

/* RFC 9649: extended, lossless, lossy. */
void probe_webp(struct window *w, struct media_facts *f)
{
	struct str kind = window_view(w, 12, 4);

	if (str_eq(kind, STR("VP8X"))) {
		f->width = (int64_t)window_little(w, 24, 3) + 1;
		f->height = (int64_t)window_little(w, 27, 3) + 1;
	} else if (str_eq(kind, STR("VP8L"))) {
		uint64_t bits = window_little(w, 21, 4);
		f->width = (int64_t)(bits & 0x3fff) + 1;
		f->height = (int64_t)(bits >> 14 & 0x3fff) + 1;
	} else if (str_eq(kind, STR("VP8 "))) {
		f->width = (int64_t)(window_little(w, 26, 2) & 0x3fff);
		f->height = (int64_t)(window_little(w, 28, 2) & 0x3fff);
	}
}
