#include "fmt/deflate.h"

#include <stdlib.h>

#include <isa-l.h>

#include "base/limits.h"

/* Of ISA-L: 1 packs a hundredth worse as fast, 3 no better in twice the time (decision 0158). */
#define LEVEL 2
#define OUT_BYTES (64 * KIB)
/* ISA-L counts in 32 bits. */
#define PIECE_BYTES (512u * MIB)

struct deflate {
	struct sink sink;
	struct isal_zstream stream;
	uint8_t work[ISAL_DEF_LVL2_LARGE];
	uint8_t out[OUT_BYTES];
};

struct deflate *deflate_new(void)
{
	struct deflate *d = malloc(sizeof(*d));

	if (!d)
		abort();
	return d;
}

struct deflate *deflate_free(struct deflate *d)
{
	free(d);
	return NULL;
}

void deflate_freep(struct deflate **d)
{
	*d = deflate_free(*d);
}

static void start(struct deflate *d, uint16_t format, struct sink sink)
{
	d->sink = sink;
	isal_deflate_init(&d->stream);
	d->stream.level = LEVEL;
	d->stream.level_buf = d->work;
	d->stream.level_buf_size = sizeof(d->work);
	d->stream.gzip_flag = format;
	d->stream.flush = NO_FLUSH;
}

void deflate_start(struct deflate *d, struct sink sink)
{
	start(d, IGZIP_DEFLATE, sink);
}

void deflate_start_zlib(struct deflate *d, struct sink sink)
{
	start(d, IGZIP_ZLIB, sink);
}

/* Until ISA-L has taken its input and needs no more room for output. */
static bool run(struct deflate *d, struct err *err)
{
	do {
		d->stream.next_out = d->out;
		d->stream.avail_out = OUT_BYTES;
		if (isal_deflate(&d->stream) != COMP_OK)
			return err_set(err, ERR_INTERNAL, "data could not be compressed");
		struct str packed = { (const char *)d->out, OUT_BYTES - d->stream.avail_out };

		if (packed.len > 0 && !sink_write(&d->sink, packed, err))
			return false;
	} while (d->stream.avail_out == 0);
	return true;
}

bool deflate_write(struct deflate *d, struct str bytes, struct err *err)
{
	while (bytes.len > 0) {
		size_t now = bytes.len < PIECE_BYTES ? bytes.len : PIECE_BYTES;

		/* ISA-L only reads what next_in points to; its type does not say so. */
		d->stream.next_in = (uint8_t *)(uintptr_t)bytes.at;
		d->stream.avail_in = (uint32_t)now;
		if (!run(d, err))
			return false;
		bytes = str_skip(bytes, now);
	}
	return true;
}

bool deflate_end(struct deflate *d, struct err *err)
{
	d->stream.next_in = d->out;
	d->stream.avail_in = 0;
	d->stream.end_of_stream = 1;
	return run(d, err);
}

uint32_t deflate_crc32(uint32_t crc, struct str bytes)
{
	return crc32_gzip_refl(crc, (const unsigned char *)bytes.at, bytes.len);
}
