#include "auth/common.h"
#include "auth/email.h"
#include "auth/internal.h"
#include "base/utf8.h"
#include "store/subscriptions.h"

#define DAY_S (24 * 3600)
#define USERS_PER_PAGE 500

/* ---- plans -------------------------------------------------------------------------------- */

static int64_t limit_of(struct opt_int limit)
{
	return opt_int_or(limit, PLAN_UNLIMITED);
}

bool plan_load(struct db_tx *tx, struct arena *a, const struct user_row *user, int64_t now_s,
	       struct plan *ret, struct err *err)
{
	struct entitlement e = { 0 };

	if (!entitlement_get(tx, a, user->id, now_s, &e, err))
		return false;
	*ret = (struct plan){ .group = STR(""), .date_frames = STR("") };
	if (e.is_subscribed)
		*ret = (struct plan){
			.is_running = true,
			.group = e.group.name,
			.limit_ig_account = limit_of(e.group.limit_ig_account),
			.limit_ig_competitor = limit_of(e.group.limit_ig_competitor),
			.limit_social_account = limit_of(e.group.limit_social_account),
			.date_frames = e.group.date_frames,
			.allows_custom_range = e.group.allows_custom_range,
			.allows_export = e.allows_export,
			.allows_post_detail = e.allows_post_detail,
		};
	if (user->is_superuser)
		plan_lift_limits(ret);
	return true;
}

static bool user_of(struct db_tx *tx, struct arena *a, const struct user_row *row, int64_t now_s,
		    struct auth_user *ret, struct err *err)
{
	*ret = (struct auth_user){
		.id = row->id,
		.email = row->email,
		.first_name = row->first_name,
		.last_name = row->last_name,
		.phone = row->phone,
		.photo = row->photo,
		.category_id = row->category_id,
		.category_name = row->category_name,
		.is_admin = row->is_superuser,
		.is_staff = row->is_staff || row->is_superuser,
		.is_active = row->is_active,
		.is_verified = row->is_verified,
		.created_at_s = row->created_s,
		.last_login_at_s = opt_int_or(row->last_login_s, 0),
	};
	return plan_load(tx, a, row, now_s, &ret->plan, err);
}

/* ---- rules -------------------------------------------------------------------------------- */

bool password_policy(const char *field, struct str password, struct str email, struct err *err)
{
	if (!utf8_is_valid(password) || utf8_count(password) < LIMIT_PASSWORD_MIN) {
		err_field(err, field, "Kata sandi paling sedikit %d karakter.", LIMIT_PASSWORD_MIN);
		return err_say_en(err, "A password has at least %d characters.",
				  LIMIT_PASSWORD_MIN);
	}
	if (utf8_count(password) > LIMIT_PASSWORD_MAX) {
		err_field(err, field, "Kata sandi paling banyak %d karakter.", LIMIT_PASSWORD_MAX);
		return err_say_en(err, "A password has at most %d characters.", LIMIT_PASSWORD_MAX);
	}
	if (str_eq_nocase(password, email)) {
		return err_field_texts(err, field,
				       "Kata sandi tidak boleh sama dengan alamat email.",
				       "The password must not be the e-mail address.");
	}
	if (password_is_common(password, email)) {
		return err_field_texts(err, field, "Kata sandi ini mudah ditebak. Pakai yang lain.",
				       "This password is easy to guess. Choose another.");
	}
	return true;
}

static bool check_name(const char *field, struct str name, struct err *err)
{
	if (!utf8_is_valid(name) || utf8_count(name) > LIMIT_NAME) {
		err_field(err, field, "Nama paling banyak %d karakter.", LIMIT_NAME);
		return err_say_en(err, "A name has at most %d characters.", LIMIT_NAME);
	}
	return true;
}

/* ---- create ------------------------------------------------------------------------------- */

struct creation {
	struct auth *auth;
	struct arena *a;
	struct user_new user;
	const struct plan_choice *plan;
	struct str subscription_id;
	int64_t id;
	bool is_taken;
};

struct str auth_uuid4(struct arena *a, const struct rng *rng)
{
	unsigned char b[16];
	char text[37];

	rng_bytes(rng, b, sizeof(b));
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	snprintf(text, sizeof(text),
		 "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
		 b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14],
		 b[15]);
	return str_dup(a, str_of(text));
}

static bool add_user(struct db_tx *tx, void *arg, struct err *err)
{
	struct creation *c = arg;
	int64_t now_s = auth_now_s(c->auth);
	struct subscription_change subscription = {
		.id = c->subscription_id,
		.product_id = PRODUCT_CEKBRAND,
		.group_id = c->plan->group_id,
		.plan_id = { c->plan->plan_id != 0, c->plan->plan_id },
		.status = c->plan->group_id == GROUP_TRIAL ? STR("trialing") : STR("active"),
		.period_start_s = now_s,
		.period_end_s = now_s + c->plan->period_days * DAY_S,
	};

	if (!users_add(tx, &c->user, now_s, &c->id, &c->is_taken, err))
		return false;
	if (c->is_taken)
		return true;

	const struct audit_event event = { .action = "user.add", .user_id = c->id };

	subscription.user_id = c->id;
	return subscriptions_put(tx, &subscription, now_s, err) &&
	       audit_user(tx, c->a, c->auth, &event, err);
}

