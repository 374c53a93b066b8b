/* A file on its way from its owner to the folder. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/codec.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "crypto/hash.h"
#include "store/store.h"
#include "uploads/internal.h"

#define FOLDER_MODE 0700
#define FILE_MODE 0600
#define NAME_BYTES 16
#define ARENA_BYTES (64 * KIB)
/* So much of the disk is left to the database. */
#define SPARE_BYTES (64 * (int64_t)MIB)

struct upload_writing {
	struct uploads *uploads;
	struct arena a;
	int64_t user_id;
	int64_t size_bytes, max_bytes;
	struct str file, file_name;
	int fd;
	struct sha256_run hash;
	struct upload_writing *next; /* the uploads' lock */
};

/* ---- what is let in --------------------------------------------------------------------------
 */

static bool refuse_size(struct err *err, int64_t max_bytes)
{
	long long mb = (long long)(max_bytes / MIB);

	err_set(err, ERR_TOO_LARGE, "an upload over %lld MiB", mb);
	err_say(err, "Berkas ini lebih besar dari %lld MB, batas server ini.", mb);
	return err_say_en(err, "This file is larger than %lld MB, the limit of this server.", mb);
}

static bool refuse_user(struct err *err, int64_t max_bytes)
{
	long long mb = (long long)(max_bytes / MIB);

	err_set(err, ERR_EXCEED_LIMIT, "uploads over %lld MiB", mb);
	err_say(err, "Unggahan Anda sudah mencapai %lld MB. Hapus yang tidak dipakai lagi.", mb);
	return err_say_en(err, "Your uploads have reached %lld MB. Delete those you do not need.",
			  mb);
}

static bool disk_trouble(struct err *err, int errnum, const char *what)
{
	bool is_full = errnum == ENOSPC || errnum == EDQUOT;

	err_errno(err, is_full ? ERR_DISK_FULL : ERR_INTERNAL, errnum, "%s", what);
	if (!is_full)
		return false;
	err_say(err, "Ruang penyimpanan server penuh, jadi berkas ini tidak disimpan.");
	return err_say_en(err, "The server's disk is full, so this file was not kept.");
}

static bool find_limit(const struct uploads *u, struct str type, int64_t *ret, struct err *err)
{
	bool is_video = str_starts_with(type, STR("video/"));

	*ret = is_video ? u->config.video_max_bytes : u->config.image_max_bytes;
	if (is_video || str_starts_with(type, STR("image/")))
		return true;
	return err_field_texts(err, "Content-Type",
			       "Isi dengan jenis berkasnya, misalnya image/jpeg atau video/mp4.",
			       "Enter the kind of file, such as image/jpeg or video/mp4.");
}

static bool has_room(const struct uploads *u, int64_t size_bytes, struct err *err)
{
	struct statvfs fs;

	if (statvfs(u->config.folder.at, &fs) < 0)
		return disk_trouble(err, errno, "looking at the folder of uploads");
	int64_t free_bytes = (int64_t)((uint64_t)fs.f_bavail * fs.f_frsize);
	return free_bytes - SPARE_BYTES >= (size_bytes > 0 ? size_bytes : 0) ||
	       disk_trouble(err, ENOSPC, "an upload does not fit");
}

static bool is_within_limit(const struct uploads *u, struct db_tx *tx, int64_t user_id,
			    int64_t more_bytes, struct err *err)
{
	int64_t bytes;

	if (!uploads_size(tx, user_id, &bytes, err))
		return false;
	return bytes + more_bytes <= u->config.user_max_bytes ||
	       refuse_user(err, u->config.user_max_bytes);
}

static bool check_wish(const struct uploads *u, const struct upload_wish *wish, int64_t *ret_max,
		       struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;

	if (!find_limit(u, wish->content_type, ret_max, err))
		return false;
	if (wish->size_bytes > *ret_max)
		return refuse_size(err, *ret_max);
	return store_read(u->config.store, &tx, err) &&
	       is_within_limit(u, tx, wish->user_id, wish->size_bytes > 0 ? wish->size_bytes : 0,
			       err) &&
	       has_room(u, wish->size_bytes, err);
}

