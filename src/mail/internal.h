/* What the files of mail/ share; nobody outside includes it. */
#ifndef MAIL_INTERNAL_H
#define MAIL_INTERNAL_H

#include "mail/mail.h"

#define MESSAGE_MAX_BYTES (256 * KIB) /* without attachments */

struct mail {
	struct mail_config config;
	struct str from_name, from_address;
	bool needs_tls;
};

/* What of a message comes after its texts, made a piece at a time. */
struct mail_rest {
	const struct mail_letter *letter;
	struct str unique;
	size_t begun; /* attachments */
	int64_t at;   /* of the file of the newest */
	bool has_ended;
	struct buf block; /* handed out up to `used` */
	size_t used;
};

/* Headers and texts to `out`; then mail_more until it gives nothing, then mail_rest_end. */
void mail_begin(const struct mail *m, const struct mail_letter *letter, struct str unique,
		struct buf *out, struct mail_rest *rest);
/* As `more` of struct net_mail; `ctx` is the struct mail_rest. */
bool mail_more(void *ctx, char *at, size_t cap, size_t *ret_len) must_use;
void mail_rest_end(struct mail_rest *rest);

#endif
