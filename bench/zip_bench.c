/*
 * Usage: zip_bench OUT.zip FILE...
 * The files, read first, into a zip that is streamed out; prints processor seconds as JSON.
 */
#include <fcntl.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/limits.h"
#include "fmt/zip.h"

#define MAX_FILES 64
#define LOCAL_S 1666569600

static double cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool write_all(struct zip *z, const struct str *files, int count, struct err *err)
{
	struct sink sink = zip_sink(z);

	for (int i = 0; i < count; i++) {
		char name[16];
		int len = snprintf(name, sizeof(name), "%02d.csv", i);

		if (!zip_entry(z, (struct str){ name, (size_t)len }, ZIP_DEFLATE, err))
			return false;
		for (struct str rest = files[i]; rest.len > 0; rest = str_skip(rest, 64 * KIB))
			if (!sink_write(&sink, str_sub(rest, 0, 64 * KIB), err))
				return false;
		if (!zip_end_entry(z, err))
			return false;
	}
	return zip_end(z, err);
}

static bool bench(int argc, char **argv, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct str files[MAX_FILES];
	int count = argc - 2;

	arena_init(&a, 1024ull * MIB);
	for (int i = 0; i < count; i++)
		if (!fs_read(&a, argv[i + 2], 512 * MIB, &files[i], err))
			return false;
	cleanup(fd_closep) int fd = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	double started = cpu_s();
	cleanup(zip_freep) struct zip *z = zip_new(sink_to_fd(&fd), LOCAL_S);

	if (!write_all(z, files, count, err))
		return false;
	printf("{\"seconds\":%.6f}\n", cpu_s() - started);
	return true;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;

	return argc > 2 && argc - 2 <= MAX_FILES && bench(argc, argv, &err) ? EXIT_SUCCESS
									    : EXIT_FAILURE;
}
