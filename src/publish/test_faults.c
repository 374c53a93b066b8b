/* Each call of the protocol x each way it can fail: what the post ends as, and what was published.
 */
#include "publish/test_world.h"

#define ERROR_BODY(code, sub)                                                                      \
	"{\"error\":{\"message\":\"(#" #code ") x\",\"type\":\"OAuthException\",\"code\":" #code   \
	",\"error_subcode\":" #sub ",\"fbtrace_id\":\"A1\"}}"

/* A fault, once at the call (or for ever), and the end it leads to there. D done, F failed. */
static const struct fault {
	const char *name;
	int status;
	const char *body; /* NULL: the call's own answer is lost */
	char once[5];     /* create, poll, list, publish, and publish after it took effect */
	char always[5];
} faults[] = {
	{ "no answer", 0, NULL, "DDDDD", "FFFUD" },
	{ "500", 500, ERROR_BODY(1, 0), "DDDDD", "FFFUD" },
	{ "502 of a proxy", 502, "<html>Bad gateway</html>", "DDDDD", "FFFUD" },
	{ "503", 503, ERROR_BODY(2, 0), "DDDDD", "FFFUD" },
	{ "429", 429, "too many", "DDDDD", "FFFUD" },
	{ "200 with an error", 200, ERROR_BODY(2, 0), "DDDDD", "FFFUD" },
	{ "code 1", 400, ERROR_BODY(1, 99), "DDDDD", "FFFUD" },
	{ "code 4", 400, ERROR_BODY(4, 0), "DDDDD", "FFFUD" },
	{ "code 17", 400, ERROR_BODY(17, 0), "DDDDD", "FFFUD" },
	{ "code 32", 400, ERROR_BODY(32, 0), "DDDDD", "FFFUD" },
	{ "code 613", 400, ERROR_BODY(613, 0), "DDDDD", "FFFUD" },
	{ "code 80002", 400, ERROR_BODY(80002, 0), "DDDDD", "FFFUD" },
	{ "code 190", 400, ERROR_BODY(190, 463), "FFFFF", "FFFFF" },
	{ "code 10", 403, ERROR_BODY(10, 0), "FFFFF", "FFFFF" },
	{ "code 200", 403, ERROR_BODY(200, 0), "FFFFF", "FFFFF" },
	{ "code 368", 400, ERROR_BODY(368, 0), "FFFDD", "FFFUD" },
	{ "suspected spam", 403, ERROR_BODY(4, 2207051), "FFFDD", "FFFUD" },
	{ "not ready", 400, ERROR_BODY(9007, 2207027), "DDDDD", "FFFFD" },
	{ "quota", 400, ERROR_BODY(9, 2207042), "DDDDD", "FFFFD" },
	{ "container gone", 400, ERROR_BODY(24, 2207008), "DDDDD", "FFFUD" },
	{ "too large", 400, ERROR_BODY(36000, 2207004), "FFFDD", "FFFUD" },
	{ "unknown code", 400, ERROR_BODY(424242, 1), "FFFDD", "FFFUD" },
	{ "cut short", 200, "{\"id\":\"17", "DDDDD", "FFFUD" },
	{ "a page", 200, "<!doctype html><html></html>", "DDDDD", "FFFUD" },
	{ "an empty object", 200, "{}", "DDDDD", "FFDUD" },
	{ "keys twice", 200, "{\"id\":\"1\",\"id\":\"2\"}", "DDDDD", "FFFUD" },
	{ "nothing", 200, "", "DDDDD", "FFFUD" },
};

static const struct {
	const char *name;
	enum meta_call call;
	bool after_effect;
} places[] = {
	{ "create", META_CREATE, false },
	{ "poll", META_POLL, false },
	{ "list", META_LIST, false },
	{ "publish", META_PUBLISH, false },
	{ "publish, after it took effect", META_PUBLISH, true },
};

static enum post_state end_of(char letter)
{
	return letter == 'D' ? POST_DONE : letter == 'F' ? POST_FAILED : POST_UNKNOWN;
}

static void run_fault(struct world *w, const struct fault *fault, size_t place, int times, char end)
{
	static const struct world_post image = { .kind = "image",
						 .caption = "Promo",
						 .media = { "i" } };
	char text[160];

	meta_reset(&w->meta, META_INSTANT);
	w->now_ms += INT64_C(90) * 86400 * 1000; /* limits of the fault before are over */
	world_add(w, &image);
	w->meta.fault_at = places[place].call;
	w->meta.fault_n = 1;
	w->meta.fault_times = times;
	w->meta.fault_status = fault->status;
	w->meta.fault_body = fault->body;
	w->meta.fault_after_effect = places[place].after_effect;
	enum post_state got = world_run(w);
	int published = meta_published(&w->meta);
	snprintf(text, sizeof(text), "%s at %s, %s: %s with %d published", fault->name,
		 places[place].name, times > 1 ? "always" : "once", post_state_name(got),
		 published);
	check_true(text, published <= 1);
	check_int(text, got, end_of(end));
	/* A definite refusal that is a lie cannot be told from a true one. */
	if (got == POST_FAILED && !places[place].after_effect)
		check_int(text, published, 0);
	if (got == POST_DONE)
		check_int(text, published, 1);
}

