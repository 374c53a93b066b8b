#include "graphsim/publish/media_fetch.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/url.h"
#include "http/chunked.h"

#define REDIRECTS_MAX 3
#define LOOK_EVERY_MS 100
#define HEAD_MAX_BYTES (16u * KIB)
#define READ_BYTES (64u * KIB)
#define ARENA_BYTES (1u * MIB)

struct fetch {
	struct arena arena;
	int64_t deadline_ms;
	const atomic_bool *stop;
	size_t max_bytes;
	int status;
	struct str location;
	int64_t length; /* -1: not stated */
	bool is_chunked;
	struct buf raw; /* as it came: head and body */
};

/* Waits until the socket can be used, or the time is over. */
static bool wait_for(const struct fetch *f, int fd, short events)
{
	struct pollfd p = { .fd = fd, .events = events };

	while (monotonic_ms() < f->deadline_ms && !atomic_load(f->stop)) {
		if (poll(&p, 1, LOOK_EVERY_MS) > 0)
			return true;
	}
	return false;
}

static bool is_of_this_machine(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;

		return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
	}
	const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)address;
	return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&v6->sin6_addr);
}

/* -1: nobody listens there. */
static int open_line(const struct fetch *f, const struct addrinfo *to)
{
	int fd = socket(to->ai_family, to->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int problem = 0;
	socklen_t size = sizeof(problem);

	if (fd < 0)
		return -1;
	if (connect(fd, to->ai_addr, to->ai_addrlen) == 0 ||
	    (errno == EINPROGRESS && wait_for(f, fd, POLLOUT) &&
	     getsockopt(fd, SOL_SOCKET, SO_ERROR, &problem, &size) == 0 && problem == 0))
		return fd;
	close(fd);
	return -1;
}

static int connect_to(struct fetch *f, const struct url *url)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	struct addrinfo *found = NULL;
	char port[8];
	int fd = -1;

	snprintf(port, sizeof(port), "%d", url->port ? url->port : 80);
	if (getaddrinfo(str_z(&f->arena, url->host), port, &hints, &found) != 0)
		return -1;
	for (const struct addrinfo *at = found; at && fd < 0; at = at->ai_next) {
		if (is_of_this_machine(at->ai_addr))
			fd = open_line(f, at);
	}
	freeaddrinfo(found);
	return fd;
}

static bool send_request(struct fetch *f, int fd, const struct url *url)
{
	struct str port = url->port ? str_fmt(&f->arena, ":%d", url->port) : STR("");
	struct str text = str_fmt(&f->arena,
				  "GET %.*s%s%.*s HTTP/1.1\r\nHost: %.*s%.*s\r\n"
				  "User-Agent: facebookexternalhit/1.1 "
				  "(+http://www.facebook.com/externalhit_uatext.php)\r\n"
				  "Accept: */*\r\nConnection: close\r\n\r\n",
				  STR_ARG(url->path), url->query.len ? "?" : "",
				  STR_ARG(url->query), STR_ARG(url->host), STR_ARG(port));

	while (text.len > 0) {
		ssize_t sent = send(fd, text.at, text.len, MSG_NOSIGNAL);

		if (sent < 0 && errno == EAGAIN && wait_for(f, fd, POLLOUT))
			continue;
		if (sent <= 0)
			return false;
		text = str_skip(text, (size_t)sent);
	}
	return true;
}

/* ---- the answer ---- */

static bool read_head(struct fetch *f, struct str head)
{
	int64_t status;

	f->length = -1;
	f->is_chunked = false;
	f->location = STR_NONE;
	if (!str_starts_with(head, STR("HTTP/1.")) || !str_to_i64(str_sub(head, 9, 12), &status))
		return false;
	f->status = (int)status;
	str_cut(&head, '\n');
	while (head.at) {
		struct str value = str_cut(&head, '\n');
		struct str name = str_cut(&value, ':');

		if (!value.at)
			continue;
		if (value.len > 0 && value.at[value.len - 1] == '\r')
			value.len--;
		value = str_trim(value);
		if (str_eq_nocase(name, STR("Content-Length")) &&
		    (!str_to_i64(value, &f->length) || f->length < 0))
			return false;
		if (str_eq_nocase(name, STR("Location")))
			f->location = str_dup(&f->arena, value);
		if (str_eq_nocase(name, STR("Transfer-Encoding")))
			f->is_chunked = str_eq_nocase(value, STR("chunked"));
	}
	return true;
}

