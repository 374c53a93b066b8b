/* Facebook accounts of a user, as the CekBrand routes show them. */
#include "connect/core.h"

#include "base/buf.h"
#include "base/json.h"
#include "base/limits.h"
#include "store/store.h"

/* ---- reading ----------------------------------------------------------------------------------
 */

/* Is the Instagram account attached to anybody, this user or another? */
static bool is_attached(struct db_tx *tx, struct arena *a, struct str id, bool *ret,
			struct err *err)
{
	struct account_row row;
	bool found;
	if (!accounts_get_any(tx, a, id, &row, &found, err))
		return false;
	*ret = found && row.social_account_id.has;
	return true;
}

static void put_text(struct json_writer *w, struct str key, struct str value)
{
	json_key(w, key);
	json_str(w, value.at ? value : STR(""));
}

static bool put_page(struct json_writer *w, struct db_tx *tx, struct arena *a,
		     const struct social_page_row *page, struct err *err)
{
	bool attached;
	if (!is_attached(tx, a, page->ig_account_id, &attached, err))
		return false;
	json_object(w);
	put_text(w, STR("id"), page->page_id);
	put_text(w, STR("name"), page->name);
	json_put_object(w, "instagram_business_account");
	put_text(w, STR("id"), page->ig_account_id);
	put_text(w, STR("username"), page->ig_username);
	put_text(w, STR("name"), page->ig_name);
	put_text(w, STR("profile_picture_url"), page->ig_picture_url);
	json_put_bool(w, "connected", attached);
	json_end_object(w);
	json_end_object(w);
	return true;
}

/*
 * The original front end turns ' into " before it parses this text, so an apostrophe travels as
 * \u0027; only Pages with an Instagram account are listed, because it reads that member unasked.
 */
static bool extra_data(struct db_tx *tx, struct arena *a, const struct social_account_row *row,
		       struct str *ret, struct err *err)
{
	struct social_page_rows pages;
	if (!social_pages_list(tx, a, row->id, &pages, err))
		return false;

	cleanup(buf_free) struct buf out;
	buf_init(&out, 4 * MIB);
	struct json_writer w;
	json_start(&w, &out, JSON_PLAIN);
	json_object(&w);
	put_text(&w, STR("id"), row->uid);
	put_text(&w, STR("name"), row->name);
	put_text(&w, STR("email"), row->email);
	json_put_object(&w, "picture");
	json_put_object(&w, "data");
	put_text(&w, STR("url"), row->picture_url);
	json_end_object(&w);
	json_end_object(&w);
	json_put_array(&w, "page");
	for (size_t i = 0; i < pages.count; i++) {
		if (pages.at[i].ig_account_id.len && !put_page(&w, tx, a, &pages.at[i], err))
			return false;
	}
	json_end_array(&w);
	json_end_object(&w);
	if (!json_done(&w))
		return err_set(err, ERR_INTERNAL, "extra_data is too long");
	*ret = str_replace(a, str_dup(a, buf_str(&out)), STR("'"), STR("\\u0027"));
	return true;
}

static bool fill(struct db_tx *tx, struct arena *a, const struct social_account_row *row,
		 struct social_account *ret, struct err *err)
{
	struct account_rows accounts;
	struct social_token_row token;
	bool has_token;

	if (!social_tokens_get(tx, a, row->id, STR("user"), &token, &has_token, err) ||
	    !accounts_list_of_social(tx, a, row->user_id, row->id, &accounts, err))
		return false;
	struct str *ids = arena_new_n(a, struct str, accounts.count + 1);
	for (size_t i = 0; i < accounts.count; i++)
		ids[i] = accounts.at[i].id;
	*ret = (struct social_account){
		.id = row->id,
		.provider = row->provider,
		.uid = row->uid,
		.last_login_s = row->last_login_s,
		.date_joined_s = row->date_joined_s,
		.has_token = has_token && token.is_valid,
		.token_expires_at_s = has_token ? opt_int_or(token.expires_s, 0) : 0,
		.instagram_ids = ids,
		.instagram_count = accounts.count,
	};
	return extra_data(tx, a, row, &ret->extra_data, err);
}

bool social_account_list(struct connect *c, struct arena *a, int64_t user_id,
			 const struct social_account **ret, size_t *ret_count, struct err *err)
{
	struct social_account_rows rows;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!store_read(c->config.store, &tx, err) ||
	    !social_accounts_list(tx, a, user_id, &rows, err))
		return false;
	struct social_account *list = arena_new_n(a, struct social_account, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++) {
		if (!fill(tx, a, &rows.at[i], &list[i], err))
			return false;
	}
	*ret = list;
	*ret_count = rows.count;
	return true;
}

