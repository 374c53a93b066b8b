/* net.h over real sockets: a small server of our own on a port the kernel picks. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/test.h"
#include "net/net.h"

/* ---- the server -------------------------------------------------------------------------------
 */

struct server {
	int listener;
	int port;
	pthread_t thread;
	atomic_int connections, most_connections;
	atomic_int holding;  /* requests waiting in /hold */
	atomic_bool hold;    /* /hold answers once this is false */
	atomic_int silenced; /* requests for /silent: read, and never answered */
};

static bool read_head(int fd, struct buf *in)
{
	char chunk[4096];

	while (str_find(buf_str(in), STR("\r\n\r\n")) == in->len) {
		ssize_t n = read(fd, chunk, sizeof(chunk));
		if (n <= 0)
			return false;
		buf_put(in, (struct str){ chunk, (size_t)n });
	}
	return true;
}

static void send_str(int fd, struct str s)
{
	while (s.len) {
		ssize_t n = send(fd, s.at, s.len, MSG_NOSIGNAL);
		if (n <= 0)
			return;
		s = str_skip(s, (size_t)n);
	}
}

static void send_big(int fd, size_t bytes)
{
	char chunk[1024];

	memset(chunk, 'x', sizeof(chunk));
	for (size_t sent = 0; sent < bytes; sent += sizeof(chunk))
		send_str(fd, (struct str){ chunk, sizeof(chunk) });
}

