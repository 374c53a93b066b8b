/* People, logins, connections: who sees what, what is taken, what is gone when it is deleted. */
#include "store/api_tokens.h"
#include "store/attempts.h"
#include "store/connections.h"
#include "store/oauth_transactions.h"
#include "store/sealed.h"
#include "store/sessions.h"
#include "store/subscriptions.h"
#include "store/test_store.h"

#include <pthread.h>

/* ---- users and logins -------------------------------------------------------------------------
 */

static void users(struct fixture *f, struct db_tx *tx)
{
	struct user_new again = { .email = STR("RANI@x.test"), .email_folded = STR("rani@x.test") };
	struct user_row user;
	bool found, taken;
	int64_t rani = add_user(f, tx, "rani@x.test"), id = 0;

	check_ok(users_add(tx, &again, NOW_S, &id, &taken, &f->err), &f->err);
	check_true("the address is taken", taken && id == 0);
	check_ok(users_get_by_email(tx, &f->a, STR("rani@x.test"), &user, &found, &f->err),
		 &f->err);
	check_int("found", found ? user.id : 0, rani);
	check_str("language", user.language, STR("id"));
	check_true("never logged in", !user.last_login_s.has);
	check_true("active, not staff", user.is_active && !user.is_staff);
	check_true("no category", !user.category_name.at);

	struct user_profile profile = { .first_name = STR("Rani"),
					.last_name = STR("W"),
					.phone = STR("+62811"),
					.photo = STR(""),
					.language = STR("en"),
					.category_id = OPT_INT(1) };
	check_ok(users_set_profile(tx, rani, &profile, &f->err), &f->err);
	check_ok(users_set_last_login(tx, rani, NOW_S + 5, &f->err), &f->err);
	check_ok(users_get(tx, &f->a, rani, &user, &found, &f->err), &f->err);
	check_str("category", user.category_name, STR("UMKM"));
	check_int("login", user.last_login_s.value, NOW_S + 5);
	check_ok(users_get(tx, &f->a, rani + 1, &user, &found, &f->err), &f->err);
	check_true("nobody", !found);
}

static void add_session(struct fixture *f, struct db_tx *tx, int64_t user_id, const char *hash,
			int64_t created_s)
{
	struct session_row row = { .id_hash = str_of(hash),
				   .user_id = user_id,
				   .csrf_token = STR("csrf"),
				   .created_s = created_s,
				   .expires_s = created_s + 1000 };

	check_ok(sessions_add(tx, &row, &f->err), &f->err);
}

static bool session_lives(struct fixture *f, struct db_tx *tx, const char *hash, int64_t now_s)
{
	struct session_row row;
	bool found;

	check_ok(sessions_get(tx, &f->a, str_of(hash), now_s, &row, &found, &f->err), &f->err);
	return found;
}

static void sessions(struct fixture *f, struct db_tx *tx)
{
	int64_t rani = add_user(f, tx, "rani@x.test"), budi = add_user(f, tx, "budi@x.test");
	struct session_rows list;

	add_session(f, tx, rani, "r1", NOW_S);
	add_session(f, tx, rani, "r2", NOW_S + 1);
	add_session(f, tx, budi, "b1", NOW_S);
	check_true("alive", session_lives(f, tx, "r1", NOW_S + 999));
	check_true("over", !session_lives(f, tx, "r1", NOW_S + 1000));
	check_true("unknown", !session_lives(f, tx, "zz", NOW_S));

	check_ok(sessions_revoke(tx, budi, STR("r1"), NOW_S, &f->err), &f->err);
	check_true("not his to end", session_lives(f, tx, "r1", NOW_S));
	check_ok(sessions_revoke_all(tx, rani, STR("r2"), NOW_S, &f->err), &f->err);
	check_true("ended", !session_lives(f, tx, "r1", NOW_S));
	check_true("kept", session_lives(f, tx, "r2", NOW_S));
	check_true("somebody else's", session_lives(f, tx, "b1", NOW_S));

	struct user_flags off = { .is_active = false };
	check_ok(users_set_flags(tx, budi, off, &f->err), &f->err);
	check_true("of a user who may not log in", !session_lives(f, tx, "b1", NOW_S));

	for (int i = 0; i < LIMIT_SESSIONS_PER_USER + 5; i++)
		add_session(f, tx, rani, str_z(&f->a, str_fmt(&f->a, "many%d", i)), NOW_S + 10 + i);
	check_ok(sessions_list(tx, &f->a, rani, NOW_S, &list, &f->err), &f->err);
	check_int("at most", (int64_t)list.count, LIMIT_SESSIONS_PER_USER);
	check_true("the oldest went", !session_lives(f, tx, "r2", NOW_S));
	check_str("newest first", list.at[0].id_hash,
		  str_fmt(&f->a, "many%d", LIMIT_SESSIONS_PER_USER + 4));
	check_ok(sessions_purge(tx, NOW_S + 100000, &f->err), &f->err);
	check_ok(sessions_list(tx, &f->a, rani, NOW_S, &list, &f->err), &f->err);
	check_int("purged", (int64_t)list.count, 0);
}

