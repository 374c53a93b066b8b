#include "store/vouchers.h"

#include "store/row.h"

static void read_voucher(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct voucher_row *)ret = (struct voucher_row){
		.id = db_int(row, 0),
		.code = row_text(a, row, 1),
		.name = row_text(a, row, 2),
		.is_bound = row_bool(row, 3),
		.bound_to = db_opt_int(row, 4),
		.usage_limit = db_int(row, 5),
		.usage_count = db_int(row, 6),
		.valid_from_s = db_opt_int(row, 7),
		.valid_until_s = db_opt_int(row, 8),
		.is_active = row_bool(row, 9),
		.created_s = db_int(row, 10),
		.updated_s = db_int(row, 11),
	};
}

bool vouchers_add(struct db_tx *tx, struct arena *a, const struct voucher_row *v, int64_t now_s,
		  int64_t *ret_id, bool *ret_taken, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool added;

	if (!db_one(tx, SQL_VOUCHERS_ADD,
		    DB_ARGS(DB_T(v->code), DB_T(str_lower(a, v->code)), DB_T(v->name),
			    DB_I(v->is_bound), DB_O(v->bound_to), DB_I(v->usage_limit),
			    DB_O(v->valid_from_s), DB_O(v->valid_until_s), DB_I(v->is_active),
			    DB_I(now_s)),
		    &row, &added, err))
		return false;
	*ret_taken = !added;
	if (added)
		*ret_id = db_int(row, 0);
	return true;
}

bool vouchers_set(struct db_tx *tx, struct arena *a, const struct voucher_row *v, int64_t now_s,
		  bool *ret_taken, struct err *err)
{
	struct row_query q = { tx, a, SQL_VOUCHERS_SET,
			       DB_ARGS(DB_I(v->id), DB_T(v->code), DB_T(str_lower(a, v->code)),
				       DB_T(v->name), DB_I(v->is_bound), DB_O(v->bound_to),
				       DB_I(v->usage_limit), DB_O(v->valid_from_s),
				       DB_O(v->valid_until_s), DB_I(v->is_active), DB_I(now_s)) };
	bool is_changed;

	if (!row_changed(&q, &is_changed, err))
		return false;
	*ret_taken = !is_changed;
	return true;
}

bool vouchers_delete(struct db_tx *tx, int64_t id, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_VOUCHERS_DELETE, DB_ARGS(DB_I(id)) };

	return row_changed(&q, ret_found, err);
}

bool vouchers_list(struct db_tx *tx, struct arena *a, struct voucher_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_VOUCHERS_LIST, DB_NO_ARGS };

	return row_list(&q, read_voucher, ret, err);
}

bool vouchers_get(struct db_tx *tx, struct arena *a, int64_t id, struct voucher_row *ret,
		  bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_VOUCHERS_GET, DB_ARGS(DB_I(id)) };

	return row_find(&q, read_voucher, ret, ret_found, err);
}

bool vouchers_get_by_code(struct db_tx *tx, struct arena *a, struct str code,
			  struct voucher_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_VOUCHERS_GET_BY_CODE, DB_ARGS(DB_T(str_lower(a, code))) };

	return row_find(&q, read_voucher, ret, ret_found, err);
}

enum voucher_state voucher_state(const struct voucher_row *v, int64_t user_id, int64_t now_s)
{
	if (!v->is_active || (v->is_bound && (!v->bound_to.has || v->bound_to.value != user_id)))
		return VOUCHER_OFF;
	if (v->valid_from_s.has && now_s < v->valid_from_s.value)
		return VOUCHER_TOO_EARLY;
	if (v->valid_until_s.has && now_s > v->valid_until_s.value)
		return VOUCHER_EXPIRED;
	if (v->usage_limit > 0 && v->usage_count >= v->usage_limit)
		return VOUCHER_USED_UP;
	return VOUCHER_GOOD;
}

bool vouchers_redeem(struct db_tx *tx, const struct voucher_row *v, int64_t user_id, int64_t now_s,
		     enum voucher_state *ret, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool added;

	*ret = voucher_state(v, user_id, now_s);
	if (*ret != VOUCHER_GOOD)
		return true;
	if (!db_one(tx, SQL_VOUCHER_REDEMPTIONS_ADD,
		    DB_ARGS(DB_I(v->id), DB_I(user_id), DB_I(now_s)), &row, &added, err))
		return false;
	if (!added) {
		*ret = VOUCHER_REDEEMED;
		return true;
	}
	return db_exec(tx, SQL_VOUCHERS_COUNT_USE, DB_ARGS(DB_I(v->id)), NULL, err);
}

static void read_redemption(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct redemption_row *)ret = (struct redemption_row){
		.id = db_int(row, 0),
		.voucher_id = db_opt_int(row, 1),
		.user_id = db_int(row, 2),
		.code = row_text(a, row, 3),
		.name = row_text(a, row, 4),
		.redeemed_s = db_int(row, 5),
		.email = row_text(a, row, 6),
		.first_name = row_text(a, row, 7),
		.last_name = row_text(a, row, 8),
	};
}

bool redemptions_of(struct db_tx *tx, struct arena *a, int64_t voucher_id,
		    struct redemption_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_VOUCHER_REDEMPTIONS_OF, DB_ARGS(DB_I(voucher_id)) };

	return row_list(&q, read_redemption, ret, err);
}

bool redemptions_list(struct db_tx *tx, struct arena *a, int64_t limit, int64_t offset,
		      struct redemption_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_VOUCHER_REDEMPTIONS_LIST,
			       DB_ARGS(DB_I(limit), DB_I(offset)) };

	return row_list(&q, read_redemption, ret, err);
}

bool redemptions_count(struct db_tx *tx, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_VOUCHER_REDEMPTIONS_COUNT, DB_NO_ARGS };

	return row_int(&q, ret, err);
}
