/*
 * Pictures for reports: thumbnails of posts and profile photos, fetched from Meta's servers ahead
 * of time, shrunk, and kept in a folder. Whoever draws a report reads that folder alone, so it may
 * be shut in: no sockets, no decoder of strangers' bytes, only JPEGs that we encoded ourselves.
 */
#ifndef PICTURES_PICTURES_H
#define PICTURES_PICTURES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/str.h"

struct net;
struct pictures;

/* Neither side of a kept picture is longer. */
#define PICTURES_SIDE_MAX 480

struct kept_picture {
	struct str jpeg; /* baseline, RGB or grey, without metadata */
	uint32_t width, height;
};

/*
 * The picture of that address, from the cache in `folder`. False when it is not there (yet), or
 * the address is empty: draw something in its place. Never touches the network.
 */
bool pictures_get(struct arena *a, struct str folder, struct str url, struct kept_picture *ret)
	must_use;

/*
 * What names a picture in the cache: 64 hex digits, the same for two addresses that differ only
 * in what Meta signs anew each time (oh, oe, _nc_…). at == NULL when it is no address.
 */
struct str pictures_key(struct arena *a, struct str url);

/* ---- filling the cache ---------------------------------------------------------------------- */

struct pictures_config {
	struct net *net;
	struct str folder; /* made when the first one comes */
	/*
	 * Addresses that begin with this origin (a simulator's) may be http and on a private
	 * address; of all others only https and public ones are asked (net/public.h). Empty: none.
	 */
	struct str trusted_origin;
	int64_t max_bytes; /* of the folder; pictures_evict keeps to it */
};
/* Texts are borrowed. */
struct pictures *pictures_new(const struct pictures_config *config);
struct pictures *pictures_free(struct pictures *p);

/*
 * Makes sure that the picture is in the cache: fetches it (at most 8 MiB, 15 seconds, three
 * redirects, each checked like the first), decodes, shrinks, encodes, stores. *ret_fetched false:
 * it was there. ERR_NETWORK when it cannot be had, ERR_BAD_REQUEST when it is not to be asked for
 * or is no picture.
 */
bool pictures_fetch(struct pictures *p, struct arena *a, struct str url, bool *ret_fetched,
		    struct err *err) must_use;
/*
 * Removes what was not asked for in 30 days, and then what was not asked for longest until the
 * folder is within its size.
 */
bool pictures_evict(struct pictures *p, struct arena *a, struct err *err) must_use;

#endif
