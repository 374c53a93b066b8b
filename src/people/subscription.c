/* How a subscription comes about: an admin's invoice, a free trial; and how its owner ends it. */
#include <stdio.h>

#include "auth/auth.h"
#include "people/internal.h"
#include "store/products.h"
#include "store/subscriptions.h"
#include "store/users.h"

#define DAY_S 86400
#define PRICE_MAX_IDR 1000000000000
#define TAX_MAX 1.0
#define MILLION 1e6

/* A subscription to be written, with the invoice that says why. */
struct grant {
	struct people *p;
	struct arena *a;
	const struct people_actor *actor;
	const struct people_invoice *form; /* of an admin */
	const struct tz *zone;
	struct subscription_change change;
	struct invoice_row invoice;
};

/* ---- both ways ---- */

static bool write_grant(struct db_tx *tx, struct grant *g, const char *action, struct err *err)
{
	int64_t now_s = clock_now_s(g->p->config.clock);
	struct invoice_row *i = &g->invoice;
	const struct people_deed deed = {
		.action = action,
		.object = str_fmt(g->a, "user:%lld", (long long)i->user_id),
	};

	g->change = (struct subscription_change){
		.id = auth_uuid4(g->a, g->p->config.rng),
		.user_id = i->user_id,
		.product_id = i->product_id,
		.group_id = i->group_id,
		.plan_id = i->plan_id,
		.status = i->group_id == GROUP_TRIAL ? STR("trialing") : STR("active"),
		.period_start_s = i->period_start_s,
		.period_end_s = i->period_end_s,
	};
	i->created_s = now_s;
	return subscriptions_put(tx, &g->change, now_s, err) && invoices_add(tx, i, err) &&
	       people_audit(tx, g->p, g->actor, &deed, err);
}

static bool find_subscription(struct db_tx *tx, struct arena *a, int64_t user_id,
			      int64_t product_id, struct subscription_row *ret, bool *ret_found,
			      struct err *err)
{
	struct subscription_rows rows;

	*ret_found = false;
	if (!subscriptions_list(tx, a, user_id, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		if (rows.at[i].product_id != product_id)
			continue;
		*ret = rows.at[i];
		*ret_found = true;
	}
	return true;
}

/* ---- an invoice ---- */

static bool check_group(struct db_tx *tx, const struct grant *g, struct err *err)
{
	struct subscription_group_rows groups;

	if (!subscription_groups_list(tx, g->a, &groups, err))
		return false;
	for (size_t i = 0; i < groups.count; i++)
		if (groups.at[i].id == g->form->group)
			return true;
	return err_field_texts(err, "group", "Pilih subscription dari daftar.",
			       "Choose a subscription of the list.");
}

static bool check_plan(struct db_tx *tx, const struct grant *g,
		       struct subscription_plan_row *ret_plan, struct err *err)
{
	bool is_found = false;

