/* Death at every place of the protocol, and at every place of the recovery after it. */
#include "publish/test_world.h"

static const struct world_post image = { .kind = "image", .caption = "Promo", .media = { "i" } };
static const struct world_post commented = {
	.kind = "image", .caption = "Promo", .first_comment = "first!", .media = { "i" }
};
static const struct world_post album = { .kind = "carousel",
					 .caption = "Album",
					 .media = { "i", "v", "i" } };
static const struct world_post reel = { .kind = "reel", .caption = "Reel", .media = { "v" } };
static const struct world_post story = { .kind = "story", .caption = "", .media = { "i" } };
static const struct world_post wordless = { .kind = "image", .caption = "", .media = { "i" } };

static const struct world_post page_text = {
	.place = "page", .kind = "text", .caption = "Kami buka", .first_comment = "first!"
};
static const struct world_post page_album = {
	.place = "page", .kind = "carousel", .caption = "Foto", .media = { "i", "i" }
};

static const struct world_post page_video = {
	.place = "page", .kind = "video", .caption = "Film", .media = { "v" }
};
static const struct world_post page_reel = { .place = "page",
					     .kind = "reel",
					     .caption = "Reel",
					     .first_comment = "first!",
					     .media = { "v" } };
static const struct world_post page_film_story = {
	.place = "page", .kind = "story", .caption = "", .media = { "v" }
};
static const struct world_post page_photo_story = {
	.place = "page", .kind = "story", .caption = "", .media = { "i" }
};

static const struct {
	const char *name;
	const struct world_post *post;
	bool has_key; /* by which it is found again */
	bool is_sent_once;
} kinds[] = {
	{ "image", &image, true },
	{ "first comment", &commented, true },
	{ "carousel", &album, true },
	{ "reel", &reel, true },
	{ "page text", &page_text, true },
	{ "page photos", &page_album, true },
	{ "page video", &page_video, true },
	{ "page reel", &page_reel, true },
	{ "page film story", &page_film_story, true },
	{ "page photo story", &page_photo_story, true, .is_sent_once = true },
	{ "story", &story, false },
	{ "no caption", &wordless, false },
};

static const char *const behaviours[] = { "instant", "delayed", "republishable",
					  "error after effect", "unlisted" };

static void begin(struct world *w, size_t kind, unsigned behaviour)
{
	meta_reset(&w->meta, (enum meta_behaviour)behaviour);
	w->meta.video_polls = 2;
	w->meta.adds_foreign = true;
	w->now_ms += 3600000;
	w->dies_at = 0;
	w->at = NULL;
	world_add(w, kinds[kind].post);
}

/* Published once, or it is said that nobody knows; only what has no key may end so. */
static void check_end(struct world *w, size_t kind, unsigned behaviour, const char *what)
{
	cleanup(arena_free) struct arena a;
	char text[160];

	arena_init(&a, MIB);
	enum post_state end = world_run(w);
	/* What was sent late takes effect. */
	w->now_ms += 60000;
	meta_take_effect(&w->meta);
	struct post_target_row row = world_row(w, &a);
	snprintf(text, sizeof(text), "%s, %s, %s: ended %s", kinds[kind].name,
		 behaviours[behaviour], what, post_state_name(end));
	/* Where nothing tells ours from another's, it is said that nobody knows. */
	bool may_not_know = kinds[kind].is_sent_once ||
			    (!kinds[kind].has_key &&
			     (behaviour == META_REPUBLISHABLE || behaviour == META_UNLISTED));
	check_true(text, end == POST_DONE || (may_not_know && end == POST_UNKNOWN));
	/* What is sent once may not have been sent at all. */
	if (end == POST_UNKNOWN && kinds[kind].is_sent_once) {
		check_int(text, meta_published(&w->meta), 0);
		return;
	}
	check_int(text, meta_published(&w->meta), 1);
	if (kinds[kind].post->first_comment)
		check_int(text, w->meta.comments, 1);
	if (!row.media_id.len) {
		check_true(text, !kinds[kind].has_key);
		return;
	}
	int64_t id = 0;
	assert_true(str_to_i64(row.media_id, &id));
	for (size_t i = 0; i < w->meta.post_count; i++)
		if (w->meta.posts[i].id == id)
			check_true(text, w->meta.posts[i].is_ours);
}

static void test_undisturbed(void **state)
{
	struct world *w = *state;

	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		for (unsigned b = 0; b < META_BEHAVIOUR_COUNT; b++) {
			begin(w, k, b);
			check_end(w, k, b, "undisturbed");
		}
}

