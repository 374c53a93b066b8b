/* Files that are there: opening, links, deleting. */
#include "uploads/uploads.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>

#include "base/codec.h"
#include "base/limits.h"
#include "crypto/mac.h"
#include "store/store.h"
#include "uploads/internal.h"

/* The app secret signs for Meta as well: this text keeps the two apart for good. */
#define LINK_KEY_TEXT "simpul: links to uploads, version 1"

struct uploads *uploads_new(const struct uploads_config *config)
{
	struct uploads *u = calloc(1, sizeof(*u));
	struct sha256 key = hmac_sha256(config->secret, STR(LINK_KEY_TEXT));

	if (!u)
		abort();
	u->config = *config;
	u->config.folder = str_keep(config->folder); /* ends in NUL */
	u->link_key = secret_from_bytes(sha256_str(&key));
	mem_wipe(&key, sizeof(key));
	pthread_mutex_init(&u->lock, NULL);
	return u;
}

struct uploads *uploads_free(struct uploads *u)
{
	if (!u)
		return NULL;
	secret_free(u->link_key);
	free((char *)(uintptr_t)u->config.folder.at);
	pthread_mutex_destroy(&u->lock);
	free(u);
	return NULL;
}

const char *upload_path(const struct uploads *u, struct arena *a, struct str file)
{
	return str_z(a, str_fmt(a, "%.*s/%.*s", STR_ARG(u->config.folder), STR_ARG(file)));
}

/* ---- reading ---------------------------------------------------------------------------------
 */

int upload_open(const struct uploads *u, struct arena *a, const struct upload_row *row,
		struct err *err)
{
	int fd = open(upload_path(u, a, row->file), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (fd < 0)
		err_errno(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL, errno,
			  "opening upload %lld", (long long)row->id);
	return fd;
}

/* ---- deleting --------------------------------------------------------------------------------
 */

struct deleting {
	struct arena *a;
	int64_t user_id, id;
	struct upload_row row;
};

static bool write_delete(struct db_tx *tx, void *arg, struct err *err)
{
	struct deleting *d = arg;
	bool found, wanted;

	if (!uploads_get(tx, d->a, d->user_id, d->id, &d->row, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, "no upload %lld of that user", (long long)d->id);
	if (!uploads_is_wanted(tx, d->id, &wanted, err))
		return false;
	if (!wanted)
		return uploads_delete(tx, d->user_id, d->id, &found, err);
	err_set(err, ERR_CONFLICT, "upload %lld is in a planned post", (long long)d->id);
	err_say(err, "Berkas ini dipakai posting yang belum terbit. Ganti media posting itu, atau "
		     "batalkan postingnya, lalu hapus.");
	return err_say_en(err, "A post that is not published yet needs this file. Give that post "
			       "other media, or cancel it, then delete.");
}

bool upload_delete(struct uploads *u, struct arena *a, int64_t user_id, int64_t id, struct err *err)
{
	struct deleting d = { .a = a, .user_id = user_id, .id = id };

	if (!store_write(u->config.store, write_delete, &d, err))
		return false;
	/* What stays behind is found by the sweep. */
	unlink(upload_path(u, a, d.row.file));
	return true;
}

/* ---- links ----------------------------------------------------------------------------------
 */

/* id, when it ends, and the first half of the MAC of both: enough for what lives two hours. */
#define LINK_MAC_BYTES 16
struct link {
	unsigned char bytes[16 + LINK_MAC_BYTES];
};

static void put_number(unsigned char *at, uint64_t n)
{
	for (size_t i = 0; i < 8; i++)
		at[i] = (unsigned char)(n >> (8 * (7 - i)));
}

static int64_t take_number(const unsigned char *at)
{
	uint64_t n = 0;

	for (size_t i = 0; i < 8; i++)
		n = n << 8 | at[i];
	return (int64_t)n;
}

static struct link sign(const struct uploads *u, int64_t id, int64_t ends_s)
{
	struct link link;

	put_number(link.bytes, (uint64_t)id);
	put_number(link.bytes + 8, (uint64_t)ends_s);
	struct sha256 mac = hmac_sha256(u->link_key, (struct str){ (const char *)link.bytes, 16 });
	for (size_t i = 0; i < LINK_MAC_BYTES; i++)
		link.bytes[16 + i] = mac.at[i];
	return link;
}

struct str upload_link(const struct uploads *u, struct arena *a, int64_t id)
{
	struct link link = sign(u, id, clock_now_s(u->config.clock) + UPLOAD_LINK_S);
	struct str token =
		base64url_encode(a, (struct str){ (const char *)link.bytes, sizeof(link.bytes) });

	return str_fmt(a, "%.*s/u/%.*s", STR_ARG(u->config.base_url), STR_ARG(token));
}

bool upload_link_read(const struct uploads *u, struct arena *a, struct str token, int64_t *ret_id,
		      struct err *err)
{
	struct str bytes;

	if (!base64url_decode(a, token, &bytes) || bytes.len != sizeof(struct link))
		return err_set(err, ERR_NOT_FOUND, "not a link's token");
	const unsigned char *at = (const unsigned char *)bytes.at;
	int64_t id = take_number(at), ends_s = take_number(at + 8);
	struct link ours = sign(u, id, ends_s);
	if (!str_eq_constant_time((struct str){ (const char *)ours.bytes, sizeof(ours.bytes) },
				  bytes))
		return err_set(err, ERR_NOT_FOUND, "a link that nobody signed");
	if (ends_s <= clock_now_s(u->config.clock))
		return err_set(err, ERR_KEY_EXPIRED, "the link to upload %lld has ended",
			       (long long)id);
	*ret_id = id;
	return true;
}
