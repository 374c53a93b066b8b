#include <stdlib.h>

#include "base/limits.h"
#include "mail/internal.h"
#include "net/net.h"

#define TIMEOUT_MS 30000
#define SLOWEST_BYTES_PER_S 20000
#define STATUS_DATA_BEGUN 354 /* RFC 5321 4.2.3: "start mail input" */

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

/* ---- sending ---- */

static void buf_wipe(struct buf *b)
{
	if (b->at)
		mem_wipe(b->at, b->cap);
	buf_free(b);
}

static int64_t timeout_of(const struct mail_letter *letter)
{
	int64_t bytes = 0;

	for (size_t i = 0; i < letter->attachment_count; i++)
		bytes += letter->attachments[i].size_bytes;
	return TIMEOUT_MS + bytes / SLOWEST_BYTES_PER_S * 1000;
}

static enum mail_outcome outcome_of(int status)
{
	if (status == STATUS_DATA_BEGUN)
		return MAIL_UNSURE;
	return status >= 500 ? MAIL_REFUSED : MAIL_LATER;
}

bool mail_try(struct mail *m, const struct mail_letter *letter, enum mail_outcome *ret,
	      struct err *err)
{
	cleanup(buf_wipe) struct buf message = { 0 };
	cleanup(arena_free) struct arena a = { 0 };
	const struct mail_config *c = &m->config;
	cleanup(mail_rest_end) struct mail_rest rest = { 0 };
	int status = 0;

	*ret = MAIL_LATER;
	arena_init(&a, 64 * KIB);
	buf_init(&message, MESSAGE_MAX_BYTES);
	struct str unique = letter->unique.len ? letter->unique : rng_token(&a, c->rng, 16);

	mail_begin(m, letter, unique, &message, &rest);
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
		.more = mail_more,
		.more_ctx = &rest,
		.timeout_ms = timeout_of(letter),
	};

	if (net_send_mail(c->net, &mail, &status, err)) {
		*ret = MAIL_TAKEN;
		return true;
	}
	*ret = outcome_of(status);
	if (err->code != ERR_CANCELLED)
		err->code = status >= 500 ? ERR_CONFIG : ERR_MAIL;
	return err_wrap(err, "sending a letter (the mail server's last reply: %d)", status);
}

bool mail_send(struct mail *m, const struct mail_letter *letter, struct err *err)
{
	enum mail_outcome outcome;

	return mail_try(m, letter, &outcome, err);
}