/* False when too many of that user are under way. */
static bool enter(struct uploads *u, struct upload_writing *w)
{
	int count = 0;

	pthread_mutex_lock(&u->lock);
	for (const struct upload_writing *other = u->writing; other; other = other->next)
		count += other->user_id == w->user_id;
	bool may = count < UPLOADS_AT_ONCE_PER_USER;
	if (may) {
		w->next = u->writing;
		u->writing = w;
	}
	pthread_mutex_unlock(&u->lock);
	return may;
}

static void leave(struct uploads *u, const struct upload_writing *w)
{
	pthread_mutex_lock(&u->lock);
	for (struct upload_writing **at = &u->writing; *at; at = &(*at)->next)
		if (*at == w) {
			*at = w->next;
			break;
		}
	pthread_mutex_unlock(&u->lock);
}

/* ---- beginning and end -----------------------------------------------------------------------
 */

/* Letters of any script, no control characters, no folders. */
static struct str clean_name(struct arena *a, struct str name)
{
	char *to = arena_alloc(a, UPLOAD_NAME_MAX + 1, 1);
	size_t len = 0;

	for (struct str rest = name; rest.at;) {
		struct str part = str_cut(&rest, '/');
		name = part.len ? part : name;
	}
	name = utf8_is_valid(name) ? name : STR("");
	for (size_t i = 0; i < name.len && len < UPLOAD_NAME_MAX; i++)
		if ((unsigned char)name.at[i] >= ' ' && name.at[i] != 0x7f && name.at[i] != '\\')
			to[len++] = name.at[i];
	/* Not in the middle of a character. */
	while (len && !utf8_is_valid((struct str){ to, len }))
		len--;
	return (struct str){ to, len };
}

static struct upload_writing *writing_free(struct upload_writing *w)
{
	fd_closep(&w->fd);
	arena_free(&w->a);
	free(w);
	return NULL;
}

static const char *part_path(struct upload_writing *w)
{
	return upload_path(w->uploads, &w->a,
			   str_fmt(&w->a, "%.*s" UPLOADS_PART, STR_ARG(w->file)));
}

static bool open_part(struct upload_writing *w, struct err *err)
{
	char name[NAME_BYTES];

	rng_bytes(w->uploads->config.rng, name, sizeof(name));
	w->file = hex_encode(&w->a, (struct str){ name, sizeof(name) });
	w->fd = open(part_path(w), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);
	return w->fd >= 0 || disk_trouble(err, errno, "making an upload's file");
}

static bool refuse_more(struct err *err)
{
	err_set(err, ERR_RATE_LIMITED, "%d uploads under way", UPLOADS_AT_ONCE_PER_USER);
	err_say(err, "Sudah ada %d unggahan yang sedang berjalan. Tunggu salah satunya selesai.",
		UPLOADS_AT_ONCE_PER_USER);
	return err_say_en(err, "%d of your uploads are under way. Wait for one of them to finish.",
			  UPLOADS_AT_ONCE_PER_USER);
}

bool upload_begin(struct uploads *u, const struct upload_wish *wish, struct upload_writing **ret,
		  struct err *err)
{
	int64_t max_bytes;

	if (!fs_make_dirs(u->config.folder.at, FOLDER_MODE, err) ||
	    !check_wish(u, wish, &max_bytes, err))
		return false;
	struct upload_writing *w = calloc(1, sizeof(*w));
	if (!w)
		abort();
	*w = (struct upload_writing){
		.uploads = u, .user_id = wish->user_id, .max_bytes = max_bytes, .fd = -1
	};
	arena_init(&w->a, ARENA_BYTES);
	w->file_name = clean_name(&w->a, wish->file_name);
	sha256_begin(&w->hash);
	if (!enter(u, w)) {
		writing_free(w);
		return refuse_more(err);
	}
	if (!open_part(w, err)) {
		upload_drop(w);
		return false;
	}
	*ret = w;
	return true;
}

void upload_drop(struct upload_writing *w)
{
	if (!w)
		return;
	leave(w->uploads, w);
	if (w->fd >= 0)
		unlink(part_path(w));
	writing_free(w);
}

/* ---- bytes -----------------------------------------------------------------------------------
 */

