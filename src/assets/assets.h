/*
 * The web app, embedded. tools/embed turns web/dist into a table of files with their compressed
 * variants; this serves them from memory: Accept-Encoding negotiation (br, gzip, identity), strong
 * ETags, a year of caching for names that carry a hash, no-cache for the rest. No file system path
 * exists behind it.
 */
#ifndef ASSETS_ASSETS_H
#define ASSETS_ASSETS_H

#include <stdbool.h>

#include "http/http.h"

struct asset_variant {
	const unsigned char *at; /* NULL: this encoding was not made */
	const unsigned char *end;
};

struct asset {
	struct str path; /* "/", "/assets/app-1a2b3c.js" */
	struct str media_type;
	struct str etag; /* of the identity bytes, unquoted */
	bool is_immutable;
	struct asset_variant identity, gzip, brotli;
};

/* Sorted by path; the index page is "/". Empty when the build had no web app. */
extern const struct asset assets_table[];
extern const size_t assets_count;

/* NULL when there is none of that path. */
const struct asset *assets_find(struct str path);

/* Answers with the asset: body, Content-Type, Content-Encoding, ETag, Cache-Control, Vary. */
void assets_serve(const struct asset *asset, const struct http_request *req,
		  struct http_response *res);

#endif
