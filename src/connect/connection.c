/* Flow META after the login: the picker, the connection's status, and its end. */
#include "connect/core.h"

#include "base/json.h"
#include "crypto/hash.h"
#include "store/oauth_transactions.h"
#include "store/store.h"

struct connection core_connection(const struct connection_row *row)
{
	return (struct connection){
		.id = row->id,
		.public_id = row->public_id,
		.page_id = row->page_id,
		.page_name = row->page_name,
		.page_picture_url = row->page_picture_url,
		.instagram_id = row->ig_account_id,
		.instagram_username = row->ig_username,
		.instagram_picture_url = row->ig_picture_url,
		.scopes = row->scopes,
		.social_account_id = opt_int_or(row->social_account_id, 0),
		.connected_at_s = row->connected_s,
		.expires_at_s = opt_int_or(row->expires_s, 0),
		.token_checked_at_s = opt_int_or(row->token_last_checked_s, 0),
		.token_ok = str_eq(row->status, STR("connected")),
	};
}

/* ---- the picker -------------------------------------------------------------------------------
 */

static bool read_choice(struct db_tx *tx, struct connect *c, struct arena *a,
			const struct connect_actor *who, struct page_choice_row *ret,
			struct err *err)
{
	struct sha256 session_hash = sha256(who->session_id);
	const struct page_choice_query q = { who->user_id, sha256_str(&session_hash),
					     core_now_s(c) };
	bool found;

	if (!page_choices_get(tx, a, &q, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no Page to choose from in this session");
}

bool connect_pages(struct connect *c, struct arena *a, const struct connect_actor *who,
		   const struct connect_page **ret, size_t *ret_count, struct err *err)
{
	struct page_choice_row choice;
	struct social_page_rows pages, offered = { .count = 0 };
	const struct json *ids;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) || !read_choice(tx, c, a, who, &choice, err) ||
	    !json_parse(a, choice.page_ids, &ids, err) ||
	    !social_pages_list(tx, a, choice.social_account_id, &pages, err))
		return false;

	offered.at = arena_new_n(a, struct social_page_row, pages.count + 1);
	for (const struct json *id = json_first(ids); id; id = id->next) {
		for (size_t i = 0; i < pages.count; i++) {
			if (str_eq(pages.at[i].page_id, json_text(id)) &&
			    offered.count < pages.count)
				offered.at[offered.count++] = pages.at[i];
		}
	}
	if (!core_page_list(tx, a, who->user_id, &offered, ret, err))
		return false;
	*ret_count = offered.count;
	return true;
}

/* The social account whose list holds that Page, in this session. */
static bool read_chosen(struct connect *c, struct arena *a, const struct connect_actor *who,
			struct str page_id, struct social_account_row *ret, struct err *err)
{
	struct page_choice_row choice;
	const struct json *ids;
	bool found, offered = false;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) || !read_choice(tx, c, a, who, &choice, err) ||
	    !json_parse(a, choice.page_ids, &ids, err))
		return false;
	for (const struct json *id = json_first(ids); id; id = id->next)
		offered = offered || str_eq(json_text(id), page_id);
	if (!offered)
		return err_field_texts(err, "page_id",
				       "Page ini tidak ada dalam daftar pilihan Anda.",
				       "This Page is not in the list you may choose from.");
	if (!social_accounts_get(tx, a, who->user_id, choice.social_account_id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "the login's social account is gone");
}

struct forget {
	const struct connect_actor *who;
	struct str session_hash;
};

static bool write_forget(struct db_tx *tx, void *arg, struct err *err)
{
	const struct forget *f = arg;
	return page_choices_delete(tx, f->who->user_id, f->session_hash, err);
}

static bool choose(struct connect *c, struct arena *a, const struct connect_actor *who,
		   struct str page_id, struct connect_outcome *ret, struct err *err)
{
	struct social_account_row social;
	struct sha256 session_hash = sha256(who->session_id);
	struct forget forget = { .who = who, .session_hash = sha256_str(&session_hash) };

	return read_chosen(c, a, who, page_id, &social, err) &&
	       core_finish(c, a, who, &social, page_id, ret, err) &&
	       store_write(c->config.store, write_forget, &forget, err);
}

