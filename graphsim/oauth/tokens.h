/*
 * What people granted to apps, and the codes and tokens that came of it (spec: meta-graph.md 1).
 * Tokens are opaque texts looked up here; nothing can be read out of one.
 */
#ifndef GRAPHSIM_TOKENS_H
#define GRAPHSIM_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "graphsim/protocol/permission.h"

struct app;
struct journal;
struct person;
struct page;
struct world;

#define CODE_LIFE_S 600
#define LONG_TOKEN_LIFE_S 5183944
#define DATA_ACCESS_S (90 * 86400)
#define GRANT_PAGES_MAX 8192

/* A person's consent to an app. */
struct grant {
	const struct app *app;
	const struct person *person;
	permission_set granted;
	permission_set declined;
	bool is_all;                         /* all Pages and accounts, future ones too */
	bool has_page[GRANT_PAGES_MAX];      /* by page index */
	bool has_instagram[GRANT_PAGES_MAX]; /* the account of that Page */
	int64_t data_access_ends_s;
	struct grant *next;
};

enum token_kind { TOKEN_USER, TOKEN_PAGE, TOKEN_APP };

/* What a test did to a token (/_sim/token). */
enum token_fate {
	FATE_NONE,
	FATE_EXPIRED,
	FATE_REVOKED,
	FATE_PASSWORD_CHANGED,
	FATE_LOGGED_OUT,
	FATE_ROLE_LOST,
	FATE_CHECKPOINT,
	FATE_UNCONFIRMED,
};

struct token {
	enum token_kind kind;
	struct str text;
	const struct app *app;
	const struct person *person; /* NULL for app tokens */
	const struct page *page;     /* Page tokens */
	const struct token *parent;  /* the user token a Page token came from */
	struct grant *grant;
	int64_t issued_s;
	int64_t expires_s; /* 0: never */
	bool is_long;
	enum token_fate fate;
	int64_t fate_s;
	struct token **page_tokens; /* by page index; user tokens only */
	struct token *next;
	struct token *next_in_bucket;
};

struct code {
	struct str text;
	const struct app *app;
	const struct person *person;
	struct str redirect_uri;
	struct str challenge; /* PKCE, STR_NONE: none */
	bool is_challenge_plain;
	int64_t issued_s;
	bool is_used;
	struct code *next;
};

#define TOKEN_BUCKETS 1024

struct token_store {
	struct arena arena;
	uint64_t seed;
	uint64_t count; /* of texts made so far */
	struct grant *grants;
	struct code *codes;
	struct token *tokens;
	struct token *buckets[TOKEN_BUCKETS];
	struct journal *journal; /* NULL: nothing outlives the simulator */
};

void token_store_init(struct token_store *s, uint64_t seed);
void token_store_deinit(struct token_store *s);

/* NULL when the person has not authorised the app. */
struct grant *grant_find(struct token_store *s, const struct app *app, const struct person *person);
struct grant *grant_make(struct token_store *s, const struct app *app, const struct person *person);
bool grant_covers_page(const struct grant *g, const struct page *page);
bool grant_covers_instagram(const struct grant *g, const struct page *page);
/* Granted, and not cut off because data access has ended. */
bool grant_allows(const struct grant *g, enum permission p, int64_t now_s);
/* Every token of the two that lives is dead from then on. */
void token_store_revoke(struct token_store *s, const struct grant *g, int64_t now_s);
/* The app is removed, and its tokens are dead. */
void grant_remove(struct token_store *s, struct grant *g, int64_t now_s);

struct code *code_issue(struct token_store *s, const struct app *app, const struct person *person,
			struct str redirect_uri, int64_t now_s);
struct code *code_find(struct token_store *s, struct str text);

struct token *token_issue_user(struct token_store *s, struct grant *g, bool is_long, int64_t now_s);
/* The same one each time for the same parent and Page. */
struct token *token_of_page(struct token_store *s, struct token *parent, const struct page *page,
			    int64_t now_s);
/* One that was issued before the simulator was started: `made` is copied. */
void token_restore(struct token_store *s, const struct token *made);
struct token *token_find(struct token_store *s, struct str text);
/* `{app id}|{secret}` needs no entry in the store: `scratch` is filled. */
const struct token *token_of_app(struct world *w, struct str text, struct token *scratch);

/* Why a token does not work; FATE_NONE: it does. */
enum token_fate token_state(const struct token *t, int64_t now_s);

#endif
