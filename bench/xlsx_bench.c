/* Usage: xlsx_bench ROWS >OUT.xlsx — ours. */
#include <stdlib.h>

#include "bench/xlsx_rows.h"
#include "fmt/xlsx.h"

static const struct xlsx_column columns[] = {
	{ STR_INIT("Tanggal dan Jam Posting"), XLSX_TIME, 24 },
	{ STR_INIT("Caption"), XLSX_TEXT, 60 },
	{ STR_INIT("Link ke Instagram"), XLSX_LINK, 42 },
	{ STR_INIT("Tipe Konten"), XLSX_TEXT, 13 },
	{ STR_INIT("Hashtag"), XLSX_TEXT, 40 },
	{ STR_INIT("Akun"), XLSX_TEXT, 16 },
	{ STR_INIT("Like"), XLSX_INT, 10 },
	{ STR_INIT("Comment"), XLSX_INT, 11 },
	{ STR_INIT("Reach"), XLSX_INT, 11 },
	{ STR_INIT("Impressions"), XLSX_INT, 13 },
	{ STR_INIT("Saved"), XLSX_INT, 10 },
	{ STR_INIT("Engagement Rate"), XLSX_PERCENT, 17 },
};

static bool write_rows(struct xlsx *x, uint32_t count, struct err *err)
{
	struct bench_row row;
	char digits[16];

	for (uint32_t i = 0; i < count; i++) {
		bench_row(i, &row);
		xlsx_local_time(x, row.local_s);
		xlsx_text(x, str_of(row.caption));
		xlsx_text(x, str_of(row.link));
		xlsx_text(x, str_of(row.type));
		xlsx_text(x, str_of(row.tags));
		xlsx_text(x, str_of(row.author));
		for (int n = 0; n < 5; n++)
			xlsx_int(x, row.numbers[n]);
		snprintf(digits, sizeof(digits), "0.%04d", row.hundredths);
		xlsx_number(x, str_of(digits));
		if (!xlsx_end_row(x, err))
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	const struct xlsx_sheet sheet = { STR_INIT("Konten"), columns, COUNT_OF(columns), NULL };
	const struct xlsx_properties properties = { STR_INIT("Bench"), STR_INIT("Simpul"),
						    BENCH_LOCAL_S, BENCH_LOCAL_S };
	struct err err = ERR_INIT;
	int fd = STDOUT_FILENO;
	cleanup(xlsx_freep) struct xlsx *x = xlsx_new(sink_to_fd(&fd), &properties);
	bool ok = argc == 2 && xlsx_sheet(x, &sheet, &err) &&
		  write_rows(x, (uint32_t)strtoul(argv[1], NULL, 10), &err) &&
		  xlsx_end_sheet(x, &err) && xlsx_end(x, &err);

	return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
