/* Competitors: whose they are, how many there may be, through whom one looks, what is remembered.
 */
#include "store/competitors.h"

#include "store/test_store.h"

#define MINE STR("178410001")
#define THEIRS STR("178410002")
#define RIVAL STR("178419001")
#define OTHER_RIVAL STR("178419002")

struct people {
	struct competitor_owner rani, budi;
};

static void put_token(struct fixture *f, struct db_tx *tx, struct str account_id, int64_t social_id)
{
	struct account_token_row row = { .account_id = account_id,
					 .social_account_id = OPT_INT(social_id),
					 .token_sealed = STR("sealed"),
					 .updated_s = NOW_S };

	check_ok(account_tokens_put(tx, &row, &f->err), &f->err);
}

/* Two users with an account each, and two accounts that are nobody's. */
static struct people people(struct fixture *f, struct db_tx *tx)
{
	int64_t rani = add_user(f, tx, "rani@x.test"), budi = add_user(f, tx, "budi@x.test");
	int64_t social_rani = add_social(f, tx, rani, "1"),
		social_budi = add_social(f, tx, budi, "2");

	add_account(f, tx, "178410001", rani, social_rani);
	add_account(f, tx, "178410002", budi, social_budi);
	put_token(f, tx, MINE, social_rani);
	put_token(f, tx, THEIRS, social_budi);
	add_account(f, tx, "178419001", 0, 0);
	add_account(f, tx, "178419002", 0, 0);
	return (struct people){ { rani, MINE }, { budi, THEIRS } };
}

static enum err_code add(struct fixture *f, struct db_tx *tx, const struct competitor_owner *owner,
			 struct str competitor_id, struct opt_int limit)
{
	struct err err = ERR_INIT;

	(void)f;
	return competitors_add(tx, owner, competitor_id, limit, NOW_S, &err) ? ERR_NONE : err.code;
}

static int64_t count(struct fixture *f, struct db_tx *tx, const struct competitor_owner *owner)
{
	struct competitor_rows rows;

	check_ok(competitors_list(tx, &f->a, owner, &rows, &f->err), &f->err);
	return (int64_t)rows.count;
}

static bool is_found(struct fixture *f, struct db_tx *tx, const struct competitor_owner *owner,
		     struct str competitor_id)
{
	struct competitor_row row;
	bool found;

	check_ok(competitors_get(tx, &f->a, owner, competitor_id, &row, &found, &f->err), &f->err);
	return found;
}

static size_t crawled(struct fixture *f, struct db_tx *tx, struct str after)
{
	struct competitor_ids ids;

	check_ok(competitors_list_crawled(tx, &f->a, after, 100, &ids, &f->err), &f->err);
	return ids.count;
}

static void links(struct fixture *f, struct db_tx *tx)
{
	struct people p = people(f, tx);
	/* The same account, but another user's view of it. */
	struct competitor_owner stranger = { p.budi.user_id, MINE };
	bool found;

	check_int("added", add(f, tx, &p.rani, RIVAL, OPT_INT(1)), ERR_NONE);
	check_int("again", add(f, tx, &p.rani, RIVAL, OPT_NO_INT), ERR_COMPETITOR_EXISTS);
	check_int("shared", add(f, tx, &p.budi, RIVAL, OPT_NO_INT), ERR_NONE);
	check_int("no limit", add(f, tx, &p.budi, OTHER_RIVAL, OPT_NO_INT), ERR_NONE);
	check_int("rani's", count(f, tx, &p.rani), 1);
	check_int("budi's", count(f, tx, &p.budi), 2);
	check_true("mine", is_found(f, tx, &p.rani, RIVAL));
	check_true("not mine", !is_found(f, tx, &p.rani, OTHER_RIVAL));
	check_true("not a stranger's", !is_found(f, tx, &stranger, RIVAL));

	check_ok(competitors_remove(tx, &stranger, RIVAL, &found, &f->err), &f->err);
	check_true("a stranger removes nothing", !found && is_found(f, tx, &p.rani, RIVAL));
	check_ok(competitors_remove(tx, &p.rani, RIVAL, &found, &f->err), &f->err);
	check_true("removed", found && !is_found(f, tx, &p.rani, RIVAL));
	check_true("budi still watches", is_found(f, tx, &p.budi, RIVAL));
	check_ok(competitors_remove(tx, &p.rani, RIVAL, &found, &f->err), &f->err);
	check_true("once", !found);
}

static void test_links(void **state)
{
	in_write(*state, links);
}

struct limited {
	struct competitor_owner owner;
	struct opt_int limit;
};

static bool write_limited(struct db_tx *tx, void *arg, struct err *err)
{
	const struct limited *l = arg;

	return competitors_add(tx, &l->owner, OTHER_RIVAL, l->limit, NOW_S, err);
}

