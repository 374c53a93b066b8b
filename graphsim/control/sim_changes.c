#include "graphsim/control/sim_changes.h"

static const struct {
	const char *name;
	enum account_standing standing;
} standings[] = {
	{ "professional", ACCOUNT_PROFESSIONAL },
	{ "personal", ACCOUNT_PERSONAL },
	{ "private", ACCOUNT_PERSONAL },
	{ "gone", ACCOUNT_GONE },
};

static bool read_standing(const struct json *state, enum account_standing *ret, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(standings); i++) {
		if (str_eq(str_of(standings[i].name), json_text(state))) {
			*ret = standings[i].standing;
			return true;
		}
	}
	return err_field(err, "state", "state must be professional, personal, private or gone.");
}

static bool rename_account(struct world *w, struct account *a, struct str name, struct err *err)
{
	if (name.len == 0 || name.len > USERNAME_MAX)
		return err_field(err, "username", "A username has 1 to %d characters.",
				 USERNAME_MAX);
	struct account *other = world_account_named(w, name);
	if (other && other != a)
		return err_field(err, "username", "Another account has that name.");
	memcpy(a->renamed, name.at, name.len);
	a->renamed[name.len] = '\0';
	return true;
}

bool sim_change_account(struct world *w, const struct json *body, int64_t *ret_changed,
			struct err *err)
{
	struct str which = json_text(json_get(body, STR("account")));
	const struct json *state = json_get(body, STR("state"));
	const struct json *name = json_get(body, STR("username"));
	struct account *a = world_account(w, which);

	if (!a)
		a = world_account_named(w, which);
	if (!a)
		return err_field(err, "account",
				 "account must be the id or the username of an account.");
	if (!state && !name)
		return err_field(err, "state", "Say a new state or a new username.");
	if (state && !read_standing(state, &a->standing, err))
		return false;
	*ret_changed = 1;
	return !name || rename_account(w, a, json_text(name), err);
}

bool sim_change_media(struct world *w, const struct json *body, int64_t *ret_changed,
		      struct err *err)
{
	if (!json_is_true(json_get(body, STR("deleted"))))
		return err_field(err, "deleted", "Media can only be deleted: {\"deleted\":true}.");
	*ret_changed = world_delete_media(w, json_text(json_get(body, STR("media"))));
	return *ret_changed ||
	       err_field(err, "media", "There is no post or story with this id now.");
}

static bool read_scopes(const struct json *list, permission_set *ret, struct err *err)
{
	*ret = 0;
	for (const struct json *item = json_first(list); item; item = item->next) {
		enum permission p;

		if (!permission_of(json_text(item), &p))
			return err_field(err, "permissions", "There is no permission \"%.*s\".",
					 STR_ARG(json_text(item)));
		*ret |= PERMISSION_BIT(p);
	}
	return true;
}

static bool read_data_access(struct world *w, struct str text, int64_t *ret_ends_s, struct err *err)
{
	if (str_eq(text, STR("expired")))
		*ret_ends_s = world_now_s(w);
	else if (str_eq(text, STR("fresh")))
		*ret_ends_s = world_now_s(w) + DATA_ACCESS_S;
	else
		return err_field(err, "data_access", "data_access must be expired or fresh.");
	return true;
}

/* To every app that the person uses. */
bool sim_change_grant(struct world *w, const struct json *body, int64_t *ret_changed,
		      struct err *err)
{
	const struct person *person = world_person(w, json_text(json_get(body, STR("persona"))));
	const struct json *access = json_get(body, STR("data_access"));
	permission_set withdrawn, given;
	int64_t ends_s = 0;

	if (!person)
		return err_field(err, "persona", "Name a persona.");
	if (!read_scopes(json_get(body, STR("withdraw")), &withdrawn, err) ||
	    !read_scopes(json_get(body, STR("give")), &given, err) ||
	    (access && !read_data_access(w, json_text(access), &ends_s, err)))
		return false;
	for (struct grant *g = w->tokens.grants; g; g = g->next) {
		if (g->person != person || !g->granted)
			continue;
		g->declined = (g->declined | (withdrawn & g->granted)) & ~given;
		g->granted = (g->granted & ~withdrawn) | given;
		if (access)
			g->data_access_ends_s = ends_s;
		++*ret_changed;
	}
	return true;
}
