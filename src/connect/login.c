/*
 * The login: from the address of Meta's dialog to a stored social account. A login at Meta is a
 * transaction of ours: begun here, bound to one session, used once.
 */
#include "connect/core.h"

#include "base/buf.h"
#include "base/codec.h"
#include "base/json.h"
#include "crypto/hash.h"
#include "store/oauth_transactions.h"
#include "store/store.h"

#define CHOICE_TTL_S 600

static struct str redirect_uri(const struct connect *c, enum connect_flow flow)
{
	return flow == CONNECT_META ? c->config.redirect_meta : c->config.redirect_cekbrand;
}

/* ---- start ------------------------------------------------------------------------------------
 */

struct str connect_cookie_name(struct arena *a, struct str state)
{
	return str_fmt(a, "oa_%.8s", sha256_hex(a, state).at);
}

static bool write_start(struct db_tx *tx, void *arg, struct err *err)
{
	const struct oauth_transaction_row *row = arg;

	return oauth_transactions_purge(tx, row->created_s, err) &&
	       oauth_transactions_add(tx, row, err);
}

bool connect_start(struct connect *c, struct arena *a, const struct connect_actor *who,
		   enum connect_flow flow, bool is_browser, struct connect_started *ret,
		   struct err *err)
{
	const struct flow_info *info = core_flow(flow);
	struct connect_started started = {
		.state = rng_token(a, c->config.rng, STATE_BYTES),
		.cookie_max_age_s = LOGIN_TTL_S,
	};
	if (is_browser) {
		started.cookie_name = connect_cookie_name(a, started.state);
		started.cookie_value = rng_token(a, c->config.rng, STATE_BYTES);
	}
	struct sha256 state_hash = sha256(started.state);
	struct sha256 browser_hash = sha256(started.cookie_value);
	struct sha256 session_hash = sha256(who->session_id);
	int64_t now_s = core_now_s(c);
	struct oauth_transaction_row row = {
		.state_hash = sha256_str(&state_hash),
		.browser_hash = is_browser ? sha256_str(&browser_hash) : STR_NONE,
		.user_id = who->user_id,
		.session_hash = sha256_str(&session_hash),
		.flow = str_of(info->name),
		.provider = PROVIDER,
		.redirect_uri = redirect_uri(c, flow),
		.return_to = str_of(info->name),
		.created_s = now_s,
		.expires_s = now_s + LOGIN_TTL_S,
	};
	if (!store_write(c->config.store, write_start, &row, err))
		return err_wrap(err, "starting a login");

	const struct graph_dialog dialog = {
		.redirect_uri = row.redirect_uri,
		.state = started.state,
		.scope = str_of(info->scopes),
		.auth_type = str_of(info->auth_type),
	};
	started.oauth_url = graph_dialog_url(c->config.graph, a, &dialog);
	atomic_fetch_add(&c->started, 1);
	*ret = started;
	return true;
}

/* ---- using the transaction up -----------------------------------------------------------------
 */

struct use {
	struct arena *a;
	struct oauth_transaction_claim claim;
	int64_t now_s;
	struct oauth_transaction_row row;
	bool found;
};

static bool write_use(struct db_tx *tx, void *arg, struct err *err)
{
	struct use *use = arg;
	return oauth_transactions_use(tx, use->a, &use->claim, use->now_s, &use->row, &use->found,
				      err);
}

static bool is_same_browser(const struct oauth_transaction_row *row, struct str cookie_value)
{
	if (!row->browser_hash.at)
		return true;
	if (!cookie_value.len)
		return false;
	struct sha256 hash = sha256(cookie_value);
	return str_eq_constant_time(sha256_str(&hash), row->browser_hash);
}

/* Burns the state, whatever comes of it; STATE_INVALID unless it was this session's to use. */
static bool use_state(struct connect *c, struct arena *a, const struct connect_actor *who,
		      enum connect_flow flow, const struct connect_answer *answer,
		      struct str *ret_redirect_uri, struct err *err)
{
	if (answer->state.len != STATE_CHARS)
		return err_set(err, ERR_STATE_INVALID, "a state of %zu characters",
			       answer->state.len);

