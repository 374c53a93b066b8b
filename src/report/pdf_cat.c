/*
 * pdf_cat DATABASE ACCOUNT DATE_FRAME NOW_S FILE LANGUAGE [COLOUR]: one PDF report to standard
 * output, for tests and measurements. FILE counts from 0; a DATE_FRAME of 0 is all data.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "base/rng.h"
#include "report/pdf_report.h"
#include "store/accounts.h"

static bool write_file(const struct stats *reading, struct export_request *request, int64_t now_s,
		       int index, struct err *err)
{
	const struct pdf_file *file = pdf_file_at((size_t)index);
	struct account_row account = { 0 };
	struct pdf_data *data = NULL;
	int fd = STDOUT_FILENO;
	bool found = false;

	if (!file)
		return err_set(err, ERR_BAD_REQUEST, "there is no such file");
	request->parts = 1u << file->part;
	if (!accounts_get_any(reading->tx, reading->arena, reading->account_id, &account, &found,
			      err))
		return false;
	request->user_id = account.user_id;
	return pdf_gather(request, reading, now_s, &data, err) &&
	       pdf_file_write(file, &(struct pdf_source){ .data = data }, sink_to_fd(&fd), err);
}

int main(int argc, char **argv)
{
	cleanup(arena_free) struct arena arena;
	cleanup(store_closep) struct store *store = NULL;
	cleanup(store_read_endp) struct db_tx *tx = NULL;
	cleanup(tz_freep) struct tz *tz = NULL;
	struct err err = ERR_INIT;
	struct window window;

	arena_init(&arena, LIMIT_ARENA);
	if (argc < 7)
		return 2;

	const struct store_config config = { .path = argv[1],
					     .rng = rng_system(),
					     .clock = clock_system() };
	const struct window_request frame = { .date_frame = strcmp(argv[3], "0") != 0
								    ? str_of(argv[3])
								    : STR_NONE };
	int64_t now_s = strtoll(argv[4], NULL, 10);
	struct export_request request = {
		.format = EXPORT_PDF,
		.english = strcmp(argv[6], "en") == 0,
		.brand = { .colour = argc > 7 ? str_of(argv[7]) : STR_NONE },
	};

	struct stats reading = { &arena, NULL, str_of(argv[2]), &window, NULL };
	bool ok = tz_load(STR("Asia/Jakarta"), &tz, &err) &&
		  window_resolve(&frame, tz, now_s, &window, &err) &&
		  store_open(&config, &store, &err) && store_read(store, &tx, &err);

	reading.tx = tx;
	reading.tz = tz;
	if (ok && write_file(&reading, &request, now_s, (int)strtol(argv[5], NULL, 10), &err))
		return 0;
	dprintf(STDERR_FILENO, "pdf_cat: %s\n", err.cause);
	return 1;
}
