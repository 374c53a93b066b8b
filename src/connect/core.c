#include "connect/core.h"

#include "jobs/jobs.h"
#include "store/audit.h"
#include "store/store.h"

/* ---- the flows --------------------------------------------------------------------------------
 */

#define CRAWL_SCOPES                                                                               \
	"email,pages_show_list,pages_read_engagement,business_management,instagram_basic,"         \
	"read_insights,instagram_manage_insights,instagram_manage_comments"
#define PUBLISH_SCOPES                                                                             \
	"pages_manage_posts,pages_manage_metadata,pages_manage_engagement,"                        \
	"instagram_content_publish"

/*
 * META asks again for what was declined before; CEKBRAND asks for the password, as its contract
 * says. business_management opens the portfolios; comments and insights are collected when granted.
 */
static const struct flow_info flows[] = {
	[CONNECT_META] = {
		.name = "meta",
		.scopes = CRAWL_SCOPES "," PUBLISH_SCOPES,
		.required = "pages_show_list,pages_read_engagement,pages_manage_posts,"
			    "instagram_basic,instagram_content_publish",
		.auth_type = "rerequest",
	},
	[CONNECT_CEKBRAND] = {
		.name = "cekbrand",
		.scopes = CRAWL_SCOPES,
		.required = "pages_show_list,pages_read_engagement,instagram_basic,"
			    "instagram_manage_insights",
		.auth_type = "reauthenticate",
	},
};
_Static_assert(COUNT_OF(flows) == CONNECT_FLOW_COUNT, "one row per flow");

const struct flow_info *core_flow(enum connect_flow flow)
{
	return &flows[flow];
}

struct str core_missing_scope(enum connect_flow flow, struct str granted)
{
	for (struct str rest = str_of(flows[flow].required); rest.at;) {
		struct str scope = str_cut(&rest, ',');
		if (!graph_has_scope(granted, scope))
			return scope;
	}
	return STR_NONE;
}

/* ---- the core itself --------------------------------------------------------------------------
 */

bool connect_new(const struct connect_config *config, struct connect **ret, struct err *err)
{
	struct str redirects[] = { config->redirect_meta, config->redirect_cekbrand,
				   config->redirect_login };

	for (size_t i = 0; i < COUNT_OF(redirects); i++) {
		if (!str_starts_with(redirects[i], STR("https://")) &&
		    !str_starts_with(redirects[i], STR("http://")))
			return err_set(err, ERR_CONFIG, "the redirect address must be absolute");
	}
	struct connect *c = calloc(1, sizeof(*c));
	if (!c)
		abort();
	c->config = *config;
	c->config.redirect_meta = str_keep(config->redirect_meta);
	c->config.redirect_cekbrand = str_keep(config->redirect_cekbrand);
	c->config.redirect_login = str_keep(config->redirect_login);
	*ret = c;
	return true;
}

struct connect *connect_free(struct connect *c)
{
	if (!c)
		return NULL;
	free((char *)(uintptr_t)c->config.redirect_meta.at);
	free((char *)(uintptr_t)c->config.redirect_cekbrand.at);
	free((char *)(uintptr_t)c->config.redirect_login.at);
	free(c);
	return NULL;
}

int64_t core_now_s(const struct connect *c)
{
	return clock_now_s(c->config.clock);
}

void connect_counters(const struct connect *c, struct connect_counters *ret)
{
	*ret = (struct connect_counters){
		.started = atomic_load(&c->started),
		.connected = atomic_load(&c->connected),
		.selected = atomic_load(&c->selected),
		.disconnected = atomic_load(&c->disconnected),
	};
	for (size_t i = 0; i < ERR_CODE_COUNT; i++)
		ret->failed[i] = atomic_load(&c->failed[i]);
}

/* ---- audit ------------------------------------------------------------------------------------
 */

static struct audit_row audit_of(const struct connect *c, const struct connect_actor *who,
				 const char *action)
{
	return (struct audit_row){
		.created_s = core_now_s(c),
		.user_id = who->user_id ? OPT_INT(who->user_id) : OPT_NO_INT,
		.action = str_of(action),
		.object = STR(""),
		.outcome = STR("ok"),
		.detail = STR(""),
		.ip = who->address.at ? who->address : STR(""),
		.request_id = who->request_id.at ? who->request_id : STR(""),
	};
}

