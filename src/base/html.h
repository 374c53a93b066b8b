/* Text inside HTML: between tags, and inside a quoted attribute. */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/buf.h"

/* With & < > " and ' as entities; nothing else is changed. */
void html_put(struct buf *out, struct str text);
struct str html_escape(struct arena *a, struct str text);

#endif
