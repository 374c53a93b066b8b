#include "fmt/zip.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/limits.h"
#include "fmt/deflate.h"

#define LOCAL_HEADER 0x04034b50u
#define DESCRIPTOR 0x08074b50u
#define DIRECTORY_HEADER 0x02014b50u
#define DIRECTORY_END 0x06054b50u
#define DIRECTORY_END_64 0x06064b50u
#define DIRECTORY_LOCATOR_64 0x07064b50u
#define EXTRA_64 0x0001u

#define FLAG_DESCRIPTOR 0x0008u
#define FLAG_UTF8 0x0800u
#define METHOD_STORE 0u
#define METHOD_DEFLATE 8u
#define VERSION_20 20u
#define VERSION_64 45u
#define MADE_BY_UNIX (3u << 8)
#define REGULAR_FILE_0644 (0100644u << 16)

#define MAX_16 0xFFFFu
#define MAX_32 0xFFFFFFFFu
#define MAX_DIRECTORY (256u * MIB)

struct zip {
	struct sink sink;
	uint64_t offset; /* bytes written */
	uint16_t dos_time, dos_date;
	struct deflate *deflate;
	struct buf directory;
	uint64_t entries;

	/* the open entry */
	bool is_open;
	enum zip_method method;
	uint32_t crc;
	uint64_t bytes, packed, header_at;
	struct buf name;
};

/* Past this a number goes into a field of ZIP64 and leaves this mark behind. */
static uint64_t low_32(uint64_t n)
{
	return n < MAX_32 ? n : MAX_32;
}

static uint64_t low_16(uint64_t n)
{
	return n < MAX_16 ? n : MAX_16;
}

/* ---- records ------------------------------------------------------------------------------- */

/* Little-endian numbers, one after the other. */
struct record {
	char bytes[64];
	size_t len;
};

static void put(struct record *r, uint64_t value, size_t bytes)
{
	assert(r->len + bytes <= sizeof(r->bytes));
	for (size_t i = 0; i < bytes; i++)
		r->bytes[r->len++] = (char)(value >> (8 * i) & 0xFF);
}

static void put_2(struct record *r, uint64_t value)
{
	put(r, value, 2);
}

static void put_4(struct record *r, uint64_t value)
{
	put(r, value, 4);
}

static void put_8(struct record *r, uint64_t value)
{
	put(r, value, 8);
}

static struct str record_str(const struct record *r)
{
	return (struct str){ r->bytes, r->len };
}

static bool emit(struct zip *z, struct str bytes, struct err *err)
{
	z->offset += bytes.len;
	return bytes.len == 0 || sink_write(&z->sink, bytes, err);
}

/* What both headers of an entry say alike: method, times, checksum and sizes, length of name. */
static void put_common(struct record *r, const struct zip *z, uint32_t crc, uint64_t packed,
		       uint64_t bytes)
{
	put_2(r, FLAG_DESCRIPTOR | FLAG_UTF8);
	put_2(r, z->method == ZIP_STORE ? METHOD_STORE : METHOD_DEFLATE);
	put_2(r, z->dos_time);
	put_2(r, z->dos_date);
	put_4(r, crc);
	put_4(r, packed);
	put_4(r, bytes);
	put_2(r, z->name.len);
}

/* ---- life ---------------------------------------------------------------------------------- */

static void set_time(struct zip *z, int64_t local_s)
{
	struct civil c = civil_from_unix(local_s);

	if (c.year < 1980)
		c = (struct civil){ 1980, 1, 1, 0, 0, 0 };
	if (c.year > 2107)
		c = (struct civil){ 2107, 12, 31, 23, 59, 58 };
	z->dos_time = (uint16_t)(c.hour << 11 | c.minute << 5 | c.second / 2);
	z->dos_date = (uint16_t)((c.year - 1980) << 9 | c.month << 5 | c.day);
}

static bool count_packed(void *ctx, struct str bytes, struct err *err)
{
	struct zip *z = ctx;

	z->packed += bytes.len;
	return emit(z, bytes, err);
}

struct zip *zip_new(struct sink sink, int64_t local_s)
{
	struct zip *z = calloc(1, sizeof(*z));

	if (!z)
		abort();
	z->sink = sink;
	z->deflate = deflate_new();
	buf_init(&z->directory, MAX_DIRECTORY);
	buf_init(&z->name, MAX_16);
	set_time(z, local_s);
	return z;
}

struct zip *zip_free(struct zip *z)
{
	if (!z)
		return NULL;
	deflate_free(z->deflate);
	buf_free(&z->directory);
	buf_free(&z->name);
	free(z);
	return NULL;
}

void zip_freep(struct zip **z)
{
	*z = zip_free(*z);
}

/* ---- entries ------------------------------------------------------------------------------- */

