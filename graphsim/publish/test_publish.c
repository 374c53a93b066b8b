#include "graphsim/publish/test_publish.h"

#include <time.h>

#define AWAIT_TRIES 500

static void serve_files(struct stage *t)
{
	struct http_server_config config = { 0 };
	struct err err = ERR_INIT;

	http_server_defaults(&config);
	config.bind_address = STR("127.0.0.1");
	config.loops = 1;
	config.lane_threads[HTTP_LANE_POOL] = 2;
	config.lane_threads[HTTP_LANE_UPSTREAM] = 1;
	config.lane_threads[HTTP_LANE_STREAM] = 1;
	config.lane_queue_max = 64;
	config.max_connections = 64;
	config.max_connections_per_address = 64;
	config.drain_ms = 100;
	config.app = t->sim.app;
	check_ok(http_server_start(&config, &t->files, &err), &err);
}

int stage_setup(void **state)
{
	struct stage *t = calloc(1, sizeof(*t));

	if (!t)
		return 1;
	sim_start(&t->sim);
	serve_files(t);
	t->token = sim_login_with(&t->sim, "rani", PUBLISH_SCOPES, "");
	t->ig = sim_instagram(&t->sim, "rani");
	struct sim_answer a = sim_graph(&t->sim, t->token, "/me/accounts?fields=id,access_token");
	t->page = sim_text(a, "data.0.id");
	t->page_token = sim_text(a, "data.0.access_token");
	*state = t;
	return 0;
}

int stage_teardown(void **state)
{
	struct stage *t = *state;

	http_server_stop(t->files);
	http_server_free(t->files);
	sim_stop(&t->sim);
	free(t);
	return 0;
}

const char *stage_file(struct stage *t, const char *sample)
{
	cleanup(buf_free) struct buf text = { 0 };
	struct str url = str_fmt(&t->sim.arena, "http://127.0.0.1:%u/_cdn/%s",
				 (unsigned)http_server_port(t->files), sample);

	buf_init(&text, 4096);
	url_encode(&text, url);
	return str_z(&t->sim.arena, buf_str(&text));
}

struct sim_answer stage_get(struct stage *t, const char *path_fmt, ...)
{
	char path[2048];
	va_list args;

	va_start(args, path_fmt);
	vsnprintf(path, sizeof(path), path_fmt, args);
	va_end(args);
	return sim_graph(&t->sim, t->token, "%s", path);
}

static struct sim_answer post_form(struct stage *t, struct str token, struct str id,
				   const char *edge, const char *form)
{
	struct str target = str_fmt(&t->sim.arena, "/v25.0/%.*s%s", STR_ARG(id), edge);
	struct str body = str_fmt(&t->sim.arena, "access_token=%.*s&appsecret_proof=%.*s&%s",
				  STR_ARG(token), STR_ARG(sim_proof(&t->sim, token)), form);

	return sim_call(&t->sim, "POST", target,
			"Content-Type: application/x-www-form-urlencoded\r\n", body);
}

struct sim_answer stage_post(struct stage *t, const char *edge, const char *form_fmt, ...)
{
	char form[32768];
	va_list args;

	va_start(args, form_fmt);
	vsnprintf(form, sizeof(form), form_fmt, args);
	va_end(args);
	return post_form(t, t->token, t->ig, edge, form);
}

struct sim_answer stage_post_as(struct stage *t, struct str token, struct str id, const char *edge,
				const char *form_fmt, ...)
{
	char form[32768];
	va_list args;

	va_start(args, form_fmt);
	vsnprintf(form, sizeof(form), form_fmt, args);
	va_end(args);
	return post_form(t, token, id, edge, form);
}

struct str stage_container(struct stage *t, const char *caption, int seed)
{
	char sample[64];

	snprintf(sample, sizeof(sample), "sample.jpg?width=400&height=400&seed=%d", seed);
	struct sim_answer a =
		stage_post(t, "/media", "caption=%s&image_url=%s", caption, stage_file(t, sample));
	check_int(caption, a.status, 200);
	return sim_text(a, "id");
}

struct str stage_publish_image(struct stage *t, const char *caption, int seed)
{
	struct str container = stage_container(t, caption, seed);
	struct sim_answer a =
		stage_post(t, "/media_publish", "creation_id=%.*s", STR_ARG(container));

	check_int(caption, a.status, 200);
	return sim_text(a, "id");
}

bool stage_await_as(struct stage *t, struct str token, struct str id, const char *fields,
		    const char *path, const char *value)
{
	const struct timespec moment = { .tv_nsec = 10 * 1000 * 1000 };

	for (int i = 0; i < AWAIT_TRIES; i++) {
		struct sim_answer a =
			sim_graph(&t->sim, token, "/%.*s?fields=%s", STR_ARG(id), fields);

		if (str_eq(sim_text(a, path), str_of(value)))
			return true;
		nanosleep(&moment, NULL);
	}
	return false;
}

bool stage_await(struct stage *t, struct str id, const char *field, const char *value)
{
	return stage_await_as(t, t->token, id, field, field, value);
}
