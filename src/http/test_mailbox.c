/* Many threads post, one reads and sleeps in between: nothing is lost, and nobody sleeps on mail.
 */
#include "http/mailbox.h"

#include <poll.h>
#include <pthread.h>

#include "base/test.h"

#define THREADS 4
#define LETTERS 5000

struct letter {
	struct mail mail;
	int from;
	int number;
};

struct poster {
	struct mailbox *box;
	struct letter *letters;
	pthread_t thread;
};

static void *post_all(void *arg)
{
	struct poster *p = arg;
	for (int i = 0; i < LETTERS; i++)
		mailbox_post(p->box, &p->letters[i].mail);
	return NULL;
}

static void nothing_to_drop(struct mail *mail)
{
	(void)mail;
	fail();
}

static void sleep_until_mail(struct mailbox *box)
{
	struct pollfd fd = { .fd = box->event_fd, .events = POLLIN };

	if (mailbox_before_sleep(box)) {
		assert_int_equal(poll(&fd, 1, 10000), 1);
		mailbox_clear_event(box);
	}
	mailbox_after_sleep(box);
}

static void test_threads(void **state)
{
	(void)state;
	struct mailbox *box = mailbox_new(nothing_to_drop);
	struct letter *letters = calloc(THREADS * LETTERS, sizeof(*letters));
	struct poster posters[THREADS];
	int next[THREADS] = { 0 };
	int seen = 0;

	for (int i = 0; i < THREADS; i++) {
		posters[i] = (struct poster){ .box = box, .letters = letters + i * LETTERS };
		for (int k = 0; k < LETTERS; k++)
			posters[i].letters[k] = (struct letter){ .from = i, .number = k };
		assert_int_equal(pthread_create(&posters[i].thread, NULL, post_all, &posters[i]),
				 0);
	}
	while (seen < THREADS * LETTERS) {
		sleep_until_mail(box);
		for (struct mail *m = mailbox_take(box); m; m = m->next, seen++) {
			struct letter *letter = (struct letter *)(void *)m;
			assert_int_equal(letter->number, next[letter->from]++);
		}
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(posters[i].thread, NULL);
	mailbox_unref(box);
	free(letters);
}

static void count_drop(struct mail *mail)
{
	((struct letter *)(void *)mail)->number++;
}

static void test_late_mail(void **state)
{
	(void)state;
	struct mailbox *box = mailbox_new(count_drop);
	struct letter letter = { .number = 0 };

	mailbox_ref(box);
	mailbox_unref(box); /* the loop's */
	mailbox_post(box, &letter.mail);
	check_int("still held", letter.number, 0);
	mailbox_unref(box); /* the ticket's */
	check_int("dropped once", letter.number, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_late_mail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