	struct sha256 state_hash = sha256(answer->state);
	struct sha256 session_hash = sha256(who->session_id);
	struct use use = {
		.a = a,
		.claim = { .state_hash = sha256_str(&state_hash),
			   .user_id = who->user_id,
			   .session_hash = sha256_str(&session_hash),
			   .flow = str_of(core_flow(flow)->name),
			   .provider = PROVIDER },
		.now_s = core_now_s(c),
	};
	if (!store_write(c->config.store, write_use, &use, err))
		return false;
	if (!use.found)
		return err_set(err, ERR_STATE_INVALID,
			       "an unknown, used, expired or foreign state");
	if (!is_same_browser(&use.row, answer->cookie_value))
		return err_set(err, ERR_STATE_INVALID,
			       "the state came back through another browser");
	*ret_redirect_uri = use.row.redirect_uri;
	return true;
}

/* ---- from code to identity --------------------------------------------------------------------
 */

/* What one login yields; ended by login_end. */
struct login {
	struct graph_token token; /* long-lived */
	struct graph_token_info info;
	struct graph_user user;
	struct graph_pages pages;
	struct graph_caller caller;
};

static void login_end(struct login *l)
{
	graph_pages_free(&l->pages);
	graph_token_clear(&l->token);
}

static bool read_tokens(struct connect *c, struct arena *a, struct str code,
			struct str redirect_uri, struct login *l, struct err *err)
{
	cleanup(graph_token_clear) struct graph_token first = { .secret = NULL };

	if (!graph_exchange_code(c->config.graph, a, code, redirect_uri, &first, err) ||
	    !graph_exchange_long(c->config.graph, a, first.secret, &l->token, err) ||
	    !graph_debug_token(c->config.graph, a, l->token.secret, &l->info, err))
		return false;
	if (!l->info.is_valid)
		return graph_fail(err, &l->info.error, "the new token");
	if (l->info.expires_at_s)
		l->token.expires_at_s = l->info.expires_at_s;
	return true;
}

/* Reads who it is, what was granted and which Pages it reaches. */
static bool read_identity(struct connect *c, struct arena *a, struct login *l, struct err *err)
{
	l->caller = (struct graph_caller){ .graph = c->config.graph, .token = l->token.secret };
	if (!graph_me(&l->caller, a, &l->user, err))
		return false;
	if (l->info.user_id.len && !str_eq(l->info.user_id, l->user.id))
		return err_set(err, ERR_STATE_INVALID, "the token is another person's");
	if (!l->info.scopes.len && !graph_permissions(&l->caller, a, &l->info.scopes, err))
		return false;
	return true;
}

/* The Facebook account is nobody else's, and META keeps to one identity per connection. */
static bool check_owner(struct connect *c, struct arena *a, const struct connect_actor *who,
			enum connect_flow flow, struct str uid, struct err *err)
{
	struct social_account_row row;
	struct connection_row current;
	bool found, connected;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) ||
	    !social_accounts_get_by_uid(tx, a, PROVIDER, uid, &row, &found, err))
		return false;
	if (found && row.user_id != who->user_id)
		return err_set(err, ERR_FACEBOOK_ALREADY_USED, "Facebook user %.*s is user %lld's",
			       STR_ARG(uid), (long long)row.user_id);
	if (flow != CONNECT_META)
		return true;
	if (!connections_current(tx, a, who->user_id, &current, &connected, err))
		return false;
	if (connected && current.social_account_id.has &&
	    (!found || current.social_account_id.value != row.id)) {
		err_set(err, ERR_CONFLICT, "%.*s is connected through another Facebook account",
			STR_ARG(current.public_id));
		err_say(err, "Koneksi yang ada memakai akun Facebook lain. Putuskan koneksi itu "
			     "dulu, lalu hubungkan ulang.");
		return err_say_en(err, "The present connection uses another Facebook account. "
				       "Disconnect it first, then connect again.");
	}
	return true;
}

/* ---- storing ----------------------------------------------------------------------------------
 */

