#include "api/leave_page.h"

#include "base/html.h"

static const char html[] =
	"<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
	"<meta name=\"viewport\" content=\"width=device-width\"><title>Simpul</title></head>\n"
	"<body><h1>%s</h1>\n<p>%.*s</p>\n%s</body></html>\n";

void put_leave_page(struct call *c, const struct leave_page *page)
{
	const char *title = page->has_left ? (c->english ? page->done_en : page->done_id)
					   : (c->english ? page->ask_en : page->ask_id);
	const char *form = c->english ? "<form method=\"post\"><button>Stop</button></form>\n"
				      : "<form method=\"post\"><button>Berhenti</button></form>\n";

	http_set_content_type(c->res, STR("text/html; charset=utf-8"));
	buf_fmt(&c->res->body, html, c->english ? "en" : "id", title,
		STR_ARG(html_escape(c->arena, page->what)), page->has_left ? "" : form);
}
