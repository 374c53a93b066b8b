#include "store/team.h"

#include "store/row.h"

/* ---- workspaces -------------------------------------------------------------------------------
 */

bool workspaces_need_approval(struct db_tx *tx, int64_t owner_id, bool *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_WORKSPACES_GET, DB_ARGS(DB_I(owner_id)) };
	struct opt_int needs;

	if (!row_opt_int(&q, &needs, err))
		return false;
	*ret = opt_int_or(needs, 0) != 0;
	return true;
}

bool workspaces_set(struct db_tx *tx, int64_t owner_id, bool needs_approval, int64_t now_s,
		    struct err *err)
{
	return db_exec(tx, SQL_WORKSPACES_SET,
		       DB_ARGS(DB_I(owner_id), DB_I(needs_approval), DB_I(now_s)), NULL, err);
}

/* ---- members ----------------------------------------------------------------------------------
 */

static void read_text(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct str *)ret = row_text(a, row, 0);
}

bool team_role(struct db_tx *tx, struct arena *a, int64_t owner_id, int64_t user_id,
	       struct str *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_TEAM_ROLE, DB_ARGS(DB_I(owner_id), DB_I(user_id)) };
	bool found;

	*ret = STR_NONE;
	return row_find(&q, read_text, ret, &found, err);
}

static void read_member(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct team_row *)ret = (struct team_row){
		.id = db_int(row, 0),
		.owner_id = db_int(row, 1),
		.user_id = db_opt_int(row, 2),
		.email = row_text(a, row, 3),
		.role = row_text(a, row, 4),
		.invited_by = db_int(row, 5),
		.invited_s = db_int(row, 6),
		.joined_s = db_opt_int(row, 7),
		.first_name = row_text(a, row, 8),
		.last_name = row_text(a, row, 9),
		.link_ends_s = db_opt_int(row, 10),
	};
}

bool team_list(struct db_tx *tx, struct arena *a, int64_t owner_id, struct team_rows *ret,
	       struct err *err)
{
	struct row_query q = { tx, a, SQL_TEAM_LIST, DB_ARGS(DB_I(owner_id)) };

	return row_list(&q, read_member, ret, err);
}

bool team_list_of_user(struct db_tx *tx, struct arena *a, int64_t user_id, struct team_rows *ret,
		       struct err *err)
{
	struct row_query q = { tx, a, SQL_TEAM_LIST_OF_USER, DB_ARGS(DB_I(user_id)) };

	return row_list(&q, read_member, ret, err);
}

bool team_get(struct db_tx *tx, struct arena *a, int64_t owner_id, int64_t id, struct team_row *ret,
	      bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_TEAM_GET, DB_ARGS(DB_I(owner_id), DB_I(id)) };

	return row_find(&q, read_member, ret, ret_found, err);
}

bool team_get_any(struct db_tx *tx, struct arena *a, int64_t id, struct team_row *ret,
		  bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_TEAM_GET_ANY, DB_ARGS(DB_I(id)) };

	return row_find(&q, read_member, ret, ret_found, err);
}

bool team_get_by_link(struct db_tx *tx, struct arena *a, struct str token_hash, int64_t now_s,
		      struct team_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_TEAM_GET_BY_LINK,
			       DB_ARGS(DB_B(token_hash), DB_I(now_s)) };

	return row_find(&q, read_member, ret, ret_found, err);
}

bool team_add(struct db_tx *tx, const struct team_new *m, int64_t now_s, int64_t *ret_id,
	      bool *ret_taken, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_TEAM_ADD,
			       DB_ARGS(DB_I(m->owner_id), DB_T(m->email), DB_T(m->email_folded),
				       DB_T(m->role), DB_I(m->invited_by), DB_I(now_s)) };
	struct opt_int id;

	if (!row_opt_int(&q, &id, err))
		return false;
	*ret_taken = !id.has;
	*ret_id = opt_int_or(id, 0);
	return true;
}

bool team_set_role(struct db_tx *tx, int64_t owner_id, int64_t id, struct str role, bool *ret_found,
		   struct err *err)
{
	struct row_query q = { tx, NULL, SQL_TEAM_SET_ROLE,
			       DB_ARGS(DB_I(owner_id), DB_I(id), DB_T(role)) };

	return row_changed(&q, ret_found, err);
}

bool team_join(struct db_tx *tx, const struct team_row *m, int64_t user_id, int64_t now_s,
	       bool *ret_joined, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_TEAM_JOIN,
			       DB_ARGS(DB_I(m->owner_id), DB_I(m->id), DB_I(user_id),
				       DB_I(now_s)) };

	return row_changed(&q, ret_joined, err) &&
	       db_exec(tx, SQL_TEAM_LINKS_DELETE, DB_ARGS(DB_I(m->id)), NULL, err);
}

bool team_delete(struct db_tx *tx, int64_t owner_id, int64_t id, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_TEAM_DELETE, DB_ARGS(DB_I(owner_id), DB_I(id)) };

	return row_changed(&q, ret_found, err);
}

/* ---- links ------------------------------------------------------------------------------------
 */

bool team_links_add(struct db_tx *tx, int64_t member_id, struct str token_hash, int64_t expires_s,
		    struct err *err)
{
	return db_exec(tx, SQL_TEAM_LINKS_ADD,
		       DB_ARGS(DB_B(token_hash), DB_I(member_id), DB_I(expires_s)), NULL, err);
}

bool team_links_purge(struct db_tx *tx, int64_t before_s, struct err *err)
{
	return db_exec(tx, SQL_TEAM_LINKS_PURGE, DB_ARGS(DB_I(before_s)), NULL, err);
}
