#include "graphsim/world/world.h"
#include "graphsim/oauth/journal.h"

#include <assert.h>
#include <inttypes.h>

#include "base/limits.h"
#include "base/url.h"
#include "graphsim/world/fleet.h"
#include "graphsim/world/mix.h"

#define WORLD_MAX_BYTES (256u * 1024 * 1024)

static struct str digits(struct world *w, const char *prefix, int width, uint64_t what, uint64_t n)
{
	uint64_t below = 1;

	for (int i = 0; i < width; i++)
		below *= 10;
	return str_fmt(&w->arena, "%s%0*" PRIu64, prefix, width,
		       mix_of(w->config.seed, MIX_PAGE, what, n) % below);
}

static void make_apps(struct world *w)
{
	w->app_count = w->config.app_count;
	for (size_t i = 0; i < w->app_count; i++) {
		w->apps[i] = (struct app){
			.index = (unsigned)i,
			.id = w->config.apps[i].id,
			.secret = w->config.apps[i].secret,
			.name = i == 0 ? STR("Simpul") : str_fmt(&w->arena, "Aplikasi %zu", i + 1),
			.requires_proof = w->config.requires_proof,
		};
	}
}

static void make_persons(struct world *w)
{
	w->person_count = cast_person_count + fleet_agencies(w->config.fleet);
	w->persons = arena_new_n(&w->arena, struct person, w->person_count);
	for (size_t i = 0; i < w->person_count; i++) {
		const struct cast_person *cast =
			i < cast_person_count ? &cast_persons[i]
					      : fleet_person(&w->arena, i - cast_person_count);
		w->persons[i] = (struct person){ .index = (unsigned)i,
						 .cast = cast,
						 .key = str_of(cast->key),
						 .name = str_of(cast->name) };
	}
}

static void make_businesses(struct world *w)
{
	w->business_count = cast_business_count;
	w->businesses = arena_new_n(&w->arena, struct business, cast_business_count);
	for (size_t i = 0; i < cast_business_count; i++)
		w->businesses[i] = (struct business){
			.index = (unsigned)i,
			.id = digits(w, "5", 14, 1, i),
			.name = str_of(cast_businesses[i].name),
			.owner = world_person(w, str_of(cast_businesses[i].owner)),
		};
}

static struct account *add_account(struct world *w, const struct cast_account *cast)
{
	struct account *a = &w->accounts[w->account_count];
	unsigned index = (unsigned)w->account_count++;

	account_init(a, cast, index, w->config.seed, digits(w, "17841", 12, 2, index));
	id_index_add(&w->account_index, a->id, index);
	return a;
}

/* The outlets of the franchise: small restaurant accounts, one per city. */
static const struct cast_account *outlet_account(struct world *w, size_t outlet)
{
	struct draws d = draws_of(w->config.seed, MIX_PAGE, 3, outlet);
	struct cast_account *cast = arena_new(&w->arena, struct cast_account);
	struct str city = str_of(franchise_cities[outlet]);
	struct str handle = str_replace(&w->arena, str_lower(&w->arena, city), STR(" "), STR(""));

	*cast = (struct cast_account){
		.username =
			str_z(&w->arena, str_fmt(&w->arena, "geprekgilang.%.*s", STR_ARG(handle))),
		.name = str_z(&w->arena,
			      str_fmt(&w->arena, "Ayam Geprek Gilang %.*s", STR_ARG(city))),
		.biography = str_z(&w->arena,
				   str_fmt(&w->arena, "Cabang %.*s 🍗🌶️ Buka tiap hari",
					   STR_ARG(city))),
		.website = "https://geprekgilang.test",
		.theme = THEME_FOOD,
		.followers = 700 + (int)draw_below(&d, 9000),
		.follows = 40 + (int)draw_below(&d, 300),
		.active_days = 200 + (int)draw_below(&d, 260),
		.posts_per_100_days = 15 + (int)draw_below(&d, 25),
		.growth_percent = 40,
		.likes_permille = 55,
		.complaint_percent = 10,
	};
	return cast;
}

