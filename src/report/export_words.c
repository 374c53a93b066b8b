/* What may be asked for, in words: formats and their parts. */
#include "base/clock.h"
#include "base/limits.h"
#include "report/export_files.h"

static const struct {
	struct str name, content_type;
} formats[EXPORT_FORMAT_COUNT] = {
	[EXPORT_CSV] = { STR_INIT("csv"), STR_INIT("text/csv; charset=utf-8") },
	[EXPORT_XLSX] = { STR_INIT("xlsx"), STR_INIT("application/vnd.openxmlformats-officedocument"
						     ".spreadsheetml.sheet") },
	[EXPORT_PDF] = { STR_INIT("pdf"), STR_INIT("application/zip") },
	[EXPORT_ZIP] = { STR_INIT("zip"), STR_INIT("application/zip") },
	[EXPORT_JSON] = { STR_INIT("json"), STR_INIT("application/json") },
};

static const struct {
	enum export_format format;
	struct str name; /* within its format; empty: it has no parts */
	struct str in_zip;
} parts[EXPORT_PART_COUNT] = {
	[EXPORT_PART_MEDIA] = { EXPORT_CSV, STR_INIT("media"), STR_INIT("csv:media") },
	[EXPORT_PART_PROFILE] = { EXPORT_CSV, STR_INIT("profile"), STR_INIT("csv:profile") },
	[EXPORT_PART_CITY] = { EXPORT_CSV, STR_INIT("city"), STR_INIT("csv:city") },
	[EXPORT_PART_COUNTRY] = { EXPORT_CSV, STR_INIT("country"), STR_INIT("csv:country") },
	[EXPORT_PART_GENDER] = { EXPORT_CSV, STR_INIT("gender"), STR_INIT("csv:gender") },
	[EXPORT_PART_AGE] = { EXPORT_CSV, STR_INIT("age"), STR_INIT("csv:age") },
	[EXPORT_PART_HASHTAG] = { EXPORT_CSV, STR_INIT("hashtag"), STR_INIT("csv:hashtag") },
	[EXPORT_PART_XLSX] = { EXPORT_XLSX, STR_INIT(""), STR_INIT("xlsx") },
	[EXPORT_PART_COMPETITORS] = { EXPORT_PDF, STR_INIT("competitors"),
				      STR_INIT("pdf:competitors") },
	[EXPORT_PART_STATISTICS] = { EXPORT_PDF, STR_INIT("statistics"),
				     STR_INIT("pdf:statistics") },
	[EXPORT_PART_TOP_POSTS] = { EXPORT_PDF, STR_INIT("top-posts"), STR_INIT("pdf:top-posts") },
	[EXPORT_PART_JSON] = { EXPORT_JSON, STR_INIT(""), STR_INIT("json") },
};

struct str export_format_name(enum export_format format)
{
	return format < EXPORT_FORMAT_COUNT ? formats[format].name : STR_NONE;
}

struct str export_content_type(const struct export_request *request)
{
	return formats[request->format].content_type;
}

struct str export_part_name(enum export_part part, bool in_zip)
{
	return in_zip ? parts[part].in_zip : parts[part].name;
}

enum export_format export_part_format(enum export_part part)
{
	return parts[part].format;
}

/* ---- for refusals -------------------------------------------------------------------------- */

static void add_word(struct arena *a, struct str *list, struct str word)
{
	*list = list->len ? str_fmt(a, "%.*s, %.*s", STR_ARG(*list), STR_ARG(word)) : word;
}

static struct str format_names(struct arena *a)
{
	struct str names = STR("");

	for (size_t i = 0; i < EXPORT_FORMAT_COUNT; i++)
		add_word(a, &names, formats[i].name);
	return names;
}

struct str export_part_names(struct arena *a, enum export_format format)
{
	bool in_zip = format == EXPORT_ZIP;
	struct str names = in_zip ? STR("csv, pdf") : STR("");

	for (size_t i = 0; i < EXPORT_PART_COUNT; i++)
		if ((in_zip || parts[i].format == format) && parts[i].name.len + in_zip > 0)
			add_word(a, &names, export_part_name((enum export_part)i, in_zip));
	return names;
}

/* ---- parsing ------------------------------------------------------------------------------- */

static uint32_t parts_of_format(enum export_format format)
{
	uint32_t all = 0;

	for (size_t i = 0; i < EXPORT_PART_COUNT; i++)
		if (format == EXPORT_ZIP || parts[i].format == format)
			all |= 1u << i;
	return all;
}