/* Answers one request; false ends the connection. */
static bool serve_one(struct server *s, int fd, struct str head)
{
	struct str path = str_skip(head, str_find_char(head, '/'));
	struct buf out;
	buf_init(&out, 1 * MIB);

	if (str_starts_with(path, STR("/echo"))) {
		buf_fmt(&out, "HTTP/1.1 200 OK\r\nX-Test:  yes \r\nContent-Length: %zu\r\n\r\n%.*s",
			head.len, STR_ARG(head));
	} else if (str_starts_with(path, STR("/move"))) {
		buf_fmt(&out, "HTTP/1.1 302 Found\r\nLocation: /echo\r\nContent-Length: 0\r\n\r\n");
	} else if (str_starts_with(path, STR("/early"))) {
		buf_fmt(&out, "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
			      "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy");
	} else if (str_starts_with(path, STR("/cut"))) {
		send_str(fd, STR("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nten bytes!"));
		return false;
	} else if (str_starts_with(path, STR("/silent"))) {
		atomic_fetch_add(&s->silenced, 1);
		return false;
	} else if (str_starts_with(path, STR("/big"))) {
		send_str(fd, STR("HTTP/1.1 200 OK\r\nContent-Length: 1048576\r\n\r\n"));
		send_big(fd, 1 * MIB);
	} else if (str_starts_with(path, STR("/hold"))) {
		atomic_fetch_add(&s->holding, 1);
		while (atomic_load(&s->hold))
			usleep(1000);
		atomic_fetch_sub(&s->holding, 1);
		buf_fmt(&out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	}
	send_str(fd, buf_str(&out));
	buf_free(&out);
	return true;
}

struct connection {
	struct server *server;
	int fd;
};

static void *serve_connection(void *arg)
{
	struct connection *c = arg;
	int now = atomic_fetch_add(&c->server->connections, 1) + 1;
	int most = atomic_load(&c->server->most_connections);
	while (now > most &&
	       !atomic_compare_exchange_weak(&c->server->most_connections, &most, now))
		;

	struct buf in;
	buf_init(&in, 1 * MIB);
	while (read_head(c->fd, &in)) {
		size_t head_len = str_find(buf_str(&in), STR("\r\n\r\n")) + 4;
		if (!serve_one(c->server, c->fd, str_sub(buf_str(&in), 0, head_len)))
			break;
		buf_consume(&in, head_len);
	}
	buf_free(&in);
	close(c->fd);
	atomic_fetch_sub(&c->server->connections, 1);
	free(c);
	return NULL;
}

static void *accept_loop(void *arg)
{
	struct server *s = arg;

	for (;;) {
		int fd = accept(s->listener, NULL, NULL);
		if (fd < 0)
			return NULL;
		struct connection *c = malloc(sizeof(*c));
		assert_non_null(c);
		*c = (struct connection){ s, fd };
		pthread_t t;
		assert_int_equal(pthread_create(&t, NULL, serve_connection, c), 0);
		pthread_detach(t);
	}
}

static struct server server;
static struct net *net;

static int start(void **state)
{
	(void)state;
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(address);
	server.listener = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(bind(server.listener, (struct sockaddr *)&address, len), 0);
	assert_int_equal(listen(server.listener, 1024), 0);
	assert_int_equal(getsockname(server.listener, (struct sockaddr *)&address, &len), 0);
	server.port = ntohs(address.sin_port);
	assert_int_equal(pthread_create(&server.thread, NULL, accept_loop, &server), 0);

	struct err err = ERR_INIT;
	const struct net_config config = { .max_host_connections = 4,
					   .connect_timeout_ms = 2000,
					   .user_agent = STR_INIT("simpul-test") };
	check_ok(net_start(&config, &net, &err), &err);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	net = net_stop(net);
	shutdown(server.listener, SHUT_RDWR);
	pthread_join(server.thread, NULL);
	close(server.listener);
	return 0;
}

/* ---- tests ------------------------------------------------------------------------------------
 */

struct call {
	struct arena arena;
	struct net_reply reply;
	struct err err;
	bool ok;
};

static void call_path(struct call *c, const char *path, size_t max_reply_bytes, int64_t timeout_ms)
{
	static const struct net_header headers[] = {
		{ STR_INIT("Authorization"), STR_INIT("Bearer not-a-token") },
	};
	arena_init(&c->arena, 8 * MIB);
	c->err = ERR_INIT;
	struct net_request request = {
		.method = "GET",
		.url = str_fmt(&c->arena, "http://127.0.0.1:%d%s", server.port, path),
		.headers = headers,
		.header_count = COUNT_OF(headers),
		.timeout_ms = timeout_ms,
		.max_reply_bytes = max_reply_bytes,
		.reach = NET_ANYWHERE,
	};
	c->ok = net_fetch(net, &c->arena, &request, &c->reply, &c->err);
}

static void test_replies(void **state)
{
	(void)state;
	static const struct {
		const char *path;
		size_t max_reply_bytes;
		int64_t timeout_ms;
		bool ok;
		int status;
		enum err_code code;
	} rows[] = {
		{ "/echo?a=1", 0, 5000, true, 200, ERR_NONE },
		{ "/move", 0, 5000, true, 302, ERR_NONE }, /* not followed */
		{ "/early", 0, 5000, true, 503, ERR_NONE },
		{ "/cut", 0, 5000, false, 0, ERR_NETWORK },
		{ "/big", 2 * MIB, 5000, true, 200, ERR_NONE },
		{ "/big", 100 * KIB, 5000, false, 0, ERR_NETWORK },
		{ "/hold", 0, 50, false, 0, ERR_NETWORK },
	};
	atomic_store(&server.hold, true);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct call c;
		call_path(&c, rows[i].path, rows[i].max_reply_bytes, rows[i].timeout_ms);
		check_int(rows[i].path, c.ok, rows[i].ok);
		check_int(rows[i].path, c.err.code, rows[i].code);
		if (c.ok)
			check_int(rows[i].path, c.reply.status, rows[i].status);
		arena_free(&c.arena);
	}
	atomic_store(&server.hold, false);
}

