/*
 * Loaded before everything else (LD_PRELOAD), this spoils the disk beneath the database: the file
 * $BAD_DATABASE holds "full" (nothing fits any more), "broken" (every write is an I/O error) or
 * "sync" (writes go well, but fsync and fdatasync fail); anything else, or no file: all is well.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static char mood(void)
{
	const char *path = getenv("BAD_DATABASE");
	char word[8] = "";
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	if (fd < 0)
		return 0;
	if (read(fd, word, sizeof(word) - 1) < 1)
		word[0] = 0;
	close(fd);
	return word[0];
}

static int is_database(int fd)
{
	char link[64], path[4096];

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t len = readlink(link, path, sizeof(path) - 1);
	if (len < 0)
		return 0;
	path[len] = 0;
	return strstr(path, "/simpul.db") != NULL;
}

static int refuses(int fd)
{
	char how = mood();

	if ((how != 'f' && how != 'b') || !is_database(fd))
		return 0;
	errno = how == 'f' ? ENOSPC : EIO;
	return 1;
}

ssize_t pwrite64(int fd, const void *at, size_t len, off64_t offset)
{
	return refuses(fd) ? -1 : syscall(SYS_pwrite64, fd, at, len, offset);
}

ssize_t pwrite(int fd, const void *at, size_t len, off_t offset)
{
	return refuses(fd) ? -1 : syscall(SYS_pwrite64, fd, at, len, offset);
}

static int sync_fails(int fd)
{
	if (mood() != 's' || !is_database(fd))
		return 0;
	errno = EIO;
	return 1;
}

int fsync(int fd)
{
	return sync_fails(fd) ? -1 : (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
	return sync_fails(fd) ? -1 : (int)syscall(SYS_fdatasync, fd);
}