bool core_audit(struct db_tx *tx, const struct connect *c, const struct connect_actor *who,
		const char *action, struct str object, struct str detail, struct err *err)
{
	struct audit_row row = audit_of(c, who, action);

	row.object = object;
	row.detail = detail;
	return audit_add(tx, &row, err);
}

static bool write_failure(struct db_tx *tx, void *arg, struct err *err)
{
	const struct audit_row *row = arg;

	return audit_add(tx, row, err) &&
	       counters_add(tx, STR("connect_error"), row->outcome, 1, row->created_s, err);
}

bool core_failed(struct connect *c, const struct connect_actor *who, const char *action,
		 struct err *err)
{
	struct audit_row row = audit_of(c, who, action);
	struct err unwritten = ERR_INIT;

	row.outcome = str_of(err_info(err->code)->name);
	atomic_fetch_add(&c->failed[err->code], 1);
	if (!store_write(c->config.store, write_failure, &row, &unwritten))
		err_wrap(err, "(and the audit row was not written: %s)", unwritten.cause);
	return false;
}

/* ---- tokens at rest ---------------------------------------------------------------------------
 */

static const struct {
	struct str table, column;
} sealed_columns[] = {
	{ STR_INIT("social_tokens"), STR_INIT("token_sealed") },
	{ STR_INIT("social_pages"), STR_INIT("page_token_sealed") },
	{ STR_INIT("social_connections"), STR_INIT("page_token_sealed") },
	{ STR_INIT("account_tokens"), STR_INIT("token_sealed") },
};

static struct vault_context context_of(struct arena *a, struct token_place place)
{
	struct vault_context where = {
		.table = place.table,
		.row = place.row,
		.tenant = str_fmt(a, "%lld", (long long)place.user_id),
	};
	for (size_t i = 0; i < COUNT_OF(sealed_columns); i++) {
		if (str_eq(place.table, sealed_columns[i].table))
			where.column = sealed_columns[i].column;
	}
	return where;
}

bool core_seal(const struct connect *c, struct arena *a, struct token_place place,
	       const struct secret *token, struct str *ret, struct err *err)
{
	struct vault_context where = context_of(a, place);
	return vault_seal(c->config.vault, a, &where, token, ret, err);
}

bool core_open(const struct connect *c, struct arena *a, struct token_place place, struct str blob,
	       struct secret **ret, struct err *err)
{
	struct vault_context where = context_of(a, place);
	return vault_open(c->config.vault, &where, blob, ret, err);
}

bool core_user_token(const struct connect *c, struct arena *a,
		     const struct social_account_row *social, struct secret **ret, struct err *err)
{
	struct social_token_row token;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) ||
	    !social_tokens_get(tx, a, social->id, STR("user"), &token, &found, err))
		return false;
	if (!found || !token.is_valid)
		return err_set(err, ERR_INVALID_TOKEN, "social account %lld has no valid token",
			       (long long)social->id);
	return core_open(c, a,
			 (struct token_place){ social->user_id, SOCIAL_TOKENS_TABLE, token.id },
			 token.token_sealed, ret, err);
}

/* ---- collecting -------------------------------------------------------------------------------
 */

bool core_ask_collection(struct connect *c, struct db_tx *tx, struct arena *a, int64_t user_id,
			 struct str account_id, int64_t *ret_job_id, struct err *err)
{
	const struct job_request request = {
		.kind = STR("sync.account"),
		.unique_key = str_fmt(a, "sync.account:%.*s", STR_ARG(account_id)),
		.user_id = OPT_INT(user_id),
		.payload = str_fmt(a, "{\"account_id\":\"%.*s\"}", STR_ARG(account_id)),
	};

	*ret_job_id = 0;
	return !c->config.jobs || jobs_enqueue_in(c->config.jobs, tx, &request, ret_job_id, err);
}
