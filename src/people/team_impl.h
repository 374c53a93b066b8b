/* What team.c and team_letter.c share. */
#ifndef PEOPLE_TEAM_IMPL_H
#define PEOPLE_TEAM_IMPL_H

#include "people/internal.h"

/* Queues the letter of an invitation; without a mail server makes its link instead. */
bool team_letter_ask(struct people *p, struct arena *a, const struct people_team *team,
		     int64_t member_id, struct str *ret_link, struct err *err) must_use;

/* Is that token good for somebody of that address? */
bool team_invitation_check(struct people *p, struct arena *a, struct str token, struct str email,
			   struct err *err) must_use;

#endif