	if (!g->form->plan.has)
		return true;
	if (!subscription_plans_get(tx, g->a, g->form->plan.value, ret_plan, &is_found, err))
		return false;
	return (is_found && ret_plan->product_id == g->form->product) ||
	       err_field_texts(err, "plan", "Pilih durasi dari daftar.",
			       "Choose a duration of the list.");
}

static bool check_user(struct db_tx *tx, const struct grant *g, struct err *err)
{
	const struct people_invoice *f = g->form;
	struct subscription_row current;
	struct product_row product;
	struct user_row user;
	bool is_found;

	if (!users_get(tx, g->a, f->user, &user, &is_found, err))
		return false;
	if (!is_found)
		return err_set(err, ERR_NOT_FOUND, "no user %lld", (long long)f->user);
	if (!products_get(tx, g->a, f->product, &product, &is_found, err))
		return false;
	if (!is_found)
		return err_field_texts(err, "product", "Produk ini tidak ada.",
				       "There is no such product.");
	if (f->id.len == 0)
		return true;
	if (!find_subscription(tx, g->a, f->user, f->product, &current, &is_found, err))
		return false;
	return (is_found && str_eq(current.id, f->id)) ||
	       err_field_texts(err, "id", "Ini bukan subscription pengguna tersebut.",
			       "This is not that user's subscription.");
}

/* From today's first second, for as many days as the plan has, unless the form says otherwise. */
static bool set_period(struct grant *g, const struct subscription_plan_row *plan, struct err *err)
{
	int64_t today = tz_day(g->zone, clock_now_s(g->p->config.clock));
	struct opt_int start = OPT_INT(tz_day_start_s(g->zone, today)), end = OPT_NO_INT;

	if (!people_instant("period_start", g->form->period_start, g->zone, false, &start, err) ||
	    !people_instant("period_end", g->form->period_end, g->zone, true, &end, err))
		return false;
	if (!end.has && !g->form->plan.has)
		return err_field_texts(err, "period_end", "Isi tanggal selesai, atau pilih durasi.",
				       "Enter the last day, or choose a duration.");
	if (!end.has) {
		int64_t first_day = tz_day(g->zone, start.value);

		end = OPT_INT(tz_day_start_s(g->zone, first_day + plan->period_days) - 1);
	}
	if (end.value <= start.value)
		return err_field_texts(err, "period_end",
				       "Tanggal selesai harus setelah tanggal mulai.",
				       "The last day must come after the first.");
	g->invoice.period_start_s = start.value;
	g->invoice.period_end_s = end.value;
	return true;
}

static bool write_invoice(struct db_tx *tx, void *arg, struct err *err)
{
	struct grant *g = arg;
	struct subscription_plan_row plan = { 0 };

	return check_user(tx, g, err) && check_group(tx, g, err) && check_plan(tx, g, &plan, err) &&
	       set_period(g, &plan, err) && write_grant(tx, g, "subscription.invoice", err);
}

bool people_invoice_add(struct people *p, struct arena *a, const struct people_actor *actor,
			const struct people_invoice *form, const struct tz *zone, struct err *err)
{
	struct grant g = {
		.p = p,
		.a = a,
		.actor = actor,
		.form = form,
		.zone = zone,
		.invoice = { .user_id = form->user,
			     .product_id = form->product,
			     .group_id = form->group,
			     .plan_id = form->plan,
			     .source = STR("admin"),
			     .price_idr = form->price,
			     .created_by = OPT_INT(actor->who->user_id) },
	};

	if (form->price < 0 || form->price > PRICE_MAX_IDR)
		return err_field_texts(err, "price", "Harga: 0 atau lebih, dalam rupiah.",
				       "A price is 0 rupiah or more.");
	if (!(form->tax_aggregate >= 0 && form->tax_aggregate <= TAX_MAX))
		return err_field_texts(err, "tax_aggregate", "Pajak: 0 sampai 1, misalnya 0.11.",
				       "A tax is 0 to 1, such as 0.11.");
	g.invoice.tax_ppm = (int64_t)(form->tax_aggregate * MILLION + 0.5);
	return store_write(p->config.store, write_invoice, &g, err);
}

/* ---- a free trial ---- */

static bool write_trial(struct db_tx *tx, void *arg, struct err *err)
{
	struct grant *g = arg;
	int64_t now_s = clock_now_s(g->p->config.clock);
	struct subscription_row earlier;
	struct product_row product;
	struct invoice_row invoice;
	bool is_found, has_earlier, has_invoice;

	if (!products_get(tx, g->a, g->invoice.product_id, &product, &is_found, err))
		return false;
	if (!is_found || !product.is_active || product.trial_days == 0)
		return err_set(err, ERR_NOT_FOUND, "no such product, or no trial of it");
	if (!find_subscription(tx, g->a, g->invoice.user_id, product.id, &earlier, &has_earlier,
			       err) ||
	    !invoices_newest(tx, g->a, g->invoice.user_id, product.id, &invoice, &has_invoice, err))
		return false;
	if (has_earlier || has_invoice) {
		err_set(err, ERR_CONFLICT, "there is or was a subscription");
		err_say(err,
			"Uji coba gratis hanya untuk pengguna yang belum pernah berlangganan.");
		return err_say_en(err, "The free trial is for users who never had a subscription.");
	}
	g->invoice.period_start_s = now_s;
	g->invoice.period_end_s = now_s + product.trial_days * DAY_S;
	return write_grant(tx, g, "subscription.trial", err);
}

bool people_claim_trial(struct people *p, struct arena *a, const struct people_actor *actor,
			int64_t product_id, struct err *err)
{
	struct grant g = {
		.p = p,
		.a = a,
		.actor = actor,
		.invoice = { .user_id = actor->who->user_id,
			     .product_id = product_id,
			     .group_id = GROUP_TRIAL,
			     .source = STR("trial") },
	};

	if (!actor->who->is_verified)
		return err_set(err, ERR_EMAIL_NOT_VERIFIED, "the e-mail address is not confirmed");
	return store_write(p->config.store, write_trial, &g, err);
}

/* ---- cancelling ---- */

struct cancellation {
	struct people *p;
	struct arena *a;
	const struct people_actor *actor;
	struct str id;
	bool is_found;
};

static bool write_cancellation(struct db_tx *tx, void *arg, struct err *err)
{
	struct cancellation *c = arg;
	int64_t user_id = c->actor->who->user_id;
	const struct people_deed deed = {
		.action = "subscription.cancel",
		.object = str_fmt(c->a, "user:%lld", (long long)user_id),
	};

	if (!subscriptions_set_status(tx, user_id, c->id, STR("canceled"),
				      clock_now_s(c->p->config.clock), &c->is_found, err))
		return false;
	return !c->is_found || people_audit(tx, c->p, c->actor, &deed, err);
}

bool people_cancel(struct people *p, struct arena *a, const struct people_actor *actor,
		   struct str subscription_id, struct err *err)
{
	struct cancellation c = { .p = p, .a = a, .actor = actor, .id = subscription_id };

	if (!store_write(p->config.store, write_cancellation, &c, err))
		return false;
	return c.is_found || err_set(err, ERR_NOT_FOUND, "no such subscription of this user");
}
