#include "vault/key_file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "crypto/aead.h"
#include "crypto/hash.h"
#include "crypto/kdf.h"

#define HEADER "simpul-keys 1"
#define MAX_FILE_BYTES (16 * KIB)
#define KEY_CHARS 43 /* 32 bytes in base64url */
#define CHECKSUM_CHARS 8
#define ADVICE                                                                                     \
	"# Master keys of Simpul. Keep this file secret, and a copy of it away from the "          \
	"database:\n"                                                                              \
	"# without it the stored tokens cannot be read by anyone.\n"

struct master_key {
	uint32_t id;
	struct secret *key;
};

struct key_file {
	struct master_key keys[VAULT_KEYS_MAX]; /* ascending by id */
	size_t count;
	const struct rng *rng; /* for nonces; only in a provider */
};

static struct key_file *key_file_free(struct key_file *f)
{
	if (!f)
		return NULL;
	for (size_t i = 0; i < f->count; i++)
		secret_free(f->keys[i].key);
	free(f);
	return NULL;
}

static void key_file_freep(struct key_file **f)
{
	*f = key_file_free(*f);
}

static struct key_file *key_file_new(void)
{
	struct key_file *f = calloc(1, sizeof(*f));

	if (!f)
		abort();
	return f;
}

/* ---- text --------------------------------------------------------------------------------- */

/* SHA-256 of "ID:" and the key; `out` gets CHECKSUM_CHARS digits and a NUL. */
static void checksum(uint32_t id, const struct secret *key, char out[CHECKSUM_CHARS + 1])
{
	char prefix[16];

	snprintf(prefix, sizeof(prefix), "%" PRIu32 ":", id);
	cleanup(secret_freep) struct secret *summed = secret_with_prefix(str_of(prefix), key);
	struct sha256 h = sha256(secret_view(summed));

	snprintf(out, CHECKSUM_CHARS + 1, "%02x%02x%02x%02x", h.at[0], h.at[1], h.at[2], h.at[3]);
}

/* "ID KEY CHECKSUM". What is wrong with it, in words; NULL when it was read. */
static const char *read_line(struct str line, struct master_key *ret)
{
	char expected[CHECKSUM_CHARS + 1];
	cleanup(secret_freep) struct secret *key = NULL;
	struct str rest = line;
	struct str id_text = str_cut(&rest, ' ');
	struct str key_text = str_cut(&rest, ' ');
	int64_t id = 0;

	if (!str_to_i64(id_text, &id) || id < 1 || id > UINT32_MAX)
		return "the key id is not a number";
	if (key_text.len != KEY_CHARS || !secret_from_base64url(key_text, KDF_KEY_BYTES, &key))
		return "the key is not 32 bytes in base64url";
	checksum((uint32_t)id, key, expected);
	if (!str_eq(rest, str_of(expected)))
		return "the checksum does not match: the line is damaged";
	*ret = (struct master_key){ .id = (uint32_t)id, .key = TAKE(key) };
	return NULL;
}

static bool refuse_line(struct err *err, const char *path, int number, const char *why)
{
	return err_set(err, ERR_CONFIG, "key file \"%s\", line %d: %s", path, number, why);
}

static bool read_keys(const char *path, struct str text, struct key_file *f, struct err *err)
{
	int number = 0;

	if (!str_ends_with(text, STR("\n")))
		return err_set(err, ERR_CONFIG, "key file \"%s\" is empty or cut short", path);
	text.len--;
	for (struct str rest = text; rest.at;) {
		struct str line = str_cut(&rest, '\n');
		const char *wrong = NULL;

		number++;
		if (number == 1 && !str_eq(line, STR(HEADER)))
			return refuse_line(err, path, number, "it must say \"" HEADER "\"");
		if (number == 1 || str_starts_with(line, STR("#")))
			continue;
		if (f->count == VAULT_KEYS_MAX)
			return refuse_line(err, path, number, "too many keys");
		wrong = read_line(line, &f->keys[f->count]);
		if (wrong)
			return refuse_line(err, path, number, wrong);
		f->count++;
		if (f->count > 1 && f->keys[f->count - 1].id <= f->keys[f->count - 2].id)
			return refuse_line(err, path, number, "key ids must rise");
	}
	if (f->count == 0)
		return err_set(err, ERR_CONFIG, "key file \"%s\" holds no key", path);
	return true;
}

/* The whole file, in locked memory. */
static struct secret *write_keys(const struct key_file *f)
{
	cleanup(secret_freep) struct secret *text = secret_new(MAX_FILE_BYTES);
	char *at = (char *)secret_bytes(text);
	size_t used = (size_t)snprintf(at, MAX_FILE_BYTES, "%s", HEADER "\n" ADVICE);

	for (size_t i = 0; i < f->count; i++) {
		const struct master_key *k = &f->keys[i];
		cleanup(secret_freep) struct secret *key = secret_base64url(k->key);
		char sum[CHECKSUM_CHARS + 1];

		checksum(k->id, k->key, sum);
		used += (size_t)snprintf(at + used, MAX_FILE_BYTES - used, "%" PRIu32 " %.*s %s\n",
					 k->id, STR_ARG(secret_view(key)), sum);
		assert(used < MAX_FILE_BYTES);
	}
	return secret_from_bytes(str_sub(secret_view(text), 0, used));
}

/* ---- file --------------------------------------------------------------------------------- */

