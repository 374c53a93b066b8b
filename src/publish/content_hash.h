/*
 * What exactly is published, as a hash of the rows a post is published from (decision 0220): 64
 * hexadecimal digits over everything, a hyphen, and 8 for each part of it, so that two of them tell
 * which parts differ.
 */
#ifndef PUBLISH_CONTENT_HASH_H
#define PUBLISH_CONTENT_HASH_H

#include "store/posts.h"

struct db_tx;

#define CONTENT_HASH_MAX 200 /* of what clients send; ours are shorter */

/* The hash of a post as it is stored; in a transaction. */
bool content_hash_of(struct db_tx *tx, struct arena *a, const struct post_row *post,
		     struct str *ret, struct err *err) must_use;
/* The parts in which two hashes differ, "caption, targets"; empty: none. */
struct str content_hash_changes(struct arena *a, struct str before, struct str after);

#endif
