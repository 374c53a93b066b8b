/*
 * Plans and what they allow (the price page of the product; one row per plan and group). An admin
 * may everything. `enterprise` has no published limits and gets none.
 */
#ifndef AUTH_PLAN_H
#define AUTH_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define PLAN_UNLIMITED (-1)

struct plan {
	const char *name;  /* as stored and as `--plan` takes it */
	const char *group; /* trial, paid, enterprise, admin */
	int id;            /* of the plan in API answers; 0: none */
	int period_days;   /* 0: does not end */
	int64_t limit_ig_account;
	int64_t limit_competitor; /* per account */
	bool any_date_frame;      /* else 7 and 30 days only */
	bool may_export;          /* and open the detail of a post */
};

/* NULL when there is no such plan. */
const struct plan *plan_find(struct str name);
/* "trial, paid-1, …", for messages and --help. */
struct str plan_names(struct arena *a);
const struct plan *plan_at(size_t index); /* NULL past the end */
/* How many more of something are allowed: limit PLAN_UNLIMITED is always enough. */
bool plan_allows(int64_t limit, int64_t already);

#endif
