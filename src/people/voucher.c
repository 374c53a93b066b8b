/* Invitation vouchers, as admins make and use them. */
#include "base/limits.h"
#include "base/utf8.h"
#include "people/internal.h"
#include "store/users.h"

#define CODE_MAX 64

struct voucher_write {
	struct people *p;
	struct arena *a;
	const struct people_actor *actor;
	struct voucher_row row;
	int64_t user_id; /* of a redemption */
	bool is_taken;
};

/* ---- the form ---- */

static bool is_code(struct str code)
{
	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      c == '-'))
			return false;
	}
	return code.len >= 1 && code.len <= CODE_MAX;
}

static bool is_name(struct str name)
{
	for (size_t at = 0, len; at < name.len; at += len) {
		uint32_t c = utf8_next(str_skip(name, at), &len);

		if (c != ' ' && (!unicode_is_word(c) || c == '_' || (c >= '0' && c <= '9')))
			return false;
	}
	return name.len >= 1 && utf8_count(name) <= LIMIT_NAME;
}

static bool read_form(const struct people_voucher *form, const struct tz *zone,
		      struct voucher_row *ret, struct err *err)
{
	*ret = (struct voucher_row){
		.id = form->id,
		.code = str_trim(form->code),
		.name = str_trim(form->name),
		.is_bound = form->bound,
		.bound_to = form->user,
		.usage_limit = form->usage,
		.is_active = form->is_active,
	};
	if (!is_code(ret->code))
		return err_field_texts(err, "code",
				       "Kode kupon: huruf, angka dan -, paling banyak 64 karakter.",
				       "A coupon code is letters, digits and -, at most 64.");
	if (!is_name(ret->name))
		return err_field_texts(err, "name", "Nama channel: huruf dan spasi.",
				       "A channel's name is letters and spaces.");
	if (ret->is_bound && !ret->bound_to.has)
		return err_field_texts(err, "user", "Pilih pengguna pemilik kupon ini.",
				       "Choose the user this coupon belongs to.");
	if (!people_instant("valid_from", form->valid_from, zone, false, &ret->valid_from_s, err) ||
	    !people_instant("valid_to", form->valid_to, zone, true, &ret->valid_until_s, err))
		return false;
	if (ret->valid_from_s.has && ret->valid_until_s.has &&
	    ret->valid_until_s.value <= ret->valid_from_s.value)
		return err_field_texts(err, "valid_to", "Akhir masa berlaku harus setelah awalnya.",
				       "The end must come after the beginning.");
	return true;
}

/* ---- writing ---- */

static bool audit(struct db_tx *tx, const struct voucher_write *w, const char *action,
		  struct err *err)
{
	const struct people_deed deed = {
		.action = action,
		.object = str_fmt(w->a, "voucher:%lld", (long long)w->row.id),
	};

	return people_audit(tx, w->p, w->actor, &deed, err);
}

static bool check_user(struct db_tx *tx, struct arena *a, struct opt_int id, struct err *err)
{
	struct user_row user;
	bool is_found;

	if (!id.has)
		return true;
	if (!users_get(tx, a, id.value, &user, &is_found, err))
		return false;
	return is_found ||
	       err_field_texts(err, "user", "Pengguna ini tidak ada.", "There is no such user.");
}

static bool find(struct db_tx *tx, struct voucher_write *w, struct voucher_row *ret,
		 struct err *err)
{
	bool is_found;

	if (!vouchers_get(tx, w->a, w->row.id, ret, &is_found, err))
		return false;
	return is_found || err_set(err, ERR_NOT_FOUND, "no voucher %lld", (long long)w->row.id);
}

static bool write_put(struct db_tx *tx, void *arg, struct err *err)
{
	struct voucher_write *w = arg;
	int64_t now_s = clock_now_s(w->p->config.clock);
	bool is_new = w->row.id == 0;
	struct voucher_row before;

	if (!check_user(tx, w->a, w->row.bound_to, err))
		return false;
	if (is_new ? !vouchers_add(tx, w->a, &w->row, now_s, &w->row.id, &w->is_taken, err)
		   : !find(tx, w, &before, err) ||
			     !vouchers_set(tx, w->a, &w->row, now_s, &w->is_taken, err))
		return false;
	if (w->is_taken)
		return err_field_texts(err, "code", "Kode atau nama channel ini sudah dipakai.",
				       "This code or channel is taken.");
	return audit(tx, w, is_new ? "voucher.add" : "voucher.change", err);
}

bool people_voucher_put(struct people *p, struct arena *a, const struct people_actor *actor,
			const struct people_voucher *form, const struct tz *zone, int64_t *ret_id,
			struct err *err)
{
	struct voucher_write w = { .p = p, .a = a, .actor = actor };

	if (!read_form(form, zone, &w.row, err) ||
	    !store_write(p->config.store, write_put, &w, err))
		return false;
	*ret_id = w.row.id;
	return true;
}

static bool write_delete(struct db_tx *tx, void *arg, struct err *err)
{
	struct voucher_write *w = arg;
	bool is_found;

	if (!vouchers_delete(tx, w->row.id, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no voucher %lld", (long long)w->row.id);
	return audit(tx, w, "voucher.delete", err);
}

bool people_voucher_delete(struct people *p, struct arena *a, const struct people_actor *actor,
			   int64_t id, struct err *err)
{
	struct voucher_write w = { .p = p, .a = a, .actor = actor, .row = { .id = id } };

	return store_write(p->config.store, write_delete, &w, err);
}

static const struct {
	const char *text_id, *text_en;
} refusals[] = {
	[VOUCHER_OFF] = { "Kupon ini tidak berlaku untuk pengguna ini.",
			  "This coupon is not for this user." },
	[VOUCHER_TOO_EARLY] = { "Kupon ini belum berlaku.", "This coupon is not valid yet." },
	[VOUCHER_EXPIRED] = { "Masa berlaku kupon ini sudah habis.", "This coupon has expired." },
	[VOUCHER_USED_UP] = { "Kupon ini sudah habis dipakai.", "This coupon is used up." },
	[VOUCHER_REDEEMED] = { "Pengguna ini sudah memakai kupon ini.",
			       "This user has redeemed this coupon already." },
};

static bool write_redeem(struct db_tx *tx, void *arg, struct err *err)
{
	struct voucher_write *w = arg;
	struct voucher_row voucher;
	enum voucher_state state;

	if (!find(tx, w, &voucher, err) || !check_user(tx, w->a, OPT_INT(w->user_id), err) ||
	    !vouchers_redeem(tx, &voucher, w->user_id, clock_now_s(w->p->config.clock), &state,
			     err))
		return false;
	if (state != VOUCHER_GOOD)
		return err_field_texts(err, "code", refusals[state].text_id,
				       refusals[state].text_en);
	return audit(tx, w, "voucher.redeem", err);
}

bool people_voucher_redeem(struct people *p, struct arena *a, const struct people_actor *actor,
			   int64_t id, int64_t user_id, struct err *err)
{
	struct voucher_write w = {
		.p = p, .a = a, .actor = actor, .row = { .id = id }, .user_id = user_id
	};

	return store_write(p->config.store, write_redeem, &w, err);
}
