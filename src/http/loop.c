#include "http/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/conn.h"
#include "http/stream.h"
#include "http/thread.h"
#include "http/ticket.h"

#define EVENTS_PER_TURN 128
#define ACCEPTS_PER_TURN 128
/* At a graceful stop, how long a connection that never sent anything may still begin. */
#define FRESH_GRACE_MS 250
/* A buffer that grew larger is not worth keeping. */
#define SPARE_BUF_BYTES (16 * KIB)

/* ---- what connections borrow ---------------------------------------------------------------- */

struct str loop_date(struct loop *l)
{
	if (l->now_ms >= l->date_until_ms) {
		int64_t wall_ms = clock_now_ms(clock_system());
		arena_reset(&l->date_arena);
		l->date = http_date_text(&l->date_arena, wall_ms / 1000);
		l->date_until_ms = l->now_ms + 1000 - wall_ms % 1000;
	}
	return l->date;
}

void loop_buf_take(struct loop *l, struct buf *b)
{
	if (b->at || l->spare_buf_count == 0)
		return;
	const struct buf *spare = &l->spare_bufs[--l->spare_buf_count];
	b->at = spare->at;
	b->cap = spare->cap;
}

void loop_buf_give(struct loop *l, struct buf *b)
{
	bool is_worth_it = b->at && b->cap <= SPARE_BUF_BYTES;

	if (!is_worth_it || l->spare_buf_count == LOOP_SPARE_MAX) {
		buf_free(b);
		return;
	}
	l->spare_bufs[l->spare_buf_count++] = *b;
	*b = (struct buf){ .max_bytes = b->max_bytes };
}

/* ---- accepting ------------------------------------------------------------------------------ */

static int open_spare(void)
{
	return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

/*
 * Out of descriptors: the waiting connection would wake us for ever, so it is accepted with the
 * spare descriptor and closed.
 */
static void accept_and_drop(struct loop *l)
{
	close(l->spare_fd);
	int fd = accept4(l->listen_fd, NULL, NULL, SOCK_CLOEXEC);
	if (fd >= 0)
		close(fd);
	l->spare_fd = open_spare();
	loop_count(&l->stats.connections_refused, 1);
}

/* False when nobody is waiting, or nobody can be let in now. */
static bool accept_one(struct loop *l)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof(address);
	int fd = accept4(l->listen_fd, (struct sockaddr *)&address, &size,
			 SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd >= 0) {
		conn_open(l, fd, &address);
		return true;
	}
	if (errno == EMFILE || errno == ENFILE) {
		accept_and_drop(l);
		return false;
	}
	return errno == ECONNABORTED || errno == EINTR;
}

static void accept_some(struct loop *l)
{
	for (unsigned i = 0; l->listen_fd >= 0 && i < ACCEPTS_PER_TURN; i++) {
		if (!accept_one(l))
			return;
	}
}

/* ---- a turn --------------------------------------------------------------------------------- */

static void handle_events(struct loop *l, const struct epoll_event *events, int count)
{
	for (int i = 0; i < count; i++) {
		void *what = events[i].data.ptr;
		if (what == l)
			accept_some(l);
		else if (what == l->mailbox)
			mailbox_clear_event(l->mailbox);
		else
			conn_on_event(what, events[i].events);
	}
}

static void handle_mail(struct loop *l)
{
	for (struct mail *m = mailbox_take(l->mailbox); m;) {
		struct mail *next = m->next;
		switch (m->kind) {
		case MAIL_CALL:
			call_returned(CONTAINER_OF(m, struct call, mail));
			break;
		case MAIL_STREAM:
			call_stream_told(CONTAINER_OF(m, struct stream, mail));
			break;
		case MAIL_TICKET:
			call_resumed(CONTAINER_OF(m, struct ticket, mail));
			break;
		}
		m = next;
	}
}

/* A ticket that comes back after its loop has gone: only now nobody writes to its call any more. */
static void drop_late_ticket(struct mail *m)
{
	struct ticket *t = CONTAINER_OF(m, struct ticket, mail);
	call_free(t->call);
	ticket_free(t);
}

static void handle_timers(struct loop *l)
{
	for (struct timer *t = wheel_expired(&l->wheel, l->now_ms); t;
	     t = wheel_expired(&l->wheel, l->now_ms))
		conn_on_timeout(CONTAINER_OF(t, struct conn, timer));
}

static void handle_again(struct loop *l)
{
	struct conn *c = l->again;

	l->again = NULL;
	while (c) {
		struct conn *next = c->next_queued;
		c->is_queued = false;
		if (c->state == CONN_CLOSED) {
			c->next_queued = l->dead;
			l->dead = c;
		} else {
			conn_advance(c);
		}
		c = next;
	}
}

static void bury_dead(struct loop *l)
{
	while (l->dead) {
		struct conn *c = l->dead;
		l->dead = c->next_queued;
		conn_free(c);
	}
}

static void hand_over(struct loop *l)
{
	for (unsigned lane = 0; lane < HTTP_LANE_COUNT; lane++) {
		if (l->batches[lane].count > 0)
			pool_push(l->shared->pools[lane], &l->batches[lane]);
	}
}

