/* Lists a page at a time: {count, next, previous, results}. */
#ifndef API_PAGE_H
#define API_PAGE_H

#include "api/put.h"

struct page {
	int64_t number; /* from 1 */
	int64_t size;   /* 10 unless asked, at most 100 */
	int64_t offset; /* of its first item */
};

/* `page` and `page_size` of the query; the first member of a list's query table is PAGE_QUERY. */
bool page_read(struct call *c, struct page *ret, struct err *err) must_use;
#define PAGE_QUERY                                                                                 \
	{ "page", T_INT, OPTIONAL, "From 1." },                                                    \
	{                                                                                          \
		"page_size", T_INT, OPTIONAL, "10 unless given; at most 100."                      \
	}
/* Opens the object and its results; the items follow, then page_end. */
void page_begin(struct call *c, const struct page *page, int64_t count);
void page_end(struct call *c);

/* The shape of such a list: an array of members, made of the shape of its items. */
#define PAGE_MEMBERS(item)                                                                         \
	{                                                                                          \
		{ "count", T_INT, 0, "Of all pages." }, { "next", T_TEXT, NULLABLE },              \
			{ "previous", T_TEXT, NULLABLE },                                          \
		{                                                                                  \
			"results", T_LIST(item)                                                    \
		}                                                                                  \
	}

#endif
