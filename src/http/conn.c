#include "http/conn.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "http/stream.h"

/* Steps of one connection in one turn, before others get theirs: about this many requests. */
#define STEPS_PER_TURN (4 * LIMIT_HTTP_PIPELINE)

static void address_text(const struct sockaddr_storage *address, char text[INET6_ADDRSTRLEN])
{
	const void *binary = &((const struct sockaddr_in *)address)->sin_addr;
	int family = AF_INET;

	if (address->ss_family == AF_INET6) {
		const struct in6_addr *in6 = &((const struct sockaddr_in6 *)address)->sin6_addr;
		bool is_v4 = IN6_IS_ADDR_V4MAPPED(in6);
		family = is_v4 ? AF_INET : AF_INET6;
		binary = in6->s6_addr + (is_v4 ? 12 : 0);
	}
	if (!inet_ntop(family, binary, text, INET6_ADDRSTRLEN))
		text[0] = '\0';
}

static bool is_loopback(const char *address)
{
	struct str text = str_of(address);
	return str_starts_with(text, STR("127.")) || str_eq(text, STR("::1"));
}

/* A proxy on this machine speaks for many people, so it is not counted as one address. */
static bool enter_peers(struct conn *c, const struct sockaddr_storage *address)
{
	c->is_proxy = conn_config(c)->trust_forwarded && is_loopback(c->address);
	if (c->is_proxy)
		return true;
	c->peer = peers_enter(c->loop->shared->peers, address);
	return c->peer != NULL;
}

static bool enter_total(struct loop *l)
{
	struct shared *s = l->shared;
	if (atomic_fetch_add(&s->connections, 1) < s->config.max_connections)
		return true;
	if (conn_evict_oldest_idle(l))
		return true;
	atomic_fetch_sub(&s->connections, 1);
	return false;
}

/* Best effort: whatever fits the socket at once. */
static void turn_away(struct loop *l, int fd)
{
	static const char answer[] = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n"
				     "Retry-After: 1\r\nConnection: close\r\n\r\n";
	ssize_t ignored = send(fd, answer, sizeof(answer) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	(void)ignored;
	close(fd);
	loop_count(&l->stats.connections_refused, 1);
}

static void link_conn(struct conn *c)
{
	struct loop *l = c->loop;
	c->next = l->conns;
	c->at = &l->conns;
	if (c->next)
		c->next->at = &c->next;
	l->conns = c;
}

void conn_open(struct loop *l, int fd, const struct sockaddr_storage *address)
{
	if (!enter_total(l)) {
		turn_away(l, fd);
		return;
	}
	struct conn *c = calloc(1, sizeof(*c));
	if (!c)
		abort(); /* the policy of arena.h */
	c->loop = l;
	c->fd = fd;
	c->is_fresh = true;
	c->can_write = true;
	buf_init(&c->in, CONN_IN_MAX_BYTES);
	buf_init(&c->out, CONN_OUT_MAX_BYTES);
	address_text(address, c->address);
	/* Edge-triggered and for good: no further system call whatever we wait for. */
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
				     .data.ptr = c };
	if (!enter_peers(c, address) || epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) {
		if (c->peer)
			peers_leave(l->shared->peers, c->peer);
		atomic_fetch_sub(&l->shared->connections, 1);
		turn_away(l, fd);
		free(c);
		return;
	}
	link_conn(c);
	loop_count(&l->stats.connections_total, 1);
	/* The request is usually there already; this also starts the idle deadline. */
	c->can_read = true;
	conn_advance(c);
}

/* ---- idle connections, in the order in which they became idle ------------------------------- */

static void idle_add(struct conn *c)
{
	struct loop *l = c->loop;
	c->is_idle = true;
	c->idle_newer = NULL;
	c->idle_older = l->newest_idle;
	if (c->idle_older)
		c->idle_older->idle_newer = c;
	else
		l->oldest_idle = c;
	l->newest_idle = c;
}

