/*
 * Lines of iCalendar (RFC 5545): folded at 75 octets without cutting a character, texts escaped.
 * What the lines say is the caller's.
 */
#ifndef FMT_ICAL_H
#define FMT_ICAL_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* `NAME:value`: a value that needs no escaping (a URL, a number). Control characters are dropped.
 */
void ical_line(struct buf *out, const char *name, struct str value);
/* TEXT (3.3.11): line breaks become \n, and `\`, `;` and `,` are escaped. */
void ical_text(struct buf *out, const char *name, struct str text);
/* DATE-TIME in UTC (3.3.5): 20260220T030000Z. */
void ical_time(struct buf *out, const char *name, int64_t unix_s);

#endif
