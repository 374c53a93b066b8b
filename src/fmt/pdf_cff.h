/* What a PDF must know of a font in Adobe's Compact Font Format (Technical Note #5176). */
#ifndef FMT_PDF_CFF_H
#define FMT_PDF_CFF_H

#include <stdint.h>

#include "base/str.h"

/*
 * The number by which a PDF calls a glyph of this CFF table: its CID where the font has such
 * numbers (CJK fonts have), else the glyph's own.
 */
uint32_t cff_cid_of(struct str cff, uint32_t glyph);

#endif
