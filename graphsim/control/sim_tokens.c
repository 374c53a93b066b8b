#include "graphsim/control/sim_tokens.h"

#include "graphsim/world/pacific.h"

#define TOKEN_SHOWN 16

static const struct {
	const char *name;
	enum token_fate fate;
} states[] = {
	{ "expire", FATE_EXPIRED },
	{ "revoke", FATE_REVOKED },
	{ "password_changed", FATE_PASSWORD_CHANGED },
	{ "logged_out", FATE_LOGGED_OUT },
	{ "role_lost", FATE_ROLE_LOST },
	{ "checkpoint", FATE_CHECKPOINT },
	{ "unconfirmed", FATE_UNCONFIRMED },
	{ "restore", FATE_NONE },
};

static const char *fate_name(enum token_fate fate)
{
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		if (states[i].fate == fate && fate != FATE_NONE)
			return states[i].name;
	}
	return "valid";
}

static void write_grants(struct world *w, struct arena *a, struct json_writer *j)
{
	json_put_array(j, "grants");
	for (const struct grant *g = w->tokens.grants; g; g = g->next) {
		json_object(j);
		json_put_str(j, "app", g->app->id);
		json_put_str(j, "persona", g->person->key);
		json_put_str(j, "granted", permission_set_text(a, g->granted));
		json_put_str(j, "declined", permission_set_text(a, g->declined));
		json_put_int(j, "data_access_ends_s", g->data_access_ends_s);
		json_end_object(j);
	}
	json_end_array(j);
}

void sim_tokens_write(struct world *w, struct arena *a, struct json_writer *j)
{
	static const char *const kinds[] = {
		[TOKEN_USER] = "user", [TOKEN_PAGE] = "page", [TOKEN_APP] = "app"
	};

	write_grants(w, a, j);
	json_put_array(j, "tokens");
	for (const struct token *t = w->tokens.tokens; t; t = t->next) {
		json_object(j);
		json_put_str(j, "token", str_sub(t->text, 0, TOKEN_SHOWN));
		json_put_str(j, "kind", str_of(kinds[t->kind]));
		json_put_str(j, "persona", t->person->key);
		if (t->page)
			json_put_str(j, "page", t->page->id);
		json_put_bool(j, "long_lived", t->is_long);
		json_put_int(j, "expires_s", t->expires_s);
		json_put_str(j, "state", str_of(fate_name(token_state(t, world_now_s(w)))));
		json_end_object(j);
	}
	json_end_array(j);
}

static bool state_of(struct str name, enum token_fate *ret)
{
	for (size_t i = 0; i < COUNT_OF(states); i++) {
		if (str_eq(str_of(states[i].name), name)) {
			*ret = states[i].fate;
			return true;
		}
	}
	return false;
}

static int64_t set_fate(struct world *w, struct token *t, enum token_fate fate)
{
	t->fate = fate;
	t->fate_s = world_now_s(w);
	return 1;
}

/* A role is lost on Pages: they leave the listings, and their tokens die. */
static int64_t change_roles(struct world *w, const struct person *person, struct str page,
			    bool is_lost)
{
	int64_t changed = 0;

	for (size_t i = 0; i < w->page_count; i++) {
		struct page *p = &w->pages[i];

		if (p->owner != person || (page.at && !str_eq(p->id, page)))
			continue;
		p->is_role_lost = is_lost;
		changed++;
	}
	return changed;
}

static int64_t change_person(struct world *w, const struct person *person, struct str page,
			     enum token_fate fate)
{
	int64_t changed = 0;

	if (fate == FATE_ROLE_LOST)
		return change_roles(w, person, page, true);
	if (fate == FATE_NONE)
		changed = change_roles(w, person, page, false);
	for (struct token *t = w->tokens.tokens; t; t = t->next) {
		if (t->person == person && (!page.at || (t->page && str_eq(t->page->id, page))))
			changed += set_fate(w, t, fate);
	}
	return changed;
}

bool sim_tokens_change(struct world *w, const struct json *body, int64_t *ret_changed,
		       struct err *err)
{
	struct str prefix = json_text(json_get(body, STR("token")));
	struct str persona = json_text(json_get(body, STR("persona")));
	struct str page = json_text(json_get(body, STR("page")));
	const struct person *person = world_person(w, persona);
	enum token_fate fate;

	if (!state_of(json_text(json_get(body, STR("state"))), &fate))
		return err_field(err, "state",
				 "state must be expire, revoke, password_changed, logged_out, "
				 "role_lost, checkpoint, unconfirmed or restore.");
	*ret_changed = 0;
	if (person) {
		*ret_changed = change_person(w, person, page, fate);
		return true;
	}
	if (prefix.len < 8)
		return err_field(err, "token",
				 "Name a persona, or the first 8 or more characters of a token.");
	for (struct token *t = w->tokens.tokens; t; t = t->next) {
		if (str_starts_with(t->text, prefix))
			*ret_changed += set_fate(w, t, fate);
	}
	return true;
}

static int64_t sum(const unsigned by_product[PRODUCT_COUNT])
{
	int64_t total = 0;

	for (int p = 0; p < PRODUCT_COUNT; p++)
		total += by_product[p];
	return total;
}

bool sim_truth_write(struct world *w, struct account *a, int64_t number, struct json_writer *j)
{
	static const struct {
		const char *name;
		enum reaction reaction;
	} totals[] = {
		{ "views", REACTION_VIEWS },       { "likes", REACTION_LIKES },
		{ "comments", REACTION_COMMENTS }, { "saves", REACTION_SAVES },
		{ "shares", REACTION_SHARES },     { "reposts", REACTION_REPOSTS },
		{ "replies", REACTION_REPLIES },
	};
	const struct day *day = account_day(a, number, world_now_s(w));

	if (!day)
		return false;
	json_object(j);
	json_put_str(j, "username", account_username(a));
	json_put_int(j, "end_time_s", pacific_day_start_s(number + 1));
	json_put_int(j, "followers", day->followers);
	json_put_int(j, "gained", day->gained);
	json_put_int(j, "lost", day->lost);
	json_put_int(j, "reach", day->reach);
	json_put_int(j, "accounts_engaged", day->engaged);
	json_put_int(j, "profile_views", day->profile_views);
	json_put_int(j, "website_clicks", day->website_clicks);
	for (size_t i = 0; i < COUNT_OF(totals); i++) {
		json_key(j, str_of(totals[i].name));
		json_int(j, sum(day->by_product[totals[i].reaction]));
	}
	json_put_int(j, "media_count",
		     (int64_t)account_media_count(a, pacific_day_start_s(number + 1)));
	json_end_object(j);
	return true;
}
