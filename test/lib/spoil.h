/* What the libraries that spoil a disk share: their mood, and which file a descriptor is. */
#ifndef TEST_LIB_SPOIL_H
#define TEST_LIB_SPOIL_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The first letter in the file that the environment's `name` names; 0 without such a file. */
static char mood(const char *name)
{
	const char *path = getenv(name);
	char word[8] = "";
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;

	if (fd < 0)
		return 0;
	if (read(fd, word, sizeof(word) - 1) < 1)
		word[0] = 0;
	close(fd);
	return word[0];
}

/* Whether the path of an open file holds `part`. */
static int is_path_with(int fd, const char *part)
{
	char link[64], path[4096];

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t len = readlink(link, path, sizeof(path) - 1);
	if (len < 0)
		return 0;
	path[len] = 0;
	return strstr(path, part) != NULL;
}

#endif
