/*
 * Registration. The form is checked before anything is counted, the try is counted before anything
 * is hashed, and the user, his coupon and his session are one commit.
 */
#include "auth/email.h"
#include "auth/internal.h"
#include "base/utf8.h"
#include "store/users.h"
#include "store/vouchers.h"

#define PHONE_MAX_DIGITS 15 /* E.164 */
#define COUPON_MAX 64

/* ---- the fields ---- */

/* Letters of any script, and what stands inside names: Ma'ruf, A. Yani, Anna-Maria. */
static bool is_name(struct str name)
{
	for (size_t at = 0, len; at < name.len; at += len) {
		uint32_t c = utf8_next(str_skip(name, at), &len);
		bool is_joint = c == ' ' || c == '\'' || c == '.' || c == '-' || c == 0x2019;

		if (!is_joint && (!unicode_is_word(c) || c == '_' || (c >= '0' && c <= '9')))
			return false;
	}
	return true;
}

bool name_check(const char *field, struct str name, struct err *err)
{
	if (utf8_is_valid(name) && utf8_count(name) <= LIMIT_NAME && is_name(name))
		return true;
	err_field(err, field, "Nama hanya boleh berisi huruf dan spasi, paling banyak %d karakter.",
		  LIMIT_NAME);
	return err_say_en(err, "A name is letters and spaces, at most %d.", LIMIT_NAME);
}

bool phone_check(struct str phone, struct err *err)
{
	struct str digits = str_starts_with(phone, STR("+")) ? str_skip(phone, 1) : phone;
	bool is_right = digits.len <= PHONE_MAX_DIGITS && (digits.len > 0 || phone.len == 0);

	for (size_t i = 0; i < digits.len; i++)
		is_right = is_right && digits.at[i] >= '0' && digits.at[i] <= '9';
	if (is_right)
		return true;
	err_field(err, "phone", "Nomor HP: paling banyak %d angka, boleh diawali +.",
		  PHONE_MAX_DIGITS);
	return err_say_en(err, "A phone number is at most %d digits, with or without a +.",
			  PHONE_MAX_DIGITS);
}

static bool coupon_refused(const char *why_id, const char *why_en, struct err *err)
{
	return err_field_texts(err, "coupon_code", why_id, why_en);
}

static bool check_coupon(const struct auth_registration *form, struct err *err)
{
	struct str code = form->coupon_code;
	bool is_right = code.len <= COUPON_MAX;

	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		is_right = is_right && ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
					(c >= 'A' && c <= 'Z') || c == '-');
	}
	if (!is_right)
		return coupon_refused("Kode kupon hanya boleh berisi huruf, angka dan -.",
				      "A coupon code is letters, digits and -.", err);
	if (form->needs_coupon && code.len == 0)
		return coupon_refused("Pendaftaran di server ini memerlukan kode undangan.",
				      "Registration on this server needs an invitation code.", err);
	return true;
}

static bool check_form(const struct auth_registration *form, struct str email, struct err *err)
{
	if (!email_is_valid(email)) {
		return err_field_texts(err, "email", "Masukkan alamat email yang benar.",
				       "Enter a valid e-mail address.");
	}
	if (str_trim(form->first_name).len == 0) {
		return err_field_texts(err, "first_name", "Nama depan wajib diisi.",
				       "Enter your first name.");
	}
	return name_check("first_name", form->first_name, err) &&
	       name_check("last_name", form->last_name, err) && phone_check(form->phone, err) &&
	       check_coupon(form, err) && password_policy("password1", form->password, email, err);
}

bool category_check(struct db_tx *tx, struct arena *a, struct opt_int id, struct err *err)
{
	struct user_category_rows categories;

	if (!id.has)
		return true;
	if (!user_categories_list(tx, a, &categories, err))
		return false;
	for (size_t i = 0; i < categories.count; i++)
		if (categories.at[i].id == id.value)
			return true;
	return err_field_texts(err, "category", "Pilih kategori dari daftar.",
			       "Choose a category of the list.");
}

/* ---- storing ---- */

struct newcomer {
	struct auth *auth;
	struct arena *a;
	const struct auth_client *client;
	const struct auth_registration *form;
	struct user_new user;
	int64_t id;
	bool is_taken;
	struct auth_session *session;
};

