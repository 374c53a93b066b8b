/* Every row of the table has a case here that reaches it. */
#include "base/test.h"
#include "publish/outcome.h"

#define T OUTCOME_TRANSIENT
#define U OUTCOME_USER
#define P OUTCOME_PERMANENT
#define A OUTCOME_AMBIGUOUS

/* The outcome at each step: create, poll, publish, read-back. */
static const struct {
	int code, subcode;
	const char *message;
	enum publish_outcome at[4];
	const char *fault; /* where it is made */
} cases[] = {
	{ -2, 2207003, "", { T, T, A, T }, "media_unreachable" },
	{ -2, 2207020, "", { T, T, A, T }, "container_gone" },
	{ -1, 2207001, "", { T, T, A, T }, "meta_busy" },
	{ -1, 2207032, "", { T, T, A, T }, "meta_busy" },
	{ -1, 2207053, "", { T, T, A, T }, "media_processing_failed" },
	{ 1, 2207057, "", { P, P, P, T }, "media_format" },
	{ 4, 2207051, "", { U, U, A, T }, "blocked_as_spam" },
	{ 9, 2207042, "", { T, T, T, T }, "publishing_quota_reached" },
	{ 24, 2207006, "", { T, T, A, T }, "container_gone" },
	{ 24, 2207008, "", { T, T, A, T }, "container_gone" },
	{ 25, 2207050, "", { U, U, U, T }, "account_restricted" },
	{ 100, 2207023, "", { P, P, A, T }, "media_format" },
	{ 100, 2207028, "", { P, P, A, T }, "content_refused" },
	{ 100, 2207035, "", { P, P, A, T }, "tags_invalid" },
	{ 100, 2207036, "", { P, P, A, T }, "tags_invalid" },
	{ 100, 2207037, "", { P, P, A, T }, "tags_invalid" },
	{ 100, 2207040, "", { P, P, A, T }, "tags_invalid" },
	{ 110, 2207013, "", { P, P, A, T }, "tags_invalid" },
	{ 352, 2207026, "", { P, P, A, T }, "media_format" },
	{ 9004, 2207052, "", { T, T, A, T }, "media_unreachable" },
	{ 9007, 2207027, "", { T, T, T, T }, "meta_busy" },
	{ 36000, 2207004, "", { P, P, A, T }, "media_too_large" },
	{ 36001, 2207005, "", { P, P, A, T }, "media_format" },
	{ 36003, 2207009, "", { P, P, A, T }, "media_ratio" },
	{ 36004, 2207010, "", { P, P, A, T }, "caption_too_long" },
	{ -1, 2207076, "", { T, T, A, T }, "media_processing_failed" },
	{ -1, 2207077, "", { T, T, A, T }, "media_processing_failed" },
	{ -1, 2207082, "", { T, T, A, T }, "media_unreachable" },
	{ 100, 2207081, "", { P, P, A, T }, "content_refused" },
	{ 190, 459, "", { U, U, U, U }, "login_required" },
	{ 190, 464, "", { U, U, U, U }, "login_required" },
	{ 190, 492, "", { U, U, U, U }, "not_admin_page" },
	{ 190,
	  0,
	  "Any of the x permission(s) must be granted before impersonating a user's page.",
	  { U, U, U, U },
	  "permissions_missing" },
	{ 190, 463, "", { U, U, U, U }, "token_expired" },
	{ 102, 0, "", { U, U, U, U }, "token_expired" },
	{ 3, 0, "", { U, U, U, U }, "app_config" },
	{ 10, 0, "", { U, U, U, U }, "permissions_missing" },
	{ 200,
	  0,
	  "The user does not have sufficient administrative permission for this action",
	  { U, U, U, U },
	  "not_admin_page" },
	{ 210, 0, "", { U, U, U, U }, "not_admin_page" },
	{ 200, 0, "", { U, U, U, U }, "permissions_missing" },
	{ 298, 0, "", { U, U, U, U }, "permissions_missing" },
	{ 368, 0, "", { U, U, A, U }, "blocked_as_spam" },
	{ 506, 1455006, "", { P, P, A, T }, "duplicate_status" },
	{ 352, 0, "", { P, P, A, T }, "media_format" },
	{ 382, 0, "", { P, P, A, T }, "media_format" },
	{ 389, 0, "", { T, T, A, T }, "media_unreachable" },
	{ 390, 0, "", { T, T, A, T }, "media_processing_failed" },
	{ 6001, 0, "", { P, P, A, T }, "media_format" },
	{ 1609005, 0, "", { P, P, A, T }, "link_refused" },
	{ 100, 1609008, "", { P, P, A, T }, "link_refused" },
	{ 100, 1366046, "", { P, P, A, T }, "media_format" },
	{ 324, 2069019, "", { P, P, A, T }, "media_format" },
	{ 4, 0, "", { T, T, A, T }, "rate_limited" },
	{ 17, 2446079, "", { T, T, A, T }, "rate_limited" },
	{ 32, 0, "", { T, T, A, T }, "rate_limited" },
	{ 341, 0, "", { T, T, A, T }, "rate_limited" },
	{ 613, 1996, "", { T, T, A, T }, "rate_limited" },
	{ 80002, 0, "", { T, T, A, T }, "rate_limited" },
	{ 1, 0, "Error validating client secret.", { U, U, U, U }, "app_config" },
	{ -1, 0, "", { T, T, A, T }, "meta_busy" },
	{ -2, 0, "", { T, T, A, T }, "meta_busy" },
	{ 1, 99, "", { T, T, A, T }, "meta_busy" },
	{ 2, 0, "", { T, T, A, T }, "meta_busy" },
	{ 100,
	  0,
	  "Invalid appsecret_proof provided in the API argument",
	  { U, U, U, U },
	  "app_config" },
	{ 100, 0, "(#100) Missing permissions", { U, U, U, U }, "permissions_missing" },
	{ 100, 33, "", { U, T, A, T }, "permissions_missing" },
	{ 803, 0, "", { P, T, A, T }, "meta_refused" },
	{ 100, 0, "(#100) The parameter image_url is required", { P, P, A, T }, "content_refused" },
	/* Not in the table. */
	{ 424242, 0, "", { P, P, A, T }, "meta_refused" },
};