bool connect_select(struct connect *c, struct arena *a, const struct connect_actor *who,
		    struct str page_id, struct connect_outcome *ret, struct err *err)
{
	if (!choose(c, a, who, page_id, ret, err)) {
		err_wrap(err, "choosing a Page");
		return core_failed(c, who, "meta.select", err);
	}
	atomic_fetch_add(&c->selected, 1);
	return true;
}

/* ---- status -----------------------------------------------------------------------------------
 */

bool connect_status(struct connect *c, struct arena *a, const struct connect_actor *who,
		    struct connection *ret, struct err *err)
{
	struct connection_row row;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) ||
	    !connections_current(tx, a, who->user_id, &row, &found, err))
		return false;
	*ret = found ? core_connection(&row) : (struct connection){ .id = 0 };
	return true;
}

/* ---- the end ----------------------------------------------------------------------------------
 */

struct ending {
	struct connect *c;
	struct arena *arena;
	const struct connect_actor *who;
	struct connection_row row;
	bool found;
	int64_t grant_users; /* others that still live from the Facebook grant */
};

static bool write_end(struct db_tx *tx, void *arg, struct err *err)
{
	struct ending *e = arg;
	int64_t now_s = core_now_s(e->c);
	int64_t social_id;
	bool found;

	if (!connections_current(tx, e->arena, e->who->user_id, &e->row, &e->found, err))
		return false;
	if (!e->found)
		return true;
	social_id = opt_int_or(e->row.social_account_id, 0);
	struct str object = str_fmt(e->arena, "connection:%.*s", STR_ARG(e->row.public_id));
	return connections_disconnect(tx, e->who->user_id, e->row.public_id, now_s, &found, err) &&
	       accounts_disconnect(tx, e->who->user_id, e->row.ig_account_id, now_s, &found, err) &&
	       connections_count_of_social(tx, social_id, &e->grant_users, err) &&
	       core_audit(tx, e->c, e->who, "meta.disconnect", object, STR(""), err);
}

struct revoked {
	struct connect *c;
	const struct connect_actor *who;
	int64_t social_id;
	struct str uid;
};

static bool write_revoked(struct db_tx *tx, void *arg, struct err *err)
{
	const struct revoked *r = arg;
	const struct token_check gone = { .is_valid = false, .checked_s = core_now_s(r->c) };

	return social_tokens_set_check(tx, r->social_id, STR("user"), &gone, err) &&
	       core_audit(tx, r->c, r->who, "meta.revoke", r->uid, STR(""), err);
}

static bool revoke_grant(struct connect *c, struct arena *a, const struct connect_actor *who,
			 int64_t social_id, struct err *err)
{
	struct social_account_row social;
	bool found;
	cleanup(secret_freep) struct secret *token = NULL;
	{
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		if (!store_read(c->config.store, &tx, err) ||
		    !social_accounts_get(tx, a, who->user_id, social_id, &social, &found, err))
			return false;
	}
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "the social account is gone");
	if (!core_user_token(c, a, &social, &token, err))
		return false;
	struct graph_caller caller = { .graph = c->config.graph, .token = token };
	struct revoked done = { .c = c, .who = who, .social_id = social.id, .uid = social.uid };
	return graph_revoke(&caller, a, social.uid, err) &&
	       store_write(c->config.store, write_revoked, &done, err);
}

bool connect_disconnect(struct connect *c, struct arena *a, const struct connect_actor *who,
			struct connect_disconnected *ret, struct err *err)
{
	struct ending ending = { .c = c, .arena = a, .who = who };
	struct connect_disconnected done = { .meta_error = ERR_NONE };
	struct err at_meta = ERR_INIT;

	if (!store_write(c->config.store, write_end, &ending, err)) {
		err_wrap(err, "disconnecting");
		return core_failed(c, who, "meta.disconnect", err);
	}
	done.had_connection = ending.found;
	if (ending.found) {
		atomic_fetch_add(&c->disconnected, 1);
		if (!ending.grant_users && ending.row.social_account_id.has) {
			done.revoked_at_meta = revoke_grant(
				c, a, who, ending.row.social_account_id.value, &at_meta);
			if (!done.revoked_at_meta) {
				done.meta_error = at_meta.code;
				core_failed(c, who, "meta.revoke", &at_meta);
			}
		}
	}
	*ret = done;
	return true;
}
