/* The dialog's pages as HTML. Templates are graphsim/pages/, compiled in. */
#ifndef GRAPHSIM_DIALOG_PAGE_H
#define GRAPHSIM_DIALOG_PAGE_H

#include "graphsim/oauth/dialog.h"

void dialog_page_error(struct http_response *res, struct str title, struct str text);
/* For whoever opens the simulator itself in a browser. */
void dialog_page_home(struct world *w, struct http_response *res, const struct http_request *req,
		      struct str origin);
/* Step 1: who are you? */
void dialog_page_persons(struct world *w, struct http_response *res, const struct http_request *req,
			 const struct dialog_request *r, struct str origin);
/* Step 2: which Pages, which permissions? */
void dialog_page_choose(struct world *w, struct http_response *res, const struct http_request *req,
			const struct dialog_request *r, const struct person *person,
			struct str origin);

/* What that person leaves unticked when nobody says otherwise. */
permission_set dialog_default_declines(const struct person *person, permission_set asked);

#endif
