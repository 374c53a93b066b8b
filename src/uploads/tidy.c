/* What goes by itself. */
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

#include "base/log.h"
#include "store/store.h"
#include "uploads/internal.h"

#define UNUSED_AT_ONCE 200
/* Between a file's last byte and its row; and between two parts of a slow client. */
#define STRAY_AGE_S 3600

struct purge {
	struct arena *a;
	int64_t now_s, keep_s;
	struct upload_rows gone;
};

/* What a post still needs is looked at again after as long. */
static bool write_purge(struct db_tx *tx, void *arg, struct err *err)
{
	struct purge *p = arg;
	size_t gone = 0;

	if (!uploads_list_unused(tx, p->a, p->now_s - p->keep_s, UNUSED_AT_ONCE, &p->gone, err))
		return false;
	for (size_t i = 0; i < p->gone.count; i++) {
		const struct upload_row row = p->gone.at[i];
		bool wanted, found;
		if (!uploads_is_wanted(tx, row.id, &wanted, err))
			return false;
		if (wanted ? !uploads_touch(tx, row.id, p->now_s, err)
			   : !uploads_delete(tx, row.user_id, row.id, &found, err))
			return false;
		if (!wanted)
			p->gone.at[gone++] = row;
	}
	p->gone.count = gone;
	return true;
}

static void closedirp(DIR **d)
{
	if (*d)
		closedir(*d);
}

static bool is_stray(struct db_tx *tx, int folder, const char *name, bool *ret, struct err *err)
{
	struct stat st;
	bool has_row = false;

	*ret = false;
	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(st.st_mode) ||
	    time(NULL) - st.st_mtime < STRAY_AGE_S)
		return true;
	if (!uploads_has_file(tx, str_of(name), &has_row, err))
		return false;
	*ret = !has_row;
	return true;
}

static bool sweep(const struct uploads *u, struct err *err)
{
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	cleanup(closedirp) DIR *folder = opendir(u->config.folder.at);

	if (!folder)
		return true; /* nothing was ever uploaded */
	if (!store_read(u->config.store, &tx, err))
		return false;
	for (const struct dirent *entry; (entry = readdir(folder));) {
		bool stray;
		if (!is_stray(tx, dirfd(folder), entry->d_name, &stray, err))
			return false;
		if (stray && unlinkat(dirfd(folder), entry->d_name, 0) == 0)
			log_info("a stray upload was removed",
				 LOG_STR("file", str_of(entry->d_name)));
	}
	return true;
}

bool uploads_tidy(struct uploads *u, struct arena *a, struct err *err)
{
	struct purge purge = { .a = a,
			       .now_s = clock_now_s(u->config.clock),
			       .keep_s = u->config.keep_s };

	if (!store_write(u->config.store, write_purge, &purge, err))
		return false;
	for (size_t i = 0; i < purge.gone.count; i++)
		unlink(upload_path(u, a, purge.gone.at[i].file));
	return sweep(u, err);
}
