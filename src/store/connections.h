/*
 * Connections of the /api/meta face: a Page and its Instagram account that a user publishes
 * through. One row per user and Page; disconnecting keeps the row and destroys its token,
 * reconnecting brings the same row back.
 */
#ifndef STORE_CONNECTIONS_H
#define STORE_CONNECTIONS_H

#include "store/store.h"

struct token_check; /* store/social_accounts.h */

struct connection_row {
	int64_t id;
	struct str public_id; /* "conn_…": what clients see, and the row name its token is sealed
				 with */
	int64_t user_id;
	struct opt_int social_account_id; /* absent: that social account was deleted */
	struct str page_id, page_name, page_picture_url;
	struct str ig_account_id, ig_username, ig_name, ig_picture_url;
	struct str page_token_sealed; /* at == NULL: disconnected */
	struct str scopes;            /* comma-separated */
	struct opt_int expires_s, data_access_expires_s, token_last_checked_s;
	struct str status;  /* connected, invalid, disconnected */
	struct str problem; /* machine code when invalid, else at == NULL */
	int64_t connected_s;
	struct opt_int disconnected_s;
};
struct connection_rows {
	struct connection_row *at;
	size_t count;
};

#define CONNECTIONS_TABLE STR("social_connections")
#define CONNECTIONS_COLUMN STR("page_token_sealed")

/* A public id for a Page that was never connected before. */
struct str connection_new_public_id(struct arena *a, const struct rng *rng);

/* The row of that user and Page, connected or not: its public_id is what the token is sealed with.
 */
bool connections_get_by_page(struct db_tx *tx, struct arena *a, int64_t user_id, struct str page_id,
			     struct connection_row *ret, bool *ret_found, struct err *err) must_use;
/* By public id; the user's own only, connected or not. */
bool connections_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct str public_id,
		     struct connection_row *ret, bool *ret_found, struct err *err) must_use;
/* The user's current one: connected or invalid, connected last. */
bool connections_current(struct db_tx *tx, struct arena *a, int64_t user_id,
			 struct connection_row *ret, bool *ret_found, struct err *err) must_use;
bool connections_list(struct db_tx *tx, struct arena *a, int64_t user_id,
		      struct connection_rows *ret, struct err *err) must_use;
/*
 * Connects: a new row, or the row of that user and Page again (which must have the same public_id,
 * else ERR_CONFLICT: the token would be sealed for another row). Everything but id, status, problem
 * and disconnected_s is taken from `row`.
 */
bool connections_put(struct db_tx *tx, const struct connection_row *row, int64_t *ret_id,
		     struct err *err) must_use;
/* `problem` is the machine code when the check failed. */
bool connections_set_check(struct db_tx *tx, int64_t user_id, struct str public_id,
			   const struct token_check *check, struct str problem, struct err *err)
	must_use;
bool connections_disconnect(struct db_tx *tx, int64_t user_id, struct str public_id, int64_t now_s,
			    bool *ret_found, struct err *err) must_use;
/* Living connections and connected Instagram accounts that still need this Facebook grant. */
bool connections_count_of_social(struct db_tx *tx, int64_t social_account_id, int64_t *ret,
				 struct err *err) must_use;

#endif