/* A part of a file of a stranger's, and only from where everybody may look. */
static void test_parts_of_files(void **state)
{
	static const struct {
		const char *path;
		size_t max_bytes;
		enum net_reach reach;
		bool ok, is_cut;
		enum err_code code;
	} rows[] = {
		{ "/big", 100 * KIB, NET_ANYWHERE, true, true, ERR_NONE },
		{ "/big", 2 * MIB, NET_ANYWHERE, true, false, ERR_NONE },
		{ "/cut", 100 * KIB, NET_ANYWHERE, false, false, ERR_NETWORK },
		{ "/big", 100 * KIB, NET_PUBLIC, false, false, ERR_FORBIDDEN },
		{ "/big", 100 * KIB, NET_PUBLIC_OR_SELF, true, true, ERR_NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		cleanup(arena_free) struct arena a;
		struct net_reply reply = { .status = 0 };
		struct err err = ERR_INIT;
		arena_init(&a, 8 * MIB);
		const struct net_request request = {
			.method = "GET",
			.url = str_fmt(&a, "http://127.0.0.1:%d%s", server.port, rows[i].path),
			.timeout_ms = 5000,
			.max_reply_bytes = rows[i].max_bytes,
			.reach = rows[i].reach,
			.takes_part = true,
		};
		check_int(rows[i].path, net_fetch(net, &a, &request, &reply, &err), rows[i].ok);
		check_int(rows[i].path, err.code, rows[i].code);
		check_int(rows[i].path, reply.is_cut, rows[i].is_cut);
		if (rows[i].is_cut)
			check_int(rows[i].path, (int64_t)reply.body.len,
				  (int64_t)rows[i].max_bytes);
	}
}

static void test_headers_travel_both_ways(void **state)
{
	(void)state;
	struct call c;
	call_path(&c, "/echo", 0, 5000);
	check_ok(c.ok, &c.err);
	check_str("trimmed", net_reply_header(&c.reply, STR("x-test")), STR("yes"));
	check_true("absent", !net_reply_header(&c.reply, STR("x-none")).at);
	check_true("sent",
		   str_contains(c.reply.body, STR("Authorization: Bearer not-a-token\r\n")));
	check_true("agent", str_contains(c.reply.body, STR("User-Agent: simpul-test\r\n")));
	arena_free(&c.arena);

	call_path(&c, "/early", 0, 5000);
	check_true("only the last head", !net_reply_header(&c.reply, STR("X-Early")).at);
	check_str("body", c.reply.body, STR("busy"));
	arena_free(&c.arena);
}

static void test_refused_requests(void **state)
{
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	static const struct net_header broken[] = { { STR_INIT("X"), STR_INIT("a\r\nEvil: 1") } };
	static const struct {
		const char *name;
		struct net_request request;
	} rows[] = {
		{ "file", { .method = "GET", .url = STR_INIT("file:///etc/passwd") } },
		{ "no url", { .method = "GET", .url = STR_INIT("") } },
		{ "NUL in url",
		  { .method = "GET", .url = STR_INIT("http://127.0.0.1\0.example/") } },
		{ "header break",
		  { .method = "GET",
		    .url = STR_INIT("http://127.0.0.1:9/"),
		    .headers = broken,
		    .header_count = 1 } },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct err err = ERR_INIT;
		struct net_reply reply;
		struct net_request request = rows[i].request;
		request.timeout_ms = 2000;
		request.reach = NET_ANYWHERE;
		check_true(rows[i].name, !net_fetch(net, &a, &request, &reply, &err));
		check_true(rows[i].name, err.code != ERR_NONE);
	}
}

static void test_post_body(void **state)
{
	(void)state;
	cleanup(arena_free) struct arena a;
	arena_init(&a, 1 * MIB);
	struct err err = ERR_INIT;
	struct net_reply reply;
	struct net_request request = {
		.method = "POST",
		.url = str_fmt(&a, "http://127.0.0.1:%d/echo", server.port),
		.body = STR(""),
		.timeout_ms = 5000,
		.reach = NET_ANYWHERE,
	};
	check_ok(net_fetch(net, &a, &request, &reply, &err), &err);
	check_true("empty body is stated", str_contains(reply.body, STR("Content-Length: 0\r\n")));
	check_true("method", str_starts_with(reply.body, STR("POST /echo")));
}

static void *many_calls(void *arg)
{
	(void)arg;
	for (int i = 0; i < 10; i++) {
		struct call c;
		call_path(&c, "/echo", 0, 20000);
		check_ok(c.ok, &c.err);
		arena_free(&c.arena);
	}
	return NULL;
}

/* The server reads it, and hangs up, on a connection that has carried an exchange before. */
static void test_once_is_once(void **state)
{
	struct call before;
	(void)state;

	for (int i = 0; i < 4; i++) {
		struct net_reply reply;
		call_path(&before, "/echo", 8192, 2000);
		check_ok(before.ok, &before.err);
		const struct net_request request = {
			.method = "POST",
			.url = str_fmt(&before.arena, "http://127.0.0.1:%d/silent", server.port),
			.body = STR("caption=x"),
			.timeout_ms = 2000,
			.max_reply_bytes = 8192,
			.is_once = true,
			.reach = NET_ANYWHERE,
		};
		check_true("no answer",
			   !net_fetch(net, &before.arena, &request, &reply, &before.err));
		check_int("code", before.err.code, ERR_NETWORK);
		check_int("arrived", atomic_load(&server.silenced), i + 1);
		arena_free(&before.arena);
	}
}

static void test_many_callers_share_few_connections(void **state)
{
	(void)state;
	pthread_t threads[40];

	atomic_store(&server.most_connections, 0);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, many_calls, NULL), 0);
	for (size_t i = 0; i < COUNT_OF(threads); i++)
		pthread_join(threads[i], NULL);
	/* A connection being closed may overlap with its successor by a moment. */
	assert_in_range(atomic_load(&server.most_connections), 0, 6);
}

