/* Which Pages can be used, and making one of them the user's connection. */
#include "connect/core.h"

#include "jobs/jobs.h"
#include "store/store.h"

/* ---- which can be used ------------------------------------------------------------------------
 */

bool core_page_reason(struct db_tx *tx, struct arena *a, int64_t user_id,
		      const struct social_page_row *page, enum err_code *ret, struct err *err)
{
	struct account_row account;
	bool found;

	*ret = ERR_NONE;
	if (!page->can_create_content || !page->page_token_sealed.at) {
		*ret = ERR_NOT_ADMIN_PAGE;
		return true;
	}
	if (!page->ig_account_id.len) {
		*ret = ERR_INSTAGRAM_NOT_CONNECTED;
		return true;
	}
	if (!accounts_get_any(tx, a, page->ig_account_id, &account, &found, err))
		return false;
	if (found && account.social_account_id.has && account.user_id.has &&
	    account.user_id.value != user_id)
		*ret = ERR_ACCOUNT_ALREADY_USED;
	return true;
}

bool core_page_list(struct db_tx *tx, struct arena *a, int64_t user_id,
		    const struct social_page_rows *pages, const struct connect_page **ret,
		    struct err *err)
{
	struct connect_page *list = arena_new_n(a, struct connect_page, pages->count + 1);

	for (size_t i = 0; i < pages->count; i++) {
		const struct social_page_row *row = &pages->at[i];
		struct connect_page *page = &list[i];
		*page = (struct connect_page){
			.id = row->page_id,
			.name = row->name,
			.picture_url = row->picture_url,
			.has_instagram = row->ig_account_id.len > 0,
			.instagram_id = row->ig_account_id,
			.instagram_username = row->ig_username,
		};
		if (!core_page_reason(tx, a, user_id, row, &page->reason, err))
			return false;
		page->usable = page->reason == ERR_NONE;
	}
	*ret = list;
	return true;
}

/* ---- finishing --------------------------------------------------------------------------------
 */

struct finish {
	struct connect *c;
	struct arena *arena;
	const struct connect_actor *who;
	const struct social_account_row *social;
	struct social_page_row page;
	struct graph_ig_user instagram;
	struct connection_row row;
	struct account_token_row account_token;
	bool is_collected; /* his plan has room for the account */
	int64_t job_id;
};

