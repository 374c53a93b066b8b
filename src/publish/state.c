#include "publish/state.h"

static const struct arrow {
	enum post_state from;
	enum post_event event;
	enum post_state to;
} arrows[] = {
	{ POST_DRAFT, POST_EVENT_SCHEDULE, POST_SCHEDULED },
	{ POST_DRAFT, POST_EVENT_UNSCHEDULE, POST_DRAFT },
	{ POST_DRAFT, POST_EVENT_CANCEL, POST_CANCELLED },
	{ POST_DRAFT, POST_EVENT_SUBMIT, POST_WAITING },

	/* Only an approval leads from here to where it is published. */
	{ POST_WAITING, POST_EVENT_UNSCHEDULE, POST_DRAFT },
	{ POST_WAITING, POST_EVENT_CANCEL, POST_CANCELLED },
	{ POST_WAITING, POST_EVENT_LATE, POST_HELD },
	{ POST_WAITING, POST_EVENT_SUBMIT, POST_WAITING },
	{ POST_WAITING, POST_EVENT_APPROVE, POST_SCHEDULED },
	{ POST_WAITING, POST_EVENT_REJECT, POST_DRAFT },

	{ POST_SCHEDULED, POST_EVENT_SCHEDULE, POST_SCHEDULED },
	{ POST_SCHEDULED, POST_EVENT_UNSCHEDULE, POST_DRAFT },
	{ POST_SCHEDULED, POST_EVENT_CANCEL, POST_CANCELLED },
	{ POST_SCHEDULED, POST_EVENT_LATE, POST_HELD },
	{ POST_SCHEDULED, POST_EVENT_CLAIM, POST_CLAIMED },
	{ POST_SCHEDULED, POST_EVENT_SUBMIT, POST_WAITING },

	{ POST_HELD, POST_EVENT_SCHEDULE, POST_SCHEDULED },
	{ POST_HELD, POST_EVENT_UNSCHEDULE, POST_DRAFT },
	{ POST_HELD, POST_EVENT_CANCEL, POST_CANCELLED },
	{ POST_HELD, POST_EVENT_SUBMIT, POST_WAITING },

	{ POST_CLAIMED, POST_EVENT_CANCEL, POST_CANCELLED },
	{ POST_CLAIMED, POST_EVENT_CREATE, POST_CREATING },
	{ POST_CLAIMED, POST_EVENT_REFUSE, POST_FAILED },
	/* Tried again after a refusal, and there all the same. */
	{ POST_CLAIMED, POST_EVENT_FIND, POST_PUBLISHED },
	{ POST_CLAIMED, POST_EVENT_GIVE_UP, POST_UNKNOWN },

	/* An answer that was lost is asked for again: what it made stays invisible and expires. */
	{ POST_CREATING, POST_EVENT_CANCEL, POST_CANCELLED },
	{ POST_CREATING, POST_EVENT_PART, POST_CREATING },
	{ POST_CREATING, POST_EVENT_CREATE, POST_CREATING }, /* its parts anew */
	{ POST_CREATING, POST_EVENT_CREATED, POST_CONTAINER },
	{ POST_CREATING, POST_EVENT_REFUSE, POST_FAILED },

	{ POST_CONTAINER, POST_EVENT_CANCEL, POST_CANCELLED },
	{ POST_CONTAINER, POST_EVENT_CREATE, POST_CREATING },
	{ POST_CONTAINER, POST_EVENT_INTEND, POST_INTENT },
	{ POST_CONTAINER, POST_EVENT_FIND, POST_PUBLISHED },
	{ POST_CONTAINER, POST_EVENT_REFUSE, POST_FAILED },
	{ POST_CONTAINER, POST_EVENT_GIVE_UP, POST_UNKNOWN },

	/* From here on there is no way back to creating, and none to cancelled. */
	{ POST_INTENT, POST_EVENT_INTEND, POST_INTENT },
	{ POST_INTENT, POST_EVENT_NOT_YET, POST_CONTAINER },
	{ POST_INTENT, POST_EVENT_PUBLISH, POST_PUBLISHED },
	{ POST_INTENT, POST_EVENT_FIND, POST_PUBLISHED },
	{ POST_INTENT, POST_EVENT_REFUSE, POST_FAILED },
	{ POST_INTENT, POST_EVENT_ABSENT, POST_FAILED },
	{ POST_INTENT, POST_EVENT_GIVE_UP, POST_UNKNOWN },

	{ POST_PUBLISHED, POST_EVENT_FIND, POST_PUBLISHED },
	{ POST_PUBLISHED, POST_EVENT_COMMENT, POST_COMMENTING },
	{ POST_PUBLISHED, POST_EVENT_FINISH, POST_DONE },

	{ POST_COMMENTING, POST_EVENT_COMMENT, POST_COMMENTING },
	{ POST_COMMENTING, POST_EVENT_FINISH, POST_DONE },

	{ POST_FAILED, POST_EVENT_SCHEDULE, POST_SCHEDULED },
	{ POST_FAILED, POST_EVENT_UNSCHEDULE, POST_DRAFT },
	{ POST_FAILED, POST_EVENT_CANCEL, POST_CANCELLED },
	{ POST_FAILED, POST_EVENT_SUBMIT, POST_WAITING },

	{ POST_UNKNOWN, POST_EVENT_FIND, POST_PUBLISHED },
	{ POST_UNKNOWN, POST_EVENT_ABSENT, POST_FAILED },
};

bool post_state_next(enum post_state state, enum post_event event, enum post_state *ret)
{
	for (size_t i = 0; i < COUNT_OF(arrows); i++)
		if (arrows[i].from == state && arrows[i].event == event) {
			*ret = arrows[i].to;
			return true;
		}
	return false;
}

const char *post_state_name(enum post_state state)
{
	static const char *const names[] = {
#define POST_STATE_NAME(id, name) [POST_##id] = name,
		POST_STATES(POST_STATE_NAME)
#undef POST_STATE_NAME
	};
	return names[state];
}

const char *post_event_name(enum post_event event)
{
	static const char *const names[] = {
#define POST_EVENT_NAME(id, name) [POST_EVENT_##id] = name,
		POST_EVENTS(POST_EVENT_NAME)
#undef POST_EVENT_NAME
	};
	return names[event];
}

bool post_state_parse(struct str name, enum post_state *ret)
{
	for (unsigned i = 0; i < POST_STATE_COUNT; i++)
		if (str_eq(name, str_of(post_state_name((enum post_state)i)))) {
			*ret = (enum post_state)i;
			return true;
		}
	return false;
}

bool post_state_rests(enum post_state state)
{
	return state == POST_DRAFT || state == POST_HELD || state >= POST_DONE;
}

bool post_state_lets_pass(enum post_state state)
{
	return state < POST_SCHEDULED || state == POST_HELD || state >= POST_PUBLISHED;
}

bool post_state_is_active(enum post_state state)
{
	return state >= POST_CLAIMED && state <= POST_COMMENTING;
}