bool zip_entry(struct zip *z, struct str name, enum zip_method method, struct err *err)
{
	struct record r = { 0 };

	assert(!z->is_open);
	buf_clear(&z->name);
	buf_put(&z->name, name);
	if (buf_failed(&z->name))
		return err_set(err, ERR_TOO_LARGE, "a name of %zu bytes in a zip", name.len);
	z->is_open = true;
	z->method = method;
	z->crc = 0;
	z->bytes = z->packed = 0;
	z->header_at = z->offset;
	if (method != ZIP_STORE)
		deflate_start(z->deflate, (struct sink){ count_packed, z });
	put_4(&r, LOCAL_HEADER);
	put_2(&r, VERSION_20);
	put_common(&r, z, 0, 0, 0);
	put_2(&r, 0);
	return emit(z, record_str(&r), err) && emit(z, name, err);
}

static bool write_entry(void *ctx, struct str bytes, struct err *err)
{
	struct zip *z = ctx;

	assert(z->is_open);
	z->crc = deflate_crc32(z->crc, bytes);
	z->bytes += bytes.len;
	if (z->method == ZIP_STORE)
		return count_packed(z, bytes, err);
	return deflate_write(z->deflate, bytes, err);
}

struct sink zip_sink(struct zip *z)
{
	return (struct sink){ write_entry, z };
}

/* Only what does not fit in 32 bits, in this order. */
static void put_extra(struct record *extra, const struct zip *z)
{
	struct record sizes = { 0 };

	if (z->bytes >= MAX_32)
		put_8(&sizes, z->bytes);
	if (z->packed >= MAX_32)
		put_8(&sizes, z->packed);
	if (z->header_at >= MAX_32)
		put_8(&sizes, z->header_at);
	if (sizes.len == 0)
		return;
	put_2(extra, EXTRA_64);
	put_2(extra, sizes.len);
	memcpy(extra->bytes + extra->len, sizes.bytes, sizes.len);
	extra->len += sizes.len;
}

static bool add_to_directory(struct zip *z, struct err *err)
{
	struct record r = { 0 }, extra = { 0 };

	put_extra(&extra, z);
	put_4(&r, DIRECTORY_HEADER);
	put_2(&r, MADE_BY_UNIX | VERSION_64);
	put_2(&r, extra.len ? VERSION_64 : VERSION_20);
	put_common(&r, z, z->crc, low_32(z->packed), low_32(z->bytes));
	put_2(&r, extra.len);
	put_2(&r, 0); /* comment */
	put_2(&r, 0); /* disk */
	put_2(&r, 0); /* internal attributes */
	put_4(&r, REGULAR_FILE_0644);
	put_4(&r, low_32(z->header_at));
	buf_put(&z->directory, record_str(&r));
	buf_put(&z->directory, buf_str(&z->name));
	buf_put(&z->directory, record_str(&extra));
	z->entries++;
	if (buf_failed(&z->directory))
		return err_set(err, ERR_TOO_LARGE, "too many entries in a zip");
	return true;
}

bool zip_end_entry(struct zip *z, struct err *err)
{
	struct record r = { 0 };
	size_t width = 4;

	assert(z->is_open);
	z->is_open = false;
	if (z->method != ZIP_STORE && !deflate_end(z->deflate, err))
		return false;
	width = z->bytes >= MAX_32 || z->packed >= MAX_32 ? 8 : 4;
	put_4(&r, DESCRIPTOR);
	put_4(&r, z->crc);
	put(&r, z->packed, width);
	put(&r, z->bytes, width);
	return emit(z, record_str(&r), err) && add_to_directory(z, err);
}

/* ---- the end ------------------------------------------------------------------------------- */

static bool emit_end_64(struct zip *z, uint64_t directory_at, struct err *err)
{
	struct record r = { 0 }, locator = { 0 };
	uint64_t end_at = z->offset;

	put_4(&r, DIRECTORY_END_64);
	put_8(&r, 44); /* of what follows */
	put_2(&r, MADE_BY_UNIX | VERSION_64);
	put_2(&r, VERSION_64);
	put_4(&r, 0); /* this disk */
	put_4(&r, 0); /* disk of the directory */
	put_8(&r, z->entries);
	put_8(&r, z->entries);
	put_8(&r, z->directory.len);
	put_8(&r, directory_at);
	put_4(&locator, DIRECTORY_LOCATOR_64);
	put_4(&locator, 0);
	put_8(&locator, end_at);
	put_4(&locator, 1); /* disks */
	return emit(z, record_str(&r), err) && emit(z, record_str(&locator), err);
}

bool zip_end(struct zip *z, struct err *err)
{
	struct record r = { 0 };
	uint64_t directory_at = z->offset;
	bool is_64 = z->entries >= MAX_16 || directory_at >= MAX_32;

	assert(!z->is_open);
	if (!emit(z, buf_str(&z->directory), err))
		return false;
	if (is_64 && !emit_end_64(z, directory_at, err))
		return false;
	put_4(&r, DIRECTORY_END);
	put_2(&r, 0); /* this disk */
	put_2(&r, 0); /* disk of the directory */
	put_2(&r, low_16(z->entries));
	put_2(&r, low_16(z->entries));
	put_4(&r, z->directory.len);
	put_4(&r, low_32(directory_at));
	put_2(&r, 0); /* comment */
	return emit(z, record_str(&r), err);
}
