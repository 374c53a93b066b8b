/* The letters of a report: each written down before it is sent, and after. */
#include "exports/send.h"

#include "auth/auth.h"
#include "base/json.h"
#include "base/log.h"
#include "crypto/hash.h"
#include "exports/letter.h"
#include "exports/reports.h"
#include "mail/mail.h"

#define SEND_ATTEMPTS 8
#define LINK_LIFE_S (7 * INT64_C(86400))
#define LINK_USES 20
#define LINK_TOKEN_BYTES 32

struct str report_file_url(struct arena *a, struct str base, struct str token)
{
	return str_fmt(a, "%.*s/api/exports/shared/%.*s", STR_ARG(base), STR_ARG(token));
}

struct str report_leave_url(struct arena *a, struct str base, struct str token)
{
	return str_fmt(a, "%.*s/api/report-recipients/%.*s", STR_ARG(base), STR_ARG(token));
}

/* ---- beginning ---- */

struct str report_refusal(struct exports *e, struct arena *a,
			  const struct report_schedule_row *schedule)
{
	struct err err = ERR_INIT;
	struct auth_user owner;

	if (!e->config.mail)
		return STR("mail_error");
	if (!auth_user_get(e->config.auth, a, schedule->user_id, &owner, &err))
		return str_of(err_info(err.code)->name);
	if (!owner.is_active)
		return STR("forbidden");
	if (owner.is_admin || plan_check(&owner.plan, owner.is_verified, ABILITY_EXPORT, &err))
		return STR("");
	return str_of(err_info(err.code)->name);
}

static bool want_letter(struct db_tx *tx, const struct report_claim *c, struct str email,
			struct err *err)
{
	const struct report_delivery_row row = {
		.schedule_id = c->schedule->id,
		.slot_s = c->slot_s,
		.is_test = c->test_email.len > 0,
		.email = email,
		.state = STR("waiting"),
	};

	return report_deliveries_add(tx, &row, c->now_s, err);
}

static bool want_letters(struct db_tx *tx, struct arena *a, const struct report_claim *c,
			 struct err *err)
{
	struct report_recipient_rows to;

	if (c->test_email.len)
		return want_letter(tx, c, c->test_email, err);
	if (!report_recipients_list(tx, a, c->schedule->id, &to, err))
		return false;
	for (size_t i = 0; i < to.count; i++)
		if (!to.at[i].left_s.has && !want_letter(tx, c, to.at[i].email, err))
			return false;
	return true;
}

/* How every letter of that time ended that is still waiting. */
static bool end_waiting(struct db_tx *tx, struct arena *a, const struct report_delivery_row *slot,
			const struct report_delivery_row *end, int64_t now_s, struct err *err)
{
	struct report_delivery_rows rows;

	if (!report_deliveries_of_slot(tx, a, slot, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const struct report_delivery_row row = { .id = rows.at[i].id,
							 .state = end->state,
							 .error_code = end->error_code };
		if (str_eq(rows.at[i].state, STR("waiting")) &&
		    !report_deliveries_end(tx, &row, now_s, err))
			return false;
	}
	return true;
}

bool report_begin_in(struct exports *e, struct db_tx *tx, const struct report_claim *c,
		     struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct export_order order;
	int64_t id;

	arena_init(&a, 1 * MIB);
	if (!want_letters(tx, &a, c, err))
		return false;
	if (c->refusal.len) {
		const struct report_delivery_row slot = { .schedule_id = c->schedule->id,
							  .slot_s = c->slot_s };
		const struct report_delivery_row end = { .state = STR("skipped"),
							 .error_code = c->refusal };
		return end_waiting(tx, &a, &slot, &end, c->now_s, err);
	}
	if (!export_order_read(&a, c->schedule->request, &order, err))
		return false;
	order.as_of_s = c->slot_s;
	order.is_test = c->test_email.len > 0;
	const struct export_row row = {
		.user_id = c->schedule->user_id,
		.account_id = c->schedule->account_id,
		.schedule_id = OPT_INT(c->schedule->id),
		.slot_s = OPT_INT(c->slot_s),
		.request = export_order_write(&a, &order),
		.created_s = c->now_s,
		.expires_s = c->now_s + LINK_LIFE_S,
	};
	return exports_add_in(e, tx, &row, &id, err);
}

/* ---- the file ---- */

bool report_file_ready_in(struct exports *e, struct db_tx *tx, const struct export_row *row,
			  struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	int64_t id;

	arena_init(&a, 4 * KIB);
	const struct job_request request = {
		.kind = STR(REPORTS_SEND_KIND),
		.unique_key = str_fmt(&a, REPORTS_SEND_KIND ":%lld", (long long)row->id),
		.user_id = OPT_INT(row->user_id),
		.payload = str_fmt(&a, "{\"export_id\":%lld}", (long long)row->id),
		.max_attempts = SEND_ATTEMPTS,
	};

	return jobs_enqueue_in(e->config.jobs, tx, &request, &id, err);
}

static bool slot_of(struct arena *a, const struct export_row *row, struct report_delivery_row *ret,
		    struct err *err)
{
	struct export_order order;

	if (!export_order_read(a, row->request, &order, err))
		return false;
	*ret = (struct report_delivery_row){
		.schedule_id = opt_int_or(row->schedule_id, 0),
		.slot_s = opt_int_or(row->slot_s, 0),
		.is_test = order.is_test,
	};
	return true;
}

bool report_file_failed_in(struct exports *e, struct db_tx *tx, struct arena *a,
			   const struct export_row *row, struct str code, struct err *err)
{
	const struct report_delivery_row end = { .state = STR("failed"), .error_code = code };
	struct report_delivery_row slot;

	return slot_of(a, row, &slot, err) &&
	       end_waiting(tx, a, &slot, &end, clock_now_s(e->config.clock), err);
}

/* ---- sending ---- */

struct sending {
	struct exports *exports;
	struct arena *a;
	struct job_context *job;
	struct export_row export;
	struct report_schedule_row schedule;
	struct report_delivery_row slot;
	struct report_delivery_rows letters;
	struct report_recipient_rows recipients;
	struct export_reading reading;
	struct letter_figures figures;
	struct mail_attachment file;
	bool is_link;
	struct str sender;
	bool must_try_again;
};

static bool read_rows(struct sending *s, int64_t export_id, bool *ret_found, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(s->exports->config.store, &tx, err) ||
	    !exports_get_any(tx, s->a, export_id, &s->export, ret_found, err))
		return false;
	if (!*ret_found || !s->export.schedule_id.has) {
		*ret_found = false;
		return true;
	}
	return report_schedules_get_any(tx, s->a, s->export.schedule_id.value, &s->schedule,
					ret_found, err) &&
	       (!*ret_found ||
		(slot_of(s->a, &s->export, &s->slot, err) &&
		 report_deliveries_of_slot(tx, s->a, &s->slot, &s->letters, err) &&
		 report_recipients_list(tx, s->a, s->schedule.id, &s->recipients, err)));
}

