/*
 * Runs a fuzz target over files and folders of files, without libFuzzer: the corpora, and every
 * input that ever crashed, are ordinary regression tests.
 *
 *	replay_json fuzz/corpus/json
 */
#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "fuzz/fuzz.h"

#define PATH_BYTES 4096

static bool run_file(const char *path)
{
	cleanup(arena_free) struct arena a;
	struct err err = ERR_INIT;
	struct str bytes;

	arena_init(&a, FUZZ_BYTES);
	if (!fs_read(&a, path, 16 * MIB, &bytes, &err)) {
		fprintf(stderr, "%s\n", err.cause);
		return false;
	}

	/* Exactly as long as the input, so that one byte too far is seen. */
	cleanup(mem_freep) uint8_t *exact = malloc(bytes.len ? bytes.len : 1);

	memcpy(exact, bytes.at, bytes.len);
	LLVMFuzzerTestOneInput(exact, bytes.len);
	return true;
}

static int run_folder(const char *folder)
{
	struct dirent **names = NULL;
	int count = scandir(folder, &names, NULL, alphasort);
	int runs = 0;

	for (int i = 0; i < count; i++) {
		char path[PATH_BYTES];

		snprintf(path, sizeof(path), "%s/%s", folder, names[i]->d_name);
		if (names[i]->d_name[0] != '.' && run_file(path))
			runs++;
		free(names[i]);
	}
	free(names);
	return runs;
}

int main(int argc, char **argv)
{
	int runs = 0;

	for (int i = 1; i < argc; i++) {
		struct stat st;

		if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode))
			runs += run_folder(argv[i]);
		else
			runs += run_file(argv[i]);
	}
	printf("%d inputs\n", runs);
	return runs > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
