/* Letters with links: asked for by requests, written and sent by jobs. */
#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/url.h"
#include "jobs/jobs.h"
#include "mail/mail.h"
#include "people/team_impl.h"

enum letter { LETTER_RESET, LETTER_VERIFY, LETTER_COUNT };

/* {name} and {link} are put in. */
static const struct letter_info {
	const char *name; /* in the job's payload */
	const char *page; /* of the web app */
	const char *subject_id, *subject_en;
	const char *text_id, *text_en;
} letters[LETTER_COUNT] = {
	[LETTER_RESET] = {
		"reset", "/#/reset-password",
		"Atur ulang kata sandi Simpul", "Reset your Simpul password",
		"Halo {name},\n\n"
		"Ada yang meminta kata sandi baru untuk akun Anda. Buka tautan ini dalam satu "
		"jam:\n\n"
		"{link}\n\n"
		"Bukan Anda? Abaikan email ini; kata sandi Anda tidak berubah.\n",
		"Hello {name},\n\n"
		"Somebody asked for a new password for your account. Open this link within an "
		"hour:\n\n"
		"{link}\n\n"
		"Was it not you? Ignore this e-mail; your password stays as it is.\n",
	},
	[LETTER_VERIFY] = {
		"verify", "/#/verify-email",
		"Konfirmasi alamat email Anda", "Confirm your e-mail address",
		"Halo {name},\n\n"
		"Selamat datang di Simpul. Konfirmasi alamat email Anda dengan membuka tautan ini "
		"dalam tiga hari:\n\n"
		"{link}\n\n"
		"Bukan Anda yang mendaftar? Abaikan email ini.\n",
		"Hello {name},\n\n"
		"Welcome to Simpul. Confirm your e-mail address by opening this link within three "
		"days:\n\n"
		"{link}\n\n"
		"Did you not register? Ignore this e-mail.\n",
	},
};

/* ---- links ---- */

static struct str url_of(struct arena *a, struct str base, enum letter letter,
			 const struct auth_link *link)
{
	/* After the #: the browser sends nothing of it to any server, and no log holds it. */
	if (letter == LETTER_VERIFY)
		return str_fmt(a, "%.*s%s?key=%.*s", STR_ARG(base), letters[letter].page,
			       STR_ARG(link->token));
	return str_fmt(a, "%.*s%s?uid=%lld&token=%.*s", STR_ARG(base), letters[letter].page,
		       (long long)link->user_id, STR_ARG(link->token));
}

struct str people_reset_url(struct arena *a, struct str base_url, const struct auth_link *link)
{
	return url_of(a, base_url, LETTER_RESET, link);
}

/* ---- asking ---- */

static bool ask(struct people *p, struct arena *a, enum letter letter, struct str email,
		int64_t user_id, struct err *err)
{
	cleanup(buf_free) struct buf payload;
	struct json_writer w;
	int64_t id;

	buf_init(&payload, 4 * KIB);
	json_start(&w, &payload, JSON_PLAIN);
	json_object(&w);
	json_put_str(&w, "letter", str_of(letters[letter].name));
	if (email.len)
		json_put_str(&w, "email", email);
	else
		json_put_int(&w, "user_id", user_id);
	json_end_object(&w);

	const struct job_request request = {
		.kind = STR(PEOPLE_LETTER_KIND),
		.payload = str_dup(a, buf_str(&payload)),
	};

	return jobs_enqueue(p->config.jobs, &request, &id, err);
}

bool people_ask_reset(struct people *p, struct arena *a, const struct auth_client *client,
		      struct str email, struct err *err)
{
	bool is_ok;

	if (!auth_take_reset(p->config.auth, a, client, email, &is_ok, err))
		return false;
	if (!p->config.mail) {
		log_warn("a password reset was asked for, and smtp_url is not set; "
			 "`simpul user reset-link EMAIL` prints a link");
		return true;
	}
	return !is_ok || ask(p, a, LETTER_RESET, str_trim(email), 0, err);
}

