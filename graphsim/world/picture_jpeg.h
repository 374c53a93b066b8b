/* Pixels as a JPEG. */
#ifndef GRAPHSIM_PICTURE_JPEG_H
#define GRAPHSIM_PICTURE_JPEG_H

#include "base/buf.h"

/* width x height pixels of three bytes. */
void picture_jpeg(const unsigned char *rgb, int width, int height, struct buf *out);

#endif
