#include "auth/workspace.h"

#include "auth/internal.h"
#include "store/team.h"

static const struct {
	const char *name;
	bool may[WORKSPACE_RIGHT_COUNT];
} roles[] = {
#define WORKSPACE_ROLE_ROW(id, name, reads, writes, approves, manages)                             \
	[WORKSPACE_ROLE_##id] = { name,                                                            \
				  { [WORKSPACE_READ] = reads,                                      \
				    [WORKSPACE_WRITE] = writes,                                    \
				    [WORKSPACE_APPROVE] = approves,                                \
				    [WORKSPACE_MANAGE] = manages } },
	WORKSPACE_ROLES(WORKSPACE_ROLE_ROW)
#undef WORKSPACE_ROLE_ROW
};

static const struct {
	const char *text_id, *text_en;
} refusals[WORKSPACE_RIGHT_COUNT] = {
	[WORKSPACE_OWN] = { "Bagian ini hanya untuk ruang kerja Anda sendiri.",
			    "This is for your own workspace only." },
	[WORKSPACE_READ] = { "Anda tidak memiliki akses.", "You are not allowed to do that." },
	[WORKSPACE_WRITE] = { "Peran Anda di ruang kerja ini tidak boleh mengubah posting.",
			      "Your role in this workspace may not change posts." },
	[WORKSPACE_APPROVE] = { "Peran Anda di ruang kerja ini tidak boleh menyetujui posting.",
				"Your role in this workspace may not approve posts." },
	[WORKSPACE_MANAGE] = { "Peran Anda di ruang kerja ini tidak boleh mengatur anggotanya.",
			       "Your role in this workspace may not manage its members." },
};

const char *workspace_role_name(enum workspace_role role)
{
	return roles[role].name;
}

bool workspace_role_parse(struct str name, enum workspace_role *ret)
{
	for (unsigned i = WORKSPACE_ROLE_ADMIN; i < WORKSPACE_ROLE_COUNT; i++)
		if (str_eq(name, str_of(roles[i].name))) {
			*ret = (enum workspace_role)i;
			return true;
		}
	return false;
}

bool workspace_allows(enum workspace_role role, enum workspace_right right)
{
	return role == WORKSPACE_ROLE_OWNER || roles[role].may[right];
}

static bool is_member(struct auth *auth, struct arena *a, int64_t owner_id, int64_t user_id,
		      enum workspace_role *ret, bool *ret_is, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct str role;

	if (!store_read(auth->config.store, &tx, err) ||
	    !team_role(tx, a, owner_id, user_id, &role, err))
		return false;
	*ret_is = workspace_role_parse(role, ret);
	return true;
}

bool workspace_enter(struct auth *auth, struct arena *a, const struct identity *who, struct str id,
		     struct workspace *ret, struct err *err)
{
	int64_t owner_id = who->user_id;
	bool is_there = false;

	*ret = (struct workspace){ who->user_id, WORKSPACE_ROLE_OWNER };
	if (!id.len || (str_to_i64(id, &owner_id) && owner_id == who->user_id))
		return true;
	if (owner_id > 0 && owner_id != who->user_id &&
	    !is_member(auth, a, owner_id, who->user_id, &ret->role, &is_there, err))
		return false;
	ret->owner_id = owner_id;
	if (is_there)
		return true;
	err_set(err, ERR_NOT_FOUND, "no workspace \"%.*s\" of that user", STR_ARG(id));
	err_say(err, "Ruang kerja ini tidak ada, atau Anda bukan anggotanya.");
	return err_say_en(err, "There is no such workspace, or you are not a member of it.");
}

bool workspace_check(const struct workspace *workspace, enum workspace_right right, struct err *err)
{
	if (workspace_allows(workspace->role, right))
		return true;
	err_set(err, ERR_FORBIDDEN, "role %s in workspace %lld", roles[workspace->role].name,
		(long long)workspace->owner_id);
	err_say(err, "%s", refusals[right].text_id);
	return err_say_en(err, "%s", refusals[right].text_en);
}