static void api_tokens(struct fixture *f, struct db_tx *tx)
{
	int64_t rani = add_user(f, tx, "rani@x.test"), budi = add_user(f, tx, "budi@x.test");
	struct api_token_row row = { .token_hash = STR("h1"),
				     .user_id = rani,
				     .name = STR("skrip"),
				     .scopes = STR("read"),
				     .created_s = NOW_S,
				     .expires_s = OPT_INT(NOW_S + 10) };
	struct api_token_row got;
	int64_t id;
	bool found;

	check_ok(api_tokens_add(tx, &row, &id, &f->err), &f->err);
	check_ok(api_tokens_get(tx, &f->a, STR("h1"), NOW_S, &got, &found, &f->err), &f->err);
	check_true("alive", found && got.user_id == rani && got.id == id);
	check_ok(api_tokens_get(tx, &f->a, STR("h1"), NOW_S + 10, &got, &found, &f->err), &f->err);
	check_true("over", !found);
	check_ok(api_tokens_revoke(tx, budi, id, NOW_S, &found, &f->err), &f->err);
	check_true("not his", !found);
	check_ok(api_tokens_revoke(tx, rani, id, NOW_S, &found, &f->err), &f->err);
	check_true("hers", found);
	check_ok(api_tokens_get(tx, &f->a, STR("h1"), NOW_S, &got, &found, &f->err), &f->err);
	check_true("revoked", !found);
}

static void attempts(struct fixture *f, struct db_tx *tx)
{
	struct attempts_row row = {
		.failures = 3, .first_s = 1, .last_s = 2, .blocked_until_s = 9
	};
	struct attempts_row got;

	check_ok(attempts_get(tx, STR("login:ip:::1"), &got, &f->err), &f->err);
	check_int("nothing yet", got.failures + got.first_s + got.blocked_until_s, 0);
	check_ok(attempts_put(tx, STR("login:ip:::1"), &row, &f->err), &f->err);
	check_ok(attempts_get(tx, STR("login:ip:::1"), &got, &f->err), &f->err);
	check_int("failures", got.failures, 3);
	check_int("last", got.last_s, 2);
	check_ok(attempts_purge(tx, 5, &f->err), &f->err);
	check_ok(attempts_get(tx, STR("login:ip:::1"), &got, &f->err), &f->err);
	check_int("blocked ones stay", got.failures, 3);
}

