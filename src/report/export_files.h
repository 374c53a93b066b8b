/* The files an export is made of, each with its writer. Private to report/. */
#ifndef REPORT_EXPORT_FILES_H
#define REPORT_EXPORT_FILES_H

#include "report/export.h"

/* One export while it is written. */
struct export_job {
	const struct export_request *request;
	const struct stats *reading;
	const struct export_progress *progress;
	uint32_t done, total; /* steps */
	int64_t exported_s;   /* goes into files as their time */
	struct pdf_job *pdf;  /* what PDF files show, from the first of them on */
};

/* Says what is made next; false when it was cancelled. */
bool export_step(struct export_job *job, struct str making, struct err *err) must_use;

struct export_file {
	enum export_part part;
	struct str name; /* within a zip; empty: that of an export of this part alone */
	uint32_t steps;  /* that its writer tells */
	bool is_packed;  /* a zip stores it as it is */
	size_t index;    /* which one, for a writer of several */
	bool (*write)(struct export_job *job, const struct export_file *file, struct sink sink,
		      struct err *err);
};

/*
 * PDF files come last: everything else is read and written before the process that draws them is
 * shut in. In the order they stand in a zip; NULL past the end. A part may be several
 * files.
 */
const struct export_file *export_file_at(size_t index);

enum export_format export_part_format(enum export_part part);

/* The job's time on the reader's wall. */
int64_t export_local_s(const struct export_job *job);

#define EXPORT_XLSX_SHEETS 8
bool export_xlsx(struct export_job *job, const struct export_file *file, struct sink sink,
		 struct err *err) must_use;
#define EXPORT_JSON_SECTIONS 17
bool export_json(struct export_job *job, const struct export_file *file, struct sink sink,
		 struct err *err) must_use;
bool export_csv(struct export_job *job, const struct export_file *file, struct sink sink,
		struct err *err) must_use;
void export_pdf_end(struct pdf_job *pdf);
bool export_pdf(struct export_job *job, const struct export_file *file, struct sink sink,
		struct err *err) must_use;

#endif
