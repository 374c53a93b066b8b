#include "store/products.h"

#include "store/row.h"

static void read_product(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct product_row *)ret = (struct product_row){
		.id = db_int(row, 0),
		.name = row_text(a, row, 1),
		.nickname = row_text(a, row, 2),
		.description = row_text(a, row, 3),
		.app_link = row_text(a, row, 4),
		.landing_link = row_text(a, row, 5),
		.trial_days = db_int(row, 6),
		.is_active = row_bool(row, 7),
	};
}

bool products_list(struct db_tx *tx, struct arena *a, struct product_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_PRODUCTS_LIST, DB_NO_ARGS };

	return row_list(&q, read_product, ret, err);
}

bool products_get(struct db_tx *tx, struct arena *a, int64_t product_id, struct product_row *ret,
		  bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_PRODUCTS_GET, DB_ARGS(DB_I(product_id)) };

	return row_find(&q, read_product, ret, ret_found, err);
}

static void read_invoice(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct invoice_row *)ret = (struct invoice_row){
		.id = db_int(row, 0),
		.user_id = db_int(row, 1),
		.product_id = db_int(row, 2),
		.group_id = db_int(row, 3),
		.plan_id = db_opt_int(row, 4),
		.source = row_text(a, row, 5),
		.period_start_s = db_int(row, 6),
		.period_end_s = db_int(row, 7),
		.price_idr = db_int(row, 8),
		.tax_ppm = db_int(row, 9),
		.created_by = db_opt_int(row, 10),
		.created_s = db_int(row, 11),
	};
}

bool invoices_add(struct db_tx *tx, const struct invoice_row *i, struct err *err)
{
	return db_exec(tx, SQL_INVOICES_ADD,
		       DB_ARGS(DB_I(i->user_id), DB_I(i->product_id), DB_I(i->group_id),
			       DB_O(i->plan_id), DB_T(i->source), DB_I(i->period_start_s),
			       DB_I(i->period_end_s), DB_I(i->price_idr), DB_I(i->tax_ppm),
			       DB_O(i->created_by), DB_I(i->created_s)),
		       NULL, err);
}

bool invoices_newest(struct db_tx *tx, struct arena *a, int64_t user_id, int64_t product_id,
		     struct invoice_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_INVOICES_NEWEST,
			       DB_ARGS(DB_I(user_id), DB_I(product_id)) };

	return row_find(&q, read_invoice, ret, ret_found, err);
}
