#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"

#define PATH_BYTES 4096

bool fs_read(struct arena *a, const char *path, size_t max_bytes, struct str *ret, struct err *err)
{
	struct stat st;
	cleanup(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_INTERNAL, errno,
				 "could not open \"%s\"", path);
	if (fstat(fd, &st) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "could not read \"%s\"", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_INTERNAL, "\"%s\" is not a file", path);
	if ((uint64_t)st.st_size > max_bytes)
		return err_set(err, ERR_TOO_LARGE, "\"%s\" is larger than %zu bytes", path,
			       max_bytes);

	size_t want = (size_t)st.st_size, got = 0;
	char *at = arena_alloc(a, want + 1, 1);

	while (got < want) {
		ssize_t n = read(fd, at + got, want - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, ERR_INTERNAL, errno, "could not read \"%s\"", path);
		if (n == 0)
			break;
		got += (size_t)n;
	}
	*ret = (struct str){ at, got };
	return true;
}

static bool write_all(int fd, const char *path, struct str bytes, struct err *err)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.at, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, ERR_INTERNAL, errno, "could not write \"%s\"", path);
		bytes = str_skip(bytes, (size_t)n);
	}
	if (fsync(fd) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "could not write \"%s\" to disk", path);
	return true;
}

/* A new name is durable only when its folder is. */
static bool sync_folder_of(const char *path, struct err *err)
{
	char folder[PATH_BYTES];
	const char *slash = strrchr(path, '/');

	snprintf(folder, sizeof(folder), "%.*s", slash ? (int)(slash - path) : 1,
		 slash ? path : ".");
	cleanup(fd_closep) int fd =
		open(folder[0] ? folder : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0 || fsync(fd) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "could not write folder \"%s\" to disk",
				 folder);
	return true;
}

bool fs_create(const char *path, mode_t mode, struct str bytes, struct err *err)
{
	cleanup(fd_closep) int fd =
		open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);

	if (fd < 0)
		return err_errno(err, errno == EEXIST ? ERR_CONFLICT : ERR_INTERNAL, errno,
				 "could not create \"%s\"", path);
	if (fchmod(fd, mode) < 0)
		return err_errno(err, ERR_INTERNAL, errno, "could not set the mode of \"%s\"",
				 path);
	if (!write_all(fd, path, bytes, err)) {
		unlink(path);
		return false;
	}
	return sync_folder_of(path, err);
}

bool fs_replace(const char *path, mode_t mode, struct str bytes, struct err *err)
{
	char temporary[PATH_BYTES];

	snprintf(temporary, sizeof(temporary), "%s.%d.new", path, (int)getpid());
	unlink(temporary);
	if (!fs_create(temporary, mode, bytes, err))
		return false;
	if (rename(temporary, path) < 0) {
		int rename_errno = errno;

		unlink(temporary);
		return err_errno(err, ERR_INTERNAL, rename_errno, "could not replace \"%s\"", path);
	}
	return sync_folder_of(path, err);
}

bool fs_make_dirs(const char *path, mode_t mode, struct err *err)
{
	char part[PATH_BYTES];
	size_t len = strlen(path);

	if (len == 0 || len >= sizeof(part))
		return err_set(err, ERR_INTERNAL, "could not create folder \"%s\": bad path", path);
	for (size_t i = 1; i <= len; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, mode) < 0 && errno != EEXIST)
			return err_errno(err, ERR_INTERNAL, errno, "could not create folder \"%s\"",
					 part);
	}
	return true;
}
