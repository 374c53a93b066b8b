/*
 * Workspaces: what a user owns, and who works in it beside him. A workspace is known by its owner's
 * id; without a row nothing in it needs approval. Links of invitations are known by SHA-256 only.
 */
#ifndef STORE_TEAM_H
#define STORE_TEAM_H

#include "store/store.h"

struct team_row {
	int64_t id, owner_id;
	struct opt_int user_id; /* absent: invited, not here yet */
	struct str email;       /* that was invited */
	struct str role;        /* auth/workspace.h's name */
	int64_t invited_by, invited_s;
	struct opt_int joined_s;
	struct str first_name, last_name; /* at == NULL before he has joined */
	struct opt_int link_ends_s;       /* of the newest link */
};
struct team_rows {
	struct team_row *at;
	size_t count;
};

bool workspaces_need_approval(struct db_tx *tx, int64_t owner_id, bool *ret, struct err *err)
	must_use;
bool workspaces_set(struct db_tx *tx, int64_t owner_id, bool needs_approval, int64_t now_s,
		    struct err *err) must_use;

/* at == NULL: he is not one of them. */
bool team_role(struct db_tx *tx, struct arena *a, int64_t owner_id, int64_t user_id,
	       struct str *ret, struct err *err) must_use;
bool team_list(struct db_tx *tx, struct arena *a, int64_t owner_id, struct team_rows *ret,
	       struct err *err) must_use;
/* His places in the workspaces of others. */
bool team_list_of_user(struct db_tx *tx, struct arena *a, int64_t user_id, struct team_rows *ret,
		       struct err *err) must_use;
bool team_get(struct db_tx *tx, struct arena *a, int64_t owner_id, int64_t id, struct team_row *ret,
	      bool *ret_found, struct err *err) must_use;
/* Whoever's it is: for the letter's job. */
bool team_get_any(struct db_tx *tx, struct arena *a, int64_t id, struct team_row *ret,
		  bool *ret_found, struct err *err) must_use;
bool team_get_by_link(struct db_tx *tx, struct arena *a, struct str token_hash, int64_t now_s,
		      struct team_row *ret, bool *ret_found, struct err *err) must_use;

struct team_new {
	int64_t owner_id, invited_by;
	struct str email, email_folded, role;
};
/* *ret_taken: that address was invited already; nothing is stored. */
bool team_add(struct db_tx *tx, const struct team_new *member, int64_t now_s, int64_t *ret_id,
	      bool *ret_taken, struct err *err) must_use;
bool team_set_role(struct db_tx *tx, int64_t owner_id, int64_t id, struct str role, bool *ret_found,
		   struct err *err) must_use;
/* *ret_joined false: he is in that workspace by another row. His links are gone then. */
bool team_join(struct db_tx *tx, const struct team_row *member, int64_t user_id, int64_t now_s,
	       bool *ret_joined, struct err *err) must_use;
bool team_delete(struct db_tx *tx, int64_t owner_id, int64_t id, bool *ret_found, struct err *err)
	must_use;

bool team_links_add(struct db_tx *tx, int64_t member_id, struct str token_hash, int64_t expires_s,
		    struct err *err) must_use;
bool team_links_purge(struct db_tx *tx, int64_t before_s, struct err *err) must_use;

#endif