/* Looks at the open file, not at its name: what is judged is what is read. */
static bool is_private(int fd, const char *path, size_t *ret_bytes, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return err_errno(err, ERR_CONFIG, errno, "could not read key file \"%s\"", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_CONFIG, "key file \"%s\" is not a file", path);
	if (st.st_uid != geteuid())
		return err_set(err, ERR_CONFIG,
			       "key file \"%s\" belongs to another user: chown it to user %u", path,
			       (unsigned)geteuid());
	if ((st.st_mode & 07777) != 0600 && (st.st_mode & 07777) != 0400)
		return err_set(err, ERR_CONFIG,
			       "key file \"%s\" has mode %04o: others could read it. Make it 0600 "
			       "(chmod 600), and if somebody could have copied it, add a new key",
			       path, (unsigned)(st.st_mode & 07777));
	if (st.st_size > MAX_FILE_BYTES)
		return err_set(err, ERR_CONFIG, "key file \"%s\" is too long", path);
	*ret_bytes = (size_t)st.st_size;
	return true;
}

/* Straight into locked memory: no buffer of stdio or an arena ever holds a key. */
static bool read_private(const char *path, struct secret **ret, struct err *err)
{
	cleanup(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	size_t bytes = 0, got = 0;

	if (fd < 0 && errno == ENOENT)
		return err_set(err, ERR_CONFIG,
			       "there is no key file \"%s\": make one with `simpul keys init`",
			       path);
	if (fd < 0)
		return err_errno(err, ERR_CONFIG, errno, "could not open key file \"%s\"", path);
	if (!is_private(fd, path, &bytes, err))
		return false;

	cleanup(secret_freep) struct secret *text = secret_new(bytes);

	while (got < bytes) {
		ssize_t n = read(fd, secret_bytes(text) + got, bytes - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_set(err, ERR_CONFIG, "could not read key file \"%s\"", path);
		got += (size_t)n;
	}
	*ret = TAKE(text);
	return true;
}

static bool load(const char *path, struct key_file **ret, struct err *err)
{
	cleanup(secret_freep) struct secret *text = NULL;
	cleanup(key_file_freep) struct key_file *f = key_file_new();

	if (!read_private(path, &text, err) || !read_keys(path, secret_view(text), f, err))
		return false;
	*ret = TAKE(f);
	return true;
}

bool vault_keys_init(const char *path, const struct rng *rng, struct err *err)
{
	cleanup(key_file_freep) struct key_file *f = key_file_new();

	f->keys[0] = (struct master_key){ .id = 1, .key = secret_random(rng, KDF_KEY_BYTES) };
	f->count = 1;

	cleanup(secret_freep) struct secret *text = write_keys(f);

	return fs_create(path, 0600, secret_view(text), err);
}

bool vault_keys_add(const char *path, const struct rng *rng, uint32_t *ret_key_id, struct err *err)
{
	cleanup(key_file_freep) struct key_file *f = NULL;

	if (!load(path, &f, err))
		return false;
	if (f->count == VAULT_KEYS_MAX || f->keys[f->count - 1].id == UINT32_MAX)
		return err_set(err, ERR_CONFIG,
			       "key file \"%s\" is full: remove keys that no "
			       "value is sealed with any more",
			       path);

	uint32_t id = f->keys[f->count - 1].id + 1;

	f->keys[f->count++] =
		(struct master_key){ .id = id, .key = secret_random(rng, KDF_KEY_BYTES) };

	cleanup(secret_freep) struct secret *text = write_keys(f);

	if (!fs_replace(path, 0600, secret_view(text), err))
		return false;
	*ret_key_id = id;
	return true;
}

/* ---- provider ----------------------------------------------------------------------------- */

static size_t file_key_ids(const void *ctx, uint32_t *ids)
{
	const struct key_file *f = ctx;

	for (size_t i = 0; i < f->count; i++)
		ids[i] = f->keys[i].id;
	return f->count;
}

/* The key in the file encrypts nothing itself: what wraps is derived from it, once. */
static void derive_wrapping_keys(struct key_file *f)
{
	for (size_t i = 0; i < f->count; i++) {
		struct master_key *k = &f->keys[i];
		struct secret *wrapping = kdf_subkey(k->key, STR("data-key"), k->id);

		secret_free(k->key);
		k->key = wrapping;
	}
}

static const struct secret *wrapping_key(const struct key_file *f, uint32_t key_id)
{
	for (size_t i = 0; i < f->count; i++) {
		if (f->keys[i].id == key_id)
			return f->keys[i].key;
	}
	return NULL;
}

static bool refuse_key(struct err *err, uint32_t key_id)
{
	return err_set(err, ERR_CRYPTO, "the key file holds no master key %" PRIu32, key_id);
}

static bool file_wrap(const void *ctx, struct arena *a, const struct key_use *use,
		      const struct secret *data_key, struct str *ret, struct err *err)
{
	const struct key_file *f = ctx;
	const struct secret *key = wrapping_key(f, use->key_id);

	if (!key)
		return refuse_key(err, use->key_id);
	*ret = aead_seal(a, f->rng, key, use->associated, data_key);
	return true;
}

static bool file_unwrap(const void *ctx, const struct key_use *use, struct str wrapped,
			struct secret **ret, struct err *err)
{
	const struct secret *key = wrapping_key(ctx, use->key_id);

	if (!key)
		return refuse_key(err, use->key_id);
	return aead_open(key, use->associated, wrapped, ret, err);
}

static void file_close(void *ctx)
{
	key_file_free(ctx);
}

bool key_file_provider(const char *path, const struct rng *rng, struct key_provider *ret,
		       struct err *err)
{
	struct key_file *f = NULL;

	if (!load(path, &f, err))
		return false;
	f->rng = rng;
	derive_wrapping_keys(f);
	*ret = (struct key_provider){
		.name = "file",
		.key_ids = file_key_ids,
		.wrap = file_wrap,
		.unwrap = file_unwrap,
		.close = file_close,
		.ctx = f,
	};
	return true;
}
