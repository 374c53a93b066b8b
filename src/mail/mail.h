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

/* A file that goes with a letter. It is read while the letter is sent: its size must not change. */
struct mail_attachment {
	int fd;
	int64_t size_bytes;
	struct str name, content_type;
};

struct mail_letter {
	struct str to;            /* an address, checked by whoever stored it */
	struct str subject, text; /* UTF-8; lines end in \n */
	struct str html;          /* the same as `text`, prettier; empty: none */
	const struct mail_attachment *attachments;
	size_t attachment_count;
	struct str leave_url; /* what ends such letters at one click; empty: none */
	struct str unique;    /* makes the Message-ID: letters, digits, `-_.`; empty: random */
};
/*
 * The whole message, lines ending in CRLF. `unique` makes the Message-ID. False: a file could not
 * be read, or it does not fit.
 */
bool mail_compose(const struct mail *m, const struct mail_letter *letter, struct str unique,
		  struct buf *out) must_use;

enum mail_outcome {
	MAIL_TAKEN,   /* the server has it */
	MAIL_LATER,   /* it does not; it may take it later */
	MAIL_REFUSED, /* and never will: a bad login, an unknown recipient */
	MAIL_UNSURE,  /* the connection was lost after the last line: it may have it */
};
/*
 * True: MAIL_TAKEN. Otherwise ERR_MAIL, or ERR_CONFIG when the server refused for good (5xx).
 * Memory does not grow with the attachments.
 */
bool mail_try(struct mail *m, const struct mail_letter *letter, enum mail_outcome *ret,
	      struct err *err) must_use;
/* The same for whom a second try does no harm. */
bool mail_send(struct mail *m, const struct mail_letter *letter, struct err *err) must_use;

#endif