/* The figures are those of the file: of the same account and window. */
static bool read_figures(struct sending *s, struct err *err)
{
	struct exports *e = s->exports;
	struct export_order order;
	struct auth_user owner;

	if (!auth_user_get(e->config.auth, s->a, s->schedule.user_id, &owner, err) ||
	    !export_order_read(s->a, s->export.request, &order, err) ||
	    !export_read(e, s->a, s->schedule.user_id, s->schedule.account_id, &order, &s->reading,
			 err) ||
	    !letter_figures(&s->reading, &s->figures, err))
		return false;
	s->sender = owner.first_name.len ? owner.first_name : owner.email;
	return true;
}

struct noting {
	struct report_delivery_row row;
	struct export_link link;
	int64_t now_s;
	bool begun;
};

static bool begin_work(struct db_tx *tx, void *arg, struct err *err)
{
	struct noting *n = arg;

	if (!report_deliveries_begin(tx, n->row.id, n->now_s, &n->begun, err))
		return false;
	return !n->begun || !n->link.token_hash.len || export_links_add(tx, &n->link, err);
}

static bool end_work(struct db_tx *tx, void *arg, struct err *err)
{
	const struct noting *n = arg;

	return report_deliveries_end(tx, &n->row, n->now_s, err);
}

static bool note_end(struct sending *s, int64_t id, const char *state, struct str code,
		     struct err *err)
{
	struct noting n = {
		.row = { .id = id, .state = str_of(state), .error_code = code },
		.now_s = clock_now_s(s->exports->config.clock),
	};

	return store_write(s->exports->config.store, end_work, &n, err);
}

static const struct report_recipient_row *recipient_of(const struct sending *s, struct str email)
{
	for (size_t i = 0; i < s->recipients.count; i++)
		if (str_eq(s->recipients.at[i].email, email))
			return &s->recipients.at[i];
	return NULL;
}

/* Everything one recipient's letter has of its own. */
static void write_letter(struct sending *s, const struct report_delivery_row *to,
			 struct str file_token, struct mail_letter *ret)
{
	struct str base = s->exports->config.base_url;
	const struct report_recipient_row *listed = recipient_of(s, to->email);
	struct str leave = listed ? listed->leave_token : STR("…");
	const struct letter_facts facts = {
		.schedule = &s->schedule,
		.reading = &s->reading,
		.sender = s->sender,
		.file_name = s->export.file_name,
		.file_url = s->is_link ? report_file_url(s->a, base, file_token) : STR(""),
		.leave_url = report_leave_url(s->a, base, leave),
		.is_test = to->is_test,
	};
	struct report_letter letter;

