#include "graphsim/hooks/outgoing.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/url.h"
#include "http/chunked.h"

#define ANSWER_MAX_BYTES (128u * 1024)
#define BODY_MAX_BYTES (64u * 1024)

static void set_timeouts(int fd)
{
	const struct timeval limit = { .tv_sec = OUTGOING_TIMEOUT_MS / 1000 };

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit));
}

/* -1: nobody listens there. */
static int connect_to(struct arena *a, const struct url *url)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	char port[8];
	int fd = -1;

	snprintf(port, sizeof(port), "%d", url->port ? url->port : 80);
	if (getaddrinfo(str_z(a, url->host), port, &hints, &found) != 0)
		return -1;
	for (const struct addrinfo *at = found; at && fd < 0; at = at->ai_next) {
		fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC, at->ai_protocol);
		if (fd < 0)
			continue;
		set_timeouts(fd);
		if (connect(fd, at->ai_addr, at->ai_addrlen) != 0) {
			close(fd);
			fd = -1;
		}
	}
	freeaddrinfo(found);
	return fd;
}

static struct str request_text(struct arena *a, const struct outgoing *r, const struct url *url)
{
	struct str port = url->port ? str_fmt(a, ":%d", url->port) : STR("");
	struct str text =
		str_fmt(a,
			"%s %.*s%s%.*s HTTP/1.1\r\nHost: %.*s%.*s\r\n"
			"User-Agent: facebookplatform/1.0 (+http://developers.facebook.com)"
			"\r\nAccept: */*\r\nConnection: close\r\n",
			r->method, STR_ARG(url->path), url->query.len ? "?" : "",
			STR_ARG(url->query), STR_ARG(url->host), STR_ARG(port));

	if (r->content_type.len)
		text = str_fmt(a, "%.*sContent-Type: %.*s\r\nContent-Length: %zu\r\n",
			       STR_ARG(text), STR_ARG(r->content_type), r->body.len);
	if (r->signature.len)
		text = str_fmt(a, "%.*sX-Hub-Signature-256: %.*s\r\n", STR_ARG(text),
			       STR_ARG(r->signature));
	return str_fmt(a, "%.*s\r\n%.*s", STR_ARG(text), STR_ARG(r->body));
}

static bool send_all(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t sent = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return false;
		bytes = str_skip(bytes, (size_t)sent);
	}
	return true;
}

/* Until the other side closes, the maximum is reached, or it says nothing for too long. */
static void read_all(int fd, struct buf *out)
{
	char chunk[4096];

	while (out->len + sizeof(chunk) <= ANSWER_MAX_BYTES) {
		ssize_t got = recv(fd, chunk, sizeof(chunk), 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return;
		buf_put(out, (struct str){ chunk, (size_t)got });
	}
}

static struct str unchunk(struct arena *a, struct str body)
{
	struct http_chunked chunked;
	struct buf plain;
	size_t used;

	buf_init(&plain, BODY_MAX_BYTES);
	http_chunked_init(&chunked, BODY_MAX_BYTES);
	bool is_whole = http_chunked_feed(&chunked, body, &plain, &used) == HTTP_PARSE_DONE;
	struct str text = is_whole ? str_dup(a, buf_str(&plain)) : STR("");
	buf_free(&plain);
	return text;
}

static struct outgoing_answer read_answer(struct arena *a, struct str text)
{
	size_t end = str_find(text, STR("\r\n\r\n"));
	struct str head = str_lower(a, str_sub(text, 0, end));
	struct str body = str_skip(text, end + 4);
	int64_t status;

	if (!str_starts_with(head, STR("http/1.")) || !str_to_i64(str_sub(head, 9, 12), &status) ||
	    status < 100)
		return (struct outgoing_answer){ .problem = "no HTTP answer" };
	if (str_contains(head, STR("\r\ntransfer-encoding: chunked")))
		body = unchunk(a, body);
	return (struct outgoing_answer){ .status = (int)status,
					 .body = str_dup(a, str_sub(body, 0, BODY_MAX_BYTES)) };
}

struct outgoing_answer outgoing_send(struct arena *a, const struct outgoing *request)
{
	cleanup(fd_closep) int fd = -1;
	cleanup(buf_free) struct buf text = { 0 };
	struct err err = ERR_INIT;
	struct url url;

	if (!url_parse(a, request->url, &url, &err) || !str_eq(url.scheme, STR("http")))
		return (struct outgoing_answer){ .problem = "not an http URL" };
	fd = connect_to(a, &url);
	if (fd < 0)
		return (struct outgoing_answer){ .problem = "could not connect" };
	if (!send_all(fd, request_text(a, request, &url)))
		return (struct outgoing_answer){ .problem = "connection lost" };
	buf_init(&text, ANSWER_MAX_BYTES);
	read_all(fd, &text);
	return read_answer(a, buf_str(&text));
}