/* -1: for ever */
static int sleep_ms(const struct loop *l)
{
	int64_t now_ms = monotonic_ms();
	int ms = wheel_sleep_ms(&l->wheel, now_ms);
	if (!l->is_draining)
		return ms;
	int64_t left = l->drain_until_ms > now_ms ? l->drain_until_ms - now_ms : 0;
	return ms < 0 || ms > left ? (int)left : ms;
}

static void turn(struct loop *l)
{
	struct epoll_event events[EVENTS_PER_TURN];
	bool may_sleep = !l->again && mailbox_before_sleep(l->mailbox);

	int count = epoll_wait(l->epoll_fd, events, EVENTS_PER_TURN, may_sleep ? sleep_ms(l) : 0);
	mailbox_after_sleep(l->mailbox);
	l->now_ms = monotonic_ms();
	handle_events(l, events, count);
	handle_mail(l);
	handle_again(l);
	handle_timers(l);
	hand_over(l);
	bury_dead(l);
}

/* ---- life ----------------------------------------------------------------------------------- */

static void stop_listening(struct loop *l)
{
	if (l->listen_fd < 0)
		return;
	epoll_ctl(l->epoll_fd, EPOLL_CTL_DEL, l->listen_fd, NULL);
	close(l->listen_fd);
	l->listen_fd = -1;
}

/* Whoever the kernel has let in already is served: closing the socket would reset them. */
static void start_draining(struct loop *l)
{
	l->is_draining = true;
	l->drain_until_ms = l->now_ms + l->shared->config.drain_ms;
	l->fresh_until_ms = l->now_ms + FRESH_GRACE_MS;
	while (accept_one(l)) {
	}
	stop_listening(l);
	for (struct conn *c = l->conns, *next; c; c = next) {
		next = c->next;
		conn_drain_idle(c);
	}
	hand_over(l);
}

static void drain(struct loop *l)
{
	while (l->conns && l->now_ms < l->drain_until_ms)
		turn(l);
	while (l->conns)
		conn_close(l->conns);
	bury_dead(l);
}

static void *loop_main(void *arg)
{
	struct loop *l = arg;

	while (!atomic_load_explicit(&l->must_stop, memory_order_acquire))
		turn(l);
	start_draining(l);
	drain(l);
	return NULL;
}

static bool watch(struct loop *l, int fd, void *tag, struct err *err)
{
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = tag };

	if (epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0)
		return true;
	return err_errno(err, ERR_INTERNAL, errno, "epoll_ctl");
}

static void loop_freep(struct loop **l)
{
	*l = loop_free(*l);
}

bool loop_new(struct shared *shared, int listen_fd, struct loop **ret, struct err *err)
{
	cleanup(loop_freep) struct loop *l = calloc(1, sizeof(*l));
	if (!l)
		abort(); /* the policy of arena.h */
	l->shared = shared;
	l->listen_fd = listen_fd;
	l->spare_fd = open_spare();
	l->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	l->mailbox = mailbox_new(drop_late_ticket);
	l->now_ms = monotonic_ms();
	wheel_init(&l->wheel, l->now_ms);
	arena_init(&l->date_arena, 64 * KIB);
	rng_bytes(rng_system(), &l->ids.state, sizeof(l->ids.state));
	if (l->epoll_fd < 0 || !l->mailbox)
		return err_errno(err, ERR_INTERNAL, errno, "creating an event loop");
	if (!watch(l, listen_fd, l, err) || !watch(l, l->mailbox->event_fd, l->mailbox, err))
		return false;
	*ret = TAKE(l);
	return true;
}

bool loop_start(struct loop *l, struct err *err)
{
	return thread_start(&l->thread, loop_main, l, err);
}

void loop_stop(struct loop *l)
{
	atomic_store_explicit(&l->must_stop, true, memory_order_release);
	mailbox_wake(l->mailbox);
}

/* Mail that came too late to be read. Calls and streams are found among the live calls. */
static void discard_mail(struct loop *l)
{
	for (struct mail *m = mailbox_take(l->mailbox); m;) {
		struct mail *next = m->next;
		if (m->kind == MAIL_TICKET)
			CONTAINER_OF(m, struct ticket, mail)->is_resumed = true;
		m = next;
	}
}

/* Those whose ticket is still out stay until it comes back: drop_late_ticket. */
static void end_live_calls(struct loop *l)
{
	for (struct call *call = l->live_calls, *next; call; call = next) {
		struct ticket *t = call->x.ticket ? ticket_of(call->x.ticket) : NULL;
		next = call->next;
		if (t && !t->is_resumed)
			continue;
		if (t)
			ticket_free(t);
		call->status = call->status ? call->status : 499;
		call_end(call);
	}
}

struct loop *loop_free(struct loop *l)
{
	if (!l)
		return NULL;
	if (l->mailbox)
		discard_mail(l);
	end_live_calls(l);
	while (l->spare_calls) {
		struct call *call = l->spare_calls;
		l->spare_calls = call->next;
		call_free(call);
	}
	while (l->spare_buf_count > 0)
		buf_free(&l->spare_bufs[--l->spare_buf_count]);
	mailbox_unref(l->mailbox);
	arena_free(&l->date_arena);
	fd_closep(&l->listen_fd);
	fd_closep(&l->spare_fd);
	fd_closep(&l->epoll_fd);
	free(l);
	return NULL;
}
