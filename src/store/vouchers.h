/* Invitation vouchers: a code, the channel it is given out through, and who used it. */
#ifndef STORE_VOUCHERS_H
#define STORE_VOUCHERS_H

#include "store/store.h"

struct voucher_row {
	int64_t id;
	struct str code; /* as typed; unique whatever the case of its letters */
	struct str name; /* of the channel; unique */
	bool is_bound;   /* only `bound_to` may redeem it */
	struct opt_int bound_to;
	int64_t usage_limit; /* 0: any number of times */
	int64_t usage_count;
	struct opt_int valid_from_s, valid_until_s;
	bool is_active;
	int64_t created_s, updated_s;
};
struct voucher_rows {
	struct voucher_row *at;
	size_t count;
};

/* `row` without id, count and times. *ret_taken: another has that code or name; nothing stored. */
bool vouchers_add(struct db_tx *tx, struct arena *a, const struct voucher_row *row, int64_t now_s,
		  int64_t *ret_id, bool *ret_taken, struct err *err) must_use;
bool vouchers_set(struct db_tx *tx, struct arena *a, const struct voucher_row *row, int64_t now_s,
		  bool *ret_taken, struct err *err) must_use;
/* Redemptions stay. */
bool vouchers_delete(struct db_tx *tx, int64_t id, bool *ret_found, struct err *err) must_use;
bool vouchers_list(struct db_tx *tx, struct arena *a, struct voucher_rows *ret, struct err *err)
	must_use;
bool vouchers_get(struct db_tx *tx, struct arena *a, int64_t id, struct voucher_row *ret,
		  bool *ret_found, struct err *err) must_use;
bool vouchers_get_by_code(struct db_tx *tx, struct arena *a, struct str code,
			  struct voucher_row *ret, bool *ret_found, struct err *err) must_use;

/* May this user redeem it now? The first rule that says no. */
enum voucher_state {
	VOUCHER_GOOD,
	VOUCHER_OFF,       /* not active, or not for this user */
	VOUCHER_TOO_EARLY, /* before valid_from_s */
	VOUCHER_EXPIRED,   /* after valid_until_s */
	VOUCHER_USED_UP,   /* usage_limit is reached */
	VOUCHER_REDEEMED,  /* by this user, before */
};
enum voucher_state voucher_state(const struct voucher_row *voucher, int64_t user_id, int64_t now_s);
/* Checks and notes it; anything but VOUCHER_GOOD changes nothing. */
bool vouchers_redeem(struct db_tx *tx, const struct voucher_row *voucher, int64_t user_id,
		     int64_t now_s, enum voucher_state *ret, struct err *err) must_use;

struct redemption_row {
	int64_t id;
	struct opt_int voucher_id; /* absent: it was deleted */
	int64_t user_id;
	struct str code, name; /* as they were then */
	int64_t redeemed_s;
	struct str email, first_name, last_name;
};
struct redemption_rows {
	struct redemption_row *at;
	size_t count;
};
/* Of one voucher, newest first. */
bool redemptions_of(struct db_tx *tx, struct arena *a, int64_t voucher_id,
		    struct redemption_rows *ret, struct err *err) must_use;
/* Of all, newest first. */
bool redemptions_list(struct db_tx *tx, struct arena *a, int64_t limit, int64_t offset,
		      struct redemption_rows *ret, struct err *err) must_use;
bool redemptions_count(struct db_tx *tx, int64_t *ret, struct err *err) must_use;

#endif
