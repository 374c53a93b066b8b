/* What handlers ask of a call: its body, its arguments, its caller, its cookies. */
#ifndef API_CALL_H
#define API_CALL_H

#include "api/api.h"
#include "connect/connect.h"

struct field;

/* The JSON body, parsed into `out` (zeroed by the caller) by its field table. */
bool call_body(struct call *c, const struct field *fields, size_t count, void *out, struct err *err)
	must_use;
struct str call_arg(const struct call *c, struct str name); /* of the query; STR_NONE: absent */
struct str call_path(const struct call *c, size_t index);   /* the n-th {parameter} */
/* A numeric one; anything else is NOT_FOUND, as an unknown id is. */
bool call_path_int(const struct call *c, size_t index, int64_t *ret, struct err *err) must_use;

/* Who is calling, from cookie or Authorization header. Nobody is not an error. */
bool call_identify(struct call *c, struct err *err) must_use;
struct connect_actor call_actor(const struct call *c);
struct auth_client call_client(const struct call *c);

/* The cookies a login looks at; e-mail and password are the handler's to fill in. */
struct auth_login call_login(const struct call *c);
void call_set_session(struct call *c, const struct auth_session *session);
void call_end_session(struct call *c);

/* The cookie that binds a login at Meta to this browser, and what comes back with it. */
void call_set_login_cookie(struct call *c, const struct connect_started *started);
/*
 * The value of the cookie that belongs to `state`; at == NULL: the browser has none. The reply
 * takes it back: a state is used once, and a browser that connects often would end up with more
 * cookies than a request may bring.
 */
struct str call_take_login_cookie(struct call *c, struct str state);
extern const struct member login_answer_query[6];
struct connect_answer call_login_answer(struct call *c);

#endif