static void idle_remove(struct conn *c)
{
	struct loop *l = c->loop;
	c->is_idle = false;
	if (c->idle_older)
		c->idle_older->idle_newer = c->idle_newer;
	else
		l->oldest_idle = c->idle_newer;
	if (c->idle_newer)
		c->idle_newer->idle_older = c->idle_older;
	else
		l->newest_idle = c->idle_older;
}

bool conn_evict_oldest_idle(struct loop *l)
{
	if (!l->oldest_idle)
		return false;
	conn_close(l->oldest_idle);
	return true;
}

void conn_drain_idle(struct conn *c)
{
	if (c->state == CONN_HEAD && !c->call)
		conn_advance(c); /* a request may have come in this very moment */
}

/* ---- closing -------------------------------------------------------------------------------- */

static void let_go_of_call(struct conn *c)
{
	struct call *call = c->call;
	bool is_suspended = c->state == CONN_SUSPENDED;

	c->call = NULL;
	if (!call)
		return;
	if (c->state == CONN_STREAMING)
		stream_cut(call->stream);
	if (call->is_lent || is_suspended) {
		call_detach(call, 499);
		return;
	}
	if (call->is_midway) {
		call_cut(call, 499);
		return;
	}
	call->status = 499;
	call_end(call);
}

void conn_close(struct conn *c)
{
	struct loop *l = c->loop;
	if (c->state == CONN_CLOSED)
		return;
	let_go_of_call(c);
	c->state = CONN_CLOSED;
	timer_clear(&c->timer);
	if (c->is_idle)
		idle_remove(c);
	*c->at = c->next;
	if (c->next)
		c->next->at = c->at;
	close(c->fd);
	if (c->peer)
		peers_leave(l->shared->peers, c->peer);
	atomic_fetch_sub(&l->shared->connections, 1);
	loop_buf_give(l, &c->in);
	loop_buf_give(l, &c->out);
	/* One that is queued to be looked at again is found closed, and dies then. */
	if (c->is_queued)
		return;
	c->next_queued = l->dead;
	l->dead = c;
}

void conn_free(struct conn *c)
{
	free(c);
}

/* ---- what moves a connection on ------------------------------------------------------------- */

static bool step_closed(struct conn *c)
{
	(void)c;
	return false;
}

static bool (*const steps[])(struct conn *c) = {
	[CONN_HEAD] = conn_step_head,           [CONN_BODY] = conn_step_body,
	[CONN_RUNNING] = conn_step_running,     [CONN_SUSPENDED] = conn_step_suspended,
	[CONN_STREAMING] = conn_step_streaming, [CONN_ANSWERING] = conn_step_answering,
	[CONN_LINGERING] = conn_step_lingering, [CONN_CLOSED] = step_closed,
};
_Static_assert(COUNT_OF(steps) == CONN_STATE_COUNT, "a step for every state");

void conn_advance(struct conn *c)
{
	struct loop *l = c->loop;

	if (c->is_idle)
		idle_remove(c);
	for (unsigned i = 0; steps[c->state](c); i++) {
		if (i < STEPS_PER_TURN || c->is_queued)
			continue;
		c->is_queued = true;
		c->next_queued = l->again;
		l->again = c;
		break;
	}
	if (c->state == CONN_HEAD && !c->call)
		idle_add(c);
}

void conn_on_event(struct conn *c, uint32_t epoll_events)
{
	if (c->state == CONN_CLOSED)
		return;
	/* Reset by the client, or closed in both directions: nobody is there to be answered. */
	if (epoll_events & (EPOLLERR | EPOLLHUP)) {
		conn_close(c);
		return;
	}
	if (epoll_events & EPOLLRDHUP)
		c->has_fin = true;
	if (epoll_events & (EPOLLIN | EPOLLRDHUP))
		c->can_read = true;
	if (epoll_events & EPOLLOUT)
		c->can_write = true;
	conn_advance(c);
}

void conn_on_timeout(struct conn *c)
{
	bool is_reading = c->state == CONN_HEAD || c->state == CONN_BODY;

	if (is_reading && c->call && !c->is_blocked)
		conn_refuse(c, 408, "the request came too slowly", true);
	else if (c->state == CONN_SUSPENDED)
		call_wait_ended(c->call);
	else
		conn_close(c);
	conn_advance(c);
}
