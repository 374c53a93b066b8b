/* The letter of a report: subject, text and HTML, in the schedule's language. */
#ifndef EXPORTS_LETTER_H
#define EXPORTS_LETTER_H

#include "exports/internal.h"
#include "store/report_schedules.h"

/* What one recipient's letter says beside the figures. */
struct letter_facts {
	const struct report_schedule_row *schedule;
	const struct export_reading *reading;
	struct str sender; /* who set it up, for people */
	struct str file_name;
	struct str file_url; /* empty: the file is attached */
	struct str leave_url;
	bool is_test;
};

struct report_letter {
	struct str subject, text, html;
};

/* Figures of the account in the window; what is not known is shown as a dash. */
struct letter_figures {
	struct opt_int followers, posts;
	struct opt_double growth, engagement; /* percent */
	struct opt_double reach;              /* a day */
	struct str best_url;                  /* of the post with most engagement; empty: none */
};
bool letter_figures(const struct export_reading *reading, struct letter_figures *ret,
		    struct err *err) must_use;

void letter_write(struct arena *a, const struct letter_facts *facts,
		  const struct letter_figures *figures, struct report_letter *ret);

#endif
