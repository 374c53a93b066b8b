/* What is wrong with a file, in words for people. */
#include "content/media_rules.h"

/* ---- problems ---------------------------------------------------------------------------------
 */

static const struct {
	const char *name;
	bool is_error;
	const char *text_id, *text_en, *action_id, *action_en;
} problems[] = {
#define MEDIA_PROBLEM_INFO(id, name, is_error, text_id, text_en, action_id, action_en)             \
	[MEDIA_PROBLEM_##id] = { name, is_error, text_id, text_en, action_id, action_en },
	MEDIA_PROBLEMS(MEDIA_PROBLEM_INFO)
#undef MEDIA_PROBLEM_INFO
};

const char *media_problem_name(enum media_problem problem)
{
	return problems[problem].name;
}

bool media_problem_is_error(enum media_problem problem)
{
	return problems[problem].is_error;
}

enum media_problem media_problem_parse(struct str name)
{
	for (unsigned i = 1; i < MEDIA_PROBLEM_COUNT; i++)
		if (str_eq(name, str_of(problems[i].name)))
			return (enum media_problem)i;
	return MEDIA_PROBLEM_NONE;
}

static struct media_words words_of_problem(struct arena *a, const struct media_finding *f,
					   bool english)
{
	const char *text = english ? problems[f->problem].text_en : problems[f->problem].text_id;
	const char *action =
		english ? problems[f->problem].action_en : problems[f->problem].action_id;
	struct str before = str_of(text), word = str_sub(f->word, 0, 120);
	size_t at = str_find(before, STR("%.*s"));

	if (at == before.len)
		return (struct media_words){ before, str_of(action) };
	return (struct media_words){ str_fmt(a, "%.*s%.*s%.*s", STR_ARG(str_sub(before, 0, at)),
					     STR_ARG(word), STR_ARG(str_skip(before, at + 4))),
				     str_of(action) };
}

/* ---- rules ------------------------------------------------------------------------------------
 */

static const struct {
	const char *label_id, *label_en, *action_id, *action_en;
} labels[] = {
	[MEASURE_FORMAT] = { "Format", "Format", "Simpan ulang dalam format itu.",
			     "Save it in such a format." },
	[MEASURE_SIZE] = { "Ukuran berkas", "File size", "Perkecil berkasnya.",
			   "Make the file smaller." },
	[MEASURE_WIDTH] = { "Lebar", "Width", "Ubah ukuran gambarnya.", "Change its size." },
	[MEASURE_HEIGHT] = { "Tinggi", "Height", "Ubah ukuran gambarnya.", "Change its size." },
	[MEASURE_RATIO] = { "Rasio", "Aspect ratio", "Potong ke rasio itu.",
			    "Crop it to such a ratio." },
	[MEASURE_COLOURS] = { "Warna", "Colours", "Simpan ulang dengan warna sRGB.",
			      "Save it with sRGB colours." },
	[MEASURE_DURATION] = { "Durasi", "Length", "Sesuaikan panjang videonya.",
			       "Change the video's length." },
	[MEASURE_FRAME_RATE] = { "Gambar per detik", "Frames per second",
				 "Simpan ulang videonya dengan laju itu.",
				 "Export the video at such a rate." },
	[MEASURE_BIT_RATE] = { "Laju bit", "Bit rate", "Simpan ulang dengan laju bit lebih kecil.",
			       "Export it with a lower bit rate." },
	[MEASURE_VIDEO_CODEC] = { "Codec video", "Video codec", "Simpan ulang videonya.",
				  "Export the video again." },
	[MEASURE_AUDIO_CODEC] = { "Codec audio", "Audio codec", "Simpan ulang videonya.",
				  "Export the video again." },
	[MEASURE_AUDIO_RATE] = { "Laju audio", "Audio rate", "Simpan ulang videonya.",
				 "Export the video again." },
	[MEASURE_LAYOUT] = { "Susunan berkas", "File layout",
			     "Simpan ulang untuk web (\"fast start\"), tanpa edit list.",
			     "Export it for the web (\"fast start\"), without edit lists." },
};
_Static_assert(COUNT_OF(labels) == MEASURE_COUNT, "one for each");

static const char *const use_names[][2] = {
#define MEDIA_USE_WORDS(id, name, text_id, text_en) [USE_##id] = { text_id, text_en },
	MEDIA_USES(MEDIA_USE_WORDS)
#undef MEDIA_USE_WORDS
};

/* 1.5 with the language's point; whole numbers without one. */
static struct str decimal(struct arena *a, int64_t thousandths, bool english)
{
	long long whole = (long long)(thousandths / 1000), rest = (long long)(thousandths % 1000);

	if (!rest)
		return str_fmt(a, "%lld", whole);
	struct str text = str_fmt(a, "%lld%c%03lld", whole, english ? '.' : ',', rest);
	while (text.at[text.len - 1] == '0')
		text.len--;
	return text;
}

static int64_t rounded(int64_t n, int64_t to)
{
	return (n + to / 2) / to * to;
}

static struct str number_text(struct arena *a, enum media_measure measure, int64_t n, bool english)
{
	switch (measure) {
	case MEASURE_SIZE:
		return str_fmt(a, "%.*s MB",
			       STR_ARG(decimal(a, rounded(n / 1024 * 1000 / 1024, 10), english)));
	case MEASURE_RATIO:
		return str_fmt(a, "%.*s:1", STR_ARG(decimal(a, n, english)));
	case MEASURE_DURATION:
		return str_fmt(a, "%.*s %s", STR_ARG(decimal(a, rounded(n, 10), english)),
			       english ? "s" : "detik");
	case MEASURE_FRAME_RATE:
		return decimal(a, rounded(n, 10), english);
	case MEASURE_BIT_RATE:
		return str_fmt(a, "%.*s Mbps", STR_ARG(decimal(a, rounded(n / 1000, 10), english)));
	case MEASURE_AUDIO_RATE:
		return str_fmt(a, "%lld Hz", (long long)n);
	default:
		return str_fmt(a, "%lld px", (long long)n);
	}
}

static struct str limit_text(struct arena *a, const struct media_rule *r, bool english)
{
	struct str min = number_text(a, r->measure, r->min, english);
	struct str max = number_text(a, r->measure, r->max, english);

	if (r->allowed)
		return str_of(r->allowed);
	if (!r->max)
		return str_fmt(a, "%s %.*s", english ? "at least" : "paling sedikit", STR_ARG(min));
	if (!r->min)
		return str_fmt(a, "%s %.*s", english ? "at most" : "paling banyak", STR_ARG(max));
	return str_fmt(a, "%.*s %s %.*s", STR_ARG(min), english ? "to" : "sampai", STR_ARG(max));
}

static struct media_words words_of_rule(struct arena *a, const struct media_finding *f,
					bool english)
{
	const struct media_rule *r = f->rule;
	struct str measured =
		r->allowed ? f->word : number_text(a, r->measure, f->measured, english);
	const char *label = english ? labels[r->measure].label_en : labels[r->measure].label_id;
	const char *lead = english ? (r->refuses ? "Accepted" : "Recommended")
				   : (r->refuses ? "Yang diterima" : "Yang disarankan");

	return (struct media_words){
		.message = str_fmt(a, "%s: %.*s. %s %s %s: %.*s.", label, STR_ARG(measured), lead,
				   english ? "for" : "untuk", use_names[r->use][english],
				   STR_ARG(limit_text(a, r, english))),
		.action = str_of(english ? labels[r->measure].action_en
					 : labels[r->measure].action_id),
	};
}

const char *media_finding_rule(const struct media_finding *f)
{
	return f->rule ? media_measure_name(f->rule->measure) : problems[f->problem].name;
}

struct media_words media_finding_words(struct arena *a, const struct media_finding *f, bool english)
{
	return f->rule ? words_of_rule(a, f, english) : words_of_problem(a, f, english);
}
