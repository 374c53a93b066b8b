#include "http/host.h"

#include <assert.h>

struct http_ticket *http_suspend(struct http_exchange *x, int64_t wait_ms)
{
	assert(x->host && !x->ticket && "one suspension at a time");
	x->ticket = x->host->suspend(x->host, wait_ms);
	return x->ticket;
}

void http_resume(struct http_ticket *ticket)
{
	ticket->resume(ticket);
}

bool http_stream_begin(struct http_response *res, struct err *err)
{
	return http_stream_begin_sized(res, -1, err);
}

bool http_stream_begin_sized(struct http_response *res, int64_t length, struct err *err)
{
	assert(res->host && !res->is_streaming && "a stream begins once");
	res->is_streaming = true;
	res->stream_length = length;
	return res->host->stream_begin(res->host, err);
}

bool http_stream_write(struct http_response *res, struct str bytes, struct err *err)
{
	assert(res->is_streaming && "http_stream_begin comes first");
	return bytes.len == 0 || res->host->stream_write(res->host, bytes, err);
}