static void *held_call(void *arg)
{
	call_path(arg, "/hold", 0, 30000);
	return NULL;
}

static void test_stop_cancels(void **state)
{
	(void)state;
	struct call c;
	pthread_t t;

	while (atomic_load(&server.holding)) /* left over from the time-out test */
		usleep(1000);
	atomic_store(&server.hold, true);
	assert_int_equal(pthread_create(&t, NULL, held_call, &c), 0);
	while (!atomic_load(&server.holding))
		usleep(1000);
	net = net_stop(net);
	pthread_join(t, NULL);
	atomic_store(&server.hold, false);
	check_true("cancelled", !c.ok);
	check_int("code", c.err.code, ERR_CANCELLED);
	arena_free(&c.arena);
}

static bool yes(void *ctx)
{
	return *(bool *)ctx;
}

/* Who holds what everybody waits for is told so, before anything is sent. */
static void test_whoever_must_not_wait(void **state)
{
	cleanup(net_stopp) struct net *strict = NULL;
	cleanup(arena_free) struct arena a;
	bool is_writing = true;
	const struct net_config config = { .must_not_wait = yes, .must_not_wait_ctx = &is_writing };
	const struct net_request request = { .method = "GET", .url = STR("http://127.0.0.1:9/") };
	struct net_reply reply;
	struct err err = ERR_INIT, later = ERR_INIT;

	(void)state;
	arena_init(&a, MIB);
	check_ok(net_start(&config, &strict, &err), &err);
	check_true("not sent", !net_fetch(strict, &a, &request, &reply, &err));
	check_int("a mistake of ours", err.code, ERR_INTERNAL);
	is_writing = false;
	check_true("nobody listens", !net_fetch(strict, &a, &request, &reply, &later));
	check_int("sent", later.code, ERR_NETWORK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replies),
		cmocka_unit_test(test_parts_of_files),
		cmocka_unit_test(test_headers_travel_both_ways),
		cmocka_unit_test(test_refused_requests),
		cmocka_unit_test(test_post_body),
		cmocka_unit_test(test_once_is_once),
		cmocka_unit_test(test_many_callers_share_few_connections),
		cmocka_unit_test(test_whoever_must_not_wait),
		cmocka_unit_test(test_stop_cancels),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
