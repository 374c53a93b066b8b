/*
 * Comments and replies of a media. Not stored: the k-th comment of a media is a function of the
 * media's seed. Comments come in the order of time, so those that exist now are the first ones.
 */
#ifndef GRAPHSIM_COMMENT_H
#define GRAPHSIM_COMMENT_H

#include "graphsim/world/account.h"

struct arena;

enum sentiment {
	SENTIMENT_POSITIVE,
	SENTIMENT_NEUTRAL,
	SENTIMENT_NEGATIVE,
	SENTIMENT_COUNT,
};

struct comment {
	struct sim_key key;    /* SIM_COMMENT, SIM_REPLY, or SIM_MADE */
	struct sim_key parent; /* the comment it answers; kind 0: none */
	int64_t posted_s;
	enum sentiment sentiment;
	struct str text;
	struct str username;
	struct str author_id;
	int64_t likes;
	bool is_hidden;
	bool is_by_owner;
};

/* Top-level comments posted by then. */
unsigned comment_count(const struct media *m, int64_t now_s);
/* With their replies: what Instagram shows as comments_count. */
int64_t comment_count_with_replies(const struct media *m, int64_t now_s);
/* `k` counts from the oldest, 0. */
struct comment comment_at(struct arena *arena, const struct account *a, const struct media *m,
			  unsigned k, int64_t now_s);
unsigned reply_count(const struct media *m, unsigned k, int64_t now_s);
struct comment reply_at(struct arena *arena, const struct account *a, const struct media *m,
			unsigned k, unsigned reply, int64_t now_s);

struct made_comment;
/* One that the account itself made through an app. */
struct comment comment_of_app(const struct account *a, const struct made_comment *made);

#endif
