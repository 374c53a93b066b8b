#include "graphsim/oauth/tokens.h"

#include "graphsim/oauth/journal.h"
#include "graphsim/world/mix.h"
#include "graphsim/world/world.h"

#define STORE_MAX_BYTES (512u * 1024 * 1024)

void token_store_init(struct token_store *s, uint64_t seed)
{
	*s = (struct token_store){ .seed = seed };
	arena_init(&s->arena, STORE_MAX_BYTES);
}

void token_store_deinit(struct token_store *s)
{
	arena_free(&s->arena);
}

/* Not secret in the real sense: a repeatable world must hand out repeatable tokens. */
static struct str make_text(struct token_store *s, struct str prefix, size_t length)
{
	static const char base62[] =
		"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	struct draws d = draws_of(s->seed, MIX_TOKEN, ++s->count, 0);
	char *text = arena_new_n(&s->arena, char, length);

	memcpy(text, prefix.at, prefix.len);
	for (size_t i = prefix.len; i < length; i++)
		text[i] = base62[draw_below(&d, sizeof(base62) - 1)];
	return (struct str){ text, length };
}

struct grant *grant_find(struct token_store *s, const struct app *app, const struct person *person)
{
	for (struct grant *g = s->grants; g; g = g->next) {
		if (g->app == app && g->person == person)
			return g->granted ? g : NULL;
	}
	return NULL;
}

struct grant *grant_make(struct token_store *s, const struct app *app, const struct person *person)
{
	for (struct grant *g = s->grants; g; g = g->next) {
		if (g->app == app && g->person == person)
			return g;
	}
	struct grant *g = arena_new(&s->arena, struct grant);
	g->app = app;
	g->person = person;
	g->next = s->grants;
	s->grants = g;
	return g;
}

bool grant_covers_page(const struct grant *g, const struct page *page)
{
	return g->is_all || g->has_page[page->index];
}

bool grant_covers_instagram(const struct grant *g, const struct page *page)
{
	return g->is_all || g->has_instagram[page->index];
}

bool grant_allows(const struct grant *g, enum permission p, int64_t now_s)
{
	if (!(g->granted & PERMISSION_BIT(p)))
		return false;
	return now_s < g->data_access_ends_s || permission_info(p)->survives_data_access;
}

void token_store_revoke(struct token_store *s, const struct grant *g, int64_t now_s)
{
	for (struct token *t = s->tokens; t; t = t->next) {
		if (t->grant == g && t->fate == FATE_NONE) {
			t->fate = FATE_REVOKED;
			t->fate_s = now_s;
		}
	}
}

void grant_remove(struct token_store *s, struct grant *g, int64_t now_s)
{
	g->granted = 0;
	g->declined = 0;
	g->is_all = false;
	memset(g->has_page, 0, sizeof(g->has_page));
	memset(g->has_instagram, 0, sizeof(g->has_instagram));
	token_store_revoke(s, g, now_s);
	journal_note(s->journal, g, NULL);
}

struct code *code_issue(struct token_store *s, const struct app *app, const struct person *person,
			struct str redirect_uri, int64_t now_s)
{
	struct code *c = arena_new(&s->arena, struct code);

	*c = (struct code){
		.text = make_text(s, STR("AQ"), 300),
		.app = app,
		.person = person,
		.redirect_uri = str_dup(&s->arena, redirect_uri),
		.issued_s = now_s,
		.next = s->codes,
	};
	s->codes = c;
	return c;
}

struct code *code_find(struct token_store *s, struct str text)
{
	for (struct code *c = s->codes; c; c = c->next) {
		if (str_eq(c->text, text))
			return c;
	}
	return NULL;
}

static struct token *keep_token(struct token_store *s, const struct token *made)
{
	struct token *t = arena_new(&s->arena, struct token);

	*t = *made;
	t->next = s->tokens;
	s->tokens = t;
	struct token **bucket = &s->buckets[str_hash(t->text) % TOKEN_BUCKETS];
	t->next_in_bucket = *bucket;
	*bucket = t;
	return t;
}

static struct token *add_token(struct token_store *s, struct token made)
{
	made.text = make_text(s, STR("EAAG"), 196);
	struct token *t = keep_token(s, &made);
	journal_note(s->journal, t->grant, t);
	return t;
}

static struct token **slot_of(struct token_store *s, struct token *parent, const struct page *page)
{
	if (!parent->page_tokens)
		parent->page_tokens = arena_new_n(&s->arena, struct token *, GRANT_PAGES_MAX);
	return &parent->page_tokens[page->index];
}

void token_restore(struct token_store *s, const struct token *made)
{
	struct token t = *made;

	t.text = str_dup(&s->arena, made->text);
	struct token *kept = keep_token(s, &t);
	if (t.page)
		*slot_of(s, token_find(s, t.parent->text), t.page) = kept;
}

struct token *token_issue_user(struct token_store *s, struct grant *g, bool is_long, int64_t now_s)
{
	int64_t short_life_s = 3600 + (int64_t)(mix_of(s->seed, MIX_TOKEN, s->count, 1) % 3600);

	return add_token(s,
			 (struct token){
				 .kind = TOKEN_USER,
				 .app = g->app,
				 .person = g->person,
				 .grant = g,
				 .issued_s = now_s,
				 .expires_s = now_s + (is_long ? LONG_TOKEN_LIFE_S : short_life_s),
				 .is_long = is_long,
			 });
}

struct token *token_of_page(struct token_store *s, struct token *parent, const struct page *page,
			    int64_t now_s)
{
	struct token **slot = slot_of(s, parent, page);

	if (!*slot)
		*slot = add_token(s, (struct token){
					     .kind = TOKEN_PAGE,
					     .app = parent->app,
					     .person = parent->person,
					     .page = page,
					     .parent = parent,
					     .grant = parent->grant,
					     .issued_s = now_s,
					     .expires_s = parent->is_long ? 0 : parent->expires_s,
					     .is_long = parent->is_long,
				     });
	return *slot;
}

struct token *token_find(struct token_store *s, struct str text)
{
	struct token *t = s->buckets[str_hash(text) % TOKEN_BUCKETS];

	while (t && !str_eq(t->text, text))
		t = t->next_in_bucket;
	return t;
}

const struct token *token_of_app(struct world *w, struct str text, struct token *scratch)
{
	struct str secret = text;
	struct str id = str_cut(&secret, '|');
	const struct app *app = world_app(w, id);

	if (!app || !secret.at || !str_eq(app->secret, secret))
		return NULL;
	*scratch = (struct token){ .kind = TOKEN_APP, .text = text, .app = app };
	return scratch;
}

enum token_fate token_state(const struct token *t, int64_t now_s)
{
	if (t->fate != FATE_NONE)
		return t->fate;
	if (t->expires_s != 0 && now_s >= t->expires_s)
		return FATE_EXPIRED;
	if (t->grant && !t->grant->granted)
		return FATE_REVOKED;
	if (t->page && t->page->is_role_lost)
		return FATE_ROLE_LOST;
	return FATE_NONE;
}
