/* JPEG by libjpeg, the only file that includes it. A stranger's file may only fail. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "base/limits.h"
#include "pictures/exif.h"
#include "pictures/pictures.h"
#include "pictures/raster.h"

#define QUALITY 82
#define SCANS_MAX 100 /* of a progressive file: each costs a pass over all of it */
#define MEMORY_MAX_BYTES (96 * 1024 * 1024)
#define EXIF_MAX_BYTES 65533

struct trouble {
	struct jpeg_error_mgr manager;
	jmp_buf out;
};

static void give_up(j_common_ptr c)
{
	struct trouble *t = (struct trouble *)c->err;

	longjmp(t->out, 1);
}

static void say_nothing(j_common_ptr c)
{
	(void)c;
}

static void start_errors(struct trouble *t)
{
	jpeg_std_error(&t->manager);
	t->manager.error_exit = give_up;
	t->manager.output_message = say_nothing;
}

static void count_scans(j_common_ptr c)
{
	const struct jpeg_decompress_struct *d = (const struct jpeg_decompress_struct *)c;

	if (d->input_scan_number > SCANS_MAX)
		give_up(c);
}

/* ---- decoding ---- */

/* What outlives a longjmp. */
struct decoding {
	struct jpeg_decompress_struct c;
	struct trouble trouble;
	struct jpeg_progress_mgr progress;
	struct raster raster;
};

/* libjpeg shrinks by 2, 4 or 8 while it decodes: as far as leaves enough for our own shrinking. */
static unsigned shrink_of(const struct jpeg_decompress_struct *c)
{
	JDIMENSION longest = c->image_width > c->image_height ? c->image_width : c->image_height;
	unsigned by = 8;

	while (by > 1 && longest / by < PICTURES_SIDE_MAX)
		by /= 2;
	return by;
}

/* Leaves by longjmp when something is wrong. */
static bool read_rows(struct decoding *d, struct str bytes)
{
	struct jpeg_decompress_struct *c = &d->c;

	jpeg_create_decompress(c);
	c->mem->max_memory_to_use = MEMORY_MAX_BYTES;
	d->progress.progress_monitor = count_scans;
	c->progress = &d->progress;
	jpeg_mem_src(c, (const unsigned char *)bytes.at, (unsigned long)bytes.len);
	jpeg_save_markers(c, JPEG_APP0 + 1, EXIF_MAX_BYTES);
	jpeg_read_header(c, TRUE);
	if (c->image_width > RASTER_MAX_SIDE || c->image_height > RASTER_MAX_SIDE ||
	    (uint64_t)c->image_width * c->image_height > RASTER_MAX_PIXELS)
		return false;
	c->scale_num = 1;
	c->scale_denom = shrink_of(c);
	c->out_color_space = JCS_RGB;
	jpeg_start_decompress(c);
	if (c->output_components != 3 ||
	    !raster_init(&d->raster, c->output_width, c->output_height))
		return false;
	while (c->output_scanline < c->output_height) {
		JSAMPROW row = d->raster.rgb + (size_t)c->output_scanline * d->raster.width * 3;
		jpeg_read_scanlines(c, &row, 1);
	}
	if (c->marker_list)
		d->raster.turn = exif_turn((struct str){ (const char *)c->marker_list->data,
							 c->marker_list->data_length });
	jpeg_finish_decompress(c);
	return true;
}

bool jpeg_decode(struct str bytes, struct raster *ret)
{
	struct decoding *d = calloc(1, sizeof(*d));
	volatile bool ok = false;

	if (!d)
		return false;
	start_errors(&d->trouble);
	d->c.err = &d->trouble.manager;
	if (setjmp(d->trouble.out) == 0)
		ok = read_rows(d, bytes);
	jpeg_destroy_decompress(&d->c);
	if (ok)
		*ret = d->raster;
	else
		raster_free(&d->raster);
	free(d);
	return ok;
}

/* ---- encoding ---- */

struct encoding {
	struct jpeg_compress_struct c;
	struct trouble trouble;
	unsigned char *bytes;
	unsigned long len;
};

static void write_rows(struct encoding *e, const struct raster *r)
{
	struct jpeg_compress_struct *c = &e->c;

	jpeg_create_compress(c);
	jpeg_mem_dest(c, &e->bytes, &e->len);
	c->image_width = r->width;
	c->image_height = r->height;
	c->input_components = 3;
	c->in_color_space = JCS_RGB;
	jpeg_set_defaults(c);
	jpeg_set_quality(c, QUALITY, TRUE);
	c->optimize_coding = TRUE;
	jpeg_start_compress(c, TRUE);
	while (c->next_scanline < c->image_height) {
		JSAMPROW row = r->rgb + (size_t)c->next_scanline * r->width * 3;
		jpeg_write_scanlines(c, &row, 1);
	}
	jpeg_finish_compress(c);
}

bool jpeg_encode(const struct raster *r, struct buf *out)
{
	struct encoding *e = calloc(1, sizeof(*e));
	volatile bool ok = false;

	if (!e)
		return false;
	start_errors(&e->trouble);
	e->c.err = &e->trouble.manager;
	if (setjmp(e->trouble.out) == 0) {
		write_rows(e, r);
		ok = true;
	}
	jpeg_destroy_compress(&e->c);
	if (ok)
		buf_put(out, (struct str){ (const char *)e->bytes, e->len });
	free(e->bytes);
	free(e);
	return ok && !buf_failed(out);
}
