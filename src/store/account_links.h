/* Links that were sent by e-mail: reset a password, confirm an address. Known by SHA-256 only. */
#ifndef STORE_ACCOUNT_LINKS_H
#define STORE_ACCOUNT_LINKS_H

#include "store/store.h"

#define LINK_RESET STR("reset")
#define LINK_VERIFY STR("verify")

struct account_link {
	struct str token_hash; /* 32 bytes */
	int64_t user_id;
	struct str purpose; /* LINK_… */
	int64_t created_s, expires_s;
};

bool account_links_add(struct db_tx *tx, const struct account_link *link, struct err *err) must_use;
/* Is it there, that user's, for that purpose and alive at `now_s`? */
bool account_links_has(struct db_tx *tx, const struct account_link *link, int64_t now_s,
		       bool *ret_found, struct err *err) must_use;
/*
 * Uses a link up: found as above. Then all his
 * links of that purpose are gone, the ones of earlier mails too.
 */
bool account_links_use(struct db_tx *tx, const struct account_link *link, int64_t now_s,
		       bool *ret_found, struct err *err) must_use;
bool account_links_delete_all(struct db_tx *tx, int64_t user_id, struct str purpose,
			      struct err *err) must_use;
bool account_links_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

#endif
