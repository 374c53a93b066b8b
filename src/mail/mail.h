/*
 * Letters to users, over the operator's mail server. Composes plain text (RFC 5322, 2045, 2047) and
 * hands it to net. A letter may carry a link that opens an account: nothing of it is ever logged,
 * and off this machine it travels in TLS only (smtps, or STARTTLS as a must).
 */
#ifndef MAIL_MAIL_H
#define MAIL_MAIL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/rng.h"
#include "base/str.h"
#include "crypto/secret.h"

struct net;
struct mail;

struct mail_config {
	struct net *net;
	const struct clock *clock;
	const struct rng *rng;
	struct str smtp_url;           /* smtp://host[:port] or smtps://host[:port] */
	struct str user;               /* empty: the server asks for no login */
	const struct secret *password; /* NULL without a user */
	struct str from;               /* "Simpul <simpul@example.id>" or an address */
};
/* ERR_CONFIG names the setting that is wrong. Texts and the password are borrowed. */
bool mail_new(const struct mail_config *config, struct mail **ret, struct err *err) must_use;
struct mail *mail_free(struct mail *m);

struct mail_letter {
	struct str to;            /* an address, checked by whoever stored it */
	struct str subject, text; /* UTF-8; lines end in \n */
};
/* The whole message, lines ending in CRLF. `unique` makes the Message-ID. */
void mail_compose(const struct mail *m, const struct mail_letter *letter, struct str unique,
		  struct buf *out);
/*
 * ERR_MAIL when the server could not be reached or asked to try later; ERR_CONFIG when it refused
 * for good (5xx: a bad login, an unknown recipient).
 */
bool mail_send(struct mail *m, const struct mail_letter *letter, struct err *err) must_use;

#endif
