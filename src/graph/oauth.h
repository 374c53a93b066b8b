/*
 * Facebook Login, the server's half: the dialog's address, code and token exchange, what a token
 * may do, and taking it back. Secrets go in request bodies, tokens in headers.
 */
#ifndef GRAPH_OAUTH_H
#define GRAPH_OAUTH_H

#include "graph/graph.h"

struct graph_dialog {
	struct str redirect_uri;
	struct str state;
	struct str scope;     /* comma-separated */
	struct str auth_type; /* "rerequest", "reauthenticate", or at == NULL */
};
struct str graph_dialog_url(const struct graph *g, struct arena *a, const struct graph_dialog *d);

struct graph_token {
	struct secret *secret; /* owned by whoever holds the struct: graph_token_clear */
	int64_t expires_at_s;  /* 0: never, or not stated */
};
void graph_token_clear(struct graph_token *t);

/* `redirect_uri` byte for byte as in the dialog. A used, expired or foreign code:
 * ERR_STATE_INVALID. */
bool graph_exchange_code(struct graph *g, struct arena *a, struct str code, struct str redirect_uri,
			 struct graph_token *ret, struct err *err) must_use;
bool graph_exchange_long(struct graph *g, struct arena *a, const struct secret *short_token,
			 struct graph_token *ret, struct err *err) must_use;

struct graph_token_info {
	bool is_valid;
	struct str type; /* USER, PAGE, … */
	struct str user_id;
	struct str app_id;
	struct str profile_id; /* Page tokens */
	int64_t issued_at_s;
	int64_t expires_at_s;        /* 0: never */
	int64_t data_access_until_s; /* 0: not stated */
	struct str scopes;           /* comma-separated, as granted */
	struct graph_error error;    /* why it is not valid */
};
/* True also for a token that is not valid: look at `is_valid`. */
bool graph_debug_token(struct graph *g, struct arena *a, const struct secret *token,
		       struct graph_token_info *ret, struct err *err) must_use;

/* Granted permissions of the token's user, comma-separated. */
bool graph_permissions(struct graph_caller *who, struct arena *a, struct str *ret, struct err *err)
	must_use;
/* Takes the app's access back: ends every token of that user for our app. */
bool graph_revoke(struct graph_caller *who, struct arena *a, struct str user_id, struct err *err)
	must_use;

/* Is `scope` one of the comma-separated `scopes`? */
bool graph_has_scope(struct str scopes, struct str scope);

#endif
