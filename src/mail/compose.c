/*
 * The message: headers (RFC 5322), text and its HTML twin (RFC 2046 5.1.4), attachments (RFC 2183)
 * that are read from their files while the letter is on its way.
 */
#include <string.h>

#include "base/limits.h"
#include "base/url.h"
#include "mail/internal.h"

#define LINE_MAX_CHARS 76 /* RFC 2045 6.7 */
#define WORD_MAX_BYTES 39 /* of UTF-8, in an encoded word of at most 75 characters (RFC 2047) */
/* A line of base64 is 57 bytes and its CRLF. */
#define LINE_BYTES 57
#define BLOCK_BYTES ((size_t)LINE_BYTES * 64)

/* ---- encodings ---- */

static void put_base64(struct buf *out, struct str bytes)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < bytes.len; i += 3) {
		unsigned b[3] = { 0 };

		for (size_t k = 0; k < 3 && i + k < bytes.len; k++)
			b[k] = (unsigned char)bytes.at[i + k];
		buf_putc(out, digits[b[0] >> 2]);
		buf_putc(out, digits[(b[0] & 3) << 4 | b[1] >> 4]);
		buf_putc(out, i + 1 < bytes.len ? digits[(b[1] & 15) << 2 | b[2] >> 6] : '=');
		buf_putc(out, i + 2 < bytes.len ? digits[b[2] & 63] : '=');
	}
}

/* As it is, without meaning anything else to a reader. */
static bool is_plain(struct str text)
{
	if (str_contains(text, STR("=?")))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (text.at[i] < ' ' || text.at[i] > '~')
			return false;
	return true;
}

/* Encoded words (RFC 2047), each of whole characters, when it is not plain ASCII. */
static void put_words(struct buf *out, struct str text)
{
	if (is_plain(text)) {
		buf_put(out, text);
		return;
	}
	while (text.len) {
		size_t len = text.len < WORD_MAX_BYTES ? text.len : WORD_MAX_BYTES;

		while (len < text.len && len > 0 && ((unsigned char)text.at[len] & 0xc0) == 0x80)
			len--;
		buf_put(out, STR("=?utf-8?B?"));
		put_base64(out, str_sub(text, 0, len));
		buf_put(out, text.len > len ? STR("?=\r\n ") : STR("?="));
		text = str_skip(text, len);
	}
}

/* A line as quoted-printable (RFC 2045 6.7). */
static void put_line(struct buf *out, struct str line)
{
	size_t column = 0;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.at[i];
		bool is_end_space = c == ' ' && i + 1 == line.len;
		bool is_literal = c >= ' ' && c <= '~' && c != '=' && !is_end_space;

		if (column + 3 >= LINE_MAX_CHARS) {
			buf_put(out, STR("=\r\n"));
			column = 0;
		}
		if (is_literal)
			buf_putc(out, (char)c);
		else
			buf_fmt(out, "=%02X", c);
		column += is_literal ? 1 : 3;
	}
	buf_put(out, STR("\r\n"));
}

/* Lines of base64 (RFC 2045 6.8). */
static void put_base64_lines(struct buf *out, struct str bytes)
{
	for (; bytes.len; bytes = str_skip(bytes, LINE_BYTES)) {
		put_base64(out, str_sub(bytes, 0, LINE_BYTES));
		buf_put(out, STR("\r\n"));
	}
}

/* ---- parts ---- */

static void put_text_part(struct buf *out, const char *subtype, struct str text)
{
	buf_fmt(out,
		"Content-Type: text/%s; charset=utf-8\r\n"
		"Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		subtype);
	for (struct str rest = text; rest.at;)
		put_line(out, str_cut(&rest, '\n'));
}

/* Neither base64 nor quoted-printable can make these characters. */
static void put_boundary(struct buf *out, const char *kind, struct str unique)
{
	buf_fmt(out, "=_%s_%.*s", kind, STR_ARG(unique));
}

static void put_delimiter(struct buf *out, const char *kind, struct str unique, bool is_last)
{
	buf_put(out, STR("\r\n--"));
	put_boundary(out, kind, unique);
	buf_put(out, is_last ? STR("--\r\n") : STR("\r\n"));
}

static void put_multipart(struct buf *out, const char *subtype, const char *kind, struct str unique)
{
	buf_fmt(out, "Content-Type: multipart/%s;\r\n boundary=\"", subtype);
	put_boundary(out, kind, unique);
	buf_put(out, STR("\"\r\n"));
}

static void put_alternative(struct buf *out, const struct mail_letter *letter, struct str unique)
{
	put_multipart(out, "alternative", "alt", unique);
	put_delimiter(out, "alt", unique, false);
	put_text_part(out, "plain", letter->text);
	put_delimiter(out, "alt", unique, false);
	put_text_part(out, "html", letter->html);
	put_delimiter(out, "alt", unique, true);
}

static void put_words_part(struct buf *out, const struct mail_letter *letter, struct str unique)
{
	if (letter->html.len)
		put_alternative(out, letter, unique);
	else
		put_text_part(out, "plain", letter->text);
}

/* A name in ASCII for old readers, and the whole one (RFC 2231) for the others. */
static void put_file_name(struct buf *out, struct str name)
{
	buf_put(out, STR("Content-Disposition: attachment;\r\n filename=\""));
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		bool is_safe = c >= ' ' && c <= '~' && c != '"' && c != '\\';
		/* One underscore for each character, not for each of its bytes. */
		if (is_safe || ((unsigned char)c & 0xc0) != 0x80)
			buf_putc(out, is_safe ? c : '_');
	}
	buf_put(out, STR("\""));
	if (!is_plain(name)) {
		buf_put(out, STR(";\r\n filename*=utf-8''"));
		url_encode(out, name);
	}
	buf_put(out, STR("\r\n"));
}