static void subscriptions(struct fixture *f, struct db_tx *tx)
{
	int64_t rani = add_user(f, tx, "rani@x.test");
	struct subscription_change change = { .id = STR("uuid-1"),
					      .user_id = rani,
					      .product_id = PRODUCT_CEKBRAND,
					      .group_id = GROUP_TRIAL,
					      .status = STR("trialing"),
					      .period_start_s = NOW_S,
					      .period_end_s = NOW_S + 100 };
	struct entitlement e;
	struct subscription_rows list;

	check_ok(entitlement_get(tx, &f->a, rani, NOW_S, &e, &f->err), &f->err);
	check_true("nothing bought", !e.is_subscribed);
	check_ok(subscriptions_put(tx, &change, NOW_S, &f->err), &f->err);
	check_ok(entitlement_get(tx, &f->a, rani, NOW_S, &e, &f->err), &f->err);
	check_true("trial", e.is_subscribed && !e.allows_export);
	check_int("one account", e.group.limit_ig_account.value, 1);
	check_str("frames", e.group.date_frames, STR("7"));
	check_ok(entitlement_get(tx, &f->a, rani, NOW_S + 101, &e, &f->err), &f->err);
	check_true("over", !e.is_subscribed);

	change.id = STR("uuid-2");
	change.group_id = GROUP_PAID;
	change.plan_id = OPT_INT(2);
	change.status = STR("active");
	check_ok(subscriptions_put(tx, &change, NOW_S, &f->err), &f->err);
	check_ok(subscriptions_list(tx, &f->a, rani, &list, &f->err), &f->err);
	check_int("one per product", (int64_t)list.count, 1);
	check_str("keeps its id", list.at[0].id, STR("uuid-1"));
	check_int("plan", list.at[0].plan.period_days, 180);
	check_ok(entitlement_get(tx, &f->a, rani, NOW_S, &e, &f->err), &f->err);
	check_true("the plan allows exports", e.allows_export && e.allows_post_detail);
	check_true("paid alone does not", !e.group.allows_export);
}

/* ---- connecting -------------------------------------------------------------------------------
 */

struct consumer {
	struct fixture *f;
	pthread_t thread;
	int64_t user_id;
	bool found;
};

static bool use_state(struct db_tx *tx, void *arg, struct err *err)
{
	struct consumer *c = arg;
	struct oauth_transaction_claim claim = { .state_hash = STR("state"),
						 .user_id = c->user_id,
						 .session_hash = STR("session"),
						 .flow = STR("meta"),
						 .provider = STR("facebook") };
	cleanup(arena_free) struct arena a;
	struct oauth_transaction_row row;

	arena_init(&a, MIB);
	return oauth_transactions_use(tx, &a, &claim, NOW_S, &row, &c->found, err);
}

static void *consume_main(void *arg)
{
	struct consumer *c = arg;
	struct err err = ERR_INIT;

	check_ok(store_write(c->f->store, use_state, c, &err), &err);
	return NULL;
}

static void begin_login(struct fixture *f, struct db_tx *tx)
{
	struct oauth_transaction_row row = { .state_hash = STR("state"),
					     .browser_hash = STR("browser"),
					     .user_id = add_user(f, tx, "rani@x.test"),
					     .session_hash = STR("session"),
					     .flow = STR("meta"),
					     .provider = STR("facebook"),
					     .redirect_uri = STR("https://x.test/cb"),
					     .return_to = STR("social-connect"),
					     .created_s = NOW_S,
					     .expires_s = NOW_S + 600 };

	check_ok(oauth_transactions_add(tx, &row, &f->err), &f->err);
}

static void test_state_is_used_once(void **state)
{
	struct fixture *f = *state;
	struct consumer all[8];
	int found = 0;

	in_write(f, begin_login);
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		all[i] = (struct consumer){ .f = f, .user_id = 1 };
		pthread_create(&all[i].thread, NULL, consume_main, &all[i]);
	}
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		pthread_join(all[i].thread, NULL);
		found += all[i].found;
	}
	check_int("winners", found, 1);
}

static void state_is_bound(struct fixture *f, struct db_tx *tx)
{
	static const struct {
		const char *name, *state, *session, *flow, *provider;
		int64_t user_id, at_s;
		bool found;
	} rows[] = {
		{ "another state", "other", "session", "meta", "facebook", 1, 0, false },
		{ "another session", "state", "other", "meta", "facebook", 1, 0, false },
		{ "another flow", "state", "session", "cekbrand", "facebook", 1, 0, false },
		{ "another provider", "state", "session", "meta", "instagram", 1, 0, false },
		{ "another user", "state", "session", "meta", "facebook", 2, 0, false },
		{ "too late", "state", "session", "meta", "facebook", 1, 600, false },
		{ "in time", "state", "session", "meta", "facebook", 1, 599, true },
		{ "again", "state", "session", "meta", "facebook", 1, 599, false },
	};

	begin_login(f, tx);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct oauth_transaction_claim claim = { .state_hash = str_of(rows[i].state),
							 .user_id = rows[i].user_id,
							 .session_hash = str_of(rows[i].session),
							 .flow = str_of(rows[i].flow),
							 .provider = str_of(rows[i].provider) };
		struct oauth_transaction_row row;
		bool found;
		check_ok(oauth_transactions_use(tx, &f->a, &claim, NOW_S + rows[i].at_s, &row,
						&found, &f->err),
			 &f->err);
		check_int(rows[i].name, found, rows[i].found);
		if (found)
			check_str(rows[i].name, row.browser_hash, STR("browser"));
	}
}

