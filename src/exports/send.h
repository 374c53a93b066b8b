/* From a time that has come to letters that were sent. Private to exports/. */
#ifndef EXPORTS_SEND_H
#define EXPORTS_SEND_H

#include "exports/internal.h"
#include "store/report_schedules.h"

struct report_claim {
	const struct report_schedule_row *schedule;
	int64_t slot_s, now_s;
	struct str test_email; /* the only recipient; empty: those on the list */
	struct str refusal;    /* why nothing is sent (an error's code); empty: it is */
};
/* Inside a store_work: its letters are wanted, and its file is. jobs_wake after the commit. */
bool report_begin_in(struct exports *e, struct db_tx *tx, const struct report_claim *claim,
		     struct err *err) must_use;
/* The code of what its owner may not do (any more); empty: all is well. */
struct str report_refusal(struct exports *e, struct arena *a,
			  const struct report_schedule_row *schedule);

/* The file of a schedule is whole: its letters go out. Inside a store_work. */
bool report_file_ready_in(struct exports *e, struct db_tx *tx, const struct export_row *row,
			  struct err *err) must_use;
/* It will never be: its letters have failed. */
bool report_file_failed_in(struct exports *e, struct db_tx *tx, struct arena *a,
			   const struct export_row *row, struct str code, struct err *err) must_use;

struct str report_file_url(struct arena *a, struct str base, struct str token);
struct str report_leave_url(struct arena *a, struct str base, struct str token);

#endif
