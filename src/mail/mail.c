#include "mail/mail.h"

#include <stdlib.h>

#include "base/codec.h"
#include "base/limits.h"
#include "net/net.h"

#define TIMEOUT_MS 30000
#define MESSAGE_MAX_BYTES (64 * KIB)
#define LINE_MAX_CHARS 76 /* RFC 2045 6.7 */
#define WORD_MAX_BYTES 39 /* of UTF-8, in an encoded word of at most 75 characters (RFC 2047) */

struct mail {
	struct mail_config config;
	struct str from_name, from_address;
	bool needs_tls;
};

/* ---- settings ---- */

static bool is_loopback(struct str host)
{
	return str_eq(host, STR("localhost")) || str_eq(host, STR("[::1]")) ||
	       str_starts_with(host, STR("127."));
}

static struct str host_of(struct str url)
{
	struct str rest = str_skip(url, str_find(url, STR("://")) + 3);

	if (str_starts_with(rest, STR("[")))
		return str_sub(rest, 0, str_find_char(rest, ']') + 1);
	return str_sub(rest, 0, str_find_char(rest, ':'));
}

static bool has_forbidden(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] <= ' ' || text.at[i] == '/' || text.at[i] == '@')
			return true;
	return false;
}

static bool read_url(struct mail *m, struct err *err)
{
	struct str url = m->config.smtp_url;
	bool is_smtps = str_starts_with(url, STR("smtps://"));
	struct str host = host_of(url);

	if ((!is_smtps && !str_starts_with(url, STR("smtp://"))) || host.len == 0 ||
	    has_forbidden(str_skip(url, str_find(url, STR("://")) + 3)))
		return err_set(err, ERR_CONFIG,
			       "setting \"smtp_url\": expected smtp://host:587 or "
			       "smtps://host:465, without user or path");
	m->needs_tls = !is_smtps && !is_loopback(host);
	return true;
}

/* "Name <address>" or an address. */
static bool read_from(struct mail *m, struct err *err)
{
	struct str from = str_trim(m->config.from);
	size_t open = str_find_char(from, '<');

	m->from_address = from;
	if (open < from.len && str_ends_with(from, STR(">"))) {
		m->from_name = str_trim(str_sub(from, 0, open));
		m->from_address = str_sub(from, open + 1, from.len - 1);
	}
	for (size_t i = 0; i < from.len; i++)
		if ((unsigned char)from.at[i] < ' ')
			m->from_address = STR("");
	if (str_find_char(m->from_address, '@') < m->from_address.len &&
	    !str_contains(m->from_address, STR(" ")))
		return true;
	return err_set(err, ERR_CONFIG,
		       "setting \"mail_from\": expected the sender of letters, such as "
		       "Simpul <simpul@example.id>");
}

bool mail_new(const struct mail_config *config, struct mail **ret, struct err *err)
{
	struct mail *m = calloc(1, sizeof(*m));

	if (!m)
		abort();
	m->config = *config;
	if (!read_url(m, err) || !read_from(m, err)) {
		free(m);
		return false;
	}
	*ret = m;
	return true;
}

struct mail *mail_free(struct mail *m)
{
	free(m);
	return NULL;
}

/* ---- composing ---- */

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

static bool is_plain(struct str text)
{
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

/* RFC 5322 wants a numeric zone where HTTP says GMT. */
static void put_date(struct buf *out, struct arena *a, int64_t now_s)
{
	struct str http = http_date_text(a, now_s);

	buf_fmt(out, "Date: %.*s+0000\r\n", STR_ARG(str_sub(http, 0, http.len - 3)));
}

void mail_compose(const struct mail *m, const struct mail_letter *letter, struct str unique,
		  struct buf *out)
{
	cleanup(arena_free) struct arena a = { 0 };
	struct str domain = str_skip(m->from_address, str_find_char(m->from_address, '@') + 1);

	arena_init(&a, 4 * KIB);
	put_date(out, &a, clock_now_s(m->config.clock));
	buf_put(out, STR("From: "));
	if (m->from_name.len) {
		put_words(out, m->from_name);
		buf_putc(out, ' ');
	}
	buf_fmt(out, "<%.*s>\r\nTo: <%.*s>\r\nSubject: ", STR_ARG(m->from_address),
		STR_ARG(letter->to));
	put_words(out, letter->subject);
	buf_fmt(out, "\r\nMessage-ID: <%.*s@%.*s>\r\n", STR_ARG(unique), STR_ARG(domain));
	buf_put(out, STR("MIME-Version: 1.0\r\n"
			 "Content-Type: text/plain; charset=utf-8\r\n"
			 "Content-Transfer-Encoding: quoted-printable\r\n"
			 "Auto-Submitted: auto-generated\r\n\r\n"));
	for (struct str rest = letter->text; rest.at;)
		put_line(out, str_cut(&rest, '\n'));
}

/* ---- sending ---- */

static void buf_wipe(struct buf *b)
{
	if (b->at)
		mem_wipe(b->at, b->cap);
	buf_free(b);
}

bool mail_send(struct mail *m, const struct mail_letter *letter, struct err *err)
{
	cleanup(buf_wipe) struct buf message;
	cleanup(arena_free) struct arena a = { 0 };
	const struct mail_config *c = &m->config;
	int status;

	arena_init(&a, 4 * KIB);
	buf_init(&message, MESSAGE_MAX_BYTES);
	mail_compose(m, letter, rng_token(&a, c->rng, 16), &message);
	if (buf_failed(&message))
		return err_set(err, ERR_INTERNAL, "a letter over %u bytes", MESSAGE_MAX_BYTES);

	const struct net_mail mail = {
		.url = c->smtp_url,
		.needs_tls = m->needs_tls,
		.user = c->user,
		.password = c->password ? secret_view(c->password) : STR(""),
		.from = m->from_address,
		.to = letter->to,
		.message = buf_str(&message),
		.timeout_ms = TIMEOUT_MS,
	};

	if (net_send_mail(c->net, &mail, &status, err))
		return true;
	if (err->code != ERR_CANCELLED)
		err->code = status >= 500 ? ERR_CONFIG : ERR_MAIL;
	return err_wrap(err, "sending a letter (the mail server's last reply: %d)", status);
}
