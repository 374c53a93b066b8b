/*
 * Test helper: `xlsx_cat COLUMNS SHEET` makes a workbook of one sheet from cells on standard input:
 * each is its length as four little-endian bytes and then its bytes; the length 0xFFFFFFFF ends a
 * row. All are text, the last column links. `xlsx_cat rows N` makes N rows of a number and a time
 * instead, with a chart.
 */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "fmt/xlsx.h"

#define END_OF_ROW 0xFFFFFFFFu
#define LOCAL_S 1666612260 /* 2022-10-24 11:51:00 */

static bool read_length(uint32_t *ret)
{
	unsigned char b[4];

	if (fread(b, 1, sizeof(b), stdin) != sizeof(b))
		return false;
	*ret = (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
	return true;
}

static bool copy_rows(struct xlsx *x, struct err *err)
{
	static char cell[MIB];
	uint32_t len = 0;

	while (read_length(&len)) {
		if (len == END_OF_ROW) {
			if (!xlsx_end_row(x, err))
				return false;
			continue;
		}
		if (len > sizeof(cell) || fread(cell, 1, len, stdin) != len)
			return err_set(err, ERR_BAD_REQUEST, "input ends early");
		xlsx_text(x, (struct str){ cell, len });
	}
	return true;
}

static bool copy_sheet(struct xlsx *x, size_t columns, const char *name, struct err *err)
{
	struct xlsx_column column[XLSX_MAX_COLUMNS];
	const struct xlsx_sheet sheet = {
		.name = str_of(name),
		.columns = column,
		.column_count = columns,
	};

	for (size_t i = 0; i < columns; i++)
		column[i] = (struct xlsx_column){ STR("Kolom"),
						  i + 1 < columns ? XLSX_TEXT : XLSX_LINK, 20 };
	return xlsx_sheet(x, &sheet, err) && copy_rows(x, err) && xlsx_end_sheet(x, err);
}

static bool make_rows(struct xlsx *x, long count, struct err *err)
{
	static const struct xlsx_chart chart = { STR_INIT("Grafik"), 1, { 0, 0 } };
	static const struct xlsx_column columns[] = {
		{ STR_INIT("Nomor"), XLSX_INT, 12 },
		{ STR_INIT("Waktu"), XLSX_TIME, 18 },
	};
	const struct xlsx_sheet sheet = { STR_INIT("Nama yang panjang sekali sekali"), columns, 2,
					  &chart };

	if (!xlsx_sheet(x, &sheet, err))
		return false;
	for (long i = 0; i < count; i++) {
		xlsx_int(x, i - 5);
		xlsx_local_time(x, LOCAL_S + i * 60);
		if (!xlsx_end_row(x, err))
			return false;
	}
	return xlsx_end_sheet(x, err);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int fd = STDOUT_FILENO;
	const struct xlsx_properties properties = {
		.title = STR("Judul <&\"'>"),
		.creator = STR("Simpul"),
		.created_s = LOCAL_S - 7 * 3600,
		.local_s = LOCAL_S,
	};
	cleanup(xlsx_freep) struct xlsx *x = xlsx_new(sink_to_fd(&fd), &properties);
	bool ok = argc == 3;

	if (ok && strcmp(argv[1], "rows") == 0)
		ok = make_rows(x, strtol(argv[2], NULL, 10), &err);
	else if (ok)
		ok = copy_sheet(x, strtoul(argv[1], NULL, 10), argv[2], &err);
	return ok && xlsx_end(x, &err) ? EXIT_SUCCESS : EXIT_FAILURE;
}
