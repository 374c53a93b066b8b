/*
 * Workspaces: what a user owns may be worked on by others he has invited, each with a role. A
 * workspace is known by its owner's id. Everybody is the owner of one; whose rows a request reads
 * is decided once, before its handler runs, and every row is read through that owner.
 */
#ifndef AUTH_WORKSPACE_H
#define AUTH_WORKSPACE_H

#include "auth/auth.h"

/* role, name; what it may: read, write, approve, manage */
#define WORKSPACE_ROLES(X)                                                                         \
	X(OWNER, "owner", 1, 1, 1, 1)                                                              \
	X(ADMIN, "admin", 1, 1, 1, 1)                                                              \
	X(EDITOR, "editor", 1, 1, 0, 0)                                                            \
	X(APPROVER, "approver", 1, 0, 1, 0)                                                        \
	X(VIEWER, "viewer", 1, 0, 0, 0)

enum workspace_role {
#define WORKSPACE_ROLE_ENUM(id, ...) WORKSPACE_ROLE_##id,
	WORKSPACE_ROLES(WORKSPACE_ROLE_ENUM)
#undef WORKSPACE_ROLE_ENUM
		WORKSPACE_ROLE_COUNT,
};

/* What a route asks of its caller's role. */
enum workspace_right {
	WORKSPACE_OWN,  /* it serves nobody's things but the caller's own */
	WORKSPACE_READ, /* every member */
	WORKSPACE_WRITE,
	WORKSPACE_APPROVE,
	WORKSPACE_MANAGE, /* members, and the workspace's rules */
	WORKSPACE_RIGHT_COUNT,
};

struct workspace {
	int64_t owner_id; /* 0: nobody is logged in */
	enum workspace_role role;
};

const char *workspace_role_name(enum workspace_role role);
/* "admin", "editor", "approver", "viewer": what somebody can be invited as. */
bool workspace_role_parse(struct str name, enum workspace_role *ret) must_use;
bool workspace_allows(enum workspace_role role, enum workspace_right right);

/*
 * The workspace of that id, as `who` sees it; empty: his own. NOT_FOUND: there is none, or he is
 * not one of its members, or its owner is shut out.
 */
bool workspace_enter(struct auth *auth, struct arena *a, const struct identity *who, struct str id,
		     struct workspace *ret, struct err *err) must_use;
/* FORBIDDEN, with words, when the role does not reach. */
bool workspace_check(const struct workspace *workspace, enum workspace_right right, struct err *err)
	must_use;

/* Counts one letter with an invitation; RATE_LIMITED after 30 in an hour by one user. */
bool auth_take_invitation(struct auth *auth, struct arena *a, int64_t user_id, struct err *err)
	must_use;

#endif
