#include "store/users.h"

#include "store/row.h"

static void read_user(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct user_row *)ret = (struct user_row){
		.id = db_int(row, 0),
		.email = row_text(a, row, 1),
		.password_hash = row_text(a, row, 2),
		.first_name = row_text(a, row, 3),
		.last_name = row_text(a, row, 4),
		.is_staff = row_bool(row, 5),
		.is_superuser = row_bool(row, 6),
		.is_active = row_bool(row, 7),
		.is_verified = row_bool(row, 8),
		.language = row_text(a, row, 9),
		.phone = row_text(a, row, 10),
		.photo = row_text(a, row, 11),
		.category_id = db_opt_int(row, 12),
		.category_name = row_text(a, row, 13),
		.created_s = db_int(row, 14),
		.last_login_s = db_opt_int(row, 15),
		.password_changed_s = db_int(row, 16),
	};
}

bool users_add(struct db_tx *tx, const struct user_new *user, int64_t now_s, int64_t *ret_id,
	       bool *ret_taken, struct err *err)
{
	cleanup(db_endp) struct db_stmt *row = NULL;
	bool added;

	if (!db_one(tx, SQL_USERS_ADD,
		    DB_ARGS(DB_T(user->email), DB_T(user->email_folded), DB_T(user->password_hash),
			    DB_T(user->first_name), DB_T(user->last_name), DB_T(user->phone),
			    DB_T(user->language.at ? user->language : STR("id")),
			    DB_O(user->category_id), DB_I(user->is_staff), DB_I(user->is_superuser),
			    DB_I(user->is_verified), DB_I(now_s)),
		    &row, &added, err))
		return false;
	*ret_taken = !added;
	if (added)
		*ret_id = db_int(row, 0);
	return true;
}

bool users_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct user_row *ret,
	       bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_USERS_GET, DB_ARGS(DB_I(user_id)) };

	return row_find(&q, read_user, ret, ret_found, err);
}

bool users_get_by_email(struct db_tx *tx, struct arena *a, struct str email_folded,
			struct user_row *ret, bool *ret_found, struct err *err)
{
	struct row_query q = { tx, a, SQL_USERS_GET_BY_EMAIL, DB_ARGS(DB_T(email_folded)) };

	return row_find(&q, read_user, ret, ret_found, err);
}

bool users_list(struct db_tx *tx, struct arena *a, int64_t after_id, int64_t limit,
		struct user_rows *ret, struct err *err)
{
	struct row_query q = { tx, a, SQL_USERS_LIST, DB_ARGS(DB_I(after_id), DB_I(limit)) };

	return row_list(&q, read_user, ret, err);
}

bool users_count(struct db_tx *tx, int64_t *ret, struct err *err)
{
	struct row_query q = { tx, NULL, SQL_USERS_COUNT, DB_NO_ARGS };

	return row_int(&q, ret, err);
}

bool users_set_profile(struct db_tx *tx, int64_t user_id, const struct user_profile *p,
		       struct err *err)
{
	return db_exec(tx, SQL_USERS_SET_PROFILE,
		       DB_ARGS(DB_I(user_id), DB_T(p->first_name), DB_T(p->last_name),
			       DB_T(p->phone), DB_T(p->photo), DB_T(p->language),
			       DB_O(p->category_id)),
		       NULL, err);
}

bool users_set_password(struct db_tx *tx, int64_t user_id, struct str password_hash, int64_t now_s,
			struct err *err)
{
	return db_exec(tx, SQL_USERS_SET_PASSWORD,
		       DB_ARGS(DB_I(user_id), DB_T(password_hash), DB_I(now_s)), NULL, err);
}

bool users_set_last_login(struct db_tx *tx, int64_t user_id, int64_t now_s, struct err *err)
{
	return db_exec(tx, SQL_USERS_SET_LAST_LOGIN, DB_ARGS(DB_I(user_id), DB_I(now_s)), NULL,
		       err);
}

bool users_set_flags(struct db_tx *tx, int64_t user_id, struct user_flags flags, struct err *err)
{
	return db_exec(tx, SQL_USERS_SET_FLAGS,
		       DB_ARGS(DB_I(user_id), DB_I(flags.is_staff), DB_I(flags.is_superuser),
			       DB_I(flags.is_active), DB_I(flags.is_verified)),
		       NULL, err);
}

static void read_category(struct arena *a, const struct db_stmt *row, void *ret)
{
	*(struct user_category_row *)ret = (struct user_category_row){
		.id = db_int(row, 0),
		.name = row_text(a, row, 1),
	};
}

bool user_categories_list(struct db_tx *tx, struct arena *a, struct user_category_rows *ret,
			  struct err *err)
{
	struct row_query q = { tx, a, SQL_USER_CATEGORIES_LIST, DB_NO_ARGS };

	return row_list(&q, read_category, ret, err);
}
