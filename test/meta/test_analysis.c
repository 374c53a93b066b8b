/* What is worked out after collecting: every comment has a label of the present model. */
#include "live.h"

#include "store/comments.h"
#include "store/media.h"

#define RANI STR("17841106413841325")
#define OTHER_MODEL STR("another model")

static void run_once(void)
{
	struct sync_result result;
	struct err err = ERR_INIT;

	check_ok(sync_run_account(live.sync, RANI, live.now_ms, &result, &err), &err);
}

static int64_t analysed(void)
{
	struct sync_progress p;

	check_ok(sync_progress(live.sync, &live.arena, RANI, &p, &live.err), &live.err);
	for (size_t i = 0; i < p.step_count; i++) {
		if (!str_eq(str_of(p.steps[i].name), STR("analysis")))
			continue;
		check_str("analysis", str_of(p.steps[i].state), STR("done"));
		return p.steps[i].got;
	}
	fail();
	return 0;
}

/* Comments that `model` has not classified. */
static int64_t waiting_for(struct str model)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct comment_sentiment_rows rows;

	check_ok(store_read(live.store, &tx, &live.err), &live.err);
	check_ok(comments_list_unclassified(tx, &live.arena, RANI, model, 100000, &rows, &live.err),
		 &live.err);
	return (int64_t)rows.count;
}

static bool claim_all(struct db_tx *tx, void *arg, struct err *err)
{
	struct comment_sentiment_rows rows;
	(void)arg;

	if (!comments_list_unclassified(tx, &live.arena, RANI, OTHER_MODEL, 100000, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++)
		rows.at[i].sentiment = STR("neu");
	return comments_sentiment_put(tx, RANI, OTHER_MODEL, &rows, err) &&
	       settings_set(tx, STR("sentiment_model"), OTHER_MODEL, err);
}

static void test_a_run_classifies_what_is_new(void **state)
{
	(void)state;
	live_connect("rani", "");
	run_once();

	int64_t all = waiting_for(OTHER_MODEL);

	check_true("comments", all > 100);
	check_int("all of them", analysed(), all);
	run_once();
	check_int("nothing new", analysed(), 0);
}

static void test_another_model_reads_everything_again(void **state)
{
	(void)state;
	live_connect("rani", "");
	live_work();
	run_once();

	int64_t all = waiting_for(OTHER_MODEL);

	check_ok(store_write(live.store, claim_all, NULL, &live.err), &live.err);
	check_int("another model's", waiting_for(OTHER_MODEL), 0);
	check_ok(sync_check_model(live.sync, &live.err), &live.err);
	check_int("one job", live_work(), 1);
	check_int("ours again", waiting_for(OTHER_MODEL), all);
	check_ok(sync_check_model(live.sync, &live.err), &live.err);
	check_int("once", live_work(), 0);
}

int main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, live_begin, live_end)
	const struct CMUnitTest tests[] = {
		TEST(test_a_run_classifies_what_is_new),
		TEST(test_another_model_reads_everything_again),
	};

	if (argc > 1)
		live_graphsim = argv[1];
	return cmocka_run_group_tests_name("meta/analysis", tests, live_start, live_stop);
}
