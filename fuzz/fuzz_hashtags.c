/* Exercises src/analytics/hashtags.c: hashtags_of and the table of metrics, over any caption. */
#include "analytics/hashtags.h"
#include "base/utf8.h"
#include "fuzz/fuzz.h"

static struct str one_after_another(struct arena *a, struct str_list tags)
{
	struct str text = STR("");

	for (size_t i = 0; i < tags.count; i++)
		text = str_fmt(a, "%.*s %.*s", STR_ARG(text), STR_ARG(tags.items[i]));
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a;

	arena_init(&a, FUZZ_BYTES);

	struct str caption = fuzz_text(data, size);
	struct str_list tags = hashtags_of(&a, caption);
	struct hashtag_table *table = hashtag_table_new(&a);
	size_t count = 0;

	for (size_t i = 0; i < tags.count; i++) {
		promise(tags.items[i].len > 1 && tags.items[i].at[0] == '#');
		promise(utf8_is_valid(tags.items[i]));
		hashtag_table_add(table, tags.items[i], OPT_INT(1), OPT_NO_INT);
	}
	hashtag_table_sorted(table, &count);
	promise(count == tags.count); /* each once */

	/* Written one after another they are the same ones. */
	struct str_list again = hashtags_of(&a, one_after_another(&a, tags));

	promise(again.count == tags.count);
	for (size_t i = 0; i < tags.count; i++)
		promise(str_eq(again.items[i], tags.items[i]));
	arena_free(&a);
	return 0;
}