static void make_accounts(struct world *w)
{
	size_t room = cast_account_count + FRANCHISE_ACCOUNTS + w->config.fleet;

	w->accounts = arena_new_n(&w->arena, struct account, room);
	id_index_init(&w->account_index, &w->arena, room);
	for (size_t i = 0; i < cast_account_count; i++)
		add_account(w, &cast_accounts[i]);
	for (size_t i = 0; i < FRANCHISE_ACCOUNTS; i++)
		add_account(w, outlet_account(w, i));
	for (size_t i = 0; i < w->config.fleet; i++)
		add_account(w, fleet_account(&w->arena, w->config.seed, i));
}

static struct page *add_page(struct world *w)
{
	struct page *p = &w->pages[w->page_count];

	assert(w->page_count < WORLD_PAGES_MAX);
	*p = (struct page){ .index = (unsigned)w->page_count,
			    .id = digits(w, w->page_count % 2 ? "1000" : "6100", 11, 4,
					 w->page_count) };
	id_index_add(&w->page_index, p->id, w->page_count);
	w->page_count++;
	return p;
}

static struct business *business_named(struct world *w, const char *name)
{
	for (size_t i = 0; name && i < w->business_count; i++) {
		if (str_eq(w->businesses[i].name, str_of(name)))
			return &w->businesses[i];
	}
	return NULL;
}

static void make_cast_page(struct world *w, const struct cast_page *cast)
{
	struct page *p = add_page(w);

	p->name = str_of(cast->name);
	p->category = str_of(cast->category);
	p->owner = world_person(w, str_of(cast->owner));
	p->tasks = cast->tasks;
	p->way = cast->way;
	p->business = business_named(w, cast->business);
	p->fans = cast->fans;
	assert(p->owner);
	if (cast->instagram) {
		p->account = world_account_named(w, str_of(cast->instagram));
		assert(p->account);
		p->account->page = p;
		p->username = str_replace(&w->arena, str_of(cast->instagram), STR("_"), STR("."));
	}
}

static void make_outlet(struct world *w, size_t outlet)
{
	struct page *p = add_page(w);

	p->name = str_fmt(&w->arena, "Ayam Geprek Gilang - %s", franchise_cities[outlet]);
	p->category = STR("Fast food restaurant");
	p->owner = world_person(w, STR(FRANCHISE_OWNER));
	p->tasks = TASK_ALL;
	p->fans = 300 + (int)(mix_of(w->config.seed, MIX_PAGE, 5, outlet) % 5000);
	if (outlet < FRANCHISE_ACCOUNTS) {
		p->account = &w->accounts[cast_account_count + outlet];
		p->account->page = p;
		p->username = str_of(p->account->cast->username);
	}
}

static void make_fleet_page(struct world *w, size_t number)
{
	struct page *p = add_page(w);

	p->name = fleet_page_name(&w->arena, number);
	p->category = STR("Local business");
	p->owner = &w->persons[cast_person_count + number / FLEET_PAGES_EACH];
	p->tasks = TASK_ALL;
	p->account = &w->accounts[cast_account_count + FRANCHISE_ACCOUNTS + number];
	p->account->page = p;
	p->username = str_of(p->account->cast->username);
	p->fans = p->account->cast->followers / 2;
}

static void make_pages(struct world *w)
{
	w->pages = arena_new_n(&w->arena, struct page, WORLD_PAGES_MAX);
	id_index_init(&w->page_index, &w->arena, WORLD_PAGES_MAX);
	for (size_t i = 0; i < cast_page_count; i++)
		make_cast_page(w, &cast_pages[i]);
	for (size_t i = 0; i < FRANCHISE_PAGES; i++)
		make_outlet(w, i);
	for (size_t i = 0; i < w->config.fleet; i++)
		make_fleet_page(w, i);
}

static void copy_config(struct world *w, const struct world_config *config)
{
	w->config = *config;
	for (size_t i = 0; i < config->app_count; i++) {
		w->config.apps[i].id = str_dup(&w->arena, config->apps[i].id);
		w->config.apps[i].secret = str_dup(&w->arena, config->apps[i].secret);
	}
	for (size_t i = 0; i < config->redirect_count; i++)
		w->config.redirects[i] = str_dup(&w->arena, config->redirects[i]);
}

