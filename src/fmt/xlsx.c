#include "fmt/xlsx.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "fmt/xlsx_impl.h"

#define MAX_NAME_UNITS 31

struct xlsx *xlsx_new(struct sink sink, const struct xlsx_properties *properties)
{
	struct xlsx *x = calloc(1, sizeof(*x));

	if (!x)
		abort();
	x->zip = zip_new(sink, properties->local_s);
	x->properties = *properties;
	x->parts = calloc(XLSX_MAX_SHEETS, sizeof(*x->parts));
	if (!x->parts)
		abort();
	buf_init(&x->links, XLSX_MAX_LINK_BYTES);
	buf_init(&x->link_places, 8 * XLSX_MAX_LINKS);
	return x;
}

struct xlsx *xlsx_free(struct xlsx *x)
{
	if (!x)
		return NULL;
	zip_free(x->zip);
	buf_free(&x->links);
	buf_free(&x->link_places);
	free(x->parts);
	free(x);
	return NULL;
}

void xlsx_freep(struct xlsx **x)
{
	*x = xlsx_free(*x);
}

/* ---- output -------------------------------------------------------------------------------- */

static void hand_over(struct xlsx *x, struct str bytes)
{
	if (!x->failed && bytes.len > 0 && !sink_write(&x->entry, bytes, &x->err))
		x->failed = true;
}

void xlsx_flush(struct xlsx *x)
{
	hand_over(x, (struct str){ x->block, x->used });
	x->used = 0;
}

void xlsx_put_long(struct xlsx *x, struct str s)
{
	xlsx_flush(x);
	if (s.len > XLSX_BLOCK_BYTES) {
		hand_over(x, s);
		return;
	}
	memcpy(x->block, s.at, s.len);
	x->used = s.len;
}

bool xlsx_open(struct xlsx *x, const char *path, struct err *err)
{
	if (!zip_entry(x->zip, str_of(path), ZIP_DEFLATE, err))
		return false;
	x->entry = zip_sink(x->zip);
	return true;
}

bool xlsx_close(struct xlsx *x, struct err *err)
{
	xlsx_flush(x);
	if (x->failed) {
		*err = x->err;
		return false;
	}
	return zip_end_entry(x->zip, err);
}

/* ---- names --------------------------------------------------------------------------------- */

void xlsx_column_name(size_t column, char ret[3])
{
	size_t len = 0;

	if (column >= 26)
		ret[len++] = (char)('A' + column / 26 - 1);
	ret[len++] = (char)('A' + column % 26);
	ret[len] = '\0';
}

static bool is_forbidden(uint32_t code)
{
	return code < ' ' || (code < 0x80 && memchr("[]:*?/\\", (int)code, 7));
}

/* As much of the name as fits before a suffix of ASCII, without what Excel forbids. */
static size_t copy_name(struct str wanted, size_t room_units, char *ret)
{
	size_t len = 0, used = 0, units = 0;

	for (struct str rest = str_trim(wanted); rest.len > 0; rest = str_skip(rest, len)) {
		uint32_t code = utf8_next(rest, &len);
		size_t more = code > 0xFFFF ? 2 : 1;
		bool is_at_end = used == 0 || rest.len == len;

		if (units + more > room_units)
			break;
		units += more;
		if (is_forbidden(code) || (code == 0xFFFD && len == 1) ||
		    (code == '\'' && is_at_end)) {
			ret[used++] = '_';
			continue;
		}
		memcpy(ret + used, rest.at, len);
		used += len;
	}
	if (used == 0)
		ret[used++] = '_';
	ret[used] = '\0';
	return used;
}

static bool is_taken(const struct xlsx *x, const char *name)
{
	for (size_t i = 0; i < x->part_count; i++)
		if (str_eq_nocase(str_of(x->parts[i].name), str_of(name)))
			return true;
	return str_eq_nocase(str_of(name), STR("History"));
}

struct str xlsx_unique_name(struct xlsx *x, struct str wanted, int continued, char *ret)
{
	char suffix[16] = "";
	size_t len = 0;

	for (int number = continued;; number++) {
		if (number > 1)
			snprintf(suffix, sizeof(suffix), " (%d)", number);
		len = copy_name(wanted, MAX_NAME_UNITS - strlen(suffix), ret);
		memcpy(ret + len, suffix, strlen(suffix) + 1);
		if (!is_taken(x, ret))
			return (struct str){ ret, len + strlen(suffix) };
	}
}

/* ---- the end ------------------------------------------------------------------------------- */

bool xlsx_end(struct xlsx *x, struct err *err)
{
	assert(!x->sheet);
	return xlsx_write_last_parts(x, err) && zip_end(x->zip, err);
}
