#include "http/etag.h"

static struct str opaque_of(struct str etag)
{
	return str_starts_with(etag, STR("W/")) ? str_skip(etag, 2) : etag;
}

/* Takes one tag off the front of `*rest`; STR_NONE at the end or when it is not a list of tags. */
static struct str next_tag(struct str *rest)
{
	struct str s = *rest;
	while (s.len > 0 && (s.at[0] == ' ' || s.at[0] == '\t' || s.at[0] == ','))
		s = str_skip(s, 1);
	s = opaque_of(s);
	if (s.len < 2 || s.at[0] != '"')
		return STR_NONE;
	size_t close = 1 + str_find_char(str_skip(s, 1), '"');
	if (close >= s.len)
		return STR_NONE;
	*rest = str_skip(s, close + 1);
	return str_sub(s, 0, close + 1);
}

bool http_etag_is_listed(struct str etag, struct str if_none_match)
{
	struct str rest = str_trim(if_none_match);
	if (str_eq(rest, STR("*")))
		return true;
	for (struct str tag = next_tag(&rest); tag.at; tag = next_tag(&rest)) {
		if (str_eq(tag, opaque_of(etag)))
			return true;
	}
	return false;
}