static struct graph_error error_of(size_t i)
{
	struct graph_error ge = { .class = GRAPH_CLASS_PERMANENT,
				  .http_status = 400,
				  .code = cases[i].code,
				  .subcode = cases[i].subcode };

	/* As graph/error.c would have classed those the table leaves to the class. */
	if (ge.code == 368)
		ge.class = GRAPH_CLASS_BLOCKED;
	snprintf(ge.message, sizeof(ge.message), "%s", cases[i].message);
	return ge;
}

static void test_every_row(void **state)
{
	static const enum publish_step steps[] = { STEP_CREATE, STEP_POLL, STEP_PUBLISH,
						   STEP_READ_BACK };
	bool reached[256] = { false };
	(void)state;

	check_true("the test has room", publish_verdict_rows() <= COUNT_OF(reached));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct graph_error ge = error_of(i);
		char what[80];

		for (size_t s = 0; s < COUNT_OF(steps); s++) {
			struct publish_verdict v = publish_verdict(steps[s], &ge);
			snprintf(what, sizeof(what), "%d/%d at step %zu", ge.code, ge.subcode, s);
			check_int(what, v.outcome, cases[i].at[s]);
			if (v.row >= 0)
				reached[v.row] = true;
			if (s == 0)
				check_str(what, str_of(publish_fault_info(v.fault)->name),
					  str_of(cases[i].fault));
			check_true(what, v.fault != FAULT_NONE);
		}
	}
	for (size_t row = 0; row < publish_verdict_rows(); row++)
		check_true(publish_verdict_source(row), reached[row]);
}

static void test_answers_without_a_code(void **state)
{
	static const struct {
		enum graph_class class;
		int status;
		enum publish_outcome at[4];
	} rows[] = {
		{ GRAPH_CLASS_NETWORK, 0, { T, T, A, T } },
		{ GRAPH_CLASS_GARBAGE, 200, { T, T, A, T } },
		{ GRAPH_CLASS_RETRYABLE, 503, { T, T, A, T } },
		{ GRAPH_CLASS_RATE_LIMITED, 429, { T, T, A, T } },
		{ GRAPH_CLASS_PERMANENT, 500, { T, T, A, T } },
	};
	static const enum publish_step steps[] = { STEP_CREATE, STEP_POLL, STEP_PUBLISH,
						   STEP_READ_BACK };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		for (size_t s = 0; s < COUNT_OF(steps); s++) {
			struct graph_error ge = { .class = rows[i].class,
						  .http_status = rows[i].status };
			check_int("without a code", publish_verdict(steps[s], &ge).outcome,
				  rows[i].at[s]);
		}
}

static void test_what_says_that_it_passes(void **state)
{
	struct graph_error ge = { .class = GRAPH_CLASS_PERMANENT,
				  .http_status = 400,
				  .code = 100,
				  .is_transient = true };
	(void)state;
	check_int("before", publish_verdict(STEP_CREATE, &ge).outcome, T);
	check_int("when publishing", publish_verdict(STEP_PUBLISH, &ge).outcome, A);
	ge.code = 1;
	ge.subcode = 2207057;
	check_int("never certain", publish_verdict(STEP_PUBLISH, &ge).outcome, A);
}

static void test_containers_that_failed(void **state)
{
	static const struct {
		const char *status;
		enum publish_outcome outcome;
		const char *fault;
	} rows[] = {
		{ "Error: Media upload has failed with error code 2207026", P, "media_format" },
		{ "Error: Media upload has failed with error code 2207003", T,
		  "media_unreachable" },
		{ "Error: 2207076: try another file of 30 s", T, "media_processing_failed" },
		{ "Error: Media upload has failed with error code 2299999", T,
		  "media_processing_failed" },
		{ "Error", T, "media_processing_failed" },
		{ "", T, "media_processing_failed" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct publish_verdict v = publish_container_verdict(str_of(rows[i].status));
		check_int(rows[i].status, v.outcome, rows[i].outcome);
		check_str(rows[i].status, str_of(publish_fault_info(v.fault)->name),
			  str_of(rows[i].fault));
		check_int(rows[i].status, v.new_container, v.outcome == T);
	}
}

static void test_faults_read_back(void **state)
{
	(void)state;
	for (unsigned f = FAULT_NONE + 1; f < FAULT_COUNT; f++) {
		const struct publish_fault_info *info = publish_fault_info((enum publish_fault)f);
		check_int(info->name, publish_fault_parse(str_of(info->name)), f);
		check_true(info->name, info->text_id[0] && info->text_en[0] && info->action_id[0] &&
					       info->action_en[0]);
	}
	check_int("another word", publish_fault_parse(STR("oops")), FAULT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_row),
		cmocka_unit_test(test_answers_without_a_code),
		cmocka_unit_test(test_what_says_that_it_passes),
		cmocka_unit_test(test_containers_that_failed),
		cmocka_unit_test(test_faults_read_back),
	};
	return cmocka_run_group_tests_name("publish/outcome", tests, NULL, NULL);
}