/* One more piece; 0: the other side has ended, -1: no more will come in time. */
static ssize_t read_more(struct fetch *f, int fd)
{
	char *room = buf_reserve(&f->raw, READ_BYTES);

	if (!room)
		return -1;
	for (;;) {
		ssize_t got = recv(fd, room, READ_BYTES, 0);

		if (got >= 0) {
			f->raw.len += (size_t)got;
			return got;
		}
		if (errno != EINTR && (errno != EAGAIN || !wait_for(f, fd, POLLIN)))
			return -1;
	}
}

static bool is_too_long(const struct fetch *f, size_t head_bytes)
{
	return (f->length >= 0 && (uint64_t)f->length > f->max_bytes) ||
	       (head_bytes > 0 && f->raw.len - head_bytes > f->max_bytes);
}

static enum fetch_outcome failure(const struct fetch *f)
{
	return monotonic_ms() >= f->deadline_ms ? FETCH_TIMED_OUT : FETCH_FAILED;
}

static enum fetch_outcome unchunk(struct fetch *f, struct str body, struct buf *ret)
{
	struct http_chunked chunked;
	size_t used;

	http_chunked_init(&chunked, f->max_bytes);
	return http_chunked_feed(&chunked, body, ret, &used) == HTTP_PARSE_DONE ? FETCH_DONE
										: FETCH_FAILED;
}

static enum fetch_outcome take_body(struct fetch *f, size_t head_bytes, struct buf *ret)
{
	struct str body = str_skip(buf_str(&f->raw), head_bytes);

	if (f->is_chunked)
		return unchunk(f, body, ret);
	if (f->length >= 0 && body.len < (uint64_t)f->length)
		return failure(f);
	buf_put(ret, f->length >= 0 ? str_sub(body, 0, (size_t)f->length) : body);
	return FETCH_DONE;
}

static enum fetch_outcome read_answer(struct fetch *f, int fd, struct buf *ret)
{
	size_t head_bytes = 0;

	buf_clear(&f->raw);
	for (;;) {
		struct str so_far = buf_str(&f->raw);
		size_t end = head_bytes ? 0 : str_find(so_far, STR("\r\n\r\n"));

		if (!head_bytes && end < so_far.len) {
			head_bytes = end + 4;
			if (!read_head(f, str_sub(so_far, 0, end)))
				return FETCH_FAILED;
		}
		if (!head_bytes && so_far.len > HEAD_MAX_BYTES)
			return FETCH_FAILED;
		if (head_bytes && (f->status != 200 || is_too_long(f, head_bytes)))
			return f->status != 200 ? FETCH_FAILED : FETCH_TOO_LONG;
		if (head_bytes && f->length >= 0 && so_far.len - head_bytes >= (uint64_t)f->length)
			break;
		ssize_t got = read_more(f, fd);
		if (got < 0)
			return failure(f);
		if (got == 0)
			break;
	}
	return head_bytes ? take_body(f, head_bytes, ret) : FETCH_FAILED;
}

static enum fetch_outcome fetch_once(struct fetch *f, struct str text, struct buf *ret)
{
	cleanup(fd_closep) int fd = -1;
	struct err err = ERR_INIT;
	struct url url;

	f->status = 0;
	if (!url_parse(&f->arena, text, &url, &err) || !str_eq(url.scheme, STR("http")))
		return FETCH_FAILED;
	fd = connect_to(f, &url);
	if (fd < 0 || !send_request(f, fd, &url))
		return failure(f);
	return read_answer(f, fd, ret);
}

struct fetched media_fetch(struct str url, size_t max_bytes, int64_t timeout_ms,
			   const atomic_bool *stop)
{
	struct fetch f = { .deadline_ms = monotonic_ms() + timeout_ms,
			   .stop = stop,
			   .max_bytes = max_bytes };
	struct fetched got = { .outcome = FETCH_FAILED };

	arena_init(&f.arena, ARENA_BYTES);
	buf_init(&f.raw, max_bytes + HEAD_MAX_BYTES + 2 * READ_BYTES);
	buf_init(&got.body, max_bytes);
	for (int i = 0; i <= REDIRECTS_MAX && url.len <= HEAD_MAX_BYTES; i++) {
		got.outcome = fetch_once(&f, url, &got.body);
		if (f.status < 301 || f.status > 308 || str_is_empty(f.location))
			break;
		url = f.location;
	}
	buf_free(&f.raw);
	arena_free(&f.arena);
	return got;
}
