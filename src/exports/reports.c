/* Schedules: what a form says, when they are due, who leaves. */
#include "exports/reports.h"

#include "auth/auth.h"
#include "auth/email.h"
#include "base/log.h"
#include "exports/letter.h"
#include "exports/rhythm.h"
#include "exports/send.h"

#define DUE_AT_ONCE 50
#define DAY_S INT64_C(86400)
/* No rhythm is longer; what lies further ahead was set by a clock that ran ahead. */
#define LONGEST_RHYTHM_S (33 * DAY_S)
#define TEST_PAUSE_S 60
#define LEAVE_TOKEN_BYTES 24

/* ---- what a form says ---- */

static bool read_rhythm(const struct report_form *f, struct report_schedule_row *row,
			struct err *err)
{
	bool is_weekly = str_eq(f->every, STR("week"));
	int64_t last_day = is_weekly ? 7 : 28, hour = -1, minute = -1;
	struct str rest = f->time;
	struct str hours = str_cut(&rest, ':');

	if (!is_weekly && !str_eq(f->every, STR("month")))
		return exports_field(err, "every", "Isi dengan week atau month.",
				     "Enter week or month.");
	row->day = RHYTHM_LAST_DAY;
	if ((is_weekly || !str_eq(f->day, STR("last"))) &&
	    (!str_to_i64(f->day, &row->day) || row->day < 1 || row->day > last_day))
		return is_weekly ? exports_field(err, "day", "Isi dengan hari 1 (Senin) sampai 7.",
						 "Enter a day from 1 (Monday) to 7.")
				 : exports_field(err, "day",
						 "Isi dengan tanggal 1 sampai 28, atau "
						 "last.",
						 "Enter a day from 1 to 28, or last.");
	if (hours.len != 2 || rest.len != 2 || !str_to_i64(hours, &hour) ||
	    !str_to_i64(rest, &minute) || hour < 0 || hour > 23 || minute < 0 || minute > 59)
		return exports_field(err, "time", "Isi dengan jam seperti 07:30.",
				     "Enter a time such as 07:30.");
	row->every = f->every;
	row->minute = hour * 60 + minute;
	return true;
}

static struct rhythm rhythm_of(const struct report_schedule_row *row)
{
	return (struct rhythm){ str_eq(row->every, STR("month")), (int)row->day, (int)row->minute };
}

static bool set_next(struct report_schedule_row *row, int64_t now_s, struct err *err)
{
	cleanup(tz_freep) struct tz *zone = NULL;
	struct rhythm rhythm = rhythm_of(row);
	struct err why = ERR_INIT;

	if (!tz_load(row->time_zone, &zone, &why))
		return exports_field(err, "time_zone",
				     "Zona waktu tidak dikenal; pakai nama seperti Asia/Jakarta.",
				     "Unknown time zone; use a name such as Asia/Jakarta.");
	row->next_s = rhythm_after(&rhythm, zone, now_s);
	return true;
}

static bool read_recipients(struct exports *e, struct arena *a, struct str joined,
			    struct report_recipient_rows *ret, struct err *err)
{
	*ret = (struct report_recipient_rows){
		.at = arena_new_n(a, struct report_recipient_row, REPORT_RECIPIENTS_MAX),
	};
	for (struct str rest = joined.len ? joined : STR_NONE; rest.at;) {
		struct str email = email_fold(a, str_cut(&rest, ','));
		if (!email_is_valid(email) || ret->count == REPORT_RECIPIENTS_MAX)
			return exports_field(err, "recipients",
					     "Isi dengan 1 sampai 20 alamat email yang benar.",
					     "Enter 1 to 20 valid e-mail addresses.");
		ret->at[ret->count++] = (struct report_recipient_row){
			.email = email,
			.leave_token = rng_token(a, e->config.rng, LEAVE_TOKEN_BYTES),
		};
	}
	return ret->count > 0 ||
	       exports_field(err, "recipients", "Isi dengan paling sedikit satu alamat email.",
			     "Enter at least one e-mail address.");
}

static bool read_delivery(const struct report_form *f, struct report_schedule_row *row,
			  struct err *err)
{
	row->delivery = f->delivery.len ? f->delivery : STR("attachment");
	if (str_eq(row->delivery, STR("attachment")) || str_eq(row->delivery, STR("link")))
		return true;
	return exports_field(err, "delivery", "Isi dengan attachment atau link.",
			     "Enter attachment or link.");
}

static bool is_one_line(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7f)
			return false;
	return true;
}

/* ---- storing ---- */

struct putting {
	struct exports *exports;
	struct report_schedule_row row;
	struct report_recipient_rows recipients;
	int64_t now_s;
};

static bool add_work(struct db_tx *tx, struct putting *p, struct err *err)
{
	int64_t count;

	if (!report_schedules_count(tx, p->row.user_id, &count, err))
		return false;
	if (count >= REPORTS_PER_USER) {
		err_set(err, ERR_RATE_LIMITED, "%d schedules", REPORTS_PER_USER);
		err_say(err, "Paling banyak %d jadwal laporan; hapus salah satu.",
			REPORTS_PER_USER);
		return err_say_en(err, "At most %d report schedules; remove one first.",
				  REPORTS_PER_USER);
	}
	return report_schedules_add(tx, &p->row, p->now_s, &p->row.id, err);
}

