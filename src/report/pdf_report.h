/*
 * The PDF reports (cekbrand.md E.5): which files there are, which pages are in them, and writing
 * one into a sink. Private to report/; others ask report/export.h.
 */
#ifndef REPORT_PDF_REPORT_H
#define REPORT_PDF_REPORT_H

#include "report/pdf_page.h"

struct pdf_file {
	enum export_part part;
	enum pdf_word section;
	int first_page, last_page, pages; /* of the section */
	void (*draw)(struct sheet *sh);   /* one page: sh->page */
};

/* In the order of their names in export_files.c; NULL past the end. */
const struct pdf_file *pdf_file_at(size_t index);

/* What files are drawn from, one after the other. */
struct pdf_source {
	const struct pdf_data *data; /* what the files' parts show */
	const struct pdf_pictures *pictures;
	struct text_engine *text;
	/* Both may be NULL: no pictures; what lays out text is made anew. */
};
bool pdf_file_write(const struct pdf_file *file, const struct pdf_source *source, struct sink sink,
		    struct err *err) must_use;

/* ---- pages ---------------------------------------------------------------------------------- */

void pdf_performance_page(struct sheet *sh);
void pdf_online_page(struct sheet *sh);
void pdf_location_page(struct sheet *sh);
void pdf_people_page(struct sheet *sh);
void pdf_top_posts_page(struct sheet *sh);
void pdf_comparison_page(struct sheet *sh);
void pdf_content_page(struct sheet *sh);

#endif
