/*
 * Loaded before everything else (LD_PRELOAD), this spoils writing below folders named exports and
 * media: the file $BAD_DISK holds "slow" (256 bytes at a time, each after 50 ms) or "full" (nothing
 * fits after the first 256 bytes); anything else, or no file: writing goes well.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PIECE 256

static char mood(void)
{
	const char *path = getenv("BAD_DISK");
	char word[8] = "";
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	if (fd < 0)
		return 0;
	if (read(fd, word, sizeof(word) - 1) < 1)
		word[0] = 0;
	close(fd);
	return word[0];
}

static int is_spoilt(int fd)
{
	char link[64], path[4096];

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t len = readlink(link, path, sizeof(path) - 1);
	if (len < 0)
		return 0;
	path[len] = 0;
	return strstr(path, "/exports/") != NULL || strstr(path, "/media/") != NULL;
}

ssize_t write(int fd, const void *at, size_t len)
{
	char how = is_spoilt(fd) ? mood() : 0;

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
