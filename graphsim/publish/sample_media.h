/*
 * Files for tests and demonstrations, made to measure: /_cdn/sample.{jpg,png,gif,mp4,txt} with
 * `width`, `height`, `kb` (at least so large), `seed` (other bytes), and for mp4 `ms`, `codec`,
 * `fps`. A jpg is a whole baseline JPEG in grey (ITU-T T.81), a mp4 has the boxes that say what it
 * is and no picture (ISO/IEC 14496-12); of png and gif there is the head alone.
 */
#ifndef GRAPHSIM_SAMPLE_MEDIA_H
#define GRAPHSIM_SAMPLE_MEDIA_H

#include "base/buf.h"
#include "base/url.h"

/* The media type; NULL: no sample has that path. */
const char *sample_media_make(struct str path, const struct params *args, struct buf *out);

#endif
