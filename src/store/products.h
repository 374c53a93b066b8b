/* What is offered to subscribers, and the invoices that made subscriptions. */
#ifndef STORE_PRODUCTS_H
#define STORE_PRODUCTS_H

#include "store/store.h"

struct product_row {
	int64_t id;
	struct str name, nickname, description, app_link, landing_link;
	int64_t trial_days; /* 0: no free trial */
	bool is_active;
};
struct product_rows {
	struct product_row *at;
	size_t count;
};
bool products_list(struct db_tx *tx, struct arena *a, struct product_rows *ret, struct err *err)
	must_use;
bool products_get(struct db_tx *tx, struct arena *a, int64_t product_id, struct product_row *ret,
		  bool *ret_found, struct err *err) must_use;

struct invoice_row {
	int64_t id;
	int64_t user_id, product_id, group_id;
	struct opt_int plan_id;
	struct str source; /* "admin" or "trial" */
	int64_t period_start_s, period_end_s;
	int64_t price_idr;         /* before tax */
	int64_t tax_ppm;           /* millionths of the price */
	struct opt_int created_by; /* absent: the user himself */
	int64_t created_s;
};
bool invoices_add(struct db_tx *tx, const struct invoice_row *invoice, struct err *err) must_use;
/* The one that made the user's present subscription of that product, if an invoice did. */
bool invoices_newest(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t product_id,
		     struct invoice_row *ret, bool *ret_found, struct err *err) must_use;

#endif
