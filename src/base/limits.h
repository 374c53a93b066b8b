/*
 * Every maximum of the product in one place (C8). Exceeding one is an ordinary error that names
 * what was too long, never a crash. Bytes unless the name says otherwise.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define KIB (1024u)
#define MIB (1024u * 1024u)

/* HTTP server: RFC 9112 leaves these to us. */
#define LIMIT_HTTP_TARGET (8 * KIB)
#define LIMIT_HTTP_HEAD (32 * KIB)
#define LIMIT_HTTP_HEADERS 100
#define LIMIT_HTTP_BODY (1 * MIB) /* a route may state more or less */
#define LIMIT_HTTP_PATH_PARAMS 8
#define LIMIT_HTTP_RESPONSE_HEADERS 32
#define LIMIT_HTTP_RESPONSE (16 * MIB) /* buffered; longer answers are streamed */
#define LIMIT_HTTP_PIPELINE 32
#define LIMIT_QUERY_PARAMS 64
#define LIMIT_COOKIES 32

/* JSON from strangers. */
#define LIMIT_JSON_DEPTH 64
#define LIMIT_JSON_NUMBER_CHARS 64

/* Graph API replies: 100 media with insights and children are about 400 KiB. */
#define LIMIT_GRAPH_REPLY (24 * MIB)
#define LIMIT_GRAPH_PAGES 1000
#define LIMIT_GRAPH_BATCH 50

/* Arenas: a request or a crawl page never needs more. */
#define LIMIT_ARENA (256 * MIB)

/* People's words. */
#define LIMIT_EMAIL 254
#define LIMIT_NAME 120
#define LIMIT_PASSWORD_MIN 8
#define LIMIT_PASSWORD_MAX 256
#define LIMIT_ID 64

#define LIMIT_PAGES_LISTED 2000 /* Facebook Pages of one person */
#define LIMIT_SESSIONS_PER_USER 50

#endif