static bool parse_format(struct arena *a, struct str word, enum export_format *ret, struct err *err)
{
	for (size_t i = 0; i < EXPORT_FORMAT_COUNT; i++) {
		if (str_eq(word, formats[i].name)) {
			*ret = (enum export_format)i;
			return true;
		}
	}

	const char *names = str_z(a, format_names(a));

	err_field(err, "format", "Format harus salah satu dari: %s.", names);
	return err_say_en(err, "The format must be one of: %s.", names);
}

/* The bits a word stands for; 0: none. `csv` and `pdf` in a zip are all of their parts. */
static uint32_t bits_of_word(enum export_format format, struct str word)
{
	bool in_zip = format == EXPORT_ZIP;

	if (in_zip && str_eq(word, STR("csv")))
		return parts_of_format(EXPORT_CSV);
	if (in_zip && str_eq(word, STR("pdf")))
		return parts_of_format(EXPORT_PDF);
	for (size_t i = 0; i < EXPORT_PART_COUNT; i++)
		if ((in_zip || parts[i].format == format) && word.len > 0 &&
		    str_eq(word, export_part_name((enum export_part)i, in_zip)))
			return 1u << i;
	return 0;
}

static bool refuse_part(struct arena *a, enum export_format format, struct err *err)
{
	const char *names = str_z(a, export_part_names(a, format));

	if (!names[0]) {
		err_field(err, "parts", "Format ini tidak punya bagian yang bisa dipilih.");
		return err_say_en(err, "This format has no parts to choose from.");
	}
	err_field(err, "parts", "Bagian harus salah satu dari: %s.", names);
	return err_say_en(err, "A part must be one of: %s.", names);
}

static bool parse_parts(struct arena *a, struct str words, struct export_request *ret,
			struct err *err)
{
	for (struct str rest = words; rest.len;) {
		struct str word = str_trim(str_cut(&rest, ','));
		uint32_t bits = bits_of_word(ret->format, word);

		if (!bits)
			return refuse_part(a, ret->format, err);
		ret->parts |= bits;
	}
	if (ret->format == EXPORT_CSV && __builtin_popcount(ret->parts) != 1) {
		const char *names = str_z(a, export_part_names(a, EXPORT_CSV));

		err_field(err, "parts", "Pilih satu dari: %s.", names);
		return err_say_en(err, "Choose one of: %s.", names);
	}
	if (!ret->parts)
		ret->parts = parts_of_format(ret->format);
	return true;
}

static bool parse_competitors(struct arena *a, struct str words, struct str_list *ret,
			      struct err *err)
{
	struct str *ids = arena_new_n(a, struct str, EXPORT_MAX_COMPETITORS);
	size_t count = 0;

	for (struct str rest = words; rest.len;) {
		struct str id = str_trim(str_cut(&rest, ','));
		bool is_wrong = id.len == 0 || id.len > LIMIT_ID;

		if (is_wrong || count == EXPORT_MAX_COMPETITORS) {
			err_field(err, "competitors", "Isi dengan paling banyak %d ID kompetitor.",
				  EXPORT_MAX_COMPETITORS);
			return err_say_en(err, "Give at most %d ids of competitors.",
					  EXPORT_MAX_COMPETITORS);
		}
		ids[count++] = str_dup(a, id);
	}
	*ret = (struct str_list){ ids, count };
	return true;
}

static bool parse_language(struct str word, bool *ret_english, struct err *err)
{
	*ret_english = str_eq(word, STR("en"));
	if (*ret_english || str_is_empty(word) || str_eq(word, STR("id")))
		return true;
	err_field(err, "language", "Bahasa harus id atau en.");
	return err_say_en(err, "The language must be id or en.");
}

static bool parse_time(struct str word, struct opt_int *ret, struct err *err)
{
	int64_t ms = 0;

	if (str_is_empty(word))
		return true;
	if (!iso_parse(word, &ms)) {
		err_field(err, "exported_at", "Isi dengan waktu ISO 8601.");
		return err_say_en(err, "Give a time as ISO 8601.");
	}
	*ret = OPT_INT(ms / 1000);
	return true;
}

bool export_parse(struct arena *a, const struct export_words *words, struct export_request *ret,
		  struct err *err)
{
	*ret = (struct export_request){ 0 };
	return parse_format(a, words->format, &ret->format, err) &&
	       parse_parts(a, words->parts, ret, err) &&
	       parse_competitors(a, words->competitors, &ret->competitor_ids, err) &&
	       parse_language(words->language, &ret->english, err) &&
	       parse_time(words->exported_at, &ret->exported_s, err);
}