	letter_write(s->a, &facts, &s->figures, &letter);
	*ret = (struct mail_letter){
		.to = to->email,
		.subject = letter.subject,
		.text = letter.text,
		.html = letter.html,
		.attachments = s->is_link ? NULL : &s->file,
		.attachment_count = s->is_link ? 0 : 1,
		.leave_url = listed ? facts.leave_url : STR(""),
		/* The same at every try: whoever gets it twice sees it once. */
		.unique = str_fmt(s->a, "report-%lld-%lld", (long long)s->export.id,
				  (long long)to->id),
	};
}

/* True: it is written down how that letter went. */
static bool send_one(struct sending *s, const struct report_delivery_row *to, struct err *err)
{
	struct exports *e = s->exports;
	int64_t now_s = clock_now_s(e->config.clock);
	struct str token = rng_token(s->a, e->config.rng, LINK_TOKEN_BYTES);
	struct sha256 hash = sha256(token);
	struct noting begin = { .row = { .id = to->id }, .now_s = now_s };
	enum mail_outcome outcome;
	struct mail_letter letter;
	struct err why = ERR_INIT;

	if (s->is_link)
		begin.link = (struct export_link){ sha256_str(&hash), s->export.id,
						   now_s + LINK_LIFE_S, LINK_USES };
	if (!store_write(e->config.store, begin_work, &begin, err))
		return false;
	if (!begin.begun)
		return true;
	write_letter(s, to, token, &letter);
	if (mail_try(e->config.mail, &letter, &outcome, &why))
		return note_end(s, to->id, "sent", STR_NONE, err);
	log_err(LOG_WARN, "a report's letter", &why);

	struct str code = str_of(err_info(why.code)->name);
	bool is_last = job_is_last_try(s->job, &why);

	if (outcome == MAIL_UNSURE)
		return note_end(s, to->id, "unsure", code, err);
	if (outcome == MAIL_REFUSED || is_last)
		return note_end(s, to->id, "failed", code, err);
	s->must_try_again = true;
	return note_end(s, to->id, "waiting", code, err);
}

/* Whom the letter says to go to has left, or was taken off the list, since it was wanted. */
static bool is_unwanted(const struct sending *s, const struct report_delivery_row *to)
{
	const struct report_recipient_row *listed = recipient_of(s, to->email);

	return !to->is_test && (!listed || listed->left_s.has);
}

static bool send_all(struct sending *s, struct err *err)
{
	for (size_t i = 0; i < s->letters.count; i++) {
		const struct report_delivery_row *to = &s->letters.at[i];
		if (job_should_stop(s->job))
			return err_set(err, ERR_CANCELLED, "told to stop");
		job_progress(s->job, (int64_t)i, (int64_t)s->letters.count, STR(""));
		/* Its sender died over it: the mail server may have it. */
		if (str_eq(to->state, STR("sending")) &&
		    !note_end(s, to->id, "unsure", STR("internal"), err))
			return false;
		if (!str_eq(to->state, STR("waiting")))
			continue;
		if (is_unwanted(s, to) ? !note_end(s, to->id, "skipped", STR_NONE, err)
				       : !send_one(s, to, err))
			return false;
	}
	return !s->must_try_again || err_set(err, ERR_MAIL, "some letters could not be sent yet");
}

static bool open_and_send(struct sending *s, struct err *err)
{
	struct export_file file = { .fd = -1 };

	if (!exports_open(s->exports, s->a, s->export.user_id, s->export.id, &file, err))
		return false;
	cleanup(fd_closep) int fd = file.fd;

	s->file = (struct mail_attachment){ fd, file.size_bytes, file.name, file.content_type };
	s->is_link = str_eq(s->schedule.delivery, STR("link")) ||
		     file.size_bytes > s->exports->config.attachment_max_bytes;
	bool ok = read_figures(s, err);

	/* Nobody keeps a snapshot open while he waits for a mail server. */
	export_reading_end(&s->reading);
	return ok && send_all(s, err);
}

struct giving_up {
	struct sending *s;
	struct str code;
};

static bool give_up_work(struct db_tx *tx, void *arg, struct err *err)
{
	const struct giving_up *g = arg;

	return report_file_failed_in(g->s->exports, tx, g->s->a, &g->s->export, g->code, err);
}

bool reports_send_job(void *ctx, struct job_context *job, struct err *err)
{
	struct sending s = { .exports = ctx, .a = job_arena(job), .job = job };
	struct err why = ERR_INIT;
	const struct json *payload;
	bool found;

	if (!s.exports->config.mail)
		return err_set(err, ERR_CONFIG, "smtp_url is not set");
	if (!json_parse(s.a, job_payload(job), &payload, err) ||
	    !read_rows(&s, json_number_or(json_get(payload, STR("export_id")), 0), &found, err))
		return false;
	if (!found || open_and_send(&s, err))
		return true;
	struct giving_up up = { &s, str_of(err_info(err->code)->name) };

	if (job_is_last_try(job, err) &&
	    !store_write(s.exports->config.store, give_up_work, &up, &why))
		log_err(LOG_ERROR, "noting that a report was not sent", &why);
	return false;
}