static void test_every_fault(void **state)
{
	struct world *w = *state;

	for (size_t f = 0; f < COUNT_OF(faults); f++)
		for (size_t p = 0; p < COUNT_OF(places); p++) {
			run_fault(w, &faults[f], p, 1, faults[f].once[p]);
			run_fault(w, &faults[f], p, 100000, faults[f].always[p]);
		}
}

/* Another of Meta's machines does not know yet what was just made: it is waited for, not made anew.
 */
static void test_what_is_not_there_yet(void **state)
{
	static const struct world_post image = { .kind = "image",
						 .caption = "Promo",
						 .media = { "i" } };
	struct world *w = *state;

	world_add(w, &image);
	w->meta.fault_at = META_POLL;
	w->meta.fault_n = 1;
	w->meta.fault_times = 6;
	w->meta.fault_status = 400;
	w->meta.fault_body = ERROR_BODY(24, 2207008);
	check_int("published", world_run(w), POST_DONE);
	check_int("made once", w->meta.calls[META_CREATE], 1);
	check_int("published once", meta_published(&w->meta), 1);
}

/* ---- a refusal that lies ----------------------------------------------------------------------
 */

/* Definite by the table, and the post is there all the same. */
static const struct {
	const char *name;
	int status;
	const char *body;
	enum post_state end; /* of the first try */
} lies[] = {
	{ "token", 400, ERROR_BODY(190, 463), POST_FAILED },
	{ "permission", 403, ERROR_BODY(10, 0), POST_FAILED },
	{ "permission family", 403, ERROR_BODY(200, 0), POST_FAILED },
	{ "account restricted", 400, ERROR_BODY(25, 2207050), POST_FAILED },
	{ "thumb offset", 400, ERROR_BODY(1, 2207057), POST_FAILED },
	{ "app", 400, ERROR_BODY(3, 0), POST_FAILED },
	{ "not ready", 400, ERROR_BODY(9007, 2207027), POST_DONE },
	{ "quota", 400, ERROR_BODY(9, 2207042), POST_DONE },
};

static void run_lie(struct world *w, size_t lie, enum meta_behaviour behaviour, bool is_quick)
{
	static const struct world_post image = { .kind = "image",
						 .caption = "Promo",
						 .media = { "i" } };
	char text[120];

	meta_reset(&w->meta, behaviour);
	w->now_ms += INT64_C(90) * 86400 * 1000;
	world_add(w, &image);
	w->meta.fault_at = META_PUBLISH;
	w->meta.fault_n = w->meta.fault_times = 1;
	w->meta.fault_status = lies[lie].status;
	w->meta.fault_body = lies[lie].body;
	w->meta.fault_after_effect = true;
	w->meta.adds_foreign = true;
	snprintf(text, sizeof(text), "%s, behaviour %d", lies[lie].name, behaviour);
	check_int(text, world_run(w), lies[lie].end);
	if (lies[lie].end == POST_FAILED) {
		w->now_ms += is_quick ? 1000 : 3600000;
		world_move(w, POST_EVENT_SCHEDULE);
		check_int(text, world_run(w), POST_DONE);
	}
	w->now_ms += 60000;
	meta_take_effect(&w->meta);
	check_int(text, meta_published(&w->meta), 1);
}

static void test_a_retry_looks_first(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(lies); i++)
		for (unsigned b = 0; b < META_BEHAVIOUR_COUNT; b++)
			for (int quick = 0; quick < 2; quick++) {
				/* What is invisible for ten minutes, and refused for certain, is
				   beyond knowing. */
				bool is_hidden = b == META_UNLISTED ||
						 (b == META_DELAYED && lies[i].end == POST_DONE);
				if (!is_hidden)
					run_lie(w, i, (enum meta_behaviour)b, quick);
			}
}

