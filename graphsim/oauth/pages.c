#include "graphsim/oauth/pages.h"

#include <assert.h>

#include "base/html.h"

struct str pages_text(const char *file)
{
	const struct page_file *f = page_files;

	while (f->name && strcmp(f->name, file) != 0)
		f++;
	assert(f->name);
	return (struct str){ f->at, f->len };
}

static void put_slot(struct buf *out, struct str name, const struct slot *slots, size_t count)
{
	size_t i = 0;

	while (i < count && !str_eq(str_of(slots[i].name), name))
		i++;
	assert(i < count);
	if (slots[i].is_html)
		buf_put(out, slots[i].value);
	else
		html_put(out, slots[i].value);
}

void pages_fill(struct buf *out, const char *file, const struct slot *slots, size_t count)
{
	struct str rest = pages_text(file);

	while (rest.len > 0) {
		size_t open = str_find(rest, STR("{{"));

		buf_put(out, str_sub(rest, 0, open));
		rest = str_skip(rest, open);
		if (rest.len == 0)
			return;
		size_t close = str_find(rest, STR("}}"));
		put_slot(out, str_sub(rest, 2, close), slots, count);
		rest = str_skip(rest, close + 2);
	}
}
