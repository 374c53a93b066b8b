/* The admin's list of users: searched, filtered, ordered, a page at a time. */
#ifndef STORE_MEMBERS_H
#define STORE_MEMBERS_H

#include "store/store.h"

enum member_order {
	MEMBERS_BY_CREATED,
	MEMBERS_BY_LOGIN,
	MEMBERS_BY_EMAIL,
	MEMBERS_BY_NAME,
	MEMBER_ORDER_COUNT,
};

struct member_query {
	struct str search; /* in e-mail, name or phone; empty: everybody */
	struct opt_int group_id, category_id;
	struct str status; /* active, trialing, canceled, ended or none; at == NULL: any */
	int64_t product_id;
	int64_t now_s; /* a subscription whose period is over has ended */
	enum member_order order;
	bool is_descending;
	int64_t limit, offset;
};

struct member_ids {
	int64_t *at;
	size_t count;
};
/* *ret_total: how many match on all pages. */
bool members_list(struct db_tx *tx, struct arena *a, const struct member_query *query,
		  struct member_ids *ret, int64_t *ret_total, struct err *err) must_use;

#endif
