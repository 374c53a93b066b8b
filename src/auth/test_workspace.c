/* Whose things a request may touch, and what each role may do there. */
#include "auth/test_auth.h"

#include "auth/workspace.h"
#include "store/team.h"

/* Written a second time, as people read it: read, write, approve, manage; never `own`. */
static void test_roles(void **state)
{
	static const struct {
		enum workspace_role role;
		const char *name;
		bool may[WORKSPACE_RIGHT_COUNT];
	} rows[] = {
		{ WORKSPACE_ROLE_ADMIN, "admin", { false, true, true, true, true } },
		{ WORKSPACE_ROLE_EDITOR, "editor", { false, true, true, false, false } },
		{ WORKSPACE_ROLE_APPROVER, "approver", { false, true, false, true, false } },
		{ WORKSPACE_ROLE_VIEWER, "viewer", { false, true, false, false, false } },
		{ WORKSPACE_ROLE_OWNER, "owner", { true, true, true, true, true } },
	};
	enum workspace_role role;

	(void)state;
	check_int("a row for each", COUNT_OF(rows), WORKSPACE_ROLE_COUNT);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		check_str("name", str_of(workspace_role_name(rows[i].role)), str_of(rows[i].name));
		for (unsigned right = 0; right < WORKSPACE_RIGHT_COUNT; right++) {
			const struct workspace w = { 7, rows[i].role };
			struct err err = ERR_INIT;
			bool may = rows[i].may[right];
			check_int(rows[i].name,
				  workspace_allows(rows[i].role, (enum workspace_right)right), may);
			check_int(rows[i].name,
				  workspace_check(&w, (enum workspace_right)right, &err), may);
			check_int(rows[i].name, err.code, may ? ERR_NONE : ERR_FORBIDDEN);
			check_true("in both languages",
				   may || (err.user[0] && err.user_en[0] &&
					   strcmp(err.user, err.user_en) != 0));
		}
		/* Nobody is invited as owner. */
		check_int(rows[i].name, workspace_role_parse(str_of(rows[i].name), &role),
			  rows[i].role != WORKSPACE_ROLE_OWNER);
	}
	check_true("no other", !workspace_role_parse(STR("boss"), &role));
}

struct joining {
	int64_t owner_id, user_id;
};

static bool write_member(struct db_tx *tx, void *arg, struct err *err)
{
	const struct joining *j = arg;
	const struct team_new row = { .owner_id = j->owner_id,
				      .invited_by = j->owner_id,
				      .email = STR("budi@dapur.id"),
				      .email_folded = STR("budi@dapur.id"),
				      .role = STR("editor") };
	struct team_row member = { .owner_id = j->owner_id };
	bool taken, joined;

	return team_add(tx, &row, 1, &member.id, &taken, err) &&
	       team_join(tx, &member, j->user_id, 2, &joined, err);
}

static enum err_code enter_as(struct fixture *f, int64_t user_id, struct str id,
			      struct workspace *ret)
{
	const struct identity who = { .user_id = user_id };
	struct err err = ERR_INIT;

	return workspace_enter(f->auth, &f->a, &who, id, ret, &err) ? ERR_NONE : err.code;
}

static void test_whose_it_is(void **state)
{
	struct fixture *f = *state;
	int64_t budi = add_user(f, STR("budi@dapur.id"), STR_NONE);
	struct joining joining = { f->user_id, budi };
	struct str own = str_fmt(&f->a, "%lld", (long long)f->user_id);
	struct workspace w;
	struct err err = ERR_INIT;

	check_int("nothing asked for", enter_as(f, budi, STR_NONE, &w), ERR_NONE);
	check_int("is his own", w.owner_id, budi);
	check_int("a stranger's", enter_as(f, budi, own, &w), ERR_NOT_FOUND);
	check_ok(store_write(f->store, write_member, &joining, &err), &err);
	check_int("a member's", enter_as(f, budi, own, &w), ERR_NONE);
	check_int("is the owner's", w.owner_id, f->user_id);
	check_int("with his role", w.role, WORKSPACE_ROLE_EDITOR);
	check_int("not the other way around",
		  enter_as(f, f->user_id, str_fmt(&f->a, "%lld", (long long)budi), &w),
		  ERR_NOT_FOUND);
	static const char *const odd[] = { "0", "-1", "x", "1 ", "01x", "9223372036854775808" };
	for (size_t i = 0; i < COUNT_OF(odd); i++)
		check_int(odd[i], enter_as(f, budi, str_of(odd[i]), &w), ERR_NOT_FOUND);
}

static void test_letters_are_counted(void **state)
{
	struct fixture *f = *state;
	struct err err = ERR_INIT;

	for (int i = 0; i < 30; i++)
		check_ok(auth_take_invitation(f->auth, &f->a, f->user_id, &err), &err);
	check_true("no more", !auth_take_invitation(f->auth, &f->a, f->user_id, &err));
	check_int("for a while", err.code, ERR_RATE_LIMITED);
	pass_s(f, 3601);
	check_ok(auth_take_invitation(f->auth, &f->a, f->user_id, &err), &err);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_roles),
		cmocka_unit_test_setup_teardown(test_whose_it_is, enter, leave),
		cmocka_unit_test_setup_teardown(test_letters_are_counted, enter, leave),
	};
	return cmocka_run_group_tests_name("auth/workspace", tests, NULL, NULL);
}
