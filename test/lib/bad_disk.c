/*
 * Loaded before everything else (LD_PRELOAD), this spoils writing below folders named exports and
 * media: the file $BAD_DISK holds "slow" (256 bytes at a time, each after 50 ms) or "full" (nothing
 * fits after the first 256 bytes); anything else, or no file: writing goes well.
 */
#include <errno.h>
#include <sys/syscall.h>

#include "spoil.h"

#define PIECE 256

static int is_spoilt(int fd)
{
	return is_path_with(fd, "/exports/") || is_path_with(fd, "/media/");
}

ssize_t write(int fd, const void *at, size_t len)
{
	char how = is_spoilt(fd) ? mood("BAD_DISK") : 0;

	if (how == 'f' && lseek(fd, 0, SEEK_CUR) >= PIECE) {
		errno = ENOSPC;
		return -1;
	}
	if (how == 's')
		usleep(50000);
	if (how && len > PIECE)
		len = PIECE;
	return syscall(SYS_write, fd, at, len);
}
