#include "publish/approval_state.h"

#include "publish/content_hash.h"
#include "store/store.h"
#include "store/team.h"

const char *approval_state_name(enum approval_state state)
{
	static const char *const names[] = {
#define APPROVAL_STATE_NAME(id, name) [APPROVAL_STATE_##id] = name,
		APPROVAL_STATES(APPROVAL_STATE_NAME)
#undef APPROVAL_STATE_NAME
	};
	return names[state];
}

static enum approval_state state_of(const struct post_approval *approval, bool found)
{
	if (!found)
		return APPROVAL_STATE_MISSING;
	if (str_eq(approval->row.state, APPROVAL_WAITING))
		return APPROVAL_STATE_WAITING;
	if (str_eq(approval->row.state, APPROVAL_REJECTED))
		return APPROVAL_STATE_REJECTED;
	return approval->changed.len ? APPROVAL_STATE_OUTDATED : APPROVAL_STATE_APPROVED;
}

bool post_approval_get(struct db_tx *tx, struct arena *a, const struct post_row *post,
		       struct post_approval *ret, struct err *err)
{
	bool found;

	*ret = (struct post_approval){ .needed = false };
	if (!workspaces_need_approval(tx, post->user_id, &ret->needed, err) ||
	    !post_approvals_get(tx, a, post->id, &ret->row, &found, err))
		return false;
	ret->is_there = ret->needed || found;
	if (!ret->is_there)
		return true;
	if (!content_hash_of(tx, a, post, &ret->content_hash, err))
		return false;
	if (found)
		ret->changed = content_hash_changes(a, ret->row.content_hash, ret->content_hash);
	ret->state = state_of(ret, found);
	return true;
}

bool post_approval_holds(struct db_tx *tx, struct arena *a, const struct post_row *post, bool *ret,
			 struct err *err)
{
	struct post_approval approval;

	if (!post_approval_get(tx, a, post, &approval, err))
		return false;
	*ret = !approval.needed || approval.state == APPROVAL_STATE_APPROVED;
	return true;
}
