/* What the files of people/ share; nobody outside includes it. */
#ifndef PEOPLE_INTERNAL_H
#define PEOPLE_INTERNAL_H

#include "people/people.h"
#include "store/store.h"

struct people {
	struct people_config config;
};

struct people_deed {
	const char *action;
	struct str object; /* user:7, voucher:3 */
};
bool people_audit(struct db_tx *tx, const struct people *p, const struct people_actor *actor,
		  const struct people_deed *deed, struct err *err) must_use;

/* The letter of an invitation, a people.letter: {"letter":"invite","member_id":7,"english":true}.
 */
#define TEAM_LETTER STR("invite")
struct json;
bool people_team_letter(struct people *p, struct arena *a, const struct json *payload,
			struct err *err) must_use;

/*
 * "2026-11-21" is that day in `zone`, from its first second or (is_end) to its last; anything else
 * is an instant of ISO 8601. Empty leaves `ret` alone.
 */
bool people_instant(const char *field, struct str text, const struct tz *zone, bool is_end,
		    struct opt_int *ret, struct err *err) must_use;

#endif
