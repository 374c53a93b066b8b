#include "auth/internal.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "store/api_tokens.h"

#define SCOPES_ALL STR("all")
#define TOKEN_AGE_MAX_S (10LL * 366 * 24 * 3600)

struct creation {
	struct auth *auth;
	struct arena *a;
	const struct identity *who;
	const struct auth_client *client;
	struct api_token_row row;
	int64_t id;
};

static bool audit_token(struct db_tx *tx, struct arena *a, const struct auth *auth,
			const char *action, const struct identity *who,
			const struct auth_client *client, struct err *err)
{
	const struct audit_event event = { .action = action,
					   .client = client,
					   .actor_id = who->user_id,
					   .user_id = who->user_id };

	return audit_user(tx, a, auth, &event, err);
}

static bool add_token(struct db_tx *tx, void *arg, struct err *err)
{
	struct creation *c = arg;

	return api_tokens_add(tx, &c->row, &c->id, err) &&
	       audit_token(tx, c->a, c->auth, "token.create", c->who, c->client, err);
}

bool auth_token_create(struct auth *auth, struct arena *a, const struct identity *who,
		       const struct auth_client *client, const struct auth_token_wish *wish,
		       struct auth_token *ret, struct err *err)
{
	struct str name = str_trim(wish->name);
	struct str token = credential_new(auth, a, TOKEN_PREFIX);
	struct sha256 hash = sha256(token);
	int64_t now_s = auth_now_s(auth);

	if (name.len == 0 || utf8_count(name) > LIMIT_NAME) {
		err_field(err, "name", "Nama token wajib diisi, paling banyak %d karakter.",
			  LIMIT_NAME);
		return err_say_en(err, "Give the token a name of at most %d characters.",
				  LIMIT_NAME);
	}
	if (wish->expires_in_s < 0 || wish->expires_in_s > TOKEN_AGE_MAX_S)
		return err_field_texts(
			err, "expires_in",
			"Masa berlaku token paling lama 10 tahun; 0 berarti tanpa batas.",
			"A token lasts 10 years at most; 0 is without an end.");

	struct creation c = {
		.auth = auth,
		.a = a,
		.who = who,
		.client = client,
		.row = { .token_hash = sha256_str(&hash),
			 .user_id = who->user_id,
			 .name = name,
			 .scopes = SCOPES_ALL,
			 .created_s = now_s,
			 .expires_s = { wish->expires_in_s > 0, now_s + wish->expires_in_s } },
	};

	if (!store_write(auth->config.store, add_token, &c, err))
		return false;
	*ret = (struct auth_token){ .id = c.id, .token = token };
	return true;
}

bool auth_token_list(struct auth *auth, struct arena *a, const struct identity *who,
		     const struct auth_token_info **ret, size_t *ret_count, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	struct api_token_rows rows = { 0 };
	int64_t now_s = auth_now_s(auth);
	size_t count = 0;

	if (!store_read(auth->config.store, &tx, err) ||
	    !api_tokens_list(tx, a, who->user_id, &rows, err))
		return false;

	struct auth_token_info *infos = arena_new_n(a, struct auth_token_info, rows.count);

	for (size_t i = 0; i < rows.count; i++) {
		const struct api_token_row *row = &rows.at[i];

		if (row->revoked_s.has || (row->expires_s.has && row->expires_s.value <= now_s))
			continue;
		infos[count++] = (struct auth_token_info){
			.id = row->id,
			.name = row->name,
			.created_at_s = row->created_s,
			.expires_at_s = opt_int_or(row->expires_s, 0),
			.used_at_s = opt_int_or(row->last_used_s, 0),
		};
	}
	*ret = infos;
	*ret_count = count;
	return true;
}

struct revocation {
	struct auth *auth;
	struct arena *a;
	const struct identity *who;
	const struct auth_client *client;
	int64_t id;
	bool is_found;
};

static bool revoke_token(struct db_tx *tx, void *arg, struct err *err)
{
	struct revocation *r = arg;
	int64_t user_id = r->who->user_id;

	if (!api_tokens_revoke(tx, user_id, r->id, auth_now_s(r->auth), &r->is_found, err))
		return false;
	return !r->is_found ||
	       audit_token(tx, r->a, r->auth, "token.revoke", r->who, r->client, err);
}

bool auth_token_revoke(struct auth *auth, const struct identity *who, int64_t id,
		       const struct auth_client *client, struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct revocation r = { .auth = auth, .a = &a, .who = who, .client = client, .id = id };

	arena_init(&a, SMALL_ARENA_BYTES);
	if (!store_write(auth->config.store, revoke_token, &r, err))
		return false;
	return r.is_found ||
	       err_set(err, ERR_NOT_FOUND, "no living token %lld of this user", (long long)id);
}