static bool state_is_known(struct fixture *f)
{
	struct consumer c = { .f = f, .user_id = 1 };

	consume_main(&c);
	return c.found;
}

static void test_tidy(void **state)
{
	struct fixture *f = *state;
	int64_t ended_s = NOW_S + 600;

	in_write(f, begin_login);
	check_ok(store_tidy(f->store, ended_s + 86400, &f->err), &f->err);
	check_true("ended a day ago: still there", state_is_known(f));
	check_ok(store_tidy(f->store, ended_s + 86401, &f->err), &f->err);
	check_true("longer: forgotten", !state_is_known(f));
}

static void social_accounts(struct fixture *f, struct db_tx *tx)
{
	int64_t rani = add_user(f, tx, "rani@x.test"), budi = add_user(f, tx, "budi@x.test");
	int64_t id = add_social(f, tx, rani, "fb1"), again = add_social(f, tx, rani, "fb1");
	struct social_account_row row;
	struct social_account_row taken = { .user_id = budi,
					    .provider = STR("facebook"),
					    .uid = STR("fb1") };
	bool found;

	check_int("the same account", again, id);
	check_true("taken", !social_accounts_put(tx, &taken, NOW_S, &again, &f->err));
	check_int("taken", f->err.code, ERR_FACEBOOK_ALREADY_USED);
	f->err = ERR_INIT;
	check_ok(social_accounts_get(tx, &f->a, budi, id, &row, &found, &f->err), &f->err);
	check_true("a foreign one is like none", !found);

	check_ok(social_accounts_delete(tx, budi, id, NOW_S, &found, &f->err), &f->err);
	check_true("not his to delete", !found);
	check_ok(social_accounts_delete(tx, rani, id, NOW_S, &found, &f->err), &f->err);
	check_true("deleted", found);
	check_ok(social_accounts_get(tx, &f->a, rani, id, &row, &found, &f->err), &f->err);
	check_true("gone", !found);

	check_ok(social_accounts_put(tx, &taken, NOW_S, &again, &f->err), &f->err);
	check_true("free for somebody else now", again != id);
	check_ok(social_accounts_delete(tx, budi, again, NOW_S, &found, &f->err), &f->err);
	check_int("hers comes back as it was", add_social(f, tx, rani, "fb1"), id);
}

static struct social_page_row page_of(struct fixture *f, const char *page_id, const char *ig)
{
	return (struct social_page_row){
		.id = social_page_key(&f->a, STR("facebook"), STR("fb1"), str_of(page_id)),
		.page_id = str_of(page_id),
		.name = str_of(page_id),
		.can_create_content = true,
		.page_token_sealed = STR("sealed"),
		.ig_account_id = str_of(ig),
		.source = STR("me/accounts"),
	};
}

