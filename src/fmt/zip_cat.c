/*
 * Test helper: entries on standard input, a zip on standard output. Each entry is one byte for its
 * method (s or d), its name's length (two bytes, little-endian) and name, its bytes' length
 * (eight bytes) and bytes; with the method in upper case that length is of zeros, which are made
 * here. `zip_cat N` makes N empty entries instead.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "fmt/zip.h"

#define LOCAL_S 1666612260 /* 2022-10-24 11:51:00 */

static bool read_number(size_t bytes, uint64_t *ret)
{
	unsigned char b[8] = { 0 };

	if (fread(b, 1, bytes, stdin) != bytes)
		return false;
	*ret = 0;
	for (size_t i = bytes; i-- > 0;)
		*ret = *ret << 8 | b[i];
	return true;
}

static bool copy(struct zip *z, uint64_t left, bool is_zeros, struct err *err)
{
	static char block[64 * KIB];
	struct sink sink = zip_sink(z);

	memset(block, 0, sizeof(block));
	while (left > 0) {
		size_t now = left < sizeof(block) ? (size_t)left : sizeof(block);

		if (!is_zeros && fread(block, 1, now, stdin) != now)
			return err_set(err, ERR_BAD_REQUEST, "input ends early");
		if (!sink_write(&sink, (struct str){ block, now }, err))
			return false;
		left -= now;
	}
	return true;
}

static bool copy_entry(struct zip *z, int method, struct err *err)
{
	static char name[64 * KIB];
	uint64_t name_len = 0, len = 0;
	bool is_zeros = method < 'a';
	enum zip_method how = (method | 32) == 's' ? ZIP_STORE : ZIP_DEFLATE;

	if (!read_number(2, &name_len) || fread(name, 1, name_len, stdin) != name_len ||
	    !read_number(8, &len))
		return err_set(err, ERR_BAD_REQUEST, "input ends early");
	return zip_entry(z, (struct str){ name, name_len }, how, err) &&
	       copy(z, len, is_zeros, err) && zip_end_entry(z, err);
}

static bool make_many(struct zip *z, long count, struct err *err)
{
	for (long i = 0; i < count; i++) {
		char name[32];
		int len = snprintf(name, sizeof(name), "%ld", i);

		if (!zip_entry(z, (struct str){ name, (size_t)len }, ZIP_STORE, err) ||
		    !zip_end_entry(z, err))
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int fd = STDOUT_FILENO, method = 0;
	cleanup(zip_freep) struct zip *z = zip_new(sink_to_fd(&fd), LOCAL_S);
	bool ok = argc < 2 || make_many(z, strtol(argv[1], NULL, 10), &err);

	while (ok && argc < 2 && (method = getchar()) != EOF)
		ok = copy_entry(z, method, &err);
	return ok && zip_end(z, &err) ? EXIT_SUCCESS : EXIT_FAILURE;
}
