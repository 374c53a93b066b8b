/*
 * The way of bytes from cairo to the sink. Cairo writes word by word, so they are gathered; and
 * cairo 1.16 names a picture in the dictionary of a page once for every time it is drawn there,
 * though keys of a dictionary are unique (ISO 32000-1, 7.3.7): what is named again is overwritten
 * with spaces, so that nothing moves.
 */
#include <string.h>

#include "fmt/pdf_internal.h"

/* "\n   /XObject << /x65 65 0 R /x66 66 0 R >>" */
static const char opening[] = "\n   /XObject <<";

static bool flush(struct pdf_stream *s)
{
	struct str block = { s->block, s->used };

	s->used = 0;
	if (!s->failed && block.len > 0 && !sink_write(&s->sink, block, &s->err))
		s->failed = true;
	return !s->failed;
}

static void put(struct pdf_stream *s, char byte)
{
	s->block[s->used++] = byte;
	if (s->used == sizeof(s->block))
		flush(s);
}

/* The next entry, " /x65 65 0 R", and where it begins; STR_NONE past the last. */
static struct str next_entry(struct str *rest)
{
	size_t start = str_find(*rest, STR(" /x"));
	struct str entry = str_skip(*rest, start);
	size_t len = str_find(entry, STR(" R"));

	if (len >= entry.len) {
		*rest = STR_NONE;
		return STR_NONE;
	}
	entry.len = len + 2;
	*rest = str_skip(*rest, start + entry.len);
	return entry;
}

static bool was_named(struct str entries, struct str before)
{
	for (struct str rest = { entries.at, (size_t)(before.at - entries.at) }; rest.at;) {
		struct str entry = next_entry(&rest);

		if (entry.at && str_eq(entry, before))
			return true;
	}
	return false;
}

static void blank_repeats(struct pdf_stream *s)
{
	struct str all = { s->held, s->held_len };

	for (struct str rest = all; rest.at;) {
		struct str entry = next_entry(&rest);

		if (entry.at && was_named(all, entry))
			memset(s->held + (entry.at - all.at), ' ', entry.len);
	}
}

static void end_dictionary(struct pdf_stream *s)
{
	blank_repeats(s);
	for (size_t i = 0; i < s->held_len; i++)
		put(s, s->held[i]);
	s->held_len = 0;
	s->is_holding = false;
}

static void hold(struct pdf_stream *s, char byte)
{
	s->held[s->held_len++] = byte;
	if (byte == '>' || s->held_len == sizeof(s->held))
		end_dictionary(s);
}

static void look(struct pdf_stream *s, char byte)
{
	put(s, byte);
	if (byte != opening[s->matched])
		s->matched = byte == opening[0] ? 1 : 0;
	else
		s->matched++;
	if (s->matched < sizeof(opening) - 1)
		return;
	s->matched = 0;
	s->is_holding = true;
}

bool pdf_stream_write(struct pdf_stream *s, struct str bytes)
{
	for (size_t i = 0; i < bytes.len && !s->failed; i++) {
		if (s->is_holding)
			hold(s, bytes.at[i]);
		else
			look(s, bytes.at[i]);
	}
	return !s->failed;
}

bool pdf_stream_end(struct pdf_stream *s)
{
	if (s->is_holding)
		end_dictionary(s);
	return flush(s);
}
