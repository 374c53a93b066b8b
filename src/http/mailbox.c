#include "http/mailbox.h"

#include <stdint.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct mailbox *mailbox_new(void (*drop)(struct mail *mail))
{
	int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	if (fd < 0)
		return NULL;
	struct mailbox *box = calloc(1, sizeof(*box));
	if (!box)
		abort(); /* the policy of arena.h */
	box->event_fd = fd;
	box->drop = drop;
	atomic_init(&box->refs, 1);
	return box;
}

struct mailbox *mailbox_ref(struct mailbox *box)
{
	atomic_fetch_add(&box->refs, 1);
	return box;
}

void mailbox_unref(struct mailbox *box)
{
	if (!box || atomic_fetch_sub(&box->refs, 1) > 1)
		return;
	for (struct mail *m = mailbox_take(box); m;) {
		struct mail *next = m->next;
		box->drop(m);
		m = next;
	}
	close(box->event_fd);
	free(box);
}

void mailbox_wake(struct mailbox *box)
{
	uint64_t one = 1;
	/* It can only fail by being full, and then the loop wakes anyway. */
	ssize_t ignored = write(box->event_fd, &one, sizeof(one));
	(void)ignored;
}

/*
 * The loop says that it sleeps and then looks for mail; we put mail in and then look whether it
 * sleeps. All four are sequentially consistent, so one of us sees the other.
 */
void mailbox_post(struct mailbox *box, struct mail *mail)
{
	struct mail *newest = atomic_load(&box->newest);
	do {
		mail->next = newest;
	} while (!atomic_compare_exchange_weak(&box->newest, &newest, mail));
	if (atomic_exchange(&box->is_asleep, false))
		mailbox_wake(box);
}

bool mailbox_before_sleep(struct mailbox *box)
{
	atomic_store(&box->is_asleep, true);
	if (!atomic_load(&box->newest))
		return true;
	atomic_store(&box->is_asleep, false);
	return false;
}

void mailbox_after_sleep(struct mailbox *box)
{
	atomic_store_explicit(&box->is_asleep, false, memory_order_relaxed);
}

void mailbox_clear_event(struct mailbox *box)
{
	uint64_t count;
	ssize_t ignored = read(box->event_fd, &count, sizeof(count));
	(void)ignored;
}

struct mail *mailbox_take(struct mailbox *box)
{
	struct mail *oldest = NULL;
	struct mail *m = NULL;

	if (atomic_load_explicit(&box->newest, memory_order_relaxed))
		m = atomic_exchange(&box->newest, NULL);
	while (m) {
		struct mail *next = m->next;
		m->next = oldest;
		oldest = m;
		m = next;
	}
	return oldest;
}