bool upload_write(struct upload_writing *w, struct str bytes, struct err *err)
{
	if ((int64_t)bytes.len > w->max_bytes - w->size_bytes)
		return refuse_size(err, w->max_bytes);
	sha256_add(&w->hash, bytes);
	w->size_bytes += (int64_t)bytes.len;
	while (bytes.len) {
		ssize_t n = write(w->fd, bytes.at, bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return disk_trouble(err, errno, "writing an upload");
		bytes = str_skip(bytes, (size_t)n);
	}
	return true;
}

static bool read_part(void *ctx, uint64_t at, char *to, size_t len, struct err *err)
{
	const struct upload_writing *w = ctx;

	while (len) {
		ssize_t n = pread(w->fd, to, len, (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_errno(err, ERR_INTERNAL, n < 0 ? errno : EIO,
					 "reading an upload");
		to += n;
		at += (uint64_t)n;
		len -= (size_t)n;
	}
	return true;
}

static bool refuse_content(struct err *err)
{
	return err_field_texts(
		err, "file",
		"Isi berkas ini bukan gambar atau video yang dikenal: pakai JPEG, MP4 atau MOV.",
		"This file is no picture or video that is known: use JPEG, MP4 or MOV.");
}

/* What it is decides, not what it was said to be. */
static bool judge(struct upload_writing *w, struct media_facts *ret, struct err *err)
{
	const struct uploads_config *c = &w->uploads->config;
	const struct probe_source source = { read_part, w, (uint64_t)w->size_bytes };

	if (!probe_media(&source, ret, err))
		return false;
	if (ret->format == MEDIA_UNKNOWN)
		return refuse_content(err);
	int64_t max_bytes =
		media_format_info(ret->format)->is_video ? c->video_max_bytes : c->image_max_bytes;
	return w->size_bytes <= max_bytes || refuse_size(err, max_bytes);
}

/* Under its own name, and on disk for good. */
static bool settle(struct upload_writing *w, struct err *err)
{
	const char *folder = w->uploads->config.folder.at;
	cleanup(fd_closep) int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0 || fsync(w->fd) < 0)
		return disk_trouble(err, errno, "writing an upload to disk");
	if (rename(part_path(w), upload_path(w->uploads, &w->a, w->file)) < 0)
		return disk_trouble(err, errno, "naming an upload");
	return fsync(dir) == 0 || disk_trouble(err, errno, "writing the folder of uploads to disk");
}

struct keeping {
	const struct uploads *uploads;
	struct upload_row row;
};

static bool write_row(struct db_tx *tx, void *arg, struct err *err)
{
	struct keeping *k = arg;

	return is_within_limit(k->uploads, tx, k->row.user_id, k->row.size_bytes, err) &&
	       uploads_add(tx, &k->row, &k->row.id, err);
}

static struct str named(struct arena *a, struct str name, enum media_format format)
{
	const struct media_format_info *info = media_format_info(format);

	return name.len ? str_dup(a, name)
			: str_fmt(a, "%s.%.*s", info->is_video ? "video" : "image",
				  STR_ARG(str_lower(a, str_of(info->name))));
}

bool upload_finish(struct upload_writing *w, struct arena *a, struct upload_row *ret,
		   struct err *err)
{
	struct uploads *u = w->uploads;
	struct sha256 hash = sha256_end(&w->hash);
	struct media_facts facts;

	if (!judge(w, &facts, err) || !settle(w, err))
		return false;
	struct keeping k = { .uploads = u };
	k.row = (struct upload_row){
		.user_id = w->user_id,
		.file = str_dup(a, w->file),
		.file_name = named(a, w->file_name, facts.format),
		.size_bytes = w->size_bytes,
		.sha256 = str_dup(a, sha256_str(&hash)),
		.facts = media_facts_text(a, &facts),
		.created_s = clock_now_s(u->config.clock),
		.used_s = clock_now_s(u->config.clock),
	};
	if (!store_write(u->config.store, write_row, &k, err)) {
		unlink(upload_path(u, a, w->file));
		return false;
	}
	*ret = k.row;
	leave(u, w);
	writing_free(w);
	return true;
}
