/* Films: the boxes of ISO/IEC 14496-12 (and of QuickTime, which they come from). */
#include <string.h>

#include "probe/window.h"

#define BOXES_DEEP 8
#define BOXES_MAX 4000  /* of the whole file */
#define TIMES_MAX 20000 /* rows of a table of sample times */

/* What one track says, until its end shows whether it is the picture or the sound. */
struct track {
	bool is_video, is_audio, is_turned;
	char codec[5];
	int64_t width, height;             /* of the track's header */
	int64_t coded_width, coded_height; /* of its codec */
	uint64_t timescale, duration, samples, timed_samples;
	int64_t hz, channels;
};

struct film {
	struct window *w;
	struct media_facts *f;
	struct track track;
	unsigned boxes;
	uint64_t movie_scale, fragments; /* length of a film in fragments */
	bool has_pictures;               /* mdat was passed */
	bool has_index;
};

struct box {
	char name[5];
	uint64_t at, end; /* of its content */
};

/* ---- one box each -----------------------------------------------------------------------------
 */

static uint64_t number(struct film *m, const struct box *b, uint64_t at, size_t width)
{
	return at + width <= b->end - b->at ? window_number(m->w, b->at + at, width) : 0;
}

static int64_t milliseconds(uint64_t length, uint64_t scale)
{
	double ms = scale ? (double)length * 1000.0 / (double)scale : 0;

	/* Longer than a year is no film. */
	return ms < 366.0 * 86400 * 1000 ? (int64_t)ms : 0;
}

/* Times are 32 bits wide in version 0 of a box and 64 in version 1; all ones: not known. */
static void read_times(struct film *m, const struct box *b, uint64_t *scale, uint64_t *length)
{
	bool is_v1 = number(m, b, 0, 1) == 1;

	*scale = number(m, b, is_v1 ? 20 : 12, 4);
	*length = number(m, b, is_v1 ? 24 : 16, is_v1 ? 8 : 4);
	if (*length == (is_v1 ? UINT64_MAX : UINT32_MAX))
		*length = 0;
}

static void read_movie_header(struct film *m, const struct box *b)
{
	uint64_t length;

	read_times(m, b, &m->movie_scale, &length);
	m->f->duration_ms = milliseconds(length, m->movie_scale);
}

static void read_fragments_header(struct film *m, const struct box *b)
{
	m->fragments = number(m, b, 4, number(m, b, 0, 1) == 1 ? 8 : 4);
}

/* A quarter turn has nothing on the diagonal of its matrix. */
static void read_track_header(struct film *m, const struct box *b)
{
	uint64_t matrix = number(m, b, 0, 1) == 1 ? 52 : 40;

	m->track.is_turned = !number(m, b, matrix, 4) && !number(m, b, matrix + 16, 4) &&
			     number(m, b, matrix + 4, 4) && number(m, b, matrix + 12, 4);
	m->track.width = (int64_t)number(m, b, matrix + 36, 2);
	m->track.height = (int64_t)number(m, b, matrix + 40, 2);
}

static void read_media_header(struct film *m, const struct box *b)
{
	read_times(m, b, &m->track.timescale, &m->track.duration);
}

static void read_handler(struct film *m, const struct box *b)
{
	uint64_t kind = number(m, b, 8, 4);

	m->track.is_video = kind == 0x76696465; /* vide */
	m->track.is_audio = kind == 0x736f756e; /* soun */
}

static void read_name(struct film *m, uint64_t at, char name[5])
{
	struct str bytes = window_view(m->w, at, 4);

	memset(name, 0, 5);
	for (size_t i = 0; i < 4 && i < bytes.len; i++)
		name[i] = bytes.at[i] > ' ' && bytes.at[i] < 0x7f ? bytes.at[i] : ' ';
}

/* The first of its descriptions; fields as of a picture, and as of a sound. */
static void read_description(struct film *m, const struct box *b)
{
	if (b->end - b->at < 16)
		return;
	read_name(m, b->at + 12, m->track.codec);
	m->track.coded_width = (int64_t)number(m, b, 40, 2);
	m->track.coded_height = (int64_t)number(m, b, 42, 2);
	m->track.channels = (int64_t)number(m, b, 32, 2);
	m->track.hz = (int64_t)number(m, b, 40, 2);
}

static void read_sizes(struct film *m, const struct box *b)
{
	m->track.samples = number(m, b, 8, 4);
}

static void read_sample_times(struct film *m, const struct box *b)
{
	uint64_t rows = number(m, b, 4, 4);

	for (uint64_t i = 0; i < rows && i < TIMES_MAX && 16 + i * 8 <= b->end - b->at; i++)
		m->track.timed_samples += number(m, b, 8 + i * 8, 4);
}

static void read_edits(struct film *m, const struct box *b)
{
	m->f->has_edit_list = m->f->has_edit_list || number(m, b, 4, 4) > 0;
}

