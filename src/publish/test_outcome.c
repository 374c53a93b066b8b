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
	{ 10, 9053, "", { P, P, U, U }, "content_refused" },
	{ 100, 9050, "", { P, P, A, T }, "content_refused" },
	{ 100, 9052, "", { P, P, A, T }, "content_refused" },
	{ 100, 9054, "", { P, P, A, T }, "content_refused" },
	{ 100, 9058, "", { P, P, A, T }, "content_refused" },
	{ 100, 9060, "", { P, P, A, T }, "content_refused" },
	{ 100, 9062, "", { P, P, A, T }, "content_refused" },
	{ 104, 0, "", { U, U, U, U }, "token_expired" },
	{ 100, 36008, "", { U, U, U, U }, "token_expired" },
	{ 101, 0, "", { U, U, U, U }, "app_config" },
	{ 191, 0, "", { U, U, U, U }, "app_config" },
	{ 368, 1404006, "", { U, U, A, U }, "login_required" },
	{ 200, 4854002, "", { U, U, A, U }, "login_required" },
	{ 200, 1404078, "", { U, U, A, U }, "not_admin_page" },
	{ 368, 1404112, "", { U, U, A, U }, "account_restricted" },
	{ 368, 1390008, "", { U, U, A, U }, "blocked_as_spam" },
	{ 368, 1346003, "", { U, U, A, U }, "blocked_as_spam" },
	{ 368, 1404102, "", { P, P, A, U }, "content_refused" },
	{ 100, 1349125, "", { P, P, A, T }, "content_refused" },
	{ 100, 2061006, "", { P, P, A, T }, "link_refused" },
	{ 100, 1366051, "", { P, P, A, T }, "duplicate_status" },
	{ 2, 1363047, "", { T, T, A, T }, "meta_busy" },
	{ 1, 1609010, "", { T, T, A, T }, "meta_busy" },
	{ 110, 0, "", { P, P, A, T }, "tags_invalid" },
	{ 2500, 0, "", { P, P, A, T }, "meta_refused" },
	{ 3001, 1504028, "", { P, P, A, T }, "meta_refused" },
	{ 9004, 0, "", { T, T, A, T }, "media_unreachable" },
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
	{ 1363040, 0, "", { P, P, A, T }, "media_ratio" },
	{ 1363127, 0, "", { P, P, A, T }, "media_format" },
	{ 1363129, 0, "", { P, P, A, T }, "media_format" },
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

/*
 * What Meta documents, or was seen to answer, about publishing: code, first and last subcode. IG:
 * Instagram Platform, Error Codes; GRAPH: Handling Errors; seen: answers of Meta. As of 2026-11.
 */
