/* What cameras write into a JPEG: of it, only how the picture is to be held. */
#ifndef PICTURES_EXIF_H
#define PICTURES_EXIF_H

#include "base/str.h"

/* 1 to 8 (EXIF 2.32, tag Orientation) of the contents of an APP1 marker; 0: it does not say. */
int exif_turn(struct str app1);

#endif