static void pages(struct fixture *f, struct db_tx *tx)
{
	int64_t rani = add_user(f, tx, "rani@x.test"), budi = add_user(f, tx, "budi@x.test");
	int64_t id = add_social(f, tx, rani, "fb1");
	struct social_page_row all[] = { page_of(f, "p1", "ig1"), page_of(f, "p2", NULL) };
	struct social_page_row late[] = { page_of(f, "p2", "ig2"), page_of(f, "p3", NULL) };
	struct social_page_rows first = { all, 2 }, second = { late, 2 }, got;
	struct social_page_row page;
	bool found;

	check_ok(social_pages_put(tx, id, &first, true, NOW_S, &f->err), &f->err);
	check_ok(social_pages_put(tx, id, &second, false, NOW_S + 1, &f->err), &f->err);
	check_ok(social_pages_list(tx, &f->a, id, &got, &f->err), &f->err);
	check_int("an incomplete listing only adds", (int64_t)got.count, 3);
	check_str("what it did not see stays first", got.at[0].page_id, STR("p1"));
	check_true("no Instagram is absent", got.at[2].ig_account_id.at == NULL);
	check_ok(social_pages_get_by_instagram(tx, &f->a, rani, STR("ig2"), &page, &found, &f->err),
		 &f->err);
	check_true("by its Instagram account", found && str_eq(page.page_id, STR("p2")));
	check_ok(social_pages_get_by_instagram(tx, &f->a, budi, STR("ig2"), &page, &found, &f->err),
		 &f->err);
	check_true("somebody else's", !found);

	check_ok(social_pages_put(tx, id, &second, true, NOW_S + 2, &f->err), &f->err);
	check_ok(social_pages_list(tx, &f->a, id, &got, &f->err), &f->err);
	check_int("a complete one replaces", (int64_t)got.count, 2);
	check_str("in its order", got.at[0].page_id, STR("p2"));
}

static struct connection_row connection_of(int64_t user_id, int64_t social_id,
					   const char *public_id)
{
	return (struct connection_row){
		.public_id = str_of(public_id),
		.user_id = user_id,
		.social_account_id = OPT_INT(social_id),
		.page_id = STR("p1"),
		.page_name = STR("Dapur"),
		.ig_account_id = STR("ig1"),
		.page_token_sealed = STR("sealed"),
		.scopes = STR("pages_show_list"),
		.connected_s = NOW_S,
	};
}

static void connections(struct fixture *f, struct db_tx *tx)
{
	int64_t rani = add_user(f, tx, "rani@x.test"), budi = add_user(f, tx, "budi@x.test");
	int64_t social = add_social(f, tx, rani, "fb1"), id, again, count;
	struct connection_row row = connection_of(rani, social, "conn_a"), got;
	struct connection_row other = connection_of(rani, social, "conn_b");
	struct token_check bad = { .is_valid = false, .checked_s = NOW_S + 1 };
	bool found;

	check_ok(connections_put(tx, &row, &id, &f->err), &f->err);
	check_ok(connections_current(tx, &f->a, rani, &got, &found, &f->err), &f->err);
	check_true("current", found && str_eq(got.status, STR("connected")));
	check_ok(connections_get(tx, &f->a, budi, STR("conn_a"), &got, &found, &f->err), &f->err);
	check_true("a foreign one is like none", !found);
	check_true("sealed for another row", !connections_put(tx, &other, &again, &f->err));
	check_int("sealed for another row", f->err.code, ERR_CONFLICT);
	f->err = ERR_INIT;

	check_ok(
		connections_set_check(tx, rani, STR("conn_a"), &bad, STR("token_expired"), &f->err),
		&f->err);
	check_ok(connections_current(tx, &f->a, rani, &got, &found, &f->err), &f->err);
	check_str("invalid is still shown", got.problem, STR("token_expired"));
	check_ok(connections_disconnect(tx, budi, STR("conn_a"), NOW_S, &found, &f->err), &f->err);
	check_true("not his", !found);
	check_ok(connections_disconnect(tx, rani, STR("conn_a"), NOW_S, &found, &f->err), &f->err);
	check_true("disconnected", found);
	check_ok(connections_current(tx, &f->a, rani, &got, &found, &f->err), &f->err);
	check_true("none now", !found);
	check_ok(connections_get(tx, &f->a, rani, STR("conn_a"), &got, &found, &f->err), &f->err);
	check_true("the row stays, its token does not",
		   found && !got.page_token_sealed.at && got.disconnected_s.has);

	row.connected_s = NOW_S + 9;
	check_ok(connections_put(tx, &row, &again, &f->err), &f->err);
	check_int("the same row comes back", again, id);
	check_ok(connections_get(tx, &f->a, rani, STR("conn_a"), &got, &found, &f->err), &f->err);
	check_true("whole", !got.problem.at && !got.disconnected_s.has);
	check_ok(connections_count_of_social(tx, social, &count, &f->err), &f->err);
	check_int("lives from the grant", count, 1);
}

