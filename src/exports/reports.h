/*
 * Reports that are sent by themselves: a schedule claims its time, its file is made like any other
 * export, and then every recipient gets one letter, with the file or with a link to it. A time that
 * passed while no process was running is made up for once. Whether a letter was taken is written
 * down before and after; one of which that is not known is never sent again.
 */
#ifndef EXPORTS_REPORTS_H
#define EXPORTS_REPORTS_H

#include "exports/exports.h"
#include "store/report_schedules.h"

#define REPORTS_PER_USER 20
#define REPORT_RECIPIENTS_MAX 20
#define REPORT_DELIVERIES_SHOWN 200

/* As a form sends it; empty: absent. */
struct report_form {
	struct str account_id, name;
	struct str every;          /* week, month */
	struct str day;            /* 1 to 7; 1 to 28 or last */
	struct str time;           /* HH:MM */
	struct str time_zone;      /* empty: the server's */
	struct export_order order; /* without start and end */
	struct str recipients;     /* addresses, separated by commas */
	struct str delivery;       /* attachment (also when empty), link */
	bool is_active;
};
/*
 * Stores it: a new one when `id` is 0. ERR_INVALID_FIELD names what is wrong, ERR_NOT_FOUND for an
 * account or schedule that is not the user's, ERR_RATE_LIMITED when he has too many.
 */
bool reports_put(struct exports *e, struct arena *a, int64_t user_id, int64_t id,
		 const struct report_form *form, int64_t *ret_id, struct err *err) must_use;
bool reports_delete(struct exports *e, int64_t user_id, int64_t id, struct err *err) must_use;

/* One letter to the user himself, now. ERR_COOLDOWN_PERIOD within a minute of the last. */
bool reports_test(struct exports *e, struct arena *a, int64_t user_id, int64_t id, struct err *err)
	must_use;

struct report_preview {
	struct str subject, text, html;
	struct str file_name;
};
/* The letter as it would be sent now. */
bool reports_preview(struct exports *e, struct arena *a, int64_t user_id, int64_t id,
		     struct report_preview *ret, struct err *err) must_use;

/* Takes the times that have come: called by the clock every second. */
bool reports_look(struct exports *e, struct err *err) must_use;

/* Who holds the token of a letter; `leaves`: he gets no more. ERR_KEY_EXPIRED. */
bool reports_leave(struct exports *e, struct arena *a, struct str token, bool leaves,
		   struct report_leaving *ret, struct err *err) must_use;

#define REPORTS_SEND_KIND "report.send" /* {"export_id":7} */
bool reports_send_job(void *ctx, struct job_context *job, struct err *err) must_use;

#endif
