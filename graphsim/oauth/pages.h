/*
 * Templates and style sheet, compiled in from graphsim/pages/ (see pages/embed.py), and the little
 * filling they need: `{{name}}` is replaced by a slot, escaped for HTML unless the slot is HTML.
 */
#ifndef GRAPHSIM_PAGES_H
#define GRAPHSIM_PAGES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

struct page_file {
	const char *name; /* "shell.html" */
	const char *at;
	size_t len;
};
extern const struct page_file page_files[]; /* generated; ends with a row without a name */

struct slot {
	const char *name;
	struct str value;
	bool is_html;
};

/* Asserts that the file and every slot it names exist: templates are ours. */
void pages_fill(struct buf *out, const char *file, const struct slot *slots, size_t count);
#define PAGES_FILL(out, file, ...)                                                                 \
	pages_fill((out), (file), (const struct slot[]){ __VA_ARGS__ },                            \
		   sizeof((const struct slot[]){ __VA_ARGS__ }) / sizeof(struct slot))
struct str pages_text(const char *file);

#endif