static bool read_page(struct finish *f, struct str page_id, struct err *err)
{
	struct connection_row known;
	enum err_code reason;
	bool found;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(f->c->config.store, &tx, err) ||
	    !social_pages_get(tx, f->arena, f->social->id, page_id, &f->page, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no Page %.*s", STR_ARG(page_id));
	if (!core_page_reason(tx, f->arena, f->who->user_id, &f->page, &reason, err))
		return false;
	if (reason != ERR_NONE)
		return err_set(err, reason, "Page %.*s cannot be used", STR_ARG(page_id));
	if (!connections_get_by_page(tx, f->arena, f->who->user_id, page_id, &known, &found, err))
		return false;
	f->row.public_id =
		found ? known.public_id : connection_new_public_id(f->arena, f->c->config.rng);
	return true;
}

/* debug_token and one harmless read: "connected" is never said of a token that does not work. */
static bool prove(struct finish *f, const struct secret *token, struct graph_token_info *ret,
		  struct err *err)
{
	struct graph_caller caller = { .graph = f->c->config.graph,
				       .token = token,
				       .account_id = f->page.ig_account_id };

	if (!graph_debug_token(f->c->config.graph, f->arena, token, ret, err))
		return false;
	if (!ret->is_valid)
		return graph_fail(err, &ret->error, "the Page's token");
	if (ret->profile_id.len && !str_eq(ret->profile_id, f->page.page_id))
		return err_set(err, ERR_GRAPH, "a token of Page %.*s", STR_ARG(ret->profile_id));
	if (graph_get_ig_user(&caller, f->arena, f->page.ig_account_id, &f->instagram, err))
		return true;
	/* The listing named it a moment ago: that it cannot be read is a matter of permission. */
	if (err->code == ERR_NOT_FOUND)
		err->code = ERR_PERMISSIONS_MISSING;
	return false;
}

static bool fill_rows(struct finish *f, const struct secret *token,
		      const struct graph_token_info *info, struct err *err)
{
	int64_t now_s = core_now_s(f->c);
	const struct graph_ig_user *ig = &f->instagram;

	f->row = (struct connection_row){
		.public_id = f->row.public_id,
		.user_id = f->who->user_id,
		.social_account_id = OPT_INT(f->social->id),
		.page_id = f->page.page_id,
		.page_name = f->page.name,
		.page_picture_url = f->page.picture_url,
		.ig_account_id = ig->id,
		.ig_username = ig->username,
		.ig_name = ig->name,
		.ig_picture_url = ig->picture_url,
		.scopes = info->scopes,
		.expires_s = info->expires_at_s ? OPT_INT(info->expires_at_s) : OPT_NO_INT,
		.data_access_expires_s =
			info->data_access_until_s ? OPT_INT(info->data_access_until_s) : OPT_NO_INT,
		.token_last_checked_s = OPT_INT(now_s),
		.connected_s = now_s,
	};
	f->account_token = (struct account_token_row){
		.account_id = ig->id,
		.social_account_id = OPT_INT(f->social->id),
		.expires_s = f->row.expires_s,
		.last_checked_s = OPT_INT(now_s),
		.updated_s = now_s,
	};
	struct token_place connection = { f->who->user_id, CONNECTIONS_TABLE, f->row.public_id };
	struct token_place account = { f->who->user_id, ACCOUNT_TOKENS_TABLE, ig->id };
	return core_seal(f->c, f->arena, connection, token, &f->row.page_token_sealed, err) &&
	       core_seal(f->c, f->arena, account, token, &f->account_token.token_sealed, err);
}

static struct str or_empty(struct str s)
{
	return s.at ? s : STR("");
}

/* Links the account to the user when his plan has room; the connection itself needs no room. */
static bool write_account(struct db_tx *tx, struct finish *f, struct err *err)
{
	const struct graph_ig_user *ig = &f->instagram;
	const struct account_row profile = {
		.id = ig->id,
		.page_id = f->page.page_id,
		.username = ig->username,
		.name = or_empty(ig->name),
		.biography = or_empty(ig->biography),
		.profile_picture_url = or_empty(ig->picture_url),
		.website = or_empty(ig->website),
	};
	int64_t limit = f->who->limit_ig_account;
	int64_t now_s = core_now_s(f->c);
	struct err full = ERR_INIT;

	if (!accounts_put_profile(tx, &profile, now_s, err))
		return false;
	if (accounts_connect(tx, ig->id, f->who->user_id, f->social->id,
			     limit < 0 ? OPT_NO_INT : OPT_INT(limit), now_s, &full)) {
		f->is_collected = true;
		return account_tokens_put(tx, &f->account_token, err);
	}
	if (full.code == ERR_EXCEED_LIMIT)
		return true;
	*err = full;
	return false;
}

/* A user publishes through one Page at a time: an earlier connection ends. */
static bool write_end_of_others(struct db_tx *tx, struct finish *f, struct err *err)
{
	struct connection_rows rows;
	bool found;

	if (!connections_list(tx, f->arena, f->who->user_id, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		const struct connection_row *row = &rows.at[i];
		if (str_eq(row->public_id, f->row.public_id) ||
		    str_eq(row->status, STR("disconnected")))
			continue;
		if (!connections_disconnect(tx, f->who->user_id, row->public_id, core_now_s(f->c),
					    &found, err))
			return false;
	}
	return true;
}

static bool write_finish(struct db_tx *tx, void *arg, struct err *err)
{
	struct finish *f = arg;
	struct str object = str_fmt(f->arena, "connection:%.*s", STR_ARG(f->row.public_id));

	return write_account(tx, f, err) && write_end_of_others(tx, f, err) &&
	       connections_put(tx, &f->row, &f->row.id, err) &&
	       (!f->is_collected || core_ask_collection(f->c, tx, f->arena, f->who->user_id,
							f->instagram.id, &f->job_id, err)) &&
	       core_ask_subscription(f->c, tx, f->arena, &f->row, err) &&
	       core_audit(tx, f->c, f->who, "meta.connect", object, STR(""), err);
}

bool core_finish(struct connect *c, struct arena *a, const struct connect_actor *who,
		 const struct social_account_row *social, struct str page_id,
		 struct connect_outcome *ret, struct err *err)
{
	struct finish f = { .c = c, .arena = a, .who = who, .social = social };
	cleanup(secret_freep) struct secret *token = NULL;
	struct graph_token_info info;

	if (!read_page(&f, page_id, err) ||
	    !core_open(c, a, (struct token_place){ who->user_id, SOCIAL_PAGES_TABLE, f.page.id },
		       f.page.page_token_sealed, &token, err) ||
	    !prove(&f, token, &info, err) || !fill_rows(&f, token, &info, err) ||
	    !store_write(c->config.store, write_finish, &f, err))
		return false;
	if (f.job_id)
		jobs_wake(c->config.jobs);
	f.row.status = STR("connected");
	atomic_fetch_add(&c->connected, 1);
	*ret = (struct connect_outcome){
		.kind = CONNECT_DONE,
		.social_account_id = social->id,
		.connection = core_connection(&f.row),
		.job_id = f.job_id,
	};
	return true;
}
