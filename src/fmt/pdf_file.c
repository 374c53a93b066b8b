/* Objects of a PDF: streams as they come, small objects together in one, and the table of all. */
#include "fmt/pdf_internal.h"

#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

#define SMALL_MAX_BYTES (32 * MIB)
#define STREAM_MAX_BYTES (64 * MIB)
#define BLOCK_BYTES (64 * KIB)

static void flush(struct pdf_file *f)
{
	if (!f->failed && f->block.len > 0 && !sink_write(&f->sink, buf_str(&f->block), &f->err))
		f->failed = true;
	buf_clear(&f->block);
}

/* Small pieces are gathered: behind the sink each is a call to the kernel. */
static void put(struct pdf_file *f, struct str bytes)
{
	f->offset += bytes.len;
	if (f->block.len + bytes.len > BLOCK_BYTES)
		flush(f);
	if (bytes.len <= BLOCK_BYTES)
		buf_put(&f->block, bytes);
	else if (!f->failed && !sink_write(&f->sink, bytes, &f->err))
		f->failed = true;
}

void pdf_file_begin(struct pdf_file *f, struct arena *a, struct sink sink)
{
	*f = (struct pdf_file){ .sink = sink, .err = ERR_INIT, .arena = a };
	f->deflate = deflate_new();
	buf_init(&f->block, BLOCK_BYTES);
	buf_init(&f->packed, STREAM_MAX_BYTES);
	buf_init(&f->small, SMALL_MAX_BYTES);
	/* Four bytes above 127 tell that what follows is no text (7.5.2). */
	put(f, STR("%PDF-1.5\n%\xb5\xed\xae\xfb\n"));
}

void pdf_file_close(struct pdf_file *f)
{
	deflate_free(f->deflate);
	buf_free(&f->block);
	buf_free(&f->packed);
	buf_free(&f->small);
}

int pdf_file_number(struct pdf_file *f)
{
	*arena_push(f->arena, &f->places) = (struct pdf_place){ 0 };
	return (int)f->places.count;
}

void pdf_file_object(struct pdf_file *f, int number, struct str body)
{
	f->places.at[number - 1] = (struct pdf_place){ true, f->smalls.count };
	*arena_push(f->arena, &f->smalls) = (struct pdf_small){ number, f->small.len };
	buf_put(&f->small, body);
	buf_putc(&f->small, '\n');
}

void pdf_file_packed(struct pdf_file *f, int number, struct str entries, struct str bytes)
{
	cleanup(buf_free) struct buf head;

	buf_init(&head, 4 * KIB + entries.len);
	buf_fmt(&head, "%d 0 obj\n<< %.*s /Length %zu >>\nstream\n", number, STR_ARG(entries),
		bytes.len);
	f->places.at[number - 1] = (struct pdf_place){ false, f->offset };
	put(f, buf_str(&head));
	put(f, bytes);
	put(f, STR("\nendstream\nendobj\n"));
}

struct str pdf_file_pack(struct pdf_file *f, struct str bytes)
{
	buf_clear(&f->packed);
	deflate_start_zlib(f->deflate, sink_to_buf(&f->packed));
	if (!deflate_write(f->deflate, bytes, &f->err) || !deflate_end(f->deflate, &f->err))
		f->failed = true;
	return buf_str(&f->packed);
}

void pdf_file_stream(struct pdf_file *f, int number, struct str entries, struct str bytes)
{
	cleanup(buf_free) struct buf all;

	buf_init(&all, 4 * KIB + entries.len);
	buf_put(&all, entries);
	buf_put(&all, STR(" /Filter /FlateDecode"));
	pdf_file_packed(f, number, buf_str(&all), pdf_file_pack(f, bytes));
}

/* ---- the end -------------------------------------------------------------------------------- */

/* Where each small object begins, then all of them. */
static int write_small(struct pdf_file *f)
{
	cleanup(buf_free) struct buf all;
	cleanup(buf_free) struct buf entries;
	int number = pdf_file_number(f);

	buf_init(&all, 2 * SMALL_MAX_BYTES);
	buf_init(&entries, 4 * KIB);
	for (size_t i = 0; i < f->smalls.count; i++)
		buf_fmt(&all, "%d %zu ", f->smalls.at[i].number, f->smalls.at[i].at);
	buf_fmt(&entries, "/Type /ObjStm /N %zu /First %zu", f->smalls.count, all.len);
	buf_put(&all, buf_str(&f->small));
	pdf_file_stream(f, number, buf_str(&entries), buf_str(&all));
	f->failed = f->failed || buf_failed(&f->small) || buf_failed(&all);
	return number;
}

