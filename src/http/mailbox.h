/*
 * How other threads tell an event loop something: a list that grows without a lock and an eventfd
 * that is written only when the loop sleeps. Nothing is copied: a `struct mail` is embedded in what
 * it is about and is in one mailbox at most.
 *
 * Reference-counted, because a ticket may be resumed after its server has gone: the mailbox then
 * only takes it in and ends it.
 */
#ifndef HTTP_MAILBOX_H
#define HTTP_MAILBOX_H

#include <stdatomic.h>
#include <stdbool.h>

enum mail_kind {
	MAIL_CALL,   /* a handler has returned: struct call */
	MAIL_STREAM, /* a stream has bytes: struct stream */
	MAIL_TICKET, /* a suspended request goes on: struct ticket */
};

struct mail {
	struct mail *next;
	enum mail_kind kind;
};

struct mailbox {
	_Atomic(struct mail *) newest;
	atomic_bool is_asleep;
	atomic_uint refs;
	int event_fd;                    /* readable when there is mail and the loop slept */
	void (*drop)(struct mail *mail); /* ends mail that comes after the last reader */
};

/* NULL when there is no eventfd to be had (errno says why). */
struct mailbox *mailbox_new(void (*drop)(struct mail *mail));
struct mailbox *mailbox_ref(struct mailbox *box);
void mailbox_unref(struct mailbox *box);

/* From any thread. */
void mailbox_post(struct mailbox *box, struct mail *mail);
/* From any thread: makes the loop look up without any mail. */
void mailbox_wake(struct mailbox *box);

/* The loop's side. True: sleep; false: there is mail, do not. */
bool mailbox_before_sleep(struct mailbox *box);
void mailbox_after_sleep(struct mailbox *box);
void mailbox_clear_event(struct mailbox *box);
/* Everything that has come, oldest first. */
struct mail *mailbox_take(struct mailbox *box);

#endif
