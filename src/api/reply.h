/* How errors look, per face (cekbrand.md 0.3, seed 001 section 4), and headers every answer has. */
#ifndef API_REPLY_H
#define API_REPLY_H

#include "api/api.h"

/* Fills the response with the error; throws away what was written before. */
void reply_error(enum face face, bool english, const struct err *err, struct http_response *res);
const struct shape *reply_error_shape(enum face face);
/* Content-Security-Policy and its companions; Cache-Control: no-store unless the answer has one. */
void reply_headers(const struct api *api, struct http_response *res);
/* Begins a streamed answer: from here on its status and headers are final. */
bool reply_stream_begin(struct call *c, struct err *err) must_use;
/* What the user can do about it; NULL when there is nothing to say. */
const char *reply_action(enum err_code code, bool english);

#endif
