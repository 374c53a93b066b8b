/*
 * The seven CSV reports. One row of a table each: its name in URLs and on the command line, the
 * stem of its file name, its headings and its writer. The same bytes reach the web, the API and
 * `simpul export`, because they differ only in the sink.
 *
 * Rows are streamed: memory does not grow with the number of media.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "fmt/sink.h"
#include "report/stats.h"

struct report_type;

/* media, profile, city, country, gender, age, hashtag; NULL for anything else. */
const struct report_type *report_find(struct str name);
/* In that order; NULL past the end. */
const struct report_type *report_at(size_t index);
struct str report_name(const struct report_type *type);

/*
 * Writes the whole file. `s->window` chooses the days: media posted in it, profile days in it, the
 * newest audience snapshot in it, hashtags of its media. No data is a file with headings only.
 */
bool report_csv(const struct report_type *type, const struct stats *s, struct sink sink,
		struct err *err) must_use;

/*
 * `Data Performa Konten Tanggal 18 Oktober 2022 - 24 Oktober 2022.csv`; without dates when the
 * window is everything.
 */
struct str report_file_name(struct arena *a, const struct report_type *type,
			    const struct window *window);

#endif
