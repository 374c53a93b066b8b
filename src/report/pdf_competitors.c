/* Kompetitor: accounts side by side. */
#include <math.h>

#include "report/pdf_report.h"

void pdf_comparison_page(struct sheet *sh)
{
	sheet_begin_page(sh, say(&sh->speech, W_COMPARE), STR(""));
	sheet_end_page(sh);
}

void pdf_content_page(struct sheet *sh)
{
	sheet_begin_page(sh, say(&sh->speech, W_TOP_CONTENT), STR(""));
	sheet_end_page(sh);
}
