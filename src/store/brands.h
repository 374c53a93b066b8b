/* What a user's reports carry instead of Simpul's own name, colour and logo. */
#ifndef STORE_BRANDS_H
#define STORE_BRANDS_H

#include "store/store.h"

struct brand_row {
	struct str name, colour;    /* empty: Simpul's */
	struct str logo, logo_type; /* at == NULL: none */
	int64_t updated_s;
};

/* Without a row everything is empty. */
bool brands_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct brand_row *ret,
		struct err *err) must_use;
/* name and colour of `row`. */
bool brands_set(struct db_tx *tx, int64_t user_id, const struct brand_row *row, int64_t now_s,
		struct err *err) must_use;
/* logo and logo_type of `row`; absent takes it away. */
bool brands_set_logo(struct db_tx *tx, int64_t user_id, const struct brand_row *row, int64_t now_s,
		     struct err *err) must_use;

#endif