static void accounts(struct fixture *f, struct db_tx *tx)
{
	int64_t rani = add_user(f, tx, "rani@x.test"), budi = add_user(f, tx, "budi@x.test");
	int64_t rs = add_social(f, tx, rani, "fb1"), bs = add_social(f, tx, budi, "fb2");
	struct account_row got;
	struct account_rows list;
	bool found;

	add_account(f, tx, "ig1", rani, rs);
	add_account(f, tx, "ig2", 0, 0);
	check_ok(accounts_get(tx, &f->a, rani, STR("ig1"), &got, &found, &f->err), &f->err);
	check_true("hers", found && str_eq(got.social_uid, STR("fb1")));
	check_ok(accounts_get(tx, &f->a, budi, STR("ig1"), &got, &found, &f->err), &f->err);
	check_true("a foreign one is like none", !found);
	check_ok(accounts_get(tx, &f->a, rani, STR("ig2"), &got, &found, &f->err), &f->err);
	check_true("nor one that is not connected", !found);
	check_ok(accounts_get_any(tx, &f->a, STR("ig2"), &got, &found, &f->err), &f->err);
	check_true("which exists", found && !got.user_id.has && !got.social_uid.at);

	check_true("taken",
		   !accounts_connect(tx, STR("ig1"), budi, bs, OPT_NO_INT, NOW_S, &f->err));
	check_int("taken", f->err.code, ERR_ACCOUNT_ALREADY_USED);
	check_true("full", !accounts_connect(tx, STR("ig2"), rani, rs, OPT_INT(1), NOW_S, &f->err));
	check_int("full", f->err.code, ERR_EXCEED_LIMIT);
	f->err = ERR_INIT;
	check_ok(accounts_connect(tx, STR("ig1"), rani, rs, OPT_INT(1), NOW_S, &f->err), &f->err);

	struct account_token_row token = { .account_id = STR("ig1"),
					   .social_account_id = OPT_INT(rs),
					   .token_sealed = STR("sealed"),
					   .updated_s = NOW_S };
	check_ok(account_tokens_put(tx, &token, &f->err), &f->err);
	check_ok(accounts_list_crawled(tx, &f->a, STR(""), 10, &list, &f->err), &f->err);
	check_int("crawled", (int64_t)list.count, 1);
	check_ok(accounts_disconnect(tx, budi, STR("ig1"), NOW_S, &found, &f->err), &f->err);
	check_true("not his", !found);
	check_ok(accounts_disconnect(tx, rani, STR("ig1"), NOW_S, &found, &f->err), &f->err);
	check_true("let go", found);
	check_ok(account_tokens_get(tx, &f->a, STR("ig1"), &token, &found, &f->err), &f->err);
	check_true("its token is gone", !found);
	check_ok(accounts_connect(tx, STR("ig1"), budi, bs, OPT_NO_INT, NOW_S, &f->err), &f->err);
	check_ok(accounts_get(tx, &f->a, budi, STR("ig1"), &got, &found, &f->err), &f->err);
	check_true("free for somebody else", found);
}

static void put_tokens(struct fixture *f, struct db_tx *tx, int64_t social)
{
	struct social_token_row token = {
		.id = social_token_key(&f->a, STR("facebook"), STR("fb1"), STR("user")),
		.social_account_id = social,
		.kind = STR("user"),
		.token_sealed = STR("blob"),
		.scopes = STR("email"),
		.issued_s = NOW_S,
		.last_checked_s = OPT_INT(NOW_S),
		.updated_s = NOW_S,
	};
	struct account_token_row account_token = { .account_id = STR("ig1"),
						   .social_account_id = OPT_INT(social),
						   .token_sealed = STR("blob"),
						   .updated_s = NOW_S };
	struct social_page_row page = page_of(f, "p1", "ig1");
	struct social_page_rows pages = { &page, 1 };
	struct connection_row connection = connection_of(1, social, "conn_a");
	int64_t id;

	check_ok(social_tokens_put(tx, &token, &f->err), &f->err);
	check_ok(account_tokens_put(tx, &account_token, &f->err), &f->err);
	check_ok(social_pages_put(tx, social, &pages, true, NOW_S, &f->err), &f->err);
	check_ok(connections_put(tx, &connection, &id, &f->err), &f->err);
}

