/* A list of comments as Meta tells it, whole or a part: of a post, or the answers to a comment. */
#ifndef SYNC_COMMENT_LIST_H
#define SYNC_COMMENT_LIST_H

#include "graph/graph.h"
#include "store/comments.h"

/* Of a post's comments: the first 50 answers come with each. */
#define COMMENT_LIST_FIELDS GRAPH_COMMENT_FIELDS ",replies.limit(50){" GRAPH_COMMENT_FIELDS "}"

/* Answers that go on after those that came with their comment. */
struct comment_thread {
	struct str comment_id;
	struct str after; /* cursor */
};

struct comment_list {
	bool is_told;             /* false: the answer had no such list */
	struct comment_rows rows; /* each before its answers */
	size_t own_count;         /* of these, what is in the list itself */
	struct {
		struct comment_thread *at;
		size_t count;
	} threads;
	struct str after; /* cursor where the list goes on; empty: it ends */
};

/* `parent_id`: whose answers these are; at == NULL: of a post. Lives in `a` and in the JSON. */
struct comment_list comment_list_read(struct arena *a, const struct json *list,
				      struct str parent_id);

#endif