/* How many places a turn passes, from where the row is now. */
static int count_places(struct world *w)
{
	world_turn(w);
	return w->passed;
}

static void die_at(struct world *w, int place)
{
	w->dies_at = place;
	int64_t again_ms = world_turn(w);
	w->dies_at = 0;
	if (again_ms > w->now_ms && w->passed < place)
		w->now_ms = again_ms;
}

static void test_death_at_every_place(void **state)
{
	struct world *w = *state;
	int deaths = 0;

	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		for (unsigned b = 0; b < META_BEHAVIOUR_COUNT; b++) {
			begin(w, k, b);
			int places = count_places(w) + 30;
			check_end(w, k, b, "counting");
			for (int n = 1; n <= places; n++, deaths++) {
				char what[64];
				begin(w, k, b);
				die_at(w, n);
				snprintf(what, sizeof(what), "dead at %d (%s)", n,
					 n <= w->passed ? w->names[n] : "not reached");
				check_end(w, k, b, what);
			}
		}
	print_message("    %d deaths\n", deaths);
}

static void test_death_in_the_recovery(void **state)
{
	struct world *w = *state;
	int deaths = 0;

	for (unsigned b = 0; b < META_BEHAVIOUR_COUNT; b++)
		for (int first = 1; first <= 22; first++)
			for (int second = 1; second <= 16; second++, deaths++) {
				char what[64];
				begin(w, 0, b);
				die_at(w, first);
				/* The recovery looks after the quiet period. */
				w->now_ms += 125000;
				die_at(w, second);
				snprintf(what, sizeof(what), "dead at %d and %d", first, second);
				check_end(w, 0, b, what);
			}
	print_message("    %d deaths of two\n", deaths);
}

/* ---- two workers ------------------------------------------------------------------------------
 */

static int intrudes_at;
static int64_t intruder_waits_ms;
static enum { INTRUDER_RUNS, INTRUDER_ONE_TURN } intruder;

/* Another worker, which believes the first one dead, does its turns in between. */
static void intrude(struct world *w, int n, const char *name)
{
	(void)name;
	if (n != intrudes_at)
		return;
	w->at = NULL;
	w->now_ms += intruder_waits_ms;
	if (intruder == INTRUDER_RUNS)
		world_run(w);
	else
		world_turn(w);
	w->passed = n;
}

static void test_two_workers(void **state)
{
	struct world *w = *state;
	static const int64_t waits_ms[] = { 0, 16000, 300000 };
	int meetings = 0;

	for (unsigned b = 0; b < META_BEHAVIOUR_COUNT; b++)
		for (size_t i = 0; i < COUNT_OF(waits_ms); i++)
			for (int how = 0; how < 2; how++)
				for (int n = 1; n <= 22; n++, meetings++) {
					char what[64];
					begin(w, 0, b);
					w->at = intrude;
					intrudes_at = n;
					intruder = how ? INTRUDER_RUNS : INTRUDER_ONE_TURN;
					intruder_waits_ms = waits_ms[i];
					world_turn(w);
					w->at = NULL;
					snprintf(what, sizeof(what), "met at %d after %lld ms", n,
						 (long long)waits_ms[i]);
					check_end(w, 0, b, what);
				}
	print_message("    %d meetings\n", meetings);
}

/* ---- the fence --------------------------------------------------------------------------------
 */

static enum post_state state_when_taken;

static bool write_take(struct db_tx *tx, void *arg, struct err *err)
{
	struct world *w = arg;
	int64_t fence;
	bool found;

	return post_targets_take(tx, w->target_id, &fence, &found, err);
}

static void take_away(struct world *w, int n, const char *name)
{
	(void)name;
	if (n != intrudes_at)
		return;
	world_write(w, write_take);
	state_when_taken = world_state(w);
}

static void test_nothing_is_written_behind_a_fence(void **state)
{
	struct world *w = *state;

	for (int n = 1; n <= 22; n++) {
		begin(w, 1, META_INSTANT);
		intrudes_at = n;
		state_when_taken = POST_STATE_COUNT;
		w->at = take_away;
		world_turn(w);
		w->at = NULL;
		if (state_when_taken != POST_STATE_COUNT)
			check_int(w->names[n], world_state(w), state_when_taken);
		check_end(w, 1, META_INSTANT, "taken away");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_undisturbed, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(test_death_at_every_place, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_death_in_the_recovery, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_two_workers, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(test_nothing_is_written_behind_a_fence, world_setup,
						world_teardown),
	};
	return cmocka_run_group_tests_name("publish/drive", tests, NULL, NULL);
}
