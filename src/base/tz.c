/*
 * TZif, RFC 8536: a version-1 block with 32-bit times (skipped), the same again with 64-bit times,
 * and a footer: the rule for the time after the last change.
 */
#include "base/tz.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/tz_rule.h"

#define ZONEINFO "/usr/share/zoneinfo/"
#define NAME_MAX_CHARS 64
#define FILE_MAX_BYTES (256 * KIB)
#define DAY_S 86400

#define HEADER_BYTES 44
#define TYPE_BYTES 6             /* offset 4, is-summer 1, name index 1 */
#define TYPES_MAX 256            /* the index is one byte */
#define CHANGES_MAX 10000        /* the longest real table has some 240 */
#define OFFSET_MAX_S (26 * 3600) /* RFC 8536 section 3.2 */

struct tz {
	struct arena memory;
	struct str name;
	size_t change_count;
	int64_t *change_at; /* ascending Unix seconds … */
	int32_t *offset_s;  /* … and the offset from then on */
	int32_t first_offset_s;
	bool has_rule;
	struct tz_rule rule;
};

struct header {
	char version;
	uint32_t leap_count;
	uint32_t change_count;
	uint32_t type_count;
	size_t tail_bytes; /* names, leap seconds and indicators: not needed here */
};

static uint64_t big_endian(const char *at, size_t bytes)
{
	uint64_t value = 0;

	for (size_t i = 0; i < bytes; i++)
		value = value << 8 | (unsigned char)at[i];
	return value;
}

/* `time_bytes` is 4 in the first block and 8 in the second. */
static bool read_header(struct str bytes, size_t time_bytes, struct header *ret)
{
	if (bytes.len < HEADER_BYTES || !str_starts_with(bytes, STR("TZif")))
		return false;

	uint64_t counts[6];

	for (size_t i = 0; i < COUNT_OF(counts); i++)
		counts[i] = big_endian(bytes.at + 20 + 4 * i, 4);

	uint64_t utc_count = counts[0];
	uint64_t standard_count = counts[1];
	uint64_t name_bytes = counts[5];

	*ret = (struct header){
		.version = bytes.at[4],
		.leap_count = (uint32_t)counts[2],
		.change_count = (uint32_t)counts[3],
		.type_count = (uint32_t)counts[4],
		.tail_bytes =
			name_bytes + counts[2] * (time_bytes + 4) + standard_count + utc_count,
	};
	return ret->change_count <= CHANGES_MAX && ret->type_count <= TYPES_MAX;
}

static size_t block_bytes(const struct header *h, size_t time_bytes)
{
	return h->change_count * (time_bytes + 1) + h->type_count * TYPE_BYTES + h->tail_bytes;
}

static bool read_offset(const char *types, uint32_t type, int32_t *ret)
{
	*ret = (int32_t)big_endian(types + type * TYPE_BYTES, 4);
	return *ret > -OFFSET_MAX_S && *ret < OFFSET_MAX_S;
}

/* The 64-bit block; `bytes` is long enough for `h`. */
static bool read_changes(struct tz *tz, const struct header *h, struct str bytes)
{
	const char *times = bytes.at;
	const char *indices = times + h->change_count * 8;
	const char *types = indices + h->change_count;

	if (h->type_count == 0 || !read_offset(types, 0, &tz->first_offset_s))
		return false;
	tz->change_count = h->change_count;
	tz->change_at = arena_new_n(&tz->memory, int64_t, h->change_count);
	tz->offset_s = arena_new_n(&tz->memory, int32_t, h->change_count);
	for (size_t i = 0; i < h->change_count; i++) {
		unsigned char type = (unsigned char)indices[i];

		tz->change_at[i] = (int64_t)big_endian(times + 8 * i, 8);
		if (i > 0 && tz->change_at[i] <= tz->change_at[i - 1])
			return false;
		if (type >= h->type_count || !read_offset(types, type, &tz->offset_s[i]))
			return false;
	}
	return true;
}

/* "\n" rule "\n"; the rule may be empty: then the last offset stays. */
static bool read_footer(struct tz *tz, struct str bytes)
{
	if (!str_starts_with(bytes, STR("\n")))
		return false;
	bytes = str_skip(bytes, 1);

	size_t end = str_find_char(bytes, '\n');

	if (end == bytes.len)
		return false;
	tz->has_rule = end > 0;
	return end == 0 || tz_rule_parse(str_sub(bytes, 0, end), &tz->rule);
}

static bool read_file(struct tz *tz, struct str bytes)
{
	struct header h;

	if (!read_header(bytes, 4, &h) || h.version < '2')
		return false;
	bytes = str_skip(bytes, HEADER_BYTES + block_bytes(&h, 4));
	/* With leap seconds the times are not Unix times ("right/" zones). */
	if (!read_header(bytes, 8, &h) || h.leap_count > 0)
		return false;
	bytes = str_skip(bytes, HEADER_BYTES);
	if (bytes.len < block_bytes(&h, 8))
		return false;
	return read_changes(tz, &h, bytes) && read_footer(tz, str_skip(bytes, block_bytes(&h, 8)));
}

