/*
 * Every column that holds a sealed token, as one walk: what a rotation of master keys goes through.
 * A blob is bound to (table, row, column, owner): exactly these members.
 */
#ifndef STORE_SEALED_H
#define STORE_SEALED_H

#include "store/store.h"

enum sealed_place {
	SEALED_SOCIAL_TOKEN,
	SEALED_SOCIAL_PAGE,
	SEALED_CONNECTION,
	SEALED_ACCOUNT_TOKEN,
	SEALED_HOOK,
	SEALED_HOOK_OLD,
	SEALED_PLACES,
};

struct sealed_row {
	struct str row;         /* the row name it is sealed with */
	struct opt_int user_id; /* its owner; absent: nobody's any more */
	struct str blob;
};
struct sealed_rows {
	struct sealed_row *at;
	size_t count;
};

struct str sealed_table(enum sealed_place place);
struct str sealed_column(enum sealed_place place);

/* By row name, after `after_row` (empty: from the start). */
bool sealed_list(struct db_tx *tx, struct arena *a, enum sealed_place place, struct str after_row,
		 int64_t limit, struct sealed_rows *ret, struct err *err) must_use;
/* Only when the row still holds `old_blob`: a token stored meanwhile wins. */
bool sealed_replace(struct db_tx *tx, enum sealed_place place, struct str row, struct str old_blob,
		    struct str new_blob, bool *ret_replaced, struct err *err) must_use;

#endif