static void before_limit(struct fixture *f, struct db_tx *tx)
{
	struct people p = people(f, tx);

	check_int("the first", add(f, tx, &p.rani, RIVAL, OPT_INT(1)), ERR_NONE);
}

/* Refused inside the write, so nothing of it stays. */
static void test_limit(void **state)
{
	static const struct {
		const char *name;
		struct opt_int limit;
		enum err_code want;
	} rows[] = {
		{ "none allowed", { true, 0 }, ERR_EXCEED_LIMIT },
		{ "full", { true, 1 }, ERR_EXCEED_LIMIT },
		{ "room for one more", { true, 2 }, ERR_NONE },
	};
	struct fixture *f = *state;

	in_write(f, before_limit);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct limited l = { { 1, MINE }, rows[i].limit };
		struct err err = ERR_INIT;
		cleanup(store_read_endp) struct db_tx *tx = NULL;

		bool ok = store_write(f->store, write_limited, &l, &err);
		check_int(rows[i].name, ok ? ERR_NONE : err.code, rows[i].want);
		check_ok(store_read(f->store, &tx, &f->err), &f->err);
		check_int(rows[i].name, count(f, tx, &l.owner), ok ? 2 : 1);
	}
}

static void crawl(struct fixture *f, struct db_tx *tx)
{
	struct people p = people(f, tx);
	struct token_check dead = { .is_valid = false, .checked_s = NOW_S };
	struct competitor_owners viewers;
	bool found;

	check_int("rani", add(f, tx, &p.rani, RIVAL, OPT_NO_INT), ERR_NONE);
	check_int("budi", add(f, tx, &p.budi, RIVAL, OPT_NO_INT), ERR_NONE);
	check_int("budi too", add(f, tx, &p.budi, OTHER_RIVAL, OPT_NO_INT), ERR_NONE);
	check_int("rani watches budi", add(f, tx, &p.rani, THEIRS, OPT_NO_INT), ERR_NONE);
	check_int("once each, and no own account", crawled(f, tx, STR("")), 2);
	check_int("by id", crawled(f, tx, RIVAL), 1);

	check_ok(account_tokens_set_check(tx, MINE, &dead, &f->err), &f->err);
	check_ok(competitors_list_viewers(tx, &f->a, RIVAL, &viewers, &f->err), &f->err);
	check_int("one may still look", viewers.count, 1);
	check_str("budi's", viewers.at[0].account_id, THEIRS);
	check_int("whose", viewers.at[0].user_id, p.budi.user_id);

	/* Nobody collects budi's account itself any more, and rani's token is dead. */
	check_ok(accounts_disconnect(tx, p.budi.user_id, THEIRS, NOW_S, &found, &f->err), &f->err);
	check_int("nobody may look", crawled(f, tx, STR("")), 0);
	put_token(f, tx, MINE, 1);
	check_int("rani's are back, budi among them", crawled(f, tx, STR("")), 2);
}

static void test_crawl(void **state)
{
	in_write(*state, crawl);
}

static void states(struct fixture *f, struct db_tx *tx)
{
	static const struct {
		enum competitor_state seen_as;
		int64_t at_s, since_s, seen_s;
	} rows[] = {
		{ COMPETITOR_NOT_FOUND, 100, 100, 0 },   { COMPETITOR_VISIBLE, 200, 200, 200 },
		{ COMPETITOR_VISIBLE, 300, 200, 300 },   { COMPETITOR_NOT_FOUND, 400, 400, 300 },
		{ COMPETITOR_NOT_FOUND, 500, 400, 300 }, { COMPETITOR_RENAMED, 600, 600, 300 },
		{ COMPETITOR_VISIBLE, 700, 700, 700 },
	};
	struct people p = people(f, tx);
	struct competitor_row row;
	bool found;

	check_int("added", add(f, tx, &p.rani, RIVAL, OPT_NO_INT), ERR_NONE);
	check_ok(competitors_get(tx, &f->a, &p.rani, RIVAL, &row, &found, &f->err), &f->err);
	check_true("never looked for", row.state == COMPETITOR_UNSEEN && !row.seen_s.has);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct competitor_look look = { .state = rows[i].seen_as };

		check_ok(competitors_set_state(tx, RIVAL, &look, rows[i].at_s, &f->err), &f->err);
		check_ok(competitors_get(tx, &f->a, &p.rani, RIVAL, &row, &found, &f->err),
			 &f->err);
		check_int("state", row.state, rows[i].seen_as);
		check_int("since", row.since_s.value, rows[i].since_s);
		check_int("checked", row.checked_s.value, rows[i].at_s);
		check_int("seen", opt_int_or(row.seen_s, 0), rows[i].seen_s);
	}
}

static void test_states(void **state)
{
	in_write(*state, states);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_links, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_limit, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_crawl, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(test_states, fixture_setup, fixture_teardown),
	};
	return cmocka_run_group_tests_name("store/competitors", tests, NULL, NULL);
}
