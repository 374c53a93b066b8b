/*
 * What people granted, and the tokens that came of it, in a file: Meta's outlive a restart of
 * anybody's server, and the simulator's do when it is given one. A line is a JSON object, written
 * when a token is issued or an app is removed; the file is read when the simulator starts, and
 * emptied by a reset. What a test does to tokens (/_sim/token) and codes are not kept.
 *
 *   {"count": 7, "grant": {"app", "person", "granted", "declined", "all", "pages": [id],
 *    "instagram": [id], "ends_s"}, "token": {"text", "page", "parent", "issued_s", "expires_s",
 *    "is_long"}}
 */
#ifndef GRAPHSIM_JOURNAL_H
#define GRAPHSIM_JOURNAL_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"

struct grant;
struct journal;
struct token;
struct world;

/*
 * Reads the file, which may be missing, into the world's tokens and writes to it from then on.
 * ERR_CONFIG: it cannot be read or written, or a line is none of ours.
 */
bool journal_open(struct world *w, struct str path, struct err *err) must_use;
struct journal *journal_close(struct journal *j);
void journal_clear(struct journal *j);
/* `token` NULL: only what was granted has changed. With the world's lock. */
void journal_note(struct journal *j, const struct grant *grant, const struct token *token);

#endif
