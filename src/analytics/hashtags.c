#include "analytics/hashtags.h"

#include <stdlib.h>
#include <string.h>

#include "base/cleanup.h"
#include "base/utf8.h"

#define ZERO_WIDTH_NON_JOINER 0x200C
#define ZERO_WIDTH_JOINER 0x200D
#define FULL_WIDTH_SIGN 0xFF03
#define FIRST_SLOTS 64

/* Variation selectors, the keycap and tag characters change the character before them. */
static bool is_modifier(uint32_t c)
{
	return c == 0xFE0E || c == 0xFE0F || c == 0x20E3 || (c >= 0xE0020 && c <= 0xE007F);
}

static bool is_joiner(uint32_t c)
{
	return c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
}

static bool is_word(uint32_t c)
{
	return c == '_' || unicode_is_word(c);
}

static bool is_sign(uint32_t c)
{
	return c == '#' || c == FULL_WIDTH_SIGN;
}

/* Bytes of hashtag text at the start of `s`, which follows the sign. */
static size_t tag_length(struct str s)
{
	size_t at = 0, end = 0;

	while (at < s.len) {
		size_t step = 0;
		uint32_t c = utf8_next(str_skip(s, at), &step);
		bool first = at == 0;
		/* `#` with a modifier is the keycap emoji, not a hashtag. */
		bool counts = is_modifier(c) ? !first : is_word(c) || unicode_is_emoji(c);

		if (!counts && (first || !is_joiner(c)))
			break;
		at += step;
		if (counts)
			end = at;
	}
	return end;
}

static bool has_identity(const struct str *identities, size_t count, struct str identity)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(identities[i], identity))
			return true;
	return false;
}

static size_t count_signs(struct str s)
{
	size_t count = 0, step = 0;

	for (size_t at = 0; at < s.len; at += step)
		count += is_sign(utf8_next(str_skip(s, at), &step));
	return count;
}

struct str_list hashtags_of(struct arena *a, struct str caption)
{
	size_t most = count_signs(caption);
	struct str_list list = { 0 };
	struct str *identities = NULL;
	bool is_barred = false; /* what stands before a sign and makes it none */

	if (most == 0)
		return list;
	list.items = arena_new_n(a, struct str, most);
	identities = arena_new_n(a, struct str, most);
	for (size_t at = 0, step = 0; at < caption.len; at += step) {
		uint32_t c = utf8_next(str_skip(caption, at), &step);
		size_t len = 0;

		if (is_sign(c) && !is_barred)
			len = tag_length(str_skip(caption, at + step));
		is_barred = len == 0 && (is_word(c) || c == '&');
		if (len == 0)
			continue;

		struct str tag = str_fmt(a, "#%.*s", (int)len, caption.at + at + step);

		step += len;
		identities[list.count] = hashtag_identity(a, tag);
		if (!has_identity(identities, list.count, identities[list.count]))
			list.items[list.count++] = tag;
	}
	return list;
}

struct str hashtag_identity(struct arena *a, struct str hashtag)
{
	return unicode_fold_canonical(a, hashtag);
}

/* ---- metrics ------------------------------------------------------------------------------- */

struct entry {
	struct hashtag_metrics metrics;
	struct str identity;
};

/* Open addressing over `slots` (a power of two), at most half full; 0 is an empty slot. */
struct hashtag_table {
	struct arena *arena;
	struct entry *entries;
	size_t count;
	size_t *slots; /* entry number + 1 */
	size_t slot_count;
};

static void make_room(struct hashtag_table *t, size_t slot_count)
{
	struct entry *entries = arena_new_n(t->arena, struct entry, slot_count / 2);

	if (t->count > 0)
		memcpy(entries, t->entries, t->count * sizeof(*entries));
	t->entries = entries;
	t->slots = arena_new_n(t->arena, size_t, slot_count);
	t->slot_count = slot_count;
}

static size_t *find_slot(struct hashtag_table *t, struct str identity)
{
	size_t at = (size_t)str_hash(identity) & (t->slot_count - 1);

	while (t->slots[at] && !str_eq(t->entries[t->slots[at] - 1].identity, identity))
		at = (at + 1) & (t->slot_count - 1);
	return &t->slots[at];
}

static void grow(struct hashtag_table *t)
{
	make_room(t, t->slot_count * 2);
	for (size_t i = 0; i < t->count; i++)
		*find_slot(t, t->entries[i].identity) = i + 1;
}

struct hashtag_table *hashtag_table_new(struct arena *a)
{
	struct hashtag_table *t = arena_new(a, struct hashtag_table);

	t->arena = a;
	make_room(t, FIRST_SLOTS);
	return t;
}

static struct hashtag_metrics *find_or_add(struct hashtag_table *t, struct str hashtag)
{
	struct arena_mark mark = arena_mark(t->arena);
	struct str identity = hashtag_identity(t->arena, hashtag);
	size_t *slot = find_slot(t, identity);

	if (*slot) {
		size_t found = *slot - 1;

		arena_rewind(t->arena, mark);
		return &t->entries[found].metrics;
	}
	if (t->count == t->slot_count / 2) {
		grow(t);
		slot = find_slot(t, identity);
	}

	struct entry *e = &t->entries[t->count++];

	*slot = t->count;
	*e = (struct entry){ .identity = identity };
	e->metrics.hashtag = str_dup(t->arena, hashtag);
	return &e->metrics;
}

void hashtag_table_add(struct hashtag_table *t, struct str hashtag, struct opt_int like,
		       struct opt_int comments)
{
	struct hashtag_metrics *m = find_or_add(t, hashtag);

	m->like += opt_int_or(like, 0);
	m->comments += opt_int_or(comments, 0);
	m->media_count++;
}

static int by_engagement(const void *left, const void *right)
{
	const struct entry *a = left, *b = right;
	int64_t in_a = a->metrics.like + a->metrics.comments;
	int64_t in_b = b->metrics.like + b->metrics.comments;

	if (in_a != in_b)
		return in_a > in_b ? -1 : 1;
	return str_cmp(a->identity, b->identity);
}

const struct hashtag_metrics *hashtag_table_sorted(struct hashtag_table *t, size_t *ret_count)
{
	struct hashtag_metrics *sorted = arena_new_n(t->arena, struct hashtag_metrics, t->count);

	qsort(t->entries, t->count, sizeof(*t->entries), by_engagement);
	for (size_t i = 0; i < t->count; i++)
		sorted[i] = t->entries[i].metrics;
	*ret_count = t->count;
	return sorted;
}