static void put_attachment_head(struct buf *out, const struct mail_attachment *file,
				struct str unique)
{
	put_delimiter(out, "mix", unique, false);
	buf_fmt(out, "Content-Type: %.*s\r\n", STR_ARG(file->content_type));
	put_file_name(out, file->name);
	buf_put(out, STR("Content-Transfer-Encoding: base64\r\n\r\n"));
}

/* ---- headers ---- */

/* RFC 5322 wants a numeric zone where HTTP says GMT. */
static void put_date(struct buf *out, int64_t now_s)
{
	cleanup(arena_free) struct arena a = { 0 };

	arena_init(&a, 4 * KIB);
	struct str http = http_date_text(&a, now_s);
	buf_fmt(out, "Date: %.*s+0000\r\n", STR_ARG(str_sub(http, 0, http.len - 3)));
}

static void put_from(struct buf *out, const struct mail *m)
{
	buf_put(out, STR("From: "));
	if (m->from_name.len) {
		put_words(out, m->from_name);
		buf_putc(out, ' ');
	}
	buf_fmt(out, "<%.*s>\r\n", STR_ARG(m->from_address));
}

/* One click at the reader's own button (RFC 2369, RFC 8058). */
static void put_leave(struct buf *out, struct str url)
{
	if (url.len)
		buf_fmt(out,
			"List-Unsubscribe: <%.*s>\r\n"
			"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
			STR_ARG(url));
}

static void put_headers(struct buf *out, const struct mail *m, const struct mail_letter *letter,
			struct str unique)
{
	struct str domain = str_skip(m->from_address, str_find_char(m->from_address, '@') + 1);

	put_date(out, clock_now_s(m->config.clock));
	put_from(out, m);
	buf_fmt(out, "To: <%.*s>\r\nSubject: ", STR_ARG(letter->to));
	put_words(out, letter->subject);
	buf_fmt(out, "\r\nMessage-ID: <%.*s@%.*s>\r\n", STR_ARG(unique), STR_ARG(domain));
	buf_put(out, STR("Auto-Submitted: auto-generated\r\n"));
	put_leave(out, letter->leave_url);
	buf_put(out, STR("MIME-Version: 1.0\r\n"));
}

/* ---- the whole ---- */

void mail_begin(const struct mail *m, const struct mail_letter *letter, struct str unique,
		struct buf *out, struct mail_rest *rest)
{
	*rest = (struct mail_rest){ .letter = letter, .unique = unique };
	buf_init(&rest->block, 4 * BLOCK_BYTES);
	put_headers(out, m, letter, unique);
	if (letter->attachment_count) {
		put_multipart(out, "mixed", "mix", unique);
		put_delimiter(out, "mix", unique, false);
	}
	put_words_part(out, letter, unique);
}

/* The next lines of the file that is under way. False: it is shorter than it was. */
static bool put_file_lines(struct mail_rest *r, const struct mail_attachment *file)
{
	char bytes[BLOCK_BYTES];
	int64_t left = file->size_bytes - r->at;
	size_t want = left < (int64_t)sizeof(bytes) ? (size_t)left : sizeof(bytes), got = 0;

	while (got < want) {
		ssize_t n = pread(file->fd, bytes + got, want - got, r->at + (int64_t)got);
		if (n <= 0)
			return false;
		got += (size_t)n;
	}
	put_base64_lines(&r->block, (struct str){ bytes, got });
	r->at += (int64_t)got;
	return true;
}

static bool refill(struct mail_rest *r)
{
	const struct mail_letter *letter = r->letter;

	buf_clear(&r->block);
	r->used = 0;
	if (r->begun && r->at < letter->attachments[r->begun - 1].size_bytes)
		return put_file_lines(r, &letter->attachments[r->begun - 1]);
	if (r->begun < letter->attachment_count) {
		put_attachment_head(&r->block, &letter->attachments[r->begun++], r->unique);
		r->at = 0;
	} else if (letter->attachment_count && !r->has_ended) {
		put_delimiter(&r->block, "mix", r->unique, true);
		r->has_ended = true;
	}
	return true;
}

bool mail_more(void *ctx, char *at, size_t cap, size_t *ret_len)
{
	struct mail_rest *r = ctx;

	if (r->used == r->block.len && !refill(r))
		return false;
	struct str piece = str_sub(buf_str(&r->block), r->used, r->used + cap);

	if (piece.len)
		memcpy(at, piece.at, piece.len);
	r->used += piece.len;
	*ret_len = piece.len;
	return true;
}

void mail_rest_end(struct mail_rest *r)
{
	buf_free(&r->block);
}

bool mail_compose(const struct mail *m, const struct mail_letter *letter, struct str unique,
		  struct buf *out)
{
	cleanup(mail_rest_end) struct mail_rest rest = { 0 };
	char piece[1 * KIB];
	size_t len = 1;

	mail_begin(m, letter, unique, out, &rest);
	while (len > 0) {
		if (!mail_more(&rest, piece, sizeof(piece), &len))
			return false;
		buf_put(out, (struct str){ piece, len });
	}
	return !buf_failed(out);
}