static bool put_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct putting *p = arg;
	bool found = true;

	if (!(p->row.id ? report_schedules_set(tx, &p->row, p->now_s, &found, err)
			: add_work(tx, p, err)))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no schedule %lld of this user",
			       (long long)p->row.id);
	return report_recipients_set(tx, p->row.id, &p->recipients, err);
}

/* A schedule's window moves with it: its order has no fixed days. */
static bool check_order(struct exports *e, struct arena *a, const struct putting *p,
			const struct export_order *order, struct err *err)
{
	cleanup(export_reading_end) struct export_reading reading = { 0 };

	if (!order->date_frame.len)
		return exports_field(err, "date_frame",
				     "Isi dengan 7, 28, 60, 90, last_week atau last_month.",
				     "Enter 7, 28, 60, 90, last_week or last_month.");
	return export_read(e, a, p->row.user_id, p->row.account_id, order, &reading, err) &&
	       export_check(&reading.request, &reading.stats, err);
}

bool reports_put(struct exports *e, struct arena *a, int64_t user_id, int64_t id,
		 const struct report_form *form, int64_t *ret_id, struct err *err)
{
	struct str zone = form->time_zone.len ? form->time_zone : e->config.time_zone;
	struct export_order order = form->order;
	struct putting p = {
		.exports = e,
		.now_s = clock_now_s(e->config.clock),
		.row = {
			.id = id,
			.user_id = user_id,
			.account_id = form->account_id,
			.name = str_trim(form->name),
			.time_zone = zone,
			.is_active = form->is_active,
		},
	};

	order.start = order.end = STR("");
	order.time_zone = zone;
	order.as_of_s = p.now_s;
	if (!is_one_line(form->name))
		return exports_field(err, "name", "Nama harus satu baris.",
				     "The name must be one line.");
	if (!read_rhythm(form, &p.row, err) || !read_delivery(form, &p.row, err) ||
	    !set_next(&p.row, p.now_s, err) ||
	    !read_recipients(e, a, form->recipients, &p.recipients, err) ||
	    !check_order(e, a, &p, &order, err))
		return false;
	p.row.request = export_order_write(a, &order);
	if (!store_write(e->config.store, put_work, &p, err))
		return false;
	*ret_id = p.row.id;
	return true;
}

struct deleting {
	int64_t user_id, id;
	bool found;
};

static bool delete_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct deleting *d = arg;

	return report_schedules_delete(tx, d->user_id, d->id, &d->found, err);
}

bool reports_delete(struct exports *e, int64_t user_id, int64_t id, struct err *err)
{
	struct deleting d = { user_id, id, false };

	if (!store_write(e->config.store, delete_work, &d, err))
		return false;
	return d.found ||
	       err_set(err, ERR_NOT_FOUND, "no schedule %lld of this user", (long long)id);
}

/* ---- one of them ---- */

