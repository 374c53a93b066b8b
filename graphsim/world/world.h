/*
 * The simulated world: apps, people, Pages, portfolios, Instagram accounts, tokens, faults,
 * counters and the clock. One mutex guards all of it (world_lock); everything below it is called
 * with the mutex held. `world_reset` brings back the first moment.
 */
#ifndef GRAPHSIM_WORLD_H
#define GRAPHSIM_WORLD_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/str.h"
#include "graphsim/hooks/hooks.h"
#include "graphsim/oauth/tokens.h"
#include "graphsim/protocol/faults.h"
#include "graphsim/protocol/id_index.h"
#include "graphsim/protocol/request_log.h"
#include "graphsim/protocol/usage.h"
#include "graphsim/publish/publishing.h"
#include "graphsim/world/account.h"

#define WORLD_PAGES_MAX GRANT_PAGES_MAX
#define WORLD_APPS_MAX 8
#define WORLD_REDIRECTS_MAX 16

#define APP_URL_MAX 512

struct app {
	unsigned index;
	struct str id;
	struct str secret;
	struct str name;
	bool requires_proof; /* "Require App Secret" */
	/* Callbacks; empty: none. */
	char deauthorize_url[APP_URL_MAX];
	char data_deletion_url[APP_URL_MAX];
};

struct person {
	unsigned index;
	const struct cast_person *cast;
	struct str key;
	struct str name;
};

struct business {
	unsigned index;
	struct str id;
	struct str name;
	const struct person *owner;
};

struct page {
	unsigned index;
	struct str id;
	struct str name;
	struct str username;
	struct str category;
	struct person *owner;
	unsigned tasks;
	enum page_way way;
	struct business *business;
	struct account *account; /* NULL: none linked */
	int fans;
	bool is_role_lost; /* the owner was removed from the Page */
};

struct world_config {
	uint64_t seed;
	struct {
		struct str id, secret;
	} apps[WORLD_APPS_MAX];
	size_t app_count;
	bool requires_proof;
	unsigned fleet;     /* accounts more (fleet.h) */
	int64_t latency_ms; /* how long a call takes at least */
	unsigned app_users; /* size of the app, for its limit of 200 calls an hour each */
	bool is_clock_set;  /* the clock stands at start_ms until it is moved */
	int64_t start_ms;
	struct str redirects[WORLD_REDIRECTS_MAX]; /* allowed; none: any URL on this machine */
	size_t redirect_count;
};

struct world {
	pthread_mutex_t mutex;
	struct world_config config;
	struct arena arena; /* what lives as long as the world */

	bool is_clock_frozen;
	int64_t frozen_ms; /* while frozen */
	int64_t ahead_ms;  /* of the system's clock, while not */

	struct app apps[WORLD_APPS_MAX];
	size_t app_count;
	struct person *persons;
	size_t person_count;
	struct business *businesses;
	size_t business_count;
	struct page *pages;
	size_t page_count;
	struct account *accounts;
	size_t account_count;
	struct id_index page_index, account_index; /* by id */
	int64_t latency_ms;

	struct token_store tokens;
	struct fault_list faults;
	struct usage_table usage;
	struct request_log log;
	struct hook_store hooks;
	struct publishing publishing;
	pthread_cond_t file_wanted; /* publishing.waiting has grown */
	uint64_t trace_count;
	uint64_t generation;    /* counts resets */
	atomic_bool is_closing; /* whoever waits for somebody outside stops waiting */
};

/* `config` and the strings in it are copied. */
struct world *world_new(const struct world_config *config);
struct world *world_free(struct world *w);
void world_freep(struct world **w);

void world_lock(struct world *w);
void world_unlock(struct world **w); /* cleanup(world_unlock) */

/* Tokens, faults, counters, log and clock as at the start; the world itself never changes. */
void world_reset(struct world *w);

int64_t world_now_ms(const struct world *w);
int64_t world_now_s(const struct world *w);
void world_set_clock(struct world *w, int64_t now_ms);
void world_freeze_clock(struct world *w, bool is_frozen);
/* Back to the system's time. */
void world_follow_system_clock(struct world *w);

struct app *world_app(struct world *w, struct str id);
struct person *world_person(struct world *w, struct str key);
struct page *world_page(struct world *w, struct str id);
struct business *world_business(struct world *w, struct str id);
struct account *world_account(struct world *w, struct str id);
struct account *world_account_named(struct world *w, struct str username);
/* False: there is no post or story of that id now. */
bool world_delete_media(struct world *w, struct str id);
/* The app-scoped id of a person. */
struct str world_user_id(struct arena *a, const struct world *w, const struct app *app,
			 const struct person *person);
struct person *world_person_of_id(struct world *w, struct str id, const struct app **ret_app);

/*
 * Queues the POST of a signed_request about a person; `kind` is "deauthorize" or "data_deletion".
 * Gives the delivery's id.
 */
int64_t world_send_signed_request(struct world *w, struct arena *a, const struct app *app,
				  const struct person *person, const char *kind, struct str url);
/* `A` and 22 characters. */
struct str world_trace_id(struct world *w, struct arena *a);
bool world_allows_redirect(const struct world *w, struct str uri);

#endif
