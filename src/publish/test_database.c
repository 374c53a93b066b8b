/* A database that refuses a write: whatever was not stored has not happened, and nothing is sent
 * that must be stored first. */
#include "publish/test_world.h"
#include "store/test_broken.h"

static const struct world_post commented = {
	.kind = "image", .caption = "Promo", .first_comment = "first!", .media = { "i" }
};

static bool turn_fails(struct world *w)
{
	cleanup(arena_free) struct arena a;
	struct err err = ERR_INIT;
	int64_t again_ms;

	arena_init(&a, LIMIT_ARENA);
	bool ok = publish_turn(w->publish, &a, w->target_id, &again_ms, &err);
	if (!ok)
		check_int("the database's fault", err.code, ERR_DATABASE);
	return !ok;
}

static void test_every_arrow_that_cannot_be_stored(void **state)
{
	static const enum post_event events[] = {
		POST_EVENT_CLAIM,   POST_EVENT_CREATE,  POST_EVENT_CREATED, POST_EVENT_INTEND,
		POST_EVENT_PUBLISH, POST_EVENT_COMMENT, POST_EVENT_FINISH,
	};
	struct world *w = *state;

	for (unsigned b = 0; b < META_BEHAVIOUR_COUNT; b++)
		for (size_t i = 0; i < COUNT_OF(events); i++) {
			const char *event = post_event_name(events[i]);
			meta_reset(&w->meta, (enum meta_behaviour)b);
			w->now_ms += 3600000;
			world_add(w, &commented);
			refuse_rows(w->store, (struct refusal){ "post_steps", "event", event });
			/* With an error after the effect, the post is found, not published. */
			bool is_reached = (b != META_ERROR_AFTER_EFFECT && b != META_UNLISTED) ||
					  events[i] <= POST_EVENT_INTEND;
			for (int tries = 0; tries < 3 && is_reached; tries++)
				check_true(event, turn_fails(w) || tries > 0);
			if (events[i] <= POST_EVENT_INTEND)
				check_int(event, w->meta.calls[META_PUBLISH], 0);
			if (events[i] <= POST_EVENT_COMMENT)
				check_int(event, w->meta.calls[META_COMMENT], 0);
			accept_rows(w->store);
			check_int(event, world_run(w), POST_DONE);
			w->now_ms += 60000;
			meta_take_effect(&w->meta);
			check_int(event, meta_published(&w->meta), 1);
			check_int(event, w->meta.comments, 1);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_arrow_that_cannot_be_stored, world_setup,
						world_teardown),
	};
	return cmocka_run_group_tests_name("publish/database", tests, NULL, NULL);
}
