/* Keeps the folder of pictures within its size. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "base/limits.h"
#include "pictures/internal.h"

struct kept_file {
	struct str path;
	int64_t used_s, bytes;
};
struct kept_files {
	struct kept_file *at;
	size_t count, room;
	int64_t bytes;
};

static void closedirp(DIR **d)
{
	if (*d)
		closedir(*d);
}

static void add(struct kept_files *all, struct arena *a, struct kept_file file)
{
	if (all->count == all->room) {
		size_t room = all->room ? 2 * all->room : 64;
		struct kept_file *at = arena_new_n(a, struct kept_file, room);
		for (size_t i = 0; i < all->count; i++)
			at[i] = all->at[i];
		all->at = at;
		all->room = room;
	}
	all->at[all->count++] = file;
	all->bytes += file.bytes;
}

static void list_folder(struct kept_files *all, struct arena *a, struct str path)
{
	cleanup(closedirp) DIR *folder = opendir(str_z(a, path));

	if (!folder)
		return;
	for (const struct dirent *f; (f = readdir(folder));) {
		struct stat st;
		if (f->d_name[0] == '.' ||
		    fstatat(dirfd(folder), f->d_name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		struct str inside = str_fmt(a, "%.*s/%s", STR_ARG(path), f->d_name);
		if (S_ISDIR(st.st_mode))
			list_folder(all, a, inside);
		else if (S_ISREG(st.st_mode))
			add(all, a, (struct kept_file){ inside, st.st_mtim.tv_sec, st.st_size });
	}
}

static int older_first(const void *left, const void *right)
{
	const struct kept_file *l = left, *r = right;

	if (l->used_s != r->used_s)
		return l->used_s < r->used_s ? -1 : 1;
	return str_cmp(l->path, r->path);
}

static bool is_too_much(const struct pictures *p, const struct kept_files *all,
			const struct kept_file *file)
{
	return all->bytes > p->config.max_bytes || time(NULL) - file->used_s > PICTURE_KEPT_S;
}

bool pictures_evict(struct pictures *p, struct arena *a, struct err *err)
{
	struct kept_files all = { 0 };

	(void)err;
	list_folder(&all, a, p->config.folder);
	if (all.count)
		qsort(all.at, all.count, sizeof(*all.at), older_first);
	for (size_t i = 0; i < all.count && is_too_much(p, &all, &all.at[i]); i++)
		if (unlink(str_z(a, all.at[i].path)) == 0)
			all.bytes -= all.at[i].bytes;
	return true;
}