static const struct {
	int code, from, to;
} documented[] = {
	/* IG: content publishing */
	{ -2, 2207003, 2207003 },
	{ -2, 2207020, 2207020 },
	{ -1, 2207001, 2207001 },
	{ -1, 2207032, 2207032 },
	{ -1, 2207053, 2207053 },
	{ 1, 2207057, 2207057 },
	{ 4, 2207051, 2207051 },
	{ 9, 2207042, 2207042 },
	{ 24, 2207006, 2207006 },
	{ 24, 2207008, 2207008 },
	{ 25, 2207050, 2207050 },
	{ 100, 2207023, 2207023 },
	{ 100, 2207028, 2207028 },
	{ 100, 2207035, 2207037 },
	{ 100, 2207040, 2207040 },
	{ 352, 2207026, 2207026 },
	{ 9004, 2207052, 2207052 },
	{ 9007, 2207027, 2207027 },
	{ 36000, 2207004, 2207004 },
	{ 36001, 2207005, 2207005 },
	{ 36003, 2207009, 2207009 },
	{ 36004, 2207010, 2207010 },
	{ 110, 2207013, 2207013 },
	{ 100, 9050, 9050 },
	{ 100, 9052, 9052 },
	{ 100, 9054, 9058 },
	{ 100, 9060, 9060 },
	{ 100, 9062, 9064 },
	{ 10, 9053, 9053 },
	{ 100, 2207076, 2207077 },
	{ 100, 2207081, 2207082 },
	/* GRAPH: every call */
	{ 1, 99, 99 },
	{ 2, 0, 0 },
	{ 3, 0, 0 },
	{ 4, 0, 0 },
	{ 4, 1504022, 1504022 },
	{ 4, 1504039, 1504039 },
	{ 10, 0, 0 },
	{ 17, 2446079, 2446079 },
	{ 32, 0, 0 },
	{ 100, 0, 0 },
	{ 100, 33, 33 },
	{ 100, 36007, 36009 },
	{ 100, 2108006, 2108006 },
	{ 101, 0, 0 },
	{ 102, 0, 0 },
	{ 104, 0, 0 },
	{ 110, 0, 0 },
	{ 190, 0, 0 },
	{ 190, 458, 460 },
	{ 190, 463, 464 },
	{ 190, 467, 467 },
	{ 190, 492, 492 },
	{ 191, 0, 0 },
	{ 200, 0, 0 },
	{ 210, 0, 0 },
	{ 230, 0, 0 },
	{ 283, 0, 0 },
	{ 298, 0, 0 },
	{ 341, 0, 0 },
	{ 368, 0, 0 },
	{ 506, 1455006, 1455006 },
	{ 613, 1996, 1996 },
	{ 803, 0, 0 },
	{ 2500, 0, 0 },
	{ 3001, 1504028, 1504028 },
	{ 80000, 0, 0 },
	{ 80001, 0, 0 },
	{ 80002, 0, 0 },
	{ 80014, 0, 0 },
	{ 1609005, 0, 0 },
	{ -1, 0, 0 },
	{ -2, 0, 0 },
	/* seen: posts of Pages */
	{ 100, 1366046, 1366046 },
	{ 368, 1390008, 1390008 },
	{ 368, 1346003, 1346003 },
	{ 368, 1404006, 1404006 },
	{ 324, 2069019, 2069019 },
	{ 368, 1404102, 1404102 },
	{ 200, 1404078, 1404078 },
	{ 100, 1366051, 1366051 },
	{ 100, 1609008, 1609008 },
	{ 100, 2061006, 2061006 },
	{ 100, 1349125, 1349125 },
	{ 368, 1404112, 1404112 },
	{ 2, 1363047, 1363047 },
	{ 2, 1609010, 1609010 },
	{ 200, 4854002, 4854002 },
};

/* Every pair is known to the table before publishing, and certain at publishing only by a row. */
static void test_everything_documented(void **state)
{
	int pairs = 0, certain = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(documented); i++)
		for (int sub = documented[i].from; sub <= documented[i].to; sub++, pairs++) {
			struct graph_error ge = { .class = GRAPH_CLASS_PERMANENT,
						  .http_status = 400,
						  .code = documented[i].code,
						  .subcode = sub };
			char what[40];

			snprintf(what, sizeof(what), "%d/%d", ge.code, ge.subcode);
			check_true(what, publish_verdict(STEP_CREATE, &ge).row >= 0);
			struct publish_verdict v = publish_verdict(STEP_PUBLISH, &ge);
			check_true(what, v.outcome == OUTCOME_AMBIGUOUS || v.row >= 0);
			certain += v.outcome != OUTCOME_AMBIGUOUS;
		}
	print_message("    %zu rows, each reached; %d documented codes and subcodes, each known; "
		      "%d of them certain as the answer to publishing\n",
		      publish_verdict_rows(), pairs, certain);
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
		cmocka_unit_test(test_everything_documented),
		cmocka_unit_test(test_answers_without_a_code),
		cmocka_unit_test(test_what_says_that_it_passes),
		cmocka_unit_test(test_containers_that_failed),
		cmocka_unit_test(test_faults_read_back),
	};
	return cmocka_run_group_tests_name("publish/outcome", tests, NULL, NULL);
}
