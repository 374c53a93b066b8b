/*
 * An answer that is written while it is sent: a handler's thread writes, the loop takes. Two
 * buffers change places, so bytes are copied once on this side.
 */
#ifndef HTTP_STREAM_H
#define HTTP_STREAM_H

#include <pthread.h>

#include "http/call.h"

#define STREAM_BUFFER_BYTES (256 * KIB)

struct stream {
	/* under `lock` */
	pthread_mutex_t lock;
	pthread_cond_t room;
	struct buf pending; /* written and not yet taken */
	bool is_cut;        /* the client has gone: writes fail */
	bool is_told;       /* mail is on its way to the loop */

	/* the writer's */
	struct mail mail;
	struct call *call;
	int64_t told_ms;
	uint64_t written; /* bytes, also on HEAD */

	/* the loop's */
	struct buf sending;
	bool has_begun; /* the head has been written out */
	bool has_ended; /* the handler has returned HTTP_DONE */
	bool has_sent_chunk;
};

/* The two calls behind http_stream_begin and http_stream_write; on the handler's thread. */
bool stream_begin(struct http_host *host, struct err *err);
bool stream_write(struct http_host *host, struct str bytes, struct err *err);

/* The loop's: everything written since the last time; valid until the next call. May be empty. */
struct str stream_take(struct stream *s);
/* The loop's: its mail has come out of the mailbox and may be posted again. */
void stream_heard(struct stream *s);
/* The loop's: the client has gone; a waiting writer wakes and fails. */
void stream_cut(struct stream *s);
/* Has it been written up to the length it was announced with? Yes when there is none. */
bool stream_is_whole(const struct stream *s);
void stream_free(struct stream *s);

#endif