bool people_ask_verify(struct people *p, struct arena *a, const struct identity *who,
		       int64_t *ret_wait_s, struct err *err)
{
	*ret_wait_s = 0;
	if (who->is_verified) {
		err_set(err, ERR_CONFLICT, "the address is confirmed already");
		err_say(err, "Alamat email Anda sudah dikonfirmasi.");
		return err_say_en(err, "Your e-mail address is confirmed already.");
	}
	if (!p->config.mail) {
		err_set(err, ERR_MAIL, "smtp_url is not set");
		err_say(err, "Server ini belum dapat mengirim email. Hubungi pengelolanya.");
		return err_say_en(err, "This server cannot send e-mail yet. Ask its operator.");
	}
	return auth_take_verify(p->config.auth, a, who->user_id, ret_wait_s, err) &&
	       ask(p, a, LETTER_VERIFY, STR(""), who->user_id, err);
}

/* He is in; a letter that could not be queued can be asked for again. */
static void welcome(struct people *p, struct arena *a, int64_t user_id)
{
	struct err why = ERR_INIT;
	int64_t wait_s;

	if (!auth_take_verify(p->config.auth, a, user_id, &wait_s, &why) ||
	    !ask(p, a, LETTER_VERIFY, STR(""), user_id, &why))
		log_err(LOG_ERROR, "a letter could not be queued", &why);
}

/* The same for the team: the letter's link stays good. */
static void join(struct people *p, struct arena *a, const struct auth_client *client,
		 int64_t user_id, struct str invitation)
{
	const struct identity who = { .user_id = user_id };
	const struct people_actor actor = { &who, client };
	struct err why = ERR_INIT;
	struct workspace workspace;

	if (!people_team_accept(p, a, &actor, invitation, &workspace, &why))
		log_err(LOG_ERROR, "somebody who was invited could not join", &why);
}

bool people_register(struct people *p, struct arena *a, const struct auth_client *client,
		     struct auth_registration *form, struct str invitation,
		     struct auth_session *ret, struct err *err)
{
	bool is_invited = invitation.len > 0;

	if (p->config.registration == REGISTRATION_CLOSED)
		return err_set(err, ERR_REGISTRATION_CLOSED, "setting \"registration\" is closed");
	if (is_invited && !team_invitation_check(p, a, invitation, form->email, err))
		return false;
	form->needs_coupon = p->config.registration == REGISTRATION_INVITED && !is_invited;
	/* Without a mail server the link came by another way, and proves nothing. */
	form->is_verified = is_invited && p->config.mail;
	if (!auth_register(p->config.auth, a, client, form, ret, err))
		return false;
	if (p->config.mail && !form->is_verified)
		welcome(p, a, ret->user_id);
	if (is_invited)
		join(p, a, client, ret->user_id, invitation);
	return true;
}

/* ---- sending ---- */

static bool send(struct people *p, struct arena *a, enum letter letter,
		 const struct auth_link *link, struct err *err)
{
	const struct letter_info *info = &letters[letter];
	bool is_english = str_eq(link->language, STR("en"));
	struct str url = url_of(a, p->config.base_url, letter, link);
	struct str name = link->first_name.len ? link->first_name : link->email;
	struct str text = str_of(is_english ? info->text_en : info->text_id);

	const struct mail_letter mail = {
		.to = link->email,
		.subject = str_of(is_english ? info->subject_en : info->subject_id),
		.text = str_replace(a, str_replace(a, text, STR("{link}"), url), STR("{name}"),
				    name),
	};

	return mail_send(p->config.mail, &mail, err);
}

/* At every try a new link: the one that was lost on the way stays good, too. */
bool people_letter_job(void *ctx, struct job_context *job, struct err *err)
{
	struct people *p = ctx;
	struct arena *a = job_arena(job);
	const struct json *payload;
	struct auth_link link = { 0 };
	bool is_found;

	if (!p->config.mail)
		return err_set(err, ERR_CONFIG, "smtp_url is not set");
	if (!json_parse(a, job_payload(job), &payload, err))
		return false;

	if (str_eq(json_text(json_get(payload, STR("letter"))), TEAM_LETTER))
		return people_team_letter(p, a, payload, err);

	bool is_reset = str_eq(json_text(json_get(payload, STR("letter"))),
			       str_of(letters[LETTER_RESET].name));
	struct str email = json_text(json_get(payload, STR("email")));
	int64_t user_id = json_number_or(json_get(payload, STR("user_id")), 0);

	if (!(is_reset ? auth_reset_link(p->config.auth, a, email, &link, &is_found, err)
		       : auth_verify_link(p->config.auth, a, user_id, &link, &is_found, err)))
		return false;
	return !is_found || send(p, a, is_reset ? LETTER_RESET : LETTER_VERIFY, &link, err);
}