static bool find_own(struct exports *e, struct arena *a, int64_t user_id, int64_t id,
		     struct report_schedule_row *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	bool found;

	if (!store_read(e->config.store, &tx, err) ||
	    !report_schedules_get(tx, a, user_id, id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no schedule %lld of this user", (long long)id);
}

bool reports_preview(struct exports *e, struct arena *a, int64_t user_id, int64_t id,
		     struct report_preview *ret, struct err *err)
{
	cleanup(export_reading_end) struct export_reading reading = { 0 };
	struct report_schedule_row row;
	struct export_order order;
	struct letter_figures figures;
	struct report_letter letter;
	struct auth_user owner;

	if (!find_own(e, a, user_id, id, &row, err) ||
	    !auth_user_get(e->config.auth, a, user_id, &owner, err) ||
	    !export_order_read(a, row.request, &order, err))
		return false;
	order.as_of_s = clock_now_s(e->config.clock);
	if (!export_read(e, a, user_id, row.account_id, &order, &reading, err) ||
	    !letter_figures(&reading, &figures, err))
		return false;
	bool is_link = str_eq(row.delivery, STR("link"));
	struct str base = e->config.base_url;
	const struct letter_facts facts = {
		.schedule = &row,
		.reading = &reading,
		.sender = owner.first_name.len ? owner.first_name : owner.email,
		.file_name = export_file_name(a, &reading.request, &reading.window),
		.file_url = is_link ? report_file_url(a, base, STR("…")) : STR(""),
		.leave_url = report_leave_url(a, base, STR("…")),
	};

	letter_write(a, &facts, &figures, &letter);
	*ret = (struct report_preview){ letter.subject, letter.text, letter.html, facts.file_name };
	return true;
}

struct testing {
	struct exports *exports;
	struct report_test test;
	struct report_claim claim;
};

static bool test_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct testing *t = arg;
	bool is_noted;

	if (!report_schedules_test(tx, &t->test, &is_noted, err))
		return false;
	if (!is_noted) {
		err_set(err, ERR_COOLDOWN_PERIOD, "a test less than a minute ago");
		err_say(err, "Baru saja dikirim. Coba lagi dalam satu menit.");
		return err_say_en(err, "One was sent just now. Try again in a minute.");
	}
	return report_begin_in(t->exports, tx, &t->claim, err);
}

bool reports_test(struct exports *e, struct arena *a, int64_t user_id, int64_t id, struct err *err)
{
	int64_t now_s = clock_now_s(e->config.clock);
	struct report_schedule_row row;
	struct auth_user owner;

	if (!find_own(e, a, user_id, id, &row, err))
		return false;
	if (!e->config.mail) {
		err_set(err, ERR_MAIL, "no mail server");
		err_say(err, "Server ini belum dapat mengirim email. Hubungi pengelolanya.");
		return err_say_en(err, "This server cannot send e-mail yet. Ask its operator.");
	}
	if (!auth_user_get(e->config.auth, a, user_id, &owner, err))
		return false;
	struct testing t = {
		.exports = e,
		.test = { user_id, id, now_s, TEST_PAUSE_S },
		.claim = { .schedule = &row,
			   .slot_s = now_s,
			   .now_s = now_s,
			   .test_email = email_fold(a, owner.email) },
	};

	if (!store_write(e->config.store, test_work, &t, err))
		return false;
	jobs_wake(e->config.jobs);
	return true;
}

/* ---- the clock ---- */

struct looking {
	struct exports *exports;
	struct report_claim claim;
	int64_t due_s, next_s;
	bool is_ahead; /* of a clock that ran ahead: only put right */
	bool claimed;
};

static bool claim_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct looking *l = arg;

	if (!report_schedules_claim(tx, l->claim.schedule->id, l->due_s, l->next_s, &l->claimed,
				    err))
		return false;
	return !l->claimed || l->is_ahead || report_begin_in(l->exports, tx, &l->claim, err);
}

/* Its newest time is sent, however many were missed; then it waits for the next. */
static bool claim_one(struct exports *e, struct arena *a, const struct report_schedule_row *row,
		      bool is_ahead, struct err *err)
{
	cleanup(tz_freep) struct tz *zone = NULL;
	struct rhythm rhythm = rhythm_of(row);
	int64_t now_s = clock_now_s(e->config.clock);
	struct looking l = {
		.exports = e,
		.claim = { .schedule = row, .now_s = now_s },
		.due_s = row->next_s,
		.is_ahead = is_ahead,
	};

	if (!tz_load(row->time_zone, &zone, err))
		return false;
	l.claim.slot_s = rhythm_before(&rhythm, zone, now_s);
	l.next_s = rhythm_after(&rhythm, zone, now_s);
	if (!is_ahead)
		l.claim.refusal = report_refusal(e, a, row);
	if (!store_write(e->config.store, claim_work, &l, err))
		return false;
	if (l.claimed && !is_ahead) {
		log_info("a report is due", LOG_INT("schedule", row->id),
			 LOG_INT("slot_s", l.claim.slot_s));
		jobs_wake(e->config.jobs);
	}
	return true;
}

static bool find_due(struct exports *e, struct arena *a, bool is_ahead,
		     struct report_schedule_rows *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	int64_t now_s = clock_now_s(e->config.clock);

	if (!store_read(e->config.store, &tx, err))
		return false;
	return is_ahead ? report_schedules_ahead(tx, a, now_s + LONGEST_RHYTHM_S, DUE_AT_ONCE, ret,
						 err)
			: report_schedules_due(tx, a, now_s, DUE_AT_ONCE, ret, err);
}

bool reports_look(struct exports *e, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };

	arena_init(&a, 16 * MIB);
	for (int is_ahead = 0; is_ahead < 2; is_ahead++) {
		struct report_schedule_rows rows;
		if (!find_due(e, &a, is_ahead, &rows, err))
			return false;
		for (size_t i = 0; i < rows.count; i++)
			if (!claim_one(e, &a, &rows.at[i], is_ahead, err))
				return err_wrap(err, "report schedule %lld",
						(long long)rows.at[i].id);
	}
	return true;
}

/* ---- leaving ---- */

struct leaving {
	struct str token;
	int64_t now_s;
	bool found;
};

static bool leave_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct leaving *l = arg;

	return report_recipients_leave(tx, l->token, l->now_s, &l->found, err);
}

bool reports_leave(struct exports *e, struct arena *a, struct str token, bool leaves,
		   struct report_leaving *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct leaving l = { token, clock_now_s(e->config.clock), false };
	bool found;

	if (!store_read(e->config.store, &tx, err) ||
	    !report_recipients_get_by_token(tx, a, token, ret, &found, err))
		return false;
	store_read_endp(&tx);
	tx = NULL;
	if (!found)
		return err_set(err, ERR_KEY_EXPIRED, "no recipient with that token");
	return !leaves || store_write(e->config.store, leave_work, &l, err);
}
