#include "report/export_files.h"

#include "report/table.h"

#define CSV_FILE(part_)                                                                            \
	{                                                                                          \
		.part = EXPORT_PART_##part_, .steps = 1, .write = export_csv                       \
	}

#define PDF_FILE(part_, index_, name_)                                                             \
	{                                                                                          \
		.part = EXPORT_PART_##part_, .name = STR_INIT(name_), .steps = 1,                  \
		.is_packed = true, .index = (index_), .write = export_pdf                          \
	}

static const struct export_file files[] = {
	CSV_FILE(MEDIA),
	CSV_FILE(PROFILE),
	CSV_FILE(CITY),
	CSV_FILE(COUNTRY),
	CSV_FILE(GENDER),
	CSV_FILE(AGE),
	CSV_FILE(HASHTAG),
	{ .part = EXPORT_PART_XLSX,
	  .steps = EXPORT_XLSX_SHEETS,
	  .is_packed = true,
	  .write = export_xlsx },
	{ .part = EXPORT_PART_JSON, .steps = EXPORT_JSON_SECTIONS, .write = export_json },
	/* Last: before they are drawn the command line lets go of the database. */
	PDF_FILE(COMPETITORS, 0, "DashboardKompetitor.pdf"),
	PDF_FILE(STATISTICS, 1, "DashboardStatistics.pdf"),
	PDF_FILE(TOP_POSTS, 2, "DashboardTopPost-page1.pdf"),
	PDF_FILE(TOP_POSTS, 3, "DashboardTopPost-page2.pdf"),
	PDF_FILE(TOP_POSTS, 4, "DashboardTopPost-page3.pdf"),
	PDF_FILE(TOP_POSTS, 5, "DashboardTopPost-page4.pdf"),
	PDF_FILE(TOP_POSTS, 6, "DashboardTopPost-page5.pdf"),
};

const struct export_file *export_file_at(size_t index)
{
	return index < COUNT_OF(files) ? &files[index] : NULL;
}

bool export_step(struct export_job *job, struct str making, struct err *err)
{
	const struct export_progress *p = job->progress;

	return !p || p->step(p->ctx, job->done++, job->total, making, err);
}

bool export_csv(struct export_job *job, const struct export_file *file, struct sink sink,
		struct err *err)
{
	const struct table *table = table_at(file->part);

	return export_step(job, table->sheet, err) && table_csv(table, job->reading, sink, err);
}