static void start_clock(struct world *w)
{
	w->is_clock_frozen = w->config.is_clock_set;
	w->frozen_ms = w->config.start_ms;
	w->ahead_ms = 0;
}

struct world *world_new(const struct world_config *config)
{
	struct world *w = calloc(1, sizeof(*w));

	if (!w)
		abort();
	pthread_mutex_init(&w->mutex, NULL);
	pthread_cond_init(&w->file_wanted, NULL);
	arena_init(&w->arena, WORLD_MAX_BYTES);
	copy_config(w, config);
	make_apps(w);
	make_persons(w);
	make_businesses(w);
	make_accounts(w);
	make_pages(w);
	token_store_init(&w->tokens, config->seed);
	fault_list_init(&w->faults);
	hooks_init(&w->hooks);
	publishing_init(&w->publishing);
	start_clock(w);
	w->latency_ms = config->latency_ms;
	return w;
}

struct world *world_free(struct world *w)
{
	if (!w)
		return NULL;
	for (size_t i = 0; i < w->account_count; i++)
		account_deinit(&w->accounts[i]);
	journal_close(w->tokens.journal);
	token_store_deinit(&w->tokens);
	fault_list_deinit(&w->faults);
	usage_deinit(&w->usage);
	request_log_deinit(&w->log);
	hooks_deinit(&w->hooks);
	publishing_deinit(&w->publishing);
	arena_free(&w->arena);
	pthread_cond_destroy(&w->file_wanted);
	pthread_mutex_destroy(&w->mutex);
	free(w);
	return NULL;
}

void world_freep(struct world **w)
{
	*w = world_free(*w);
}

void world_lock(struct world *w)
{
	pthread_mutex_lock(&w->mutex);
}

void world_unlock(struct world **w)
{
	pthread_mutex_unlock(&(*w)->mutex);
}

void world_reset(struct world *w)
{
	struct journal *journal = w->tokens.journal;

	token_store_deinit(&w->tokens);
	token_store_init(&w->tokens, w->config.seed);
	w->tokens.journal = journal;
	journal_clear(journal);
	fault_list_clear(&w->faults);
	usage_deinit(&w->usage);
	request_log_clear(&w->log);
	hooks_reset(&w->hooks);
	publishing_reset(&w->publishing);
	w->generation++;
	for (size_t i = 0; i < w->app_count; i++) {
		w->apps[i].deauthorize_url[0] = '\0';
		w->apps[i].data_deletion_url[0] = '\0';
	}
	for (size_t i = 0; i < w->page_count; i++)
		w->pages[i].is_role_lost = false;
	for (size_t i = 0; i < w->account_count; i++)
		account_reset(&w->accounts[i]);
	w->trace_count = 0;
	w->latency_ms = w->config.latency_ms;
	start_clock(w);
}

int64_t world_now_ms(const struct world *w)
{
	if (w->is_clock_frozen)
		return w->frozen_ms;
	return clock_now_ms(clock_system()) + w->ahead_ms;
}

int64_t world_now_s(const struct world *w)
{
	return world_now_ms(w) / 1000;
}

void world_set_clock(struct world *w, int64_t now_ms)
{
	w->frozen_ms = now_ms;
	w->ahead_ms = now_ms - clock_now_ms(clock_system());
}

void world_freeze_clock(struct world *w, bool is_frozen)
{
	int64_t now_ms = world_now_ms(w);

	w->is_clock_frozen = is_frozen;
	world_set_clock(w, now_ms);
}

void world_follow_system_clock(struct world *w)
{
	w->is_clock_frozen = false;
	w->ahead_ms = 0;
}

struct app *world_app(struct world *w, struct str id)
{
	for (size_t i = 0; i < w->app_count; i++) {
		if (str_eq(w->apps[i].id, id))
			return &w->apps[i];
	}
	return NULL;
}

struct person *world_person(struct world *w, struct str key)
{
	for (size_t i = 0; i < w->person_count; i++) {
		if (str_eq(w->persons[i].key, key))
			return &w->persons[i];
	}
	return NULL;
}

