/*
 * A stage for tests of publishing: a world with rani logged in, and the sample files
 * (sample_media.h) behind a real port, because the simulator really fetches them.
 */
#ifndef GRAPHSIM_TEST_PUBLISH_H
#define GRAPHSIM_TEST_PUBLISH_H

#include "graphsim/control/test_sim_world.h"
#include "http/server.h"

#define PUBLISH_SCOPES                                                                             \
	TEST_SCOPES ",pages_manage_posts,pages_manage_engagement,pages_read_user_content"

struct stage {
	struct sim sim;
	struct http_server *files;
	struct str token;      /* rani's */
	struct str page_token; /* of her Page */
	struct str ig, page;
};

int stage_setup(void **state);
int stage_teardown(void **state);
#define STAGE_TEST(test) cmocka_unit_test_setup_teardown(test, stage_setup, stage_teardown)

/* The URL of a sample, percent-encoded for a form. */
const char *stage_file(struct stage *t, const char *sample);
struct sim_answer stage_get(struct stage *t, const char *path_fmt, ...) format_like(2, 3);
/* A form to an edge of rani's Instagram account; `%` of the form are doubled in the format. */
struct sim_answer stage_post(struct stage *t, const char *edge, const char *form_fmt, ...)
	format_like(3, 4);
struct sim_answer stage_post_as(struct stage *t, struct str token, struct str id, const char *edge,
				const char *form_fmt, ...) format_like(5, 6);
struct str stage_container(struct stage *t, const char *caption, int seed);
/* The media's id. */
struct str stage_publish_image(struct stage *t, const char *caption, int seed);
/* Real time: until the field of the object is that text, or 5 seconds have passed. */
bool stage_await_as(struct stage *t, struct str token, struct str id, const char *fields,
		    const char *path, const char *value);
bool stage_await(struct stage *t, struct str id, const char *field, const char *value);

#endif
