/* The rows of the workbook bench, made on the spot: the same in bench/peers/xlsx.mjs. */
#ifndef BENCH_XLSX_ROWS_H
#define BENCH_XLSX_ROWS_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define BENCH_LOCAL_S 1666569600 /* 2022-10-24 */

struct bench_row {
	int64_t local_s;
	char caption[512], link[64], type[16], tags[96], author[32];
	int64_t numbers[5];
	int hundredths; /* of a percent */
};

static inline uint32_t bench_next(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 8) % below;
}

static inline void bench_words(uint32_t *state, uint32_t count, const char *before, char *out)
{
	static const char *const words[] = {
		"resep",   "dapur", "nusantara", "enak",   "pedas",  "manis",    "gurih", "sambal",
		"rendang", "kopi",  "susu",      "pagi",   "sore",   "keluarga", "masak", "hari",
		"ini",     "promo", "gratis",    "ongkir", "diskon", "weekend",  "menu",  "fresh",
	};
	size_t used = 0;

	for (uint32_t i = 0; i < count; i++) {
		const char *word = words[bench_next(state, 24)];

		used += (size_t)snprintf(out + used, 24, "%s%s%s", i ? " " : "", before, word);
	}
	out[used] = '\0';
}

static inline void bench_row(uint32_t number, struct bench_row *ret)
{
	static const char *const types[] = { "Gambar", "Video", "Carousel" };
	uint32_t state = number * 2654435761u;

	ret->local_s = BENCH_LOCAL_S - (int64_t)number * 60;
	bench_words(&state, 4 + bench_next(&state, 18), "", ret->caption);
	snprintf(ret->link, sizeof(ret->link), "https://www.instagram.com/p/C%010x/", number);
	snprintf(ret->type, sizeof(ret->type), "%s", types[bench_next(&state, 3)]);
	bench_words(&state, bench_next(&state, 5), "#", ret->tags);
	snprintf(ret->author, sizeof(ret->author), "akun.%u", bench_next(&state, 50));
	for (int i = 0; i < 5; i++)
		ret->numbers[i] = bench_next(&state, 200000);
	ret->hundredths = (int)bench_next(&state, 900);
}

#endif