static void put_big_endian(struct buf *out, uint64_t n, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		buf_putc(out, (char)(n >> 8 * i & 0xff));
}

/* Type, offset or containing stream, index in it (7.5.8). */
static void put_place(struct buf *out, const struct pdf_place *place, int small)
{
	put_big_endian(out, place->is_small ? 2 : 1, 1);
	put_big_endian(out, place->is_small ? (uint64_t)small : place->at, 4);
	put_big_endian(out, place->is_small ? place->at : 0, 2);
}

void pdf_file_end(struct pdf_file *f, int catalog, int info)
{
	cleanup(buf_free) struct buf table;
	cleanup(buf_free) struct buf entries;
	int small = write_small(f), number = pdf_file_number(f);
	uint64_t table_at = f->offset;

	f->places.at[number - 1] = (struct pdf_place){ false, table_at };
	buf_init(&table, SMALL_MAX_BYTES);
	buf_init(&entries, 4 * KIB);
	/* Object 0 is the head of the list of free ones. */
	put_big_endian(&table, 0xffff, 7);
	for (size_t i = 0; i < f->places.count; i++)
		put_place(&table, &f->places.at[i], small);
	buf_fmt(&entries, "/Type /XRef /Size %zu /W [1 4 2] /Root %d 0 R /Info %d 0 R",
		f->places.count + 1, catalog, info);
	pdf_file_stream(f, number, buf_str(&entries), buf_str(&table));
	buf_clear(&entries);
	buf_fmt(&entries, "startxref\n%llu\n%%%%EOF\n", (unsigned long long)table_at);
	put(f, buf_str(&entries));
	flush(f);
}

/* ---- notation ------------------------------------------------------------------------------- */

#define NUMBER_MAX 1e9
#define NUMBER_DIGITS 32

void pdf_put_number(struct buf *out, double n, int digits)
{
	static const int powers[] = { 1, 10, 100, 1000, 10000, 100000 };
	long long rest =
		isfinite(n) ? llround(fmax(-NUMBER_MAX, fmin(n, NUMBER_MAX)) * powers[digits]) : 0;
	char text[NUMBER_DIGITS];
	size_t at = sizeof(text);
	bool is_negative = rest < 0;

	if (is_negative)
		rest = -rest;
	for (; digits > 0 && rest % 10 == 0; digits--)
		rest /= 10;
	for (int i = 0; i < digits; i++, rest /= 10)
		text[--at] = (char)('0' + rest % 10);
	if (digits > 0)
		text[--at] = '.';
	if (rest > 0 || digits == 0)
		do
			text[--at] = (char)('0' + rest % 10);
		while ((rest /= 10) > 0);
	if (is_negative)
		text[--at] = '-';
	buf_put(out, (struct str){ text + at, sizeof(text) - at });
}

void pdf_put_point(struct buf *out, struct point p)
{
	pdf_put_number(out, p.x, 2);
	buf_putc(out, ' ');
	pdf_put_number(out, p.y, 2);
	buf_putc(out, ' ');
}

static void put_hex_16(struct buf *out, uint32_t n)
{
	static const char hex[] = "0123456789ABCDEF";

	for (int shift = 12; shift >= 0; shift -= 4)
		buf_putc(out, hex[n >> shift & 15]);
}

void pdf_put_utf16(struct buf *out, struct str text)
{
	while (text.len > 0) {
		size_t len;
		uint32_t c = utf8_next(text, &len);

		text = str_skip(text, len);
		if (c > 0xffff) {
			put_hex_16(out, 0xd800 + ((c - 0x10000) >> 10));
			c = 0xdc00 + ((c - 0x10000) & 0x3ff);
		}
		put_hex_16(out, c);
	}
}

static bool is_ascii(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < 0x20 || text.at[i] > 0x7e)
			return false;
	return true;
}

void pdf_put_text(struct buf *out, struct str text)
{
	if (!is_ascii(text)) {
		buf_put(out, STR("<FEFF"));
		pdf_put_utf16(out, text);
		buf_putc(out, '>');
		return;
	}
	buf_putc(out, '(');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '(' || text.at[i] == ')' || text.at[i] == '\\')
			buf_putc(out, '\\');
		buf_putc(out, text.at[i]);
	}
	buf_putc(out, ')');
}