static size_t count_sealed(struct fixture *f, struct db_tx *tx, enum sealed_place place)
{
	struct sealed_rows rows;

	check_ok(sealed_list(tx, &f->a, place, STR(""), 10, &rows, &f->err), &f->err);
	if (rows.count)
		check_int("owner", rows.at[0].user_id.value, 1);
	return rows.count;
}

static void tokens(struct fixture *f, struct db_tx *tx)
{
	int64_t rani = add_user(f, tx, "rani@x.test"), social = add_social(f, tx, rani, "fb1");
	struct token_check refused = { .is_valid = false,
				       .problem_code = OPT_INT(190),
				       .problem_subcode = OPT_INT(463),
				       .checked_s = NOW_S + 5 };
	struct social_token_row token;
	struct social_token_rows due;
	bool found, replaced;

	add_account(f, tx, "ig1", rani, social);
	put_tokens(f, tx, social);
	check_ok(social_tokens_due(tx, &f->a, NOW_S + 1, 10, &due, &f->err), &f->err);
	check_int("due for a check", (int64_t)due.count, 1);
	check_ok(social_tokens_set_check(tx, social, STR("user"), &refused, &f->err), &f->err);
	check_ok(social_tokens_get(tx, &f->a, social, STR("user"), &token, &found, &f->err),
		 &f->err);
	check_true("refused", !token.is_valid && token.problem_subcode.value == 463);
	check_ok(social_tokens_due(tx, &f->a, NOW_S + 100, 10, &due, &f->err), &f->err);
	check_int("not asked for again", (int64_t)due.count, 0);

	check_ok(sealed_replace(tx, SEALED_SOCIAL_TOKEN, token.id, STR("old"), STR("new"),
				&replaced, &f->err),
		 &f->err);
	check_true("stored meanwhile: left alone", !replaced);
	check_ok(sealed_replace(tx, SEALED_SOCIAL_TOKEN, token.id, STR("blob"), STR("new"),
				&replaced, &f->err),
		 &f->err);
	check_true("rewrapped", replaced);

	for (enum sealed_place p = 0; p < SEALED_HOOK; p++)
		check_int("sealed", (int64_t)count_sealed(f, tx, p), 1);
	check_ok(social_accounts_delete(tx, rani, social, NOW_S, &found, &f->err), &f->err);
	for (enum sealed_place p = 0; p < SEALED_HOOK; p++)
		check_int("nothing sealed is left", (int64_t)count_sealed(f, tx, p), 0);

	struct account_row account;
	check_ok(accounts_get_any(tx, &f->a, STR("ig1"), &account, &found, &f->err), &f->err);
	check_true("the account stays, unlinked", found && !account.social_account_id.has);
}

#define IN_WRITE(work)                                                                             \
	static void test_##work(void **state)                                                      \
	{                                                                                          \
		in_write(*state, work);                                                            \
	}
IN_WRITE(users)
IN_WRITE(sessions)
IN_WRITE(api_tokens)
IN_WRITE(attempts)
IN_WRITE(subscriptions)
IN_WRITE(state_is_bound)
IN_WRITE(social_accounts)
IN_WRITE(pages)
IN_WRITE(connections)
IN_WRITE(accounts)
IN_WRITE(tokens)

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, fixture_setup, fixture_teardown)
	const struct CMUnitTest tests[] = {
		TEST(users),    TEST(sessions),       TEST(api_tokens),
		TEST(attempts), TEST(subscriptions),  TEST(state_is_used_once),
		TEST(tidy),     TEST(state_is_bound), TEST(social_accounts),
		TEST(pages),    TEST(connections),    TEST(accounts),
		TEST(tokens),
	};
	return cmocka_run_group_tests_name("store/people", tests, NULL, NULL);
}