/* A refusal that is true: the retry publishes. */
static void test_a_retry_after_a_true_refusal(void **state)
{
	static const struct world_post image = { .kind = "image",
						 .caption = "Promo",
						 .media = { "i" } };
	struct world *w = *state;

	world_add(w, &image);
	w->meta.fault_at = META_PUBLISH;
	w->meta.fault_n = w->meta.fault_times = 1;
	w->meta.fault_status = 403;
	w->meta.fault_body = ERROR_BODY(10, 0);
	w->meta.adds_foreign = true;
	check_int("refused", world_run(w), POST_FAILED);
	world_move(w, POST_EVENT_SCHEDULE);
	check_int("retried", world_run(w), POST_DONE);
	check_int("published", meta_published(&w->meta), 1);
	check_int("once", w->meta.calls[META_PUBLISH], 2);
}

/* A finished reel is a promise. When its status says that it failed, that is the end, at once. */
static void test_a_promise_that_comes_to_nothing(void **state)
{
	static const struct world_post reel = {
		.place = "page", .kind = "reel", .caption = "Reel", .media = { "v" }
	};
	struct world *w = *state;
	cleanup(arena_free) struct arena a;

	arena_init(&a, MIB);
	world_add(w, &reel);
	w->meta.film_fails = true;
	int64_t began_ms = w->now_ms;
	check_int("ended", world_run(w), POST_FAILED);
	check_str("why", world_row(w, &a).fault, STR("media_ratio"));
	check_int("finished once", w->meta.calls[META_PUBLISH], 1);
	check_int("published", meta_published(&w->meta), 0);
	check_true("soon", w->now_ms - began_ms < 60000);
}

/* While the publish call, or that of the comment, is under way. */
static const char *jumps_at;

static void put_clock_back(struct world *w, int n, const char *name)
{
	(void)n;
	if (!jumps_at || strcmp(name, jumps_at) != 0)
		return;
	jumps_at = NULL;
	w->now_ms -= INT64_C(365) * 86400 * 1000;
}

static void test_the_clock_is_put_back_meanwhile(void **state)
{
	static const struct world_post image = {
		.kind = "image", .caption = "Promo", .first_comment = "first!", .media = { "i" }
	};
	static const struct {
		const char *name;
		enum meta_call call;
	} rows[] = { { "answered:publish", META_PUBLISH }, { "answered:comment", META_COMMENT } };
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		meta_reset(&w->meta, META_INSTANT);
		world_add(w, &image);
		w->meta.fault_at = rows[i].call;
		w->meta.fault_n = 1;
		w->meta.fault_times = 1;
		w->meta.fault_after_effect = true;
		jumps_at = rows[i].name;
		w->at = put_clock_back;
		int64_t again_ms = world_turn(w);
		check_true("the clock was put back", !jumps_at);
		check_true("it is not waited for", again_ms - w->now_ms <= 130000);
		w->at = NULL;
		check_int(rows[i].name, world_run(w), POST_DONE);
		check_int(rows[i].name, meta_published(&w->meta), 1);
		check_int(rows[i].name, w->meta.comments, 1);
		w->now_ms += INT64_C(366) * 86400 * 1000;
	}
}

/*
 * An answer was lost, and the call that comes after the look is refused because the day's posts are
 * used up: that is no reason to give up, and is waited for as when nothing had been lost.
 */
static void test_a_limit_on_the_way_back(void **state)
{
	static const struct world_post posts[] = {
		{ .kind = "image", .caption = "Promo", .media = { "i" } },
		{ .kind = "reel", .caption = "Promo", .media = { "v" }, .place = "page" },
	};
	struct world *w = *state;

	for (size_t i = 0; i < COUNT_OF(posts); i++) {
		meta_reset(&w->meta, META_INSTANT);
		world_add(w, &posts[i]);
		w->meta.fault_at = META_PUBLISH;
		w->meta.fault_n = w->meta.fault_times = 1;
		w->meta.fault_status = 500;
		w->meta.fault_body = "";
		while (world_state(w) != POST_INTENT) {
			int64_t again_ms = world_turn(w);
			if (again_ms > w->now_ms)
				w->now_ms = again_ms;
		}
		w->meta.fault_n = 2;
		w->meta.fault_times = 12;
		w->meta.fault_status = 400;
		w->meta.fault_body = ERROR_BODY(9, 2207042);
		check_int(posts[i].kind, world_run(w), POST_DONE);
		check_int("calls", w->meta.calls[META_PUBLISH], 14);
		check_int("published once", meta_published(&w->meta), 1);
		w->now_ms += INT64_C(90) * 86400 * 1000;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_limit_on_the_way_back, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_the_clock_is_put_back_meanwhile, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_a_promise_that_comes_to_nothing, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_what_is_not_there_yet, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_every_fault, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(test_a_retry_looks_first, world_setup,
						world_teardown),
		cmocka_unit_test_setup_teardown(test_a_retry_after_a_true_refusal, world_setup,
						world_teardown),
	};
	return cmocka_run_group_tests_name("publish/faults", tests, NULL, NULL);
}