struct stored_login {
	struct connect *c;
	struct arena *arena;
	const struct connect_actor *who;
	enum connect_flow flow;
	struct social_account_row social; /* id is filled in */
	struct social_token_row token;
	struct social_page_rows pages;
	bool is_complete;
	bool offers_choice; /* META: keep the list for the picker */
	struct str page_ids;
	struct sha256 session_hash;
	int64_t now_s;
};

/* One Facebook account more is the plan's business; the same one again is not. */
static bool check_room(struct db_tx *tx, const struct stored_login *s, struct err *err)
{
	int64_t limit = s->who->limit_social_account;
	struct social_account_rows rows;

	if (limit < 0)
		return true;
	if (!social_accounts_list(tx, s->arena, s->who->user_id, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++)
		if (str_eq(rows.at[i].uid, s->social.uid))
			return true;
	if ((int64_t)rows.count < limit)
		return true;
	err_set(err, ERR_EXCEED_LIMIT, "%zu Facebook accounts of %lld", rows.count,
		(long long)limit);
	err_say(err, "Paket Anda mencakup %lld akun Facebook. Lepas salah satu dulu.",
		(long long)limit);
	return err_say_en(err, "Your plan includes %lld Facebook accounts. Unlink one first.",
			  (long long)limit);
}

static bool write_login(struct db_tx *tx, void *arg, struct err *err)
{
	struct stored_login *s = arg;

	if (!check_room(tx, s, err) ||
	    !social_accounts_put(tx, &s->social, s->now_s, &s->social.id, err))
		return false;
	s->token.social_account_id = s->social.id;
	if (!social_tokens_put(tx, &s->token, err) ||
	    !social_pages_put(tx, s->social.id, &s->pages, s->is_complete, s->now_s, err))
		return false;
	if (s->offers_choice) {
		const struct page_choice_row choice = {
			.session_hash = sha256_str(&s->session_hash),
			.user_id = s->who->user_id,
			.social_account_id = s->social.id,
			.page_ids = s->page_ids,
			.is_complete = s->is_complete,
			.created_s = s->now_s,
			.expires_s = s->now_s + CHOICE_TTL_S,
		};
		if (!page_choices_put(tx, &choice, err))
			return false;
	}
	return core_audit(tx, s->c, s->who,
			  s->flow == CONNECT_META ? "meta.login" : "cekbrand.connect", s->token.id,
			  STR(""), err);
}

static bool seal_page(const struct connect *c, struct arena *a, const struct connect_actor *who,
		      struct str uid, const struct graph_page *page, struct social_page_row *ret,
		      struct err *err)
{
	*ret = (struct social_page_row){
		.id = social_page_key(a, PROVIDER, uid, page->id),
		.page_id = page->id,
		.name = page->name,
		.picture_url = page->picture_url,
		.tasks = page->tasks,
		.can_create_content = page->can_create_content || !page->tasks.at,
		.ig_account_id = page->instagram.id,
		.ig_username = page->instagram.username,
		.ig_name = page->instagram.name,
		.ig_picture_url = page->instagram.picture_url,
		.is_ig_personal = page->has_personal_instagram,
		.source = str_of(page->source),
		.business_id = page->business_id,
	};
	return !page->token ||
	       core_seal(c, a, (struct token_place){ who->user_id, SOCIAL_PAGES_TABLE, ret->id },
			 page->token, &ret->page_token_sealed, err);
}

static struct str id_array(struct arena *a, const struct graph_pages *pages)
{
	cleanup(buf_free) struct buf out;
	buf_init(&out, 1 << 20);
	struct json_writer w;

	json_start(&w, &out, JSON_PLAIN);
	json_array(&w);
	for (size_t i = 0; i < pages->count; i++)
		json_str(&w, pages->at[i].id);
	json_end_array(&w);
	return str_dup(a, buf_str(&out));
}

/* Builds and seals the rows; nothing is written yet. */
static bool prepare_login(struct connect *c, struct arena *a, const struct connect_actor *who,
			  const struct login *l, struct stored_login *s, struct err *err)
{
	s->c = c;
	s->arena = a;
	s->who = who;
	s->now_s = core_now_s(c);
	s->is_complete = l->pages.complete;
	s->page_ids = id_array(a, &l->pages);
	s->session_hash = sha256(who->session_id);
	s->social = (struct social_account_row){
		.user_id = who->user_id,
		.provider = PROVIDER,
		.uid = l->user.id,
		.name = l->user.name.at ? l->user.name : STR(""),
		.email = l->user.email.at ? l->user.email : STR(""),
		.picture_url = l->user.picture_url.at ? l->user.picture_url : STR(""),
		.extra_data = STR("{}"),
	};
	s->token = (struct social_token_row){
		.id = social_token_key(a, PROVIDER, l->user.id, STR("user")),
		.kind = STR("user"),
		.scopes = l->info.scopes,
		.issued_s = l->info.issued_at_s ? l->info.issued_at_s : s->now_s,
		.expires_s = l->token.expires_at_s ? OPT_INT(l->token.expires_at_s) : OPT_NO_INT,
		.data_access_expires_s = l->info.data_access_until_s
						 ? OPT_INT(l->info.data_access_until_s)
						 : OPT_NO_INT,
		.last_checked_s = OPT_INT(s->now_s),
		.updated_s = s->now_s,
	};
	if (!core_seal(c, a, (struct token_place){ who->user_id, SOCIAL_TOKENS_TABLE, s->token.id },
		       l->token.secret, &s->token.token_sealed, err))
		return false;
	s->pages.at = arena_new_n(a, struct social_page_row, l->pages.count + 1);
	for (size_t i = 0; i < l->pages.count; i++) {
		if (!seal_page(c, a, who, l->user.id, &l->pages.at[i], &s->pages.at[i], err))
			return false;
	}
	s->pages.count = l->pages.count;
	return true;
}

static bool store_login(struct connect *c, struct arena *a, struct stored_login *s, struct err *err)
{
	int64_t renewed;
	return store_write(c->config.store, write_login, s, err) &&
	       core_renew_accounts(c, a, s->who->user_id, &s->social, &renewed, err);
}

/* ---- the two endings --------------------------------------------------------------------------
 */

static bool none_found(const struct login *l, enum err_code code, const char *why, struct err *err)
{
	if (l->pages.complete)
		return err_set(err, code, "%s", why);
	return err_set(err, ERR_PAGES_INCOMPLETE, "%s, but %s failed: code %d/%d: %s", why,
		       l->pages.trouble_branch, l->pages.trouble.code, l->pages.trouble.subcode,
		       l->pages.trouble.message);
}

static bool end_cekbrand(struct connect *c, struct arena *a, const struct connect_actor *who,
			 const struct login *l, struct connect_outcome *ret, struct err *err)
{
	size_t professional = 0, personal = 0;

	if (!l->pages.count)
		return none_found(l, ERR_FACEBOOK_NOT_FOUND, "no Page", err);
	for (size_t i = 0; i < l->pages.count; i++) {
		professional += l->pages.at[i].instagram.id.len > 0;
		personal += l->pages.at[i].has_personal_instagram;
	}
	if (!professional)
		return none_found(
			l, personal ? ERR_INSTAGRAM_NOT_BUSINESS : ERR_FACEBOOK_NOT_CONNECTED,
			"no Page with an Instagram Business account", err);

	struct stored_login s = { .flow = CONNECT_CEKBRAND };
	if (!prepare_login(c, a, who, l, &s, err) || !store_login(c, a, &s, err))
		return false;
	*ret = (struct connect_outcome){ .kind = CONNECT_DONE, .social_account_id = s.social.id };
	atomic_fetch_add(&c->connected, 1);
	return true;
}

static bool show_pages(struct connect *c, struct arena *a, int64_t user_id,
		       const struct social_page_rows *pages, const struct connect_page **ret,
		       struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	return store_read(c->config.store, &tx, err) &&
	       core_page_list(tx, a, user_id, pages, ret, err);
}

static bool end_meta(struct connect *c, struct arena *a, const struct connect_actor *who,
		     const struct login *l, struct connect_outcome *ret, struct err *err)
{
	if (!l->pages.count)
		return none_found(l, ERR_NOT_ADMIN_PAGE, "no Page", err);

	/* A single Page is taken without asking, but only when it is surely the only one. */
	bool is_only = l->pages.count == 1 && l->pages.complete;
	struct stored_login s = { .flow = CONNECT_META, .offers_choice = !is_only };
	const struct connect_page *shown;
	if (!prepare_login(c, a, who, l, &s, err) ||
	    !show_pages(c, a, who->user_id, &s.pages, &shown, err))
		return false;
	if (is_only && !shown[0].usable)
		return err_set(err, shown[0].reason, "the only Page, %.*s, cannot be used",
			       STR_ARG(shown[0].id));
	if (!store_login(c, a, &s, err))
		return false;
	if (is_only)
		return core_finish(c, a, who, &s.social, shown[0].id, ret, err);
	*ret = (struct connect_outcome){ .kind = CONNECT_CHOOSE,
					 .social_account_id = s.social.id,
					 .pages = shown,
					 .page_count = s.pages.count };
	return true;
}

/* ---- the callback -----------------------------------------------------------------------------
 */

static bool refused(enum connect_flow flow, const struct connect_answer *answer, struct err *err)
{
	enum err_code code = flow == CONNECT_META ? ERR_PERMISSIONS_MISSING : ERR_PERMISSION_DENIED;
	return err_set(err, code, "the dialog ended with %.*s %.*s: %.*s", STR_ARG(answer->error),
		       STR_ARG(answer->error_code), STR_ARG(answer->error_message));
}

static bool callback(struct connect *c, struct arena *a, const struct connect_actor *who,
		     enum connect_flow flow, const struct connect_answer *answer,
		     struct connect_outcome *ret, struct err *err)
{
	cleanup(login_end) struct login l = { .token.secret = NULL };
	struct str redirect;

	if (!use_state(c, a, who, flow, answer, &redirect, err))
		return false;
	/* Two forms: error=access_denied&…, and error_code=901&error_message=… without `error`. */
	if (answer->error.len || answer->error_code.len)
		return refused(flow, answer, err);
	if (!answer->code.len)
		return err_set(err, ERR_STATE_INVALID, "the dialog ended without a code");
	if (!read_tokens(c, a, answer->code, redirect, &l, err) || !read_identity(c, a, &l, err))
		return false;
	struct str missing = core_missing_scope(flow, l.info.scopes);
	if (missing.at)
		return err_set(
			err, flow == CONNECT_META ? ERR_PERMISSIONS_MISSING : ERR_PERMISSION_DENIED,
			"%.*s was not granted", STR_ARG(missing));
	if (!check_owner(c, a, who, flow, l.user.id, err) ||
	    !graph_list_pages(&l.caller, a, l.info.scopes, &l.pages, err))
		return false;
	return flow == CONNECT_META ? end_meta(c, a, who, &l, ret, err)
				    : end_cekbrand(c, a, who, &l, ret, err);
}

/* The CekBrand front end looks codes up in a fixed table: what is not in it becomes one that is. */
static void speak_cekbrand(struct err *err)
{
	static const enum err_code denied[] = { ERR_STATE_INVALID,       ERR_TOKEN_EXPIRED,
						ERR_PERMISSIONS_MISSING, ERR_NOT_ADMIN_PAGE,
						ERR_NOT_FOUND,           ERR_EXCEED_LIMIT };
	for (size_t i = 0; i < COUNT_OF(denied); i++) {
		if (err->code == denied[i])
			err->code = ERR_PERMISSION_DENIED;
	}
}

bool connect_callback(struct connect *c, struct arena *a, const struct connect_actor *who,
		      enum connect_flow flow, const struct connect_answer *answer,
		      struct connect_outcome *ret, struct err *err)
{
	if (callback(c, a, who, flow, answer, ret, err))
		return true;
	if (flow == CONNECT_CEKBRAND)
		speak_cekbrand(err);
	err_wrap(err, "connecting (%s)", core_flow(flow)->name);
	return core_failed(c, who, flow == CONNECT_META ? "meta.connect" : "cekbrand.connect", err);
}
