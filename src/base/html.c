#include "base/html.h"

#include <string.h>

#include "base/arena.h"

static const char special[] = "&<>\"'";
static const struct str entities[] = { STR_INIT("&amp;"), STR_INIT("&lt;"), STR_INIT("&gt;"),
				       STR_INIT("&quot;"), STR_INIT("&#39;") };
#define ENTITY_MAX 6

/* How it is written; empty: as it is. */
static struct str entity_of(char c)
{
	const char *found = c ? strchr(special, c) : NULL;

	return found ? entities[found - special] : (struct str){ 0 };
}

void html_put(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		struct str entity = entity_of(text.at[i]);

		buf_put(out, entity.len ? entity : (struct str){ &text.at[i], 1 });
	}
}

struct str html_escape(struct arena *a, struct str text)
{
	char *out = arena_array(a, text.len, ENTITY_MAX, 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		struct str entity = entity_of(text.at[i]);

		if (!entity.len)
			entity = (struct str){ &text.at[i], 1 };
		memcpy(out + len, entity.at, entity.len);
		len += entity.len;
	}
	return (struct str){ out, len };
}