static bool read_own(struct db_tx *tx, struct arena *a, const struct connect_actor *who, int64_t id,
		     struct social_account_row *ret, struct err *err)
{
	bool found;
	if (!social_accounts_get(tx, a, who->user_id, id, ret, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, "no social account %lld of user %lld",
				(long long)id, (long long)who->user_id);
}

bool social_account_get(struct connect *c, struct arena *a, const struct connect_actor *who,
			int64_t id, struct social_account *ret, struct err *err)
{
	struct social_account_row row;
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	return store_read(c->config.store, &tx, err) && read_own(tx, a, who, id, &row, err) &&
	       fill(tx, a, &row, ret, err);
}

/* ---- changing ---------------------------------------------------------------------------------
 */

/* The texts a user may change about his own entry; what is absent stays as it is. */
static bool apply_change(struct arena *a, const struct social_account_change *change,
			 struct social_account_row *row, struct err *err)
{
	const struct json *extra;
	struct err unreadable = ERR_INIT;

	if (!str_eq(change->provider, row->provider)) {
		err_field(err, "provider", "Isi dengan \"%.*s\".", STR_ARG(row->provider));
		return err_say_en(err, "It must be \"%.*s\".", STR_ARG(row->provider));
	}
	if (!str_eq(change->uid, row->uid))
		return err_field_texts(err, "uid", "uid akun Facebook tidak dapat diubah.",
				       "The uid of a Facebook account cannot be changed.");
	if (!json_parse(a, change->extra_data, &extra, &unreadable) || extra->type != JSON_OBJECT)
		return err_field_texts(err, "extra_data", "Isi dengan objek JSON.",
				       "Give a JSON object.");

	const struct json *picture = json_get(json_get(extra, STR("picture")), STR("data"));
	struct {
		struct str *to, from;
	} texts[] = {
		{ &row->name, json_text(json_get(extra, STR("name"))) },
		{ &row->email, json_text(json_get(extra, STR("email"))) },
		{ &row->picture_url, json_text(json_get(picture, STR("url"))) },
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		if (texts[i].from.len > 2048)
			return err_field_texts(err, "extra_data", "Ada isian yang terlalu panjang.",
					       "One of its texts is too long.");
		if (texts[i].from.at)
			*texts[i].to = texts[i].from;
	}
	return true;
}

struct update {
	struct connect *c;
	struct arena *arena;
	const struct connect_actor *who;
	const struct social_account_change *change;
	int64_t id;
};

static struct str object_name(struct arena *a, int64_t id)
{
	return str_fmt(a, "social_account:%lld", (long long)id);
}

static bool write_update(struct db_tx *tx, void *arg, struct err *err)
{
	struct update *u = arg;
	struct social_account_row row;

	return read_own(tx, u->arena, u->who, u->id, &row, err) &&
	       apply_change(u->arena, u->change, &row, err) &&
	       social_accounts_set_profile(tx, &row, err) &&
	       core_audit(tx, u->c, u->who, "social_account.update", object_name(u->arena, u->id),
			  STR(""), err);
}

bool social_account_update(struct connect *c, struct arena *a, const struct connect_actor *who,
			   int64_t id, const struct social_account_change *change,
			   struct social_account *ret, struct err *err)
{
	struct update update = { .c = c, .arena = a, .who = who, .change = change, .id = id };

	return store_write(c->config.store, write_update, &update, err) &&
	       social_account_get(c, a, who, id, ret, err);
}

/* ---- deleting ---------------------------------------------------------------------------------
 */

struct deletion {
	struct connect *c;
	struct arena *arena;
	const struct connect_actor *who;
	int64_t id;
};

static bool write_deletion(struct db_tx *tx, void *arg, struct err *err)
{
	struct deletion *d = arg;
	struct connection_rows rows;
	int64_t now_s = core_now_s(d->c);
	bool found;

	if (!connections_list(tx, d->arena, d->who->user_id, &rows, err))
		return false;
	for (size_t i = 0; i < rows.count; i++) {
		bool is_its = rows.at[i].social_account_id.has &&
			      rows.at[i].social_account_id.value == d->id;
		if (is_its && !connections_disconnect(tx, d->who->user_id, rows.at[i].public_id,
						      now_s, &found, err))
			return false;
	}
	if (!social_accounts_delete(tx, d->who->user_id, d->id, now_s, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no social account %lld", (long long)d->id);
	return core_audit(tx, d->c, d->who, "social_account.delete", object_name(d->arena, d->id),
			  STR(""), err);
}

bool social_account_delete(struct connect *c, struct arena *a, const struct connect_actor *who,
			   int64_t id, struct err *err)
{
	struct deletion deletion = { .c = c, .arena = a, .who = who, .id = id };
	struct social_account_row row;
	struct err at_meta = ERR_INIT;
	cleanup(secret_freep) struct secret *token = NULL;
	{
		cleanup(store_read_endp) struct db_tx *tx = NULL;
		if (!store_read(c->config.store, &tx, err) || !read_own(tx, a, who, id, &row, err))
			return false;
	}
	/* The token is read before its row is destroyed, to take the grant back at Meta as well. */
	bool has_token = core_user_token(c, a, &row, &token, &at_meta);
	if (!store_write(c->config.store, write_deletion, &deletion, err))
		return false;
	atomic_fetch_add(&c->disconnected, 1);
	if (!has_token)
		return true;
	struct graph_caller caller = { .graph = c->config.graph, .token = token };
	if (!graph_revoke(&caller, a, row.uid, &at_meta))
		core_failed(c, who, "meta.revoke", &at_meta);
	return true;
}
