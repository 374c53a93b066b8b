/*
 * Which files may be used for what (spec: meta-graph.md 5.6, 6.2 to 6.4), as one table. A limit of
 * 0 is none. Where Meta's own pages differ the looser value stands: the simulator must not refuse
 * what Meta takes. Ratios are width / height in thousandths, with one per cent for rounding.
 */
#ifndef GRAPHSIM_MEDIA_RULES_H
#define GRAPHSIM_MEDIA_RULES_H

#include "graphsim/protocol/graph_error.h"
#include "graphsim/publish/media_probe.h"

enum media_use {
	USE_IG_IMAGE, /* feed and carousel */
	USE_IG_STORY_IMAGE,
	USE_IG_REEL,
	USE_IG_CAROUSEL_VIDEO,
	USE_IG_STORY_VIDEO,
	USE_PAGE_PHOTO,
	USE_PAGE_VIDEO,
	USE_PAGE_REEL,
	USE_PAGE_STORY_VIDEO,
	USE_COUNT,
};

struct media_rule {
	bool is_video;
	int64_t max_bytes;
	int64_t min_ms, max_ms;
	int64_t min_ratio, max_ratio;
	int64_t min_width, min_height, max_width;
	int64_t min_rate, max_rate; /* frames per second */
	/* What is answered. */
	enum graph_error_id (*problem)(const struct media_rule *r, const struct media_facts *f);
	enum graph_error_id unfetched, timed_out, too_large;
};

const struct media_rule *media_rule(enum media_use use);
/* GE_NONE: nothing is wrong with it. */
enum graph_error_id media_problem(enum media_use use, const struct media_facts *f);
/* "jpeg", "('1080/1350',)": the word for that error's text. */
struct str media_problem_word(struct arena *a, enum graph_error_id id, const struct media_facts *f,
			      struct str url);

#endif
