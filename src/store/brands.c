#include "store/brands.h"

#include "store/row.h"

static void read_brand(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct brand_row *)ret = (struct brand_row){
		.name = row_text(a, row, 0),
		.colour = row_text(a, row, 1),
		.logo = row_blob(a, row, 2),
		.logo_type = row_text(a, row, 3),
		.updated_s = db_int(row, 4),
	};
}

bool brands_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct brand_row *ret,
		struct err *err)
{
	struct row_query q = { tx, a, SQL_BRANDS_GET, DB_ARGS(DB_I(user_id)) };
	bool found;

	*ret = (struct brand_row){ .name = STR(""), .colour = STR("") };
	return row_find(&q, read_brand, ret, &found, err);
}

bool brands_set(struct db_tx *tx, int64_t user_id, const struct brand_row *row, int64_t now_s,
		struct err *err)
{
	return db_exec(tx, SQL_BRANDS_SET,
		       DB_ARGS(DB_I(user_id), DB_T(row->name), DB_T(row->colour), DB_I(now_s)),
		       NULL, err);
}

bool brands_set_logo(struct db_tx *tx, int64_t user_id, const struct brand_row *row, int64_t now_s,
		     struct err *err)
{
	struct db_arg logo = row->logo.at ? DB_B(row->logo) : DB_N;
	struct db_arg type = row->logo.at ? DB_T(row->logo_type) : DB_N;

	return db_exec(tx, SQL_BRANDS_SET_LOGO, DB_ARGS(DB_I(user_id), logo, type, DB_I(now_s)),
		       NULL, err);
}
