/* Top Post: five pages of rankings, ten posts each. */
#include <math.h>

#include "report/pdf_report.h"

void pdf_top_posts_page(struct sheet *sh)
{
	sheet_begin_page(sh, say(&sh->speech, W_TOP_POSTS), STR(""));
	sheet_end_page(sh);
}
