/*
 * The login dialog (spec: meta-graph.md 1.1, 1.2): GET /vX.Y/dialog/oauth as a page for people,
 * POST /dialog/decide for their answer, and the same GET with `_sim_persona=` for scripts.
 */
#ifndef GRAPHSIM_DIALOG_H
#define GRAPHSIM_DIALOG_H

#include "graphsim/world/world.h"
#include "http/http.h"

/* Is it the dialog's path, with or without a version? */
bool dialog_is_path(struct str path);
/* With the world's mutex held. `origin` is scheme://host:port. */
void dialog_show(struct world *w, const struct http_request *req, struct str origin,
		 struct http_response *res);
void dialog_decide(struct world *w, const struct http_request *req, struct http_response *res);

/* What the application asks for, checked. */
struct dialog_request {
	const struct app *app;
	struct str redirect_uri;
	struct str state;
	permission_set asked;
	bool wants_code, wants_token, wants_scopes;
	bool is_rerequest;
	struct str challenge;
	bool is_challenge_plain;
	struct str error_title; /* something is wrong: show this and redirect nowhere */
	struct str error_text;
};
void dialog_request_read(struct world *w, struct arena *a, const struct params *args,
			 struct dialog_request *ret);
/* What would be asked of that person now: declined ones only when asked again. */
permission_set dialog_asks(struct world *w, const struct dialog_request *r,
			   const struct person *person);

#endif
