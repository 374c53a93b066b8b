/*
 * Test helper: cells on standard input, CSV on standard output. Each cell is its length as four
 * little-endian bytes and then its bytes; the length 0xFFFFFFFF ends a row.
 */
#include <stdlib.h>

#include "fmt/csv.h"

#define END_OF_ROW 0xFFFFFFFFu

static bool read_length(uint32_t *ret)
{
	unsigned char b[4];

	if (fread(b, 1, sizeof(b), stdin) != sizeof(b))
		return false;
	*ret = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
	return true;
}

int main(void)
{
	static struct csv csv;
	static char cell[MIB];
	struct err err = ERR_INIT;
	int fd = STDOUT_FILENO;
	uint32_t len = 0;

	csv_start(&csv, sink_to_fd(&fd));
	while (read_length(&len)) {
		if (len == END_OF_ROW) {
			csv_end_row(&csv);
			continue;
		}
		if (len > sizeof(cell) || fread(cell, 1, len, stdin) != len)
			return EXIT_FAILURE;
		csv_text(&csv, (struct str){ cell, len });
	}
	return csv_end(&csv, &err) ? EXIT_SUCCESS : EXIT_FAILURE;
}