static void end_picture(struct film *m)
{
	const struct track *t = &m->track;
	struct media_facts *f = m->f;
	int64_t length_ms = milliseconds(t->duration, t->timescale);
	uint64_t samples = t->samples ? t->samples : t->timed_samples;
	int64_t width = t->width ? t->width : t->coded_width;
	int64_t height = t->height ? t->height : t->coded_height;

	memcpy(f->video_codec, t->codec, sizeof(t->codec));
	f->width = t->is_turned ? height : width;
	f->height = t->is_turned ? width : height;
	if (length_ms > 0)
		f->frames_per_1000_s = (int64_t)((double)samples * 1e6 / (double)length_ms);
}

static void end_track(struct film *m)
{
	const struct track *t = &m->track;
	struct media_facts *f = m->f;

	if (t->is_video && !f->video_codec[0])
		end_picture(m);
	if (!t->is_audio || f->audio_codec[0])
		return;
	memcpy(f->audio_codec, t->codec, sizeof(t->codec));
	f->audio_hz = t->hz;
	f->audio_channels = t->channels;
}

/* ---- boxes in boxes ---------------------------------------------------------------------------
 */

static const struct {
	const char *name, *inside;                         /* "": anywhere */
	void (*read)(struct film *m, const struct box *b); /* NULL: boxes are inside */
} known[] = {
	{ "trak", "moov", NULL },
	{ "mvex", "moov", NULL },
	{ "edts", "trak", NULL },
	{ "mdia", "trak", NULL },
	{ "minf", "mdia", NULL },
	{ "stbl", "minf", NULL },
	{ "mvhd", "moov", read_movie_header },
	{ "mehd", "mvex", read_fragments_header },
	{ "tkhd", "trak", read_track_header },
	{ "elst", "edts", read_edits },
	{ "mdhd", "mdia", read_media_header },
	{ "hdlr", "mdia", read_handler },
	{ "stsd", "stbl", read_description },
	{ "stsz", "stbl", read_sizes },
	{ "stts", "stbl", read_sample_times },
};

/* The box at `at`; false when there is none. One that says it is longer than it can be is cut. */
static bool next_box(struct film *m, uint64_t at, uint64_t end, struct box *ret)
{
	uint64_t head = 8;

	if (end - at < head || ++m->boxes > BOXES_MAX || m->w->failed)
		return false;
	uint64_t size = window_number(m->w, at, 4);
	if (size == 1) {
		size = window_number(m->w, at + 8, 8);
		head = 16;
	} else if (size == 0) {
		size = end - at;
	}
	if (size < head || end - at < head)
		return false;
	read_name(m, at + 4, ret->name);
	ret->at = at + head;
	ret->end = size > end - at ? end : at + size;
	return true;
}

static void read_boxes(struct film *m, const struct box *outer, unsigned deep)
{
	struct box b;

	if (deep >= BOXES_DEEP)
		return;
	for (uint64_t at = outer->at; next_box(m, at, outer->end, &b); at = b.end) {
		bool is_track = strcmp(b.name, "trak") == 0;
		for (size_t i = 0; i < COUNT_OF(known); i++) {
			if (strcmp(known[i].name, b.name) != 0 ||
			    strcmp(known[i].inside, outer->name) != 0)
				continue;
			if (is_track)
				m->track = (struct track){ .timescale = 0 };
			if (known[i].read)
				known[i].read(m, &b);
			else
				read_boxes(m, &b, deep + 1);
			if (is_track)
				end_track(m);
		}
	}
}

/* ---- the file ---------------------------------------------------------------------------------
 */

/* ftyp's brands: https://mp4ra.org, 2026-11. */
static enum media_format format_of_brand(struct film *m, const struct box *b)
{
	static const struct {
		const char *brand;
		enum media_format format;
	} brands[] = {
		{ "qt  ", MEDIA_MOV },      { "heic", MEDIA_HEIF },     { "heix", MEDIA_HEIF },
		{ "heim", MEDIA_HEIF },     { "hevc", MEDIA_HEIF },     { "mif1", MEDIA_HEIF },
		{ "msf1", MEDIA_HEIF },     { "avif", MEDIA_AVIF },     { "avis", MEDIA_AVIF },
		{ "3gp4", MEDIA_THREE_GP }, { "3gp5", MEDIA_THREE_GP }, { "3gp6", MEDIA_THREE_GP },
	};
	struct str brand = window_view(m->w, b->at, 4);

	for (size_t i = 0; i < COUNT_OF(brands); i++)
		if (str_eq(brand, str_of(brands[i].brand)))
			return brands[i].format;
	return MEDIA_MP4;
}

void probe_boxes(struct window *w, struct media_facts *f)
{
	struct film m = { .w = w, .f = f };
	uint64_t end = w->source->size_bytes;
	struct box b;

	for (uint64_t at = 0; !m.has_index && next_box(&m, at, end, &b); at = b.end) {
		if (at == 0 && strcmp(b.name, "ftyp") == 0)
			f->format = format_of_brand(&m, &b);
		m.has_pictures = m.has_pictures || strcmp(b.name, "mdat") == 0;
		m.has_index = strcmp(b.name, "moov") == 0;
		if (m.has_index)
			read_boxes(&m, &b, 1);
	}
	f->is_index_last = m.has_pictures && m.has_index;
	if (!f->duration_ms && m.fragments)
		f->duration_ms = milliseconds(m.fragments, m.movie_scale);
}
