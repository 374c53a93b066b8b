/* The drawings behind pictures, as pixels. Pure. */
#ifndef GRAPHSIM_PICTURE_PAINT_H
#define GRAPHSIM_PICTURE_PAINT_H

#include <stdbool.h>
#include <stdint.h>

struct painting {
	uint64_t number; /* says which colours and which motif */
	bool is_person;
	int width, height;
};

/* width x height pixels of three bytes. */
void picture_paint(const struct painting *p, unsigned char *rgb);

#endif