bool auth_user_create(struct auth *auth, struct arena *a, const struct auth_user_new *user,
		      int64_t *ret_id, struct err *err)
{
	struct str email = str_trim(user->email);
	struct creation c = { .auth = auth, .a = a };

	if (!email_is_valid(email))
		return err_field_texts(err, "email", "Masukkan alamat email yang benar.",
				       "Enter a valid e-mail address.");
	if (!password_policy("password", user->password, email, err) ||
	    !check_name("first_name", user->first_name, err) ||
	    !check_name("last_name", user->last_name, err) ||
	    !plan_choose(user->plan.at ? user->plan : STR("admin"), &c.plan, err))
		return false;

	bool is_admin = c.plan->group_id == GROUP_ADMIN;

	c.subscription_id = auth_uuid4(a, auth->config.rng);
	c.user = (struct user_new){
		.email = email,
		.email_folded = email_fold(a, email),
		.first_name = or_empty(user->first_name),
		.last_name = or_empty(user->last_name),
		.phone = STR(""),
		.language = STR("id"),
		.is_staff = is_admin,
		.is_superuser = is_admin,
		.is_verified = true, /* whoever runs the installation vouches for it */
	};
	if (!password_make(auth, a, user->password, &c.user.password_hash, err) ||
	    !store_write(auth->config.store, add_user, &c, err))
		return false;
	if (c.is_taken)
		return err_field_texts(err, "email", "Alamat email ini sudah terdaftar.",
				       "This e-mail address is registered already.");
	*ret_id = c.id;
	return true;
}

/* ---- set a password ----------------------------------------------------------------------- */

struct reset {
	struct auth *auth;
	struct arena *a;
	struct str email_folded, hash;
	bool is_found;
};

static bool set_password(struct db_tx *tx, void *arg, struct err *err)
{
	struct reset *r = arg;
	int64_t now_s = auth_now_s(r->auth);
	struct user_row user;

	if (!users_get_by_email(tx, r->a, r->email_folded, &user, &r->is_found, err))
		return false;
	if (!r->is_found)
		return true;

	const struct audit_event event = { .action = "password.set", .user_id = user.id };

	return users_set_password(tx, user.id, r->hash, now_s, err) &&
	       sessions_revoke_all(tx, user.id, STR_NONE, now_s, err) &&
	       audit_user(tx, r->a, r->auth, &event, err);
}

bool auth_user_set_password(struct auth *auth, struct arena *a, struct str email,
			    struct str password, struct err *err)
{
	struct reset r = { .auth = auth, .a = a, .email_folded = email_fold(a, email) };

	if (!password_policy("password", password, str_trim(email), err) ||
	    !password_make(auth, a, password, &r.hash, err) ||
	    !store_write(auth->config.store, set_password, &r, err))
		return false;
	return r.is_found || err_set(err, ERR_NOT_FOUND, "no user has that e-mail address");
}

/* ---- read --------------------------------------------------------------------------------- */

bool auth_user_get(struct auth *auth, struct arena *a, int64_t id, struct auth_user *ret,
		   struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct user_row row;
	bool is_found = false;

	if (!store_read(auth->config.store, &tx, err) ||
	    !users_get(tx, a, id, &row, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no user %lld", (long long)id);
	return user_of(tx, a, &row, auth_now_s(auth), ret, err);
}

bool auth_user_find(struct auth *auth, struct arena *a, struct str email, int64_t *ret_id,
		    struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct user_row row;
	bool is_found = false;

	if (!store_read(auth->config.store, &tx, err) ||
	    !users_get_by_email(tx, a, email_fold(a, email), &row, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no user has that e-mail address");
	*ret_id = row.id;
	return true;
}

bool auth_user_list(struct auth *auth, struct arena *a, const struct auth_user **ret,
		    size_t *ret_count, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct user_rows rows = { 0 };
	int64_t total = 0;
	size_t count = 0;

	/* One snapshot, so the pages add up to the total. */
	if (!store_read(auth->config.store, &tx, err) || !users_count(tx, &total, err))
		return false;

	struct auth_user *users = arena_new_n(a, struct auth_user, (size_t)total);

	for (bool has_more = total > 0; has_more; has_more = rows.count == USERS_PER_PAGE) {
		int64_t after_id = count ? users[count - 1].id : 0;

		if (!users_list(tx, a, after_id, USERS_PER_PAGE, &rows, err))
			return false;
		for (size_t i = 0; i < rows.count; i++) {
			if (!user_of(tx, a, &rows.at[i], auth_now_s(auth), &users[count++], err))
				return false;
		}
	}
	*ret = users;
	*ret_count = count;
	return true;
}
