/* Inside probe/: a piece of the file in memory, moved along as it is read. */
#ifndef PROBE_WINDOW_H
#define PROBE_WINDOW_H

#include "probe/probe.h"

/* One read asks for so much, when the file has it. */
#define WINDOW_BYTES (64 * 1024)

struct window {
	const struct probe_source *source;
	char *at; /* WINDOW_BYTES */
	uint64_t from;
	size_t len;
	struct err *err;
	bool failed; /* the source did; everything reads as zero from then on */
};

/* A view of `len` bytes at `at`, until the next call; at == NULL when the file ends before. */
struct str window_view(struct window *w, uint64_t at, size_t len);
/* A number of at most 8 bytes, big-endian; 0 beyond the end. */
uint64_t window_number(struct window *w, uint64_t at, size_t width);
uint64_t window_little(struct window *w, uint64_t at, size_t width);

void probe_jpeg(struct window *w, struct media_facts *f);
void probe_png(struct window *w, struct media_facts *f);
void probe_gif(struct window *w, struct media_facts *f);
void probe_webp(struct window *w, struct media_facts *f);
void probe_bmp(struct window *w, struct media_facts *f);
/* By the brand in its first box, then by its boxes. */
void probe_boxes(struct window *w, struct media_facts *f);

#endif
