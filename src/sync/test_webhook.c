/* Deliveries as Meta may send them: stored whole or not at all, each event once. */
#include "jobs/jobs.h"
#include "store/meta_events.h"
#include "store/test_store.h"
#include "sync/webhook.h"

static const struct {
	const char *label, *body;
	enum err_code code;
	int64_t events, repeated;
} cases[] = {
	{ "one comment",
	  "{\"object\":\"instagram\",\"entry\":[{\"id\":\"1\",\"time\":5,\"changes\":[{\"field\":"
	  "\"comments\",\"value\":{\"id\":\"9\",\"text\":\"a\"}}]}]}",
	  ERR_NONE, 1, 0 },
	{ "the same again, later and written otherwise",
	  "{\"entry\":[{\"time\":99,\"id\":\"1\",\"changes\":[{\"value\":{\"id\":\"9\",\"text\":"
	  "\"\\u0061\"},\"field\":\"comments\"}]}],\"object\":\"instagram\"}",
	  ERR_NONE, 1, 1 },
	{ "another text is another event",
	  "{\"object\":\"instagram\",\"entry\":[{\"id\":\"1\",\"time\":5,\"changes\":[{\"field\":"
	  "\"comments\",\"value\":{\"id\":\"9\",\"text\":\"b\"}}]}]}",
	  ERR_NONE, 1, 0 },
	{ "two entries, three changes",
	  "{\"object\":\"instagram\",\"entry\":[{\"id\":\"1\",\"time\":5,\"changes\":[{\"field\":"
	  "\"x\","
	  "\"value\":1},{\"field\":\"x\",\"value\":2}]},{\"id\":\"2\",\"changes\":[{\"field\":"
	  "\"x\","
	  "\"value\":1}]}]}",
	  ERR_NONE, 3, 0 },
	{ "a value that is missing",
	  "{\"object\":\"page\",\"entry\":[{\"id\":\"1\",\"changes\":[{\"field\":\"feed\"}]}]}",
	  ERR_NONE, 1, 0 },
	{ "no JSON", "{", ERR_BAD_REQUEST, 0, 0 },
	{ "no entry", "{\"object\":\"page\",\"entry\":[]}", ERR_BAD_REQUEST, 0, 0 },
	{ "the second change has no field: nothing is stored",
	  "{\"object\":\"page\",\"entry\":[{\"id\":\"7\",\"changes\":[{\"field\":\"feed\","
	  "\"value\":1},"
	  "{\"value\":1}]}]}",
	  ERR_BAD_REQUEST, 0, 0 },
};

static void count_waiting(struct fixture *f, struct db_tx *tx)
{
	struct webhook_events waiting;

	check_ok(webhook_events_waiting(tx, &f->a, 100, &waiting, &f->err), &f->err);
	check_int("waiting", (int64_t)waiting.count, 6);
}

static void deliveries(void **state)
{
	struct fixture *f = *state;
	const struct jobs_config jobs_config = { f->store, &f->clock, rng_system() };
	struct jobs *jobs;
	struct sync *sync;

	check_ok(jobs_new(&jobs_config, &jobs, &f->err), &f->err);
	const struct sync_config config = { .store = f->store, .jobs = jobs, .clock = &f->clock };
	check_ok(sync_new(&config, &sync, &f->err), &f->err);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct webhook_receipt receipt = { 0 };
		struct err err = ERR_INIT;
		bool ok = webhook_accept(sync, &f->a, str_of(cases[i].body), NOW_S, &receipt, &err);

		if (ok != (cases[i].code == ERR_NONE) || err.code != cases[i].code ||
		    receipt.events != cases[i].events || receipt.repeated != cases[i].repeated)
			fail_msg("%s: %s, %lld events, %lld repeated", cases[i].label, err.cause,
				 (long long)receipt.events, (long long)receipt.repeated);
	}
	in_write(f, count_waiting);
	sync_free(sync);
	jobs_free(jobs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(deliveries, fixture_setup, fixture_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
