/* The rows of each report, below its headings. Private to report/. */
#ifndef REPORT_CSV_ROWS_H
#define REPORT_CSV_ROWS_H

#include "fmt/csv.h"
#include "report/stats.h"

typedef bool report_rows(const struct stats *s, struct csv *csv, struct err *err);

report_rows report_media_rows;   /* newest first */
report_rows report_profile_rows; /* newest day first */
report_rows report_city_rows;    /* most followers first */
report_rows report_country_rows; /* the same */
report_rows report_gender_rows;  /* men, women, not told */
report_rows report_age_rows;     /* youngest first */
report_rows report_hashtag_rows; /* most engagement first */

#endif