static bool begin(struct db_tx *tx, void *arg, struct err *err)
{
	const struct newcomer *n = arg;

	return limit_register(tx, n->a, n->client, auth_now_s(n->auth), err);
}

static bool redeem(struct db_tx *tx, const struct newcomer *n, struct err *err)
{
	struct str code = n->form->coupon_code;
	struct voucher_row voucher;
	enum voucher_state state = VOUCHER_OFF;
	bool is_found;

	if (code.len == 0)
		return true;
	if (!vouchers_get_by_code(tx, n->a, code, &voucher, &is_found, err))
		return false;
	if (is_found && !vouchers_redeem(tx, &voucher, n->id, auth_now_s(n->auth), &state, err))
		return false;
	return state == VOUCHER_GOOD || coupon_refused("Kode kupon ini tidak berlaku.",
						       "This coupon code is not valid.", err);
}

/* A failure takes the user back, too: nothing of this commit stays. */
static bool add(struct db_tx *tx, void *arg, struct err *err)
{
	struct newcomer *n = arg;
	int64_t now_s = auth_now_s(n->auth);

	if (!category_check(tx, n->a, n->user.category_id, err) ||
	    !users_add(tx, &n->user, now_s, &n->id, &n->is_taken, err))
		return false;
	if (n->is_taken)
		return true;

	const struct audit_event event = {
		.action = "user.register", .client = n->client, .actor_id = n->id, .user_id = n->id
	};

	return redeem(tx, n, err) &&
	       session_begin(tx, n->auth, n->a, n->id, n->client, n->session, err) &&
	       users_set_last_login(tx, n->id, now_s, err) &&
	       audit_user(tx, n->a, n->auth, &event, err);
}

bool auth_register(struct auth *auth, struct arena *a, const struct auth_client *client,
		   const struct auth_registration *form, struct auth_session *ret, struct err *err)
{
	struct store *store = auth->config.store;
	struct str email = str_trim(form->email);
	struct auth_session session = { 0 };
	struct newcomer n = { .auth = auth,
			      .a = a,
			      .client = client,
			      .form = form,
			      .session = &session,
			      .user = { .email = email,
					.email_folded = email_fold(a, email),
					.first_name = str_trim(form->first_name),
					.last_name = or_empty(str_trim(form->last_name)),
					.phone = or_empty(form->phone),
					.language = form->is_english ? STR("en") : STR("id"),
					.category_id = form->category_id,
					.is_verified = form->is_verified } };

	if (!check_form(form, email, err) || !store_write(store, begin, &n, err) ||
	    !password_make(auth, a, form->password, &n.user.password_hash, err) ||
	    !store_write(store, add, &n, err))
		return false;
	if (n.is_taken) {
		return err_field_texts(err, "email", "Alamat email ini sudah terdaftar.",
				       "This e-mail address is registered already.");
	}
	*ret = session;
	return true;
}

/* ---- the profile ---- */

struct profile_write {
	struct auth *auth;
	struct arena *a;
	const struct identity *who;
	const struct auth_profile *change;
};

static struct str changed(struct str to, struct str from)
{
	return to.at ? str_trim(to) : from;
}

static bool write_profile(struct db_tx *tx, void *arg, struct err *err)
{
	const struct profile_write *w = arg;
	const struct auth_profile *change = w->change;
	struct user_row user;
	bool is_found;

	if (!users_get(tx, w->a, w->who->user_id, &user, &is_found, err) ||
	    !category_check(tx, w->a, change->category_id, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_LOGGED_IN, "the user is gone");

	const struct user_profile profile = {
		.first_name = changed(change->first_name, user.first_name),
		.last_name = changed(change->last_name, user.last_name),
		.phone = changed(change->phone, user.phone),
		.photo = changed(change->photo, user.photo),
		.language = user.language,
		.category_id = change->category_id.has ? change->category_id : user.category_id,
	};

	return users_set_profile(tx, user.id, &profile, err);
}

bool auth_profile_set(struct auth *auth, struct arena *a, const struct identity *who,
		      const struct auth_profile *change, struct err *err)
{
	struct profile_write w = { auth, a, who, change };

	return name_check("first_name", change->first_name, err) &&
	       name_check("last_name", change->last_name, err) && phone_check(change->phone, err) &&
	       store_write(auth->config.store, write_profile, &w, err);
}
