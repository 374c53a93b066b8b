/*
 * Ids of Instagram media, album children, comments and replies. They look like Meta's (17 digits
 * starting 17 or 18, in no visible order) and yet carry where the object lies in the generated
 * world, so that any id can be looked up without a table.
 */
#ifndef GRAPHSIM_SIM_ID_H
#define GRAPHSIM_SIM_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

enum sim_kind {
	SIM_MEDIA = 1,
	SIM_CHILD,
	SIM_STORY,
	SIM_COMMENT,
	SIM_REPLY,
	SIM_PERSON, /* an Instagram user who only ever comments */
	SIM_MADE,   /* made through the API (publishing.h): day, seq and item are its number */
};

struct sim_key {
	enum sim_kind kind;
	unsigned account; /* index, below 8192 */
	unsigned day;     /* of posting, counted from the world's first day; below 8192 */
	unsigned seq;     /* within the day, below 16 */
	unsigned item;    /* child or comment, below 4096 */
	unsigned reply;   /* below 16 */
};

struct str sim_id_text(struct arena *a, struct sim_key key);
/* False for anything sim_id_text cannot have made. The object may still not exist. */
bool sim_id_parse(struct str text, struct sim_key *ret) must_use;

/* The 11 characters in an Instagram link. */
struct str sim_shortcode(struct arena *a, struct sim_key key);

#endif
