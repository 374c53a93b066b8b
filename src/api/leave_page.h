/* The page behind a letter's link to get no more of them: for people who need no account here. */
#ifndef API_LEAVE_PAGE_H
#define API_LEAVE_PAGE_H

#include "api/put.h"

struct leave_page {
	const char *ask_id, *ask_en;   /* the title before */
	const char *done_id, *done_en; /* and after */
	struct str what;               /* whose letters, in plain text */
	bool has_left;
};
/* HTML with one button, which posts to the same address. */
void put_leave_page(struct call *c, const struct leave_page *page);

/* What routes of such pages have in common. */
#define LEAVE_PAGE_ROUTE                                                                           \
	.face = FACE_META, .is_login = true, .max_body_bytes = 4 * KIB, .reply_type = "text/html"

#endif
