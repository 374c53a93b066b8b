#include "people/internal.h"

#include <stdlib.h>

#include "base/clock.h"
#include "store/audit.h"

bool registration_parse(struct str text, enum registration *ret, struct err *err)
{
	static const char *const names[REGISTRATION_COUNT] = {
		[REGISTRATION_CLOSED] = "closed",
		[REGISTRATION_INVITED] = "invited",
		[REGISTRATION_OPEN] = "open",
	};

	for (unsigned i = 0; i < REGISTRATION_COUNT; i++)
		if (str_eq(text, str_of(names[i]))) {
			*ret = (enum registration)i;
			return true;
		}
	return err_set(err, ERR_CONFIG,
		       "setting \"registration\": expected closed, invited or open");
}

struct people *people_new(const struct people_config *config)
{
	struct people *p = calloc(1, sizeof(*p));

	if (!p)
		abort();
	p->config = *config;
	return p;
}

struct people *people_free(struct people *p)
{
	free(p);
	return NULL;
}

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

bool people_audit(struct db_tx *tx, const struct people *p, const struct people_actor *actor,
		  const struct people_deed *deed, struct err *err)
{
	const struct audit_row row = {
		.created_s = clock_now_s(p->config.clock),
		.user_id = OPT_INT(actor->who->user_id),
		.action = str_of(deed->action),
		.object = deed->object,
		.outcome = STR("ok"),
		.ip = or_empty(actor->client->address),
		.request_id = or_empty(actor->client->request_id),
	};

	return audit_add(tx, &row, err);
}

bool people_instant(const char *field, struct str text, const struct tz *zone, bool is_end,
		    struct opt_int *ret, struct err *err)
{
	int64_t day, ms;

	if (text.len == 0)
		return true;
	if (day_parse(text, &day)) {
		*ret = OPT_INT(is_end ? tz_day_start_s(zone, day + 1) - 1
				      : tz_day_start_s(zone, day));
		return true;
	}
	if (!iso_parse(text, &ms))
		return err_field_texts(err, field, "Isi dengan tanggal, misalnya 2026-11-21.",
				       "Enter a date such as 2026-11-21.");
	*ret = OPT_INT(ms / 1000);
	return true;
}