struct page *world_page(struct world *w, struct str id)
{
	size_t at;

	return id_index_find(&w->page_index, id, &at) ? &w->pages[at] : NULL;
}

struct business *world_business(struct world *w, struct str id)
{
	for (size_t i = 0; i < w->business_count; i++) {
		if (str_eq(w->businesses[i].id, id))
			return &w->businesses[i];
	}
	return NULL;
}

struct account *world_account(struct world *w, struct str id)
{
	size_t at;

	return id_index_find(&w->account_index, id, &at) ? &w->accounts[at] : NULL;
}

struct account *world_account_named(struct world *w, struct str username)
{
	for (size_t i = 0; i < w->account_count; i++) {
		if (str_eq_nocase(account_username(&w->accounts[i]), username))
			return &w->accounts[i];
	}
	return NULL;
}

bool world_delete_media(struct world *w, struct str id)
{
	struct sim_key key;

	if (!sim_id_parse(id, &key) || key.account >= w->account_count ||
	    (key.kind != SIM_MEDIA && key.kind != SIM_STORY && key.kind != SIM_MADE))
		return false;
	return account_media_delete(&w->accounts[key.account], key, world_now_s(w));
}

struct str world_user_id(struct arena *a, const struct world *w, const struct app *app,
			 const struct person *person)
{
	uint64_t n = mix_of(w->config.seed, MIX_PAGE, 100 + app->index, person->index);

	return str_fmt(a, "102%014" PRIu64, n % 100000000000000u);
}

struct person *world_person_of_id(struct world *w, struct str id, const struct app **ret_app)
{
	if (id.len != 17 || !str_starts_with(id, STR("102")))
		return NULL;
	struct arena_mark mark = arena_mark(&w->arena);
	struct person *found = NULL;

	for (size_t a = 0; a < w->app_count && !found; a++) {
		for (size_t p = 0; p < w->person_count && !found; p++) {
			if (!str_eq(world_user_id(&w->arena, w, &w->apps[a], &w->persons[p]), id))
				continue;
			*ret_app = &w->apps[a];
			found = &w->persons[p];
		}
	}
	arena_rewind(&w->arena, mark);
	return found;
}

int64_t world_send_signed_request(struct world *w, struct arena *a, const struct app *app,
				  const struct person *person, const char *kind, struct str url)
{
	cleanup(buf_free) struct buf body = { 0 };
	struct str user_id = world_user_id(a, w, app, person);

	buf_init(&body, 16 * KIB);
	url_add_param(&body, STR("signed_request"),
		      signed_request(a, app->secret, user_id, world_now_s(w)));
	const struct delivery d = {
		.app = app,
		.kind = kind,
		.url = url,
		.content_type = STR("application/x-www-form-urlencoded"),
		.body = buf_str(&body),
	};
	return delivery_add(&w->hooks, &d, world_now_s(w));
}

struct str world_trace_id(struct world *w, struct arena *a)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	struct draws d = draws_of(w->config.seed, MIX_TOKEN, ++w->trace_count, 2);
	char id[23] = { 'A' };

	for (size_t i = 1; i < sizeof(id); i++)
		id[i] = alphabet[draw_below(&d, 64)];
	return str_dup(a, (struct str){ id, sizeof(id) });
}

static bool is_on_this_machine(struct str uri)
{
	static const char *const places[] = { "http://127.0.0.1", "http://localhost",
					      "http://[::1]", "https://localhost",
					      "https://127.0.0.1" };

	for (size_t i = 0; i < COUNT_OF(places); i++) {
		struct str place = str_of(places[i]);
		struct str rest = str_skip(uri, place.len);

		if (str_starts_with(uri, place) &&
		    (rest.len == 0 || rest.at[0] == ':' || rest.at[0] == '/'))
			return true;
	}
	return false;
}

bool world_allows_redirect(const struct world *w, struct str uri)
{
	if (w->config.redirect_count == 0)
		return is_on_this_machine(uri);
	for (size_t i = 0; i < w->config.redirect_count; i++) {
		if (str_eq(w->config.redirects[i], uri))
			return true;
	}
	return false;
}
