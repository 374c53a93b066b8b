/* The letter of an invitation; its link is made when it is written (decision 0101). */
#include "auth/email.h"
#include "base/json.h"
#include "base/limits.h"
#include "crypto/hash.h"
#include "jobs/jobs.h"
#include "mail/mail.h"
#include "people/team_impl.h"
#include "store/team.h"
#include "store/users.h"

#define LINK_PREFIX "smt_"
#define TOKEN_BYTES 32
/* After the #: the browser sends nothing of it to any server. */
#define PAGE "/#/team/accept?token="

static const struct {
	const char *subject, *text;
} letters[2] = {
	{ "Undangan ke ruang kerja di Simpul",
	  "Halo,\n\n"
	  "{name} mengundang Anda ke ruang kerja \"{workspace}\" di Simpul sebagai {role}. Masuk "
	  "atau daftar dengan alamat email ini, lalu buka tautan ini dalam tujuh hari:\n\n"
	  "{link}\n\n"
	  "Tidak mengenal pengirimnya? Abaikan email ini.\n" },
	{ "An invitation to a workspace at Simpul",
	  "Hello,\n\n"
	  "{name} invites you to the workspace \"{workspace}\" at Simpul as {role}. Log in or "
	  "register with this e-mail address, then open this link within seven days:\n\n"
	  "{link}\n\n"
	  "Do you not know the sender? Ignore this e-mail.\n" },
};

/* ---- links ---- */

struct link_make {
	struct people *p;
	int64_t member_id;
	struct sha256 hash;
};

static bool write_link(struct db_tx *tx, void *arg, struct err *err)
{
	struct link_make *m = arg;
	int64_t ends_s = clock_now_s(m->p->config.clock) + TEAM_LINK_AGE_S;

	return team_links_add(tx, m->member_id, sha256_str(&m->hash), ends_s, err);
}

static bool make_link(struct people *p, struct arena *a, int64_t member_id, struct str *ret,
		      struct err *err)
{
	struct str token =
		str_fmt(a, LINK_PREFIX "%.*s", STR_ARG(rng_token(a, p->config.rng, TOKEN_BYTES)));
	struct link_make m = { p, member_id, sha256(token) };

	*ret = str_fmt(a, "%.*s" PAGE "%.*s", STR_ARG(p->config.base_url), STR_ARG(token));
	return store_write(p->config.store, write_link, &m, err);
}

/* ---- asking ---- */

bool team_letter_ask(struct people *p, struct arena *a, const struct people_team *team,
		     int64_t member_id, struct str *ret_link, struct err *err)
{
	const struct job_request request = {
		.kind = STR(PEOPLE_LETTER_KIND),
		.payload = str_fmt(a,
				   "{\"letter\":\"invite\",\"member_id\":%lld,\"by\":%lld,"
				   "\"english\":%s}",
				   (long long)member_id, (long long)team->actor.who->user_id,
				   team->is_english ? "true" : "false"),
	};
	int64_t id;

	*ret_link = STR_NONE;
	if (!p->config.mail)
		return make_link(p, a, member_id, ret_link, err);
	return jobs_enqueue(p->config.jobs, &request, &id, err);
}

/* ---- sending ---- */

struct invitation {
	struct team_row member;
	struct user_row owner, inviter, reader; /* id 0: nobody */
};

static bool find_user(struct db_tx *tx, struct arena *a, int64_t id, struct user_row *ret,
		      struct err *err)
{
	bool found;

	return users_get(tx, a, id, ret, &found, err);
}

static bool read_invitation(struct people *p, struct arena *a, const struct json *payload,
			    struct invitation *ret, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	int64_t id = json_number_or(json_get(payload, STR("member_id")), 0);
	int64_t by = json_number_or(json_get(payload, STR("by")), 0);
	bool found;

	*ret = (struct invitation){ 0 };
	if (!store_read(p->config.store, &tx, err) ||
	    !team_get_any(tx, a, id, &ret->member, &found, err))
		return false;
	return !found || (find_user(tx, a, ret->member.owner_id, &ret->owner, err) &&
			  find_user(tx, a, by, &ret->inviter, err) &&
			  users_get_by_email(tx, a, email_fold(a, ret->member.email), &ret->reader,
					     &found, err));
}

static struct str name_of(struct arena *a, const struct user_row *user)
{
	struct str name = str_trim(
		str_fmt(a, "%.*s %.*s", STR_ARG(user->first_name), STR_ARG(user->last_name)));

	return name.len ? name : user->email;
}

static bool send(struct people *p, struct arena *a, const struct invitation *i, bool is_english,
		 struct err *err)
{
	struct str text = str_of(letters[is_english].text), link;

	if (!make_link(p, a, i->member.id, &link, err))
		return false;
	const struct {
		struct str hole, value;
	} holes[] = {
		{ STR("{link}"), link },
		{ STR("{role}"), i->member.role },
		{ STR("{workspace}"), name_of(a, &i->owner) },
		{ STR("{name}"), name_of(a, &i->inviter) },
	};
	for (size_t h = 0; h < COUNT_OF(holes); h++)
		text = str_replace(a, text, holes[h].hole, holes[h].value);
	const struct mail_letter mail = { .to = i->member.email,
					  .subject = str_of(letters[is_english].subject),
					  .text = text };
	return mail_send(p->config.mail, &mail, err);
}

bool people_team_letter(struct people *p, struct arena *a, const struct json *payload,
			struct err *err)
{
	struct invitation i;

	if (!read_invitation(p, a, payload, &i, err))
		return false;
	/* He has come meanwhile, or is wanted no more. */
	if (!i.member.id || i.member.user_id.has || !i.inviter.id)
		return true;
	bool is_english = i.reader.id ? str_eq(i.reader.language, STR("en"))
				      : json_is_true(json_get(payload, STR("english")));
	return send(p, a, &i, is_english, err);
}
