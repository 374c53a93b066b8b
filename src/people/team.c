/* Who works in whose workspace: invited, changed, gone. */
#include "store/team.h"
#include "auth/email.h"
#include "crypto/hash.h"
#include "people/team_impl.h"
#include "store/users.h"

struct team_write {
	struct people *p;
	struct arena *a;
	const struct people_team *team;
	struct team_new row;
	int64_t member_id;
};

static bool audit_team(struct db_tx *tx, const struct team_write *w, const char *action,
		       struct err *err)
{
	const struct people_deed deed = {
		.action = action,
		.object = str_fmt(w->a, "workspace:%lld/member:%lld",
				  (long long)w->team->workspace.owner_id, (long long)w->member_id),
	};

	return people_audit(tx, w->p, &w->team->actor, &deed, err);
}

static bool read_role(struct str name, struct err *err)
{
	enum workspace_role role;

	return workspace_role_parse(name, &role) ||
	       err_field_texts(err, "role", "Isi dengan admin, editor, approver atau viewer.",
			       "Enter admin, editor, approver or viewer.");
}

static bool find(struct db_tx *tx, const struct team_write *w, struct team_row *ret,
		 struct err *err)
{
	bool found;

	if (!team_get(tx, w->a, w->team->workspace.owner_id, w->member_id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no member %lld", (long long)w->member_id);
}

/* ---- inviting ---------------------------------------------------------------------------------
 */

static bool check_email(struct db_tx *tx, const struct team_write *w, struct err *err)
{
	struct user_row owner;
	bool found;

	if (!users_get(tx, w->a, w->row.owner_id, &owner, &found, err))
		return false;
	if (!found || !str_eq(email_fold(w->a, owner.email), w->row.email_folded))
		return true;
	return err_field_texts(err, "email", "Ini pemilik ruang kerja ini.",
			       "This is the owner of this workspace.");
}

static bool check_room(struct db_tx *tx, const struct team_write *w, struct err *err)
{
	struct team_rows rows;

	if (!team_list(tx, w->a, w->row.owner_id, &rows, err))
		return false;
	if (rows.count < TEAM_MEMBERS_MAX)
		return true;
	err_set(err, ERR_EXCEED_LIMIT, "%zu members", rows.count);
	err_say(err, "Ruang kerja ini sudah memiliki %d anggota.", TEAM_MEMBERS_MAX);
	return err_say_en(err, "This workspace has %d members already.", TEAM_MEMBERS_MAX);
}

static bool write_invite(struct db_tx *tx, void *arg, struct err *err)
{
	struct team_write *w = arg;
	bool taken;

	if (!check_email(tx, w, err) || !check_room(tx, w, err) ||
	    !team_add(tx, &w->row, clock_now_s(w->p->config.clock), &w->member_id, &taken, err))
		return false;
	if (taken)
		return err_field_texts(err, "email", "Alamat ini sudah diundang.",
				       "This address was invited already.");
	return audit_team(tx, w, "team.invite", err);
}

bool people_team_invite(struct people *p, struct arena *a, const struct people_team *team,
			const struct people_invitation *invitation, int64_t *ret_id,
			struct str *ret_link, struct err *err)
{
	struct str email = str_trim(invitation->email);
	struct team_write w = { .p = p,
				.a = a,
				.team = team,
				.row = { .owner_id = team->workspace.owner_id,
					 .invited_by = team->actor.who->user_id,
					 .email = email,
					 .email_folded = email_fold(a, email),
					 .role = invitation->role } };

	if (!email_is_valid(email))
		return err_field_texts(err, "email", "Masukkan alamat email yang benar.",
				       "Enter a valid e-mail address.");
	if (!read_role(invitation->role, err) ||
	    !auth_take_invitation(p->config.auth, a, team->actor.who->user_id, err) ||
	    !store_write(p->config.store, write_invite, &w, err))
		return false;
	*ret_id = w.member_id;
	return team_letter_ask(p, a, team, w.member_id, ret_link, err);
}

static bool is_waited_for(struct people *p, struct team_write *w, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct team_row member;

	if (!store_read(p->config.store, &tx, err) || !find(tx, w, &member, err))
		return false;
	if (!member.user_id.has)
		return true;
	err_set(err, ERR_CONFLICT, "member %lld has joined", (long long)w->member_id);
	err_say(err, "Anggota ini sudah bergabung.");
	return err_say_en(err, "This member has joined already.");
}

bool people_team_remind(struct people *p, struct arena *a, const struct people_team *team,
			int64_t member_id, struct str *ret_link, struct err *err)
{
	struct team_write w = { .p = p, .a = a, .team = team, .member_id = member_id };

	return is_waited_for(p, &w, err) &&
	       auth_take_invitation(p->config.auth, a, team->actor.who->user_id, err) &&
	       team_letter_ask(p, a, team, member_id, ret_link, err);
}

/* ---- changing ---------------------------------------------------------------------------------
 */

static bool write_role(struct db_tx *tx, void *arg, struct err *err)
{
	struct team_write *w = arg;
	bool found;

	if (!team_set_role(tx, w->team->workspace.owner_id, w->member_id, w->row.role, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no member %lld", (long long)w->member_id);
	return audit_team(tx, w, "team.role", err);
}

bool people_team_set_role(struct people *p, struct arena *a, const struct people_team *team,
			  int64_t member_id, struct str role, struct err *err)
{
	struct team_write w = {
		.p = p, .a = a, .team = team, .member_id = member_id, .row = { .role = role }
	};

	return read_role(role, err) && store_write(p->config.store, write_role, &w, err);
}

static bool write_remove(struct db_tx *tx, void *arg, struct err *err)
{
	struct team_write *w = arg;
	struct team_row member;
	bool found;

	if (!find(tx, w, &member, err))
		return false;
	bool is_self = opt_int_or(member.user_id, 0) == w->team->actor.who->user_id;
	if (!is_self && !workspace_check(&w->team->workspace, WORKSPACE_MANAGE, err))
		return false;
	return team_delete(tx, member.owner_id, member.id, &found, err) &&
	       audit_team(tx, w, is_self ? "team.leave" : "team.remove", err);
}

bool people_team_remove(struct people *p, struct arena *a, const struct people_team *team,
			int64_t member_id, struct err *err)
{
	struct team_write w = { .p = p, .a = a, .team = team, .member_id = member_id };

	return store_write(p->config.store, write_remove, &w, err);
}

/* ---- joining ----------------------------------------------------------------------------------
 */

struct joining {
	struct team_write write;
	struct sha256 hash;
	struct team_row member;
};

/* Whoever has the link must also be whom it was sent to: letters are passed on. */
static bool check_address(struct db_tx *tx, const struct joining *j, struct err *err)
{
	struct user_row user;
	bool found;

	if (!users_get(tx, j->write.a, j->write.team->actor.who->user_id, &user, &found, err))
		return false;
	if (found &&
	    str_eq(email_fold(j->write.a, user.email), email_fold(j->write.a, j->member.email)))
		return true;
	err_set(err, ERR_FORBIDDEN, "an invitation for another address");
	err_say(err, "Undangan ini dikirim ke alamat email lain. Masuk dengan alamat itu.");
	return err_say_en(err,
			  "This invitation was sent to another e-mail address. Log in with it.");
}

static bool write_join(struct db_tx *tx, void *arg, struct err *err)
{
	struct joining *j = arg;
	int64_t now_s = clock_now_s(j->write.p->config.clock);
	bool found, joined;

	if (!team_get_by_link(tx, j->write.a, sha256_str(&j->hash), now_s, &j->member, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_KEY_EXPIRED, "an unknown, used or expired invitation");
	if (!check_address(tx, j, err) ||
	    !team_join(tx, &j->member, j->write.team->actor.who->user_id, now_s, &joined, err))
		return false;
	if (!joined)
		return err_set(err, ERR_CONFLICT, "already in workspace %lld",
			       (long long)j->member.owner_id);
	j->write.member_id = j->member.id;
	return audit_team(tx, &j->write, "team.join", err);
}

bool team_invitation_check(struct people *p, struct arena *a, struct str token, struct str email,
			   struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct sha256 hash = sha256(token);
	struct team_row member;
	bool found;

	if (!store_read(p->config.store, &tx, err) ||
	    !team_get_by_link(tx, a, sha256_str(&hash), clock_now_s(p->config.clock), &member,
			      &found, err))
		return false;
	if (found && str_eq(email_fold(a, member.email), email_fold(a, email)))
		return true;
	return err_field_texts(
		err, "invitation", "Undangan ini tidak berlaku lagi, atau dikirim ke alamat lain.",
		"This invitation is no longer valid, or was sent to another address.");
}

bool people_team_accept(struct people *p, struct arena *a, const struct people_actor *actor,
			struct str token, struct workspace *ret, struct err *err)
{
	struct people_team team = { .actor = *actor };
	struct joining j = { .write = { .p = p, .a = a, .team = &team }, .hash = sha256(token) };

	if (!store_write(p->config.store, write_join, &j, err))
		return false;
	ret->owner_id = j.member.owner_id;
	return workspace_role_parse(j.member.role, &ret->role) ||
	       err_set(err, ERR_INTERNAL, "role \"%.*s\"", STR_ARG(j.member.role));
}
