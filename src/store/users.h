/* People with a login. */
#ifndef STORE_USERS_H
#define STORE_USERS_H

#include "store/store.h"

struct user_row {
	int64_t id;
	struct str email;         /* as typed */
	struct str password_hash; /* argon2id, encoded; empty: no password opens it */
	struct str first_name, last_name;
	bool is_staff, is_superuser, is_active, is_verified;
	struct str language; /* "id" or "en" */
	struct str phone;
	struct str photo; /* path below the upload folder; empty: none */
	struct opt_int category_id;
	struct str category_name; /* at == NULL without a category */
	int64_t created_s;
	struct opt_int last_login_s;
	int64_t password_changed_s;
};
struct user_rows {
	struct user_row *at;
	size_t count;
};

struct user_new {
	struct str email;
	struct str email_folded; /* unicode_fold of it: what makes two addresses the same */
	struct str password_hash, first_name, last_name, phone, language;
	struct opt_int category_id;
	bool is_staff, is_superuser, is_verified;
};

/* A taken address is the outcome *ret_taken: nothing is stored and *ret_id is untouched. */
bool users_add(struct db_tx *tx, const struct user_new *user, int64_t now_s, int64_t *ret_id,
	       bool *ret_taken, struct err *err) must_use;
bool users_get(struct db_tx *tx, struct arena *a, int64_t user_id, struct user_row *ret,
	       bool *ret_found, struct err *err) must_use;
bool users_get_by_email(struct db_tx *tx, struct arena *a, struct str email_folded,
			struct user_row *ret, bool *ret_found, struct err *err) must_use;
/* By id, oldest first: for `simpul user list`. */
bool users_list(struct db_tx *tx, struct arena *a, int64_t after_id, int64_t limit,
		struct user_rows *ret, struct err *err) must_use;
bool users_count(struct db_tx *tx, int64_t *ret, struct err *err) must_use;

struct user_profile {
	struct str first_name, last_name, phone, photo, language;
	struct opt_int category_id;
};
bool users_set_profile(struct db_tx *tx, int64_t user_id, const struct user_profile *profile,
		       struct err *err) must_use;
bool users_set_password(struct db_tx *tx, int64_t user_id, struct str password_hash, int64_t now_s,
			struct err *err) must_use;
bool users_set_last_login(struct db_tx *tx, int64_t user_id, int64_t now_s, struct err *err)
	must_use;

struct user_flags {
	bool is_staff, is_superuser, is_active, is_verified;
};
bool users_set_flags(struct db_tx *tx, int64_t user_id, struct user_flags flags, struct err *err)
	must_use;

struct user_category_row {
	int64_t id;
	struct str name;
};
struct user_category_rows {
	struct user_category_row *at;
	size_t count;
};
bool user_categories_list(struct db_tx *tx, struct arena *a, struct user_category_rows *ret,
			  struct err *err) must_use;

#endif
