/* What a report's letter says: numbers as people write them, nothing made up, nothing let through.
 */
#include "exports/letter.h"

#include "base/test.h"

struct fixture {
	struct arena a;
	struct report_schedule_row schedule;
	struct export_reading reading;
	struct letter_facts facts;
	struct letter_figures figures;
};

static int enter(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (!f)
		return 1;
	arena_init(&f->a, 4 * MIB);
	f->schedule.name = STR("Rapat <Senin>");
	f->schedule.every = STR("week");
	f->reading.account.username = STR("dapur");
	f->reading.window.now.first_day = days_from_civil(2026, 10, 31);
	f->reading.window.now.last_day = days_from_civil(2026, 11, 6);
	f->figures = (struct letter_figures){
		.followers = OPT_INT(1188432),
		.growth = OPT_DOUBLE(0.4249),
		.reach = OPT_DOUBLE(20951.6),
		.engagement = OPT_DOUBLE(5.0),
		.posts = OPT_INT(0),
		.best_url = STR(""),
	};
	f->facts = (struct letter_facts){
		.schedule = &f->schedule,
		.reading = &f->reading,
		.sender = STR("Sari & \"Tim\""),
		.file_name = STR("Data.csv"),
		.file_url = STR(""),
		.leave_url = STR("https://simpul.example/x"),
	};
	*state = f;
	return 0;
}

static int leave(void **state)
{
	struct fixture *f = *state;

	arena_free(&f->a);
	free(f);
	return 0;
}

static void in_indonesian(void **state)
{
	struct fixture *f = *state;
	struct report_letter letter;

	letter_write(&f->a, &f->facts, &f->figures, &letter);
	check_str("subject", letter.subject,
		  STR("Rapat <Senin> @dapur, 31 Oktober 2026 – 6 November 2026"));
	check_str("text", letter.text,
		  STR("Halo,\n\nini ringkasan akun Instagram @dapur\n"
		      "31 Oktober 2026 – 6 November 2026\n\n"
		      "Pengikut: 1.188.432\n"
		      "Pertumbuhan pengikut: +0,42%\n"
		      "Rata-rata jangkauan per hari: 20.952\n"
		      "Engagement rate: 5,0%\n"
		      "Postingan baru: 0\n\n"
		      "Laporan lengkapnya terlampir: Data.csv\n\n"
		      "-- \nSimpul\n"
		      "Email ini dikirim karena alamat Anda dimasukkan ke daftar penerima oleh "
		      "Sari & "
		      "\"Tim\".\n"
		      "Berhenti menerima laporan ini: https://simpul.example/x\n"));
	assert_true(str_contains(letter.html, STR("Sari &amp; &quot;Tim&quot;")));
	assert_true(str_contains(letter.html, STR("<title>Rapat &lt;Senin&gt; @dapur")));
	assert_false(str_contains(letter.html, STR("<Senin>")));
	assert_false(str_contains(letter.html, STR("<script")));
}

/* Not known is a dash, never a zero. */
static void in_english_without_numbers(void **state)
{
	struct fixture *f = *state;
	struct report_letter letter;

	f->reading.request.english = true;
	f->schedule.name = STR("");
	f->facts.is_test = true;
	f->facts.file_url = STR("https://simpul.example/api/exports/shared/abc");
	f->figures = (struct letter_figures){ .growth = OPT_DOUBLE(-1.5), .best_url = STR("") };
	letter_write(&f->a, &f->facts, &f->figures, &letter);
	check_str("subject", letter.subject,
		  STR("Test: Weekly report @dapur, 31 October 2026 – 6 November 2026"));
	static const char *const lines[] = {
		"Followers: –\n",
		"Follower growth: -1.5%\n",
		"Average reach per day: –\n",
		"Engagement rate: –\n",
		"New posts: –\n",
		"good for seven days",
		"\nhttps://simpul.example/api/exports/shared/abc\n",
	};
	for (size_t i = 0; i < COUNT_OF(lines); i++)
		check_true(lines[i], str_contains(letter.text, str_of(lines[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(in_indonesian, enter, leave),
		cmocka_unit_test_setup_teardown(in_english_without_numbers, enter, leave),
	};
	return cmocka_run_group_tests_name("exports/letter", tests, NULL, NULL);
}