bool tz_parse(struct str bytes, struct tz **ret, struct err *err)
{
	cleanup(tz_freep) struct tz *tz = calloc(1, sizeof(*tz));

	if (!tz)
		abort(); /* the policy of arena.h */
	arena_init(&tz->memory, FILE_MAX_BYTES);
	if (!read_file(tz, bytes))
		return err_set(err, ERR_INVALID_FIELD, "not a TZif file of version 2 or later");
	*ret = TAKE(tz);
	return true;
}

static bool is_zone_name(struct str name)
{
	if (name.len == 0 || name.len > NAME_MAX_CHARS || name.at[0] == '/')
		return false;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		bool is_alnum =
			(c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

		/* Without a dot there is no "..". */
		if (!is_alnum && c != '_' && c != '+' && c != '-' && c != '/')
			return false;
	}
	return true;
}

static bool load(struct str name, struct tz **ret, struct err *err)
{
	cleanup(arena_free) struct arena a;
	struct str bytes;

	arena_init(&a, 2 * FILE_MAX_BYTES);
	if (!is_zone_name(name))
		return err_set(err, ERR_INVALID_FIELD, "not a zone name");

	char path[sizeof(ZONEINFO) + NAME_MAX_CHARS];

	snprintf(path, sizeof(path), ZONEINFO "%.*s", STR_ARG(name));
	return fs_read(&a, path, FILE_MAX_BYTES, &bytes, err) && tz_parse(bytes, ret, err);
}

bool tz_load(struct str name, struct tz **ret, struct err *err)
{
	struct err why = ERR_INIT;

	if (load(name, ret, &why)) {
		(*ret)->name = str_dup(&(*ret)->memory, name);
		return true;
	}
	err_field(err, "time_zone",
		  "Zona waktu \"%.*s\" tidak dikenal: pakai nama IANA seperti Asia/Jakarta.",
		  STR_ARG(str_sub(name, 0, NAME_MAX_CHARS)));
	err_say_en(err, "There is no time zone \"%.*s\": use an IANA name like Asia/Jakarta.",
		   STR_ARG(str_sub(name, 0, NAME_MAX_CHARS)));
	return err_wrap(err, "%s", why.cause);
}

struct str tz_name(const struct tz *tz)
{
	return tz->name;
}

struct tz *tz_free(struct tz *tz)
{
	if (tz)
		arena_free(&tz->memory);
	free(tz);
	return NULL;
}

void tz_freep(struct tz **tz)
{
	*tz = tz_free(*tz);
}

/* How many changes have happened by then. */
static size_t changes_until(const struct tz *tz, int64_t unix_s)
{
	size_t low = 0;
	size_t high = tz->change_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tz->change_at[middle] <= unix_s)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int tz_offset_s(const struct tz *tz, int64_t unix_s)
{
	size_t past = changes_until(tz, unix_s);

	if (past == tz->change_count && tz->has_rule)
		return tz_rule_offset_s(&tz->rule, unix_s);
	return past > 0 ? tz->offset_s[past - 1] : tz->first_offset_s;
}

int64_t tz_day(const struct tz *tz, int64_t unix_s)
{
	int64_t local_s = unix_s + tz_offset_s(tz, unix_s);

	return (local_s - (local_s % DAY_S + DAY_S) % DAY_S) / DAY_S;
}

/*
 * Midnight happens where the clock's offset, subtracted from it, is the offset in force. When the
 * clock was put back over midnight there are two such instants, and the earlier counts; when it
 * was put forward over midnight there is none, and the day begins with the change itself.
 */
int64_t tz_day_start_s(const struct tz *tz, int64_t day)
{
	int64_t midnight = day * DAY_S;
	int before_s = tz_offset_s(tz, midnight - DAY_S - OFFSET_MAX_S / 2);
	int after_s = tz_offset_s(tz, midnight + DAY_S + OFFSET_MAX_S / 2);
	int64_t first = midnight - before_s;
	int64_t second = midnight - after_s;

	if (tz_offset_s(tz, first) == before_s)
		return first;
	if (tz_offset_s(tz, second) == after_s)
		return second;

	/* In the gap: the first instant at which the clock shows midnight or later. */
	int64_t low = second < first ? second : first;
	int64_t high = second < first ? first : second;

	while (low < high) {
		int64_t middle = low + (high - low) / 2;

		if (middle + tz_offset_s(tz, middle) >= midnight)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

int64_t tz_instant_s(const struct tz *tz, int64_t wall_s)
{
	int before_s = tz_offset_s(tz, wall_s - DAY_S - OFFSET_MAX_S / 2);
	int after_s = tz_offset_s(tz, wall_s + DAY_S + OFFSET_MAX_S / 2);
	int64_t first = wall_s - before_s;
	int64_t second = wall_s - after_s;

	/* By the old clock when it is still in force then, or when neither is: in the gap. */
	bool by_new = tz_offset_s(tz, first) != before_s && tz_offset_s(tz, second) == after_s;
	return by_new ? second : first;
}
