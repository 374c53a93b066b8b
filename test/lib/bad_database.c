/*
 * Loaded before everything else (LD_PRELOAD), this spoils the disk beneath the database: the file
 * $BAD_DATABASE holds "full" (nothing fits any more), "broken" (every write is an I/O error) or
 * "sync" (writes go well, but fsync and fdatasync fail); anything else, or no file: all is well.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/syscall.h>

#include "spoil.h"

static int is_database(int fd)
{
	return is_path_with(fd, "/simpul.db");
}

static int refuses(int fd)
{
	char how = mood("BAD_DATABASE");

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
	if (mood("BAD_DATABASE") != 's' || !is_database(fd))
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
