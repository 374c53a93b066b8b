/* Every cell of states x events, written a second time as a table a person can read. */
#include "base/test.h"
#include "publish/state.h"

/* One column per event in the order of POST_EVENTS; '.' cannot happen, a letter is the next state.
 */
static const struct {
	const char *state;
	const char *cells;
} expected[] = {
	/*             SUCLCCPCINPFCFRAG
	 *             cnaalrraeortioietobi
	 * schedule unschedule cancel late claim create part created intend not_yet publish find
	 * comment finish refuse absent give_up submit approve reject */
	{ "draft", "SDX..............W.." },     { "waiting_approval", ".DXH.............WSD" },
	{ "scheduled", "SDXHC............W.." }, { "held", "SDX..............W.." },
	{ "claimed", "..X..R.....P..F.U..." },   { "creating", "..X..RRK......F....." },
	{ "container", "..X..R..I..P..F.U..." }, { "intent", "........IKPP..FFU..." },
	{ "published", "...........PMO......" }, { "commenting", "............MO......" },
	{ "done", "...................." },      { "failed", "SDX..............W.." },
	{ "unknown", "...........P...F...." },   { "cancelled", "...................." },
};

static const struct {
	char letter;
	enum post_state state;
} letters[] = {
	{ 'D', POST_DRAFT },     { 'S', POST_SCHEDULED }, { 'H', POST_HELD },
	{ 'C', POST_CLAIMED },   { 'R', POST_CREATING },  { 'K', POST_CONTAINER },
	{ 'I', POST_INTENT },    { 'P', POST_PUBLISHED }, { 'M', POST_COMMENTING },
	{ 'O', POST_DONE },      { 'F', POST_FAILED },    { 'U', POST_UNKNOWN },
	{ 'X', POST_CANCELLED }, { 'W', POST_WAITING },
};

static enum post_state state_of_letter(char letter)
{
	for (size_t i = 0; i < COUNT_OF(letters); i++)
		if (letters[i].letter == letter)
			return letters[i].state;
	fail_msg("no state has the letter %c", letter);
	return POST_STATE_COUNT;
}

static void test_every_cell(void **state)
{
	(void)state;
	check_int("one row for each state", COUNT_OF(expected), POST_STATE_COUNT);
	for (unsigned s = 0; s < POST_STATE_COUNT; s++) {
		check_str("row", str_of(expected[s].state),
			  str_of(post_state_name((enum post_state)s)));
		check_int("one cell for each event", strlen(expected[s].cells), POST_EVENT_COUNT);
		for (unsigned e = 0; e < POST_EVENT_COUNT; e++) {
			char cell = expected[s].cells[e];
			enum post_state next = POST_STATE_COUNT;
			const char *what = post_event_name((enum post_event)e);
			bool happens =
				post_state_next((enum post_state)s, (enum post_event)e, &next);

			check_int(what, happens, cell != '.');
			check_int(what, next,
				  cell == '.' ? POST_STATE_COUNT : state_of_letter(cell));
		}
	}
}

/* Where the publish call may have been sent, nothing leads back to where another one is prepared.
 */
static void test_no_way_back_behind_the_intent(void **state)
{
	static const enum post_state behind[] = { POST_INTENT, POST_PUBLISHED, POST_COMMENTING,
						  POST_DONE, POST_UNKNOWN };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(behind); i++)
		for (unsigned e = 0; e < POST_EVENT_COUNT; e++) {
			enum post_state next;
			if (!post_state_next(behind[i], (enum post_event)e, &next))
				continue;
			check_true(post_event_name((enum post_event)e),
				   next != POST_CREATING && next != POST_CLAIMED &&
					   next != POST_SCHEDULED && next != POST_CANCELLED);
		}
}

/* What waits for approval is published by an approval alone. */
static void test_no_way_around_an_approval(void **state)
{
	(void)state;
	for (unsigned e = 0; e < POST_EVENT_COUNT; e++) {
		enum post_state next;
		if (!post_state_next(POST_WAITING, (enum post_event)e, &next))
			continue;
		check_true(post_event_name((enum post_event)e),
			   e == POST_EVENT_APPROVE || next == POST_DRAFT || next == POST_WAITING ||
				   next == POST_HELD || next == POST_CANCELLED);
	}
}

static void test_names(void **state)
{
	(void)state;
	for (unsigned s = 0; s < POST_STATE_COUNT; s++) {
		enum post_state read = POST_STATE_COUNT;
		check_true("a name reads back",
			   post_state_parse(str_of(post_state_name((enum post_state)s)), &read));
		check_int("as itself", read, s);
	}
	enum post_state read = POST_STATE_COUNT;
	check_true("no other name does", !post_state_parse(STR("sent"), &read));
}

static void test_who_rests(void **state)
{
	(void)state;
	/* What rests has no event that only a worker brings. */
	static const enum post_event workers[] = { POST_EVENT_CLAIM, POST_EVENT_CREATE,
						   POST_EVENT_INTEND, POST_EVENT_COMMENT,
						   POST_EVENT_FINISH };
	for (unsigned s = 0; s < POST_STATE_COUNT; s++)
		for (size_t e = 0; e < COUNT_OF(workers); e++) {
			enum post_state next;
			if (post_state_next((enum post_state)s, workers[e], &next))
				check_true(post_state_name((enum post_state)s),
					   !post_state_rests((enum post_state)s));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_cell),
		cmocka_unit_test(test_no_way_back_behind_the_intent),
		cmocka_unit_test(test_no_way_around_an_approval),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_who_rests),
	};
	return cmocka_run_group_tests_name("publish/state", tests, NULL, NULL);
}
