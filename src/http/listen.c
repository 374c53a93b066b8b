#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/limits.h"

union address {
	struct sockaddr any;
	struct sockaddr_in in4;
	struct sockaddr_in6 in6;
};

static bool parse_address(struct str text, uint16_t port, union address *ret, socklen_t *ret_size,
			  struct err *err)
{
	char z[INET6_ADDRSTRLEN] = "";

	if (text.len < sizeof(z))
		memcpy(z, text.at, text.len);
	*ret = (union address){ .in6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) } };
	*ret_size = sizeof(ret->in6);
	if (inet_pton(AF_INET6, z, &ret->in6.sin6_addr) == 1)
		return true;
	*ret = (union address){ .in4 = { .sin_family = AF_INET, .sin_port = htons(port) } };
	*ret_size = sizeof(ret->in4);
	if (inet_pton(AF_INET, z, &ret->in4.sin_addr) == 1)
		return true;
	return err_field(err, "bind_address",
			 "\"%.*s\" is not an IP address to listen on, like 127.0.0.1 or ::1.",
			 STR_ARG(text));
}

/* What accepted sockets inherit from the listening one. */
static const struct {
	int level;
	int name;
	int value;
} socket_options[] = {
	{ SOL_SOCKET, SO_REUSEADDR, 1 },
	{ IPPROTO_TCP, TCP_NODELAY, 1 },
	/*
	 * Room is reported when this little waits unsent, so a slow reader is seen to read in small
	 * steps, and holds little of the kernel's memory.
	 */
	{ IPPROTO_TCP, TCP_NOTSENT_LOWAT, 64 * KIB },
};

static bool set_options(int fd, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(socket_options); i++) {
		int value = socket_options[i].value;
		if (setsockopt(fd, socket_options[i].level, socket_options[i].name, &value,
			       sizeof(value)) < 0)
			return err_errno(err, ERR_INTERNAL, errno, "setsockopt");
	}
	return true;
}

static bool cannot_listen(int port, int errnum, struct err *err)
{
	err_errno(err, ERR_CONFIG, errnum, "listening on port %d", port);
	if (errnum == EADDRINUSE)
		err_say(err,
			"Port %d is in use by another program. Stop it or choose another port.",
			port);
	return false;
}

/* `is_shared`: listening, together with other sockets of ours on that port. */
static bool bind_one(const union address *address, socklen_t size, bool is_shared, int *ret,
		     struct err *err)
{
	int shared = is_shared;
	cleanup(fd_closep) int fd =
		socket(address->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return err_errno(err, ERR_INTERNAL, errno, "socket");
	if (!set_options(fd, err))
		return false;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &shared, sizeof(shared)) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "setsockopt");
	if (bind(fd, &address->any, size) < 0 || (is_shared && listen(fd, SOMAXCONN) < 0))
		return cannot_listen(ntohs(address->in4.sin_port), errno, err);
	*ret = fd;
	fd = -1;
	return true;
}

/* With SO_REUSEPORT a second server on our port would silently get half of the connections. */
static bool is_port_free(const union address *address, socklen_t size, struct err *err)
{
	cleanup(fd_closep) int fd = -1;
	return address->in4.sin_port == 0 || bind_one(address, size, false, &fd, err);
}

/* Port 0 becomes the one the kernel has picked. */
static bool learn_port(int fd, union address *address, struct err *err)
{
	union address bound;
	socklen_t size = sizeof(bound);

	if (getsockname(fd, &bound.any, &size) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "getsockname");
	address->in4.sin_port = bound.in4.sin_port; /* at the same place for IPv6 */
	return true;
}

bool listen_open(struct str address, uint16_t port, unsigned count, int *ret_fds,
		 uint16_t *ret_port, struct err *err)
{
	union address where;
	socklen_t size;
	unsigned opened = 0;

	if (!parse_address(address, port, &where, &size, err) || !is_port_free(&where, size, err))
		return false;
	while (opened < count) {
		if (!bind_one(&where, size, true, &ret_fds[opened], err))
			break;
		opened++;
		if (!learn_port(ret_fds[opened - 1], &where, err))
			break;
	}
	if (opened == count) {
		*ret_port = ntohs(where.in4.sin_port);
		return true;
	}
	while (opened > 0)
		close(ret_fds[--opened]);
	return false;
}
