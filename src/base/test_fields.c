#include "base/test.h"

#include <string.h>

#include "base/fields.h"
#include "base/limits.h"

struct sample {
	struct str name;
	struct str note;
	int64_t days;
	int64_t delta;
	bool active;
	struct str page_id;
	struct str date;
};

static bool looks_like_date(struct str s)
{
	return s.len == 10 && s.at[4] == '-' && s.at[7] == '-';
}

static const struct field sample_fields[] = {
	FIELD(struct sample, name, .type = FIELD_STR, .required = true, .min = 2, .max = 5),
	FIELD(struct sample, note, .type = FIELD_STR),
	FIELD(struct sample, days, .type = FIELD_I64, .min = 1, .max = 90),
	FIELD(struct sample, delta, .type = FIELD_I64, .min = -5),
	FIELD(struct sample, active, .type = FIELD_BOOL),
	FIELD(struct sample, page_id, .type = FIELD_ID, .max = 20),
	FIELD(struct sample, date, .type = FIELD_STR, .check = looks_like_date,
	      .hint = "isi dengan tanggal YYYY-MM-DD", .hint_en = "enter a date YYYY-MM-DD"),
};

/* What came out, or `field: text for the user`. */
static struct str outcome(struct arena *a, bool ok, const struct sample *s, const struct err *err)
{
	if (!ok)
		return str_fmt(a, "%s: %.*s", err->field, STR_ARG(err_text(err, false)));
	return str_fmt(a, "%.*s|%s|%lld|%lld|%d|%.*s|%.*s", STR_ARG(s->name),
		       s->note.at ? "note" : "-", (long long)s->days, (long long)s->delta,
		       s->active, STR_ARG(s->page_id), STR_ARG(s->date));
}

static const struct {
	const char *text;
	const char *want;
} jsons[] = {
	{ "{\"name\":\"rani\"}", "rani|-|0|0|0||" },
	{ "{\"name\":\"rani\",\"extra\":[1]}", "rani|-|0|0|0||" },
	{ "{\"name\":\"rani\",\"note\":null,\"days\":null}", "rani|-|0|0|0||" },
	{ "{\"name\":\"rani\",\"note\":\"\",\"page_id\":\"\"}", "rani|note|0|0|0||" },
	{ "{\"name\":\"日本語日本\"}", "日本語日本|-|0|0|0||" },
	{ "{\"name\":\"rani\",\"days\":7,\"delta\":-5,\"active\":true,\"page_id\":\"17_8\","
	  "\"date\":\"2026-04-01\"}",
	  "rani|-|7|-5|1|17_8|2026-04-01" },
	{ "{\"name\":\"rani\",\"days\":\"7\",\"active\":\"False\"}", "rani|-|7|0|0||" },
	{ "{\"name\":\"rani\",\"days\":7.0}", "rani|-|7|0|0||" },
	{ "{\"name\":\"rani\",\"page_id\":17841401234567890}", "rani|-|0|0|0|17841401234567890|" },
	{ "{}", "name: Isian \"name\" wajib diisi." },
	{ "{\"name\":null}", "name: Isian \"name\" wajib diisi." },
	{ "{\"name\":\"\"}", "name: Isian \"name\" wajib diisi." },
	{ "{\"name\":5}", "name: Isian \"name\" belum benar: isi dengan teks." },
	{ "{\"name\":[\"rani\"]}", "name: Isian \"name\" belum benar: isi dengan teks." },
	{ "{\"name\":\"r\"}", "name: Isian \"name\" terlalu pendek: paling sedikit 2 karakter." },
	{ "{\"name\":\"rani s\"}",
	  "name: Isian \"name\" terlalu panjang: paling banyak 5 karakter." },
	{ "{\"name\":\"r\\u0000i\"}", "name: Isian \"name\" belum benar: hapus karakter NUL." },
	{ "{\"name\":\"rani\",\"days\":0}", "days: Isian \"days\" terlalu kecil: paling kecil 1." },
	{ "{\"name\":\"rani\",\"days\":91}",
	  "days: Isian \"days\" terlalu besar: paling besar 90." },
	{ "{\"name\":\"rani\",\"days\":7.5}",
	  "days: Isian \"days\" belum benar: isi dengan bilangan bulat." },
	{ "{\"name\":\"rani\",\"days\":\"7d\"}",
	  "days: Isian \"days\" belum benar: isi dengan bilangan bulat." },
	{ "{\"name\":\"rani\",\"days\":true}",
	  "days: Isian \"days\" belum benar: isi dengan bilangan bulat." },
	{ "{\"name\":\"rani\",\"delta\":-6}",
	  "delta: Isian \"delta\" terlalu kecil: paling kecil -5." },
	{ "{\"name\":\"rani\",\"active\":1}",
	  "active: Isian \"active\" belum benar: isi dengan true atau false." },
	{ "{\"name\":\"rani\",\"active\":\"ya\"}",
	  "active: Isian \"active\" belum benar: isi dengan true atau false." },
	{ "{\"name\":\"rani\",\"page_id\":-1}",
	  "page_id: Isian \"page_id\" belum benar: isi dengan ID sebagai teks." },
	{ "{\"name\":\"rani\",\"page_id\":{}}",
	  "page_id: Isian \"page_id\" belum benar: isi dengan ID sebagai teks." },
	{ "{\"name\":\"rani\",\"page_id\":\"../x\"}",
	  "page_id: Isian \"page_id\" belum benar: isi dengan ID yang sah." },
	{ "{\"name\":\"rani\",\"page_id\":\"123456789012345678901\"}",
	  "page_id: Isian \"page_id\" belum benar: isi dengan ID yang sah." },
	{ "{\"name\":\"rani\",\"date\":\"kemarin\"}",
	  "date: Isian \"date\" belum benar: isi dengan tanggal YYYY-MM-DD." },
	{ "[]", ": Isi permintaan harus berupa objek JSON: {\"nama\": nilai, …}." },
	{ "null", ": Isi permintaan harus berupa objek JSON: {\"nama\": nilai, …}." },
};

static void test_from_json(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(jsons); i++) {
		cleanup(arena_free) struct arena a;
		struct sample out = { 0 };
		struct err err = ERR_INIT;
		const struct json *body = NULL;

		arena_init(&a, 1 * MIB);
		check_ok(json_parse(&a, str_of(jsons[i].text), &body, &err), &err);

		bool ok = fields_from_json(&a, sample_fields, COUNT_OF(sample_fields), body, &out,
					   &err);

		check_str(jsons[i].text, outcome(&a, ok, &out, &err), str_of(jsons[i].want));
	}
}

static const struct {
	const char *text;
	const char *want;
} queries[] = {
	{ "name=rani", "rani|-|0|0|0||" },
	{ "name=rani&days=&active=&page_id=&note=", "rani|note|0|0|0||" },
	{ "name=rani&days=30&active=1&page_id=178&date=2026-04-01",
	  "rani|-|30|0|1|178|2026-04-01" },
	{ "name=rani&active=true", "rani|-|0|0|1||" },
	{ "name=rani&active=0", "rani|-|0|0|0||" },
	{ "", "name: Isian \"name\" wajib diisi." },
	{ "name=", "name: Isian \"name\" wajib diisi." },
	{ "name=rani&days=x", "days: Isian \"days\" belum benar: isi dengan bilangan bulat." },
	{ "name=rani&days=99999999999999999999",
	  "days: Isian \"days\" belum benar: isi dengan bilangan bulat." },
	{ "name=rani&name=sari", "name: Isian \"name\" ada lebih dari satu: kirim sekali saja." },
};

static void test_from_params(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(queries); i++) {
		cleanup(arena_free) struct arena a;
		struct sample out = { 0 };
		struct err err = ERR_INIT;
		struct params params;

		arena_init(&a, 1 * MIB);
		check_ok(params_parse(&a, str_of(queries[i].text), &params, &err), &err);

		bool ok = fields_from_params(&a, sample_fields, COUNT_OF(sample_fields), &params,
					     &out, &err);

		check_str(queries[i].text, outcome(&a, ok, &out, &err), str_of(queries[i].want));
	}
}

static const struct {
	const char *text;
	const char *want;
} english[] = {
	{ "{}", "The field \"name\" is required." },
	{ "{\"name\":5}", "The field \"name\" is not right: enter text." },
	{ "{\"name\":\"r\"}", "The field \"name\" is too short: at least 2 characters." },
	{ "{\"name\":\"rani s\"}", "The field \"name\" is too long: at most 5 characters." },
	{ "{\"name\":\"rani\",\"days\":0}", "The field \"days\" is too small: at least 1." },
	{ "{\"name\":\"rani\",\"days\":91}", "The field \"days\" is too large: at most 90." },
	{ "{\"name\":\"rani\",\"days\":\"x\"}",
	  "The field \"days\" is not right: enter a whole number." },
	{ "{\"name\":\"rani\",\"active\":1}",
	  "The field \"active\" is not right: enter true or false." },
	{ "{\"name\":\"rani\",\"page_id\":{}}",
	  "The field \"page_id\" is not right: enter the ID as text." },
	{ "{\"name\":\"rani\",\"date\":\"kemarin\"}",
	  "The field \"date\" is not right: enter a date YYYY-MM-DD." },
	{ "[]", "The body must be a JSON object: {\"name\": value, …}." },
};

static void test_in_english(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(english); i++) {
		cleanup(arena_free) struct arena a;
		struct sample out = { 0 };
		struct err err = ERR_INIT;
		const struct json *body = NULL;

		arena_init(&a, 1 * MIB);
		check_ok(json_parse(&a, str_of(english[i].text), &body, &err), &err);
		check_true(english[i].text,
			   !fields_from_json(&a, sample_fields, COUNT_OF(sample_fields), body, &out,
					     &err));
		check_str(english[i].text, err_text(&err, true), str_of(english[i].want));
	}
}

/* A row that says what to enter says it when the field is missing, too. */
static void test_hint_when_missing(void **state)
{
	static const struct field date_field[] = {
		FIELD(struct sample, date, .type = FIELD_STR, .required = true,
		      .hint = "isi dengan tanggal YYYY-MM-DD",
		      .hint_en = "enter a date YYYY-MM-DD"),
	};
	cleanup(arena_free) struct arena a;
	struct sample out = { 0 };
	struct err err = ERR_INIT;
	struct params none = { 0 };

	(void)state;
	arena_init(&a, 1 * MIB);
	check_true("refused", !fields_from_params(&a, date_field, 1, &none, &out, &err));
	check_str("text", err_text(&err, false),
		  STR("Isian \"date\" wajib diisi: isi dengan tanggal YYYY-MM-DD."));
	check_str("in English", err_text(&err, true),
		  STR("The field \"date\" is required: enter a date YYYY-MM-DD."));
}

struct taxed {
	double tax;
};
static const struct field taxed_fields[] = {
	FIELD(struct taxed, tax, .type = FIELD_REAL, .max = 1),
};

static void decimals(void **state)
{
	static const struct {
		const char *text;
		int millionths; /* -1: refused */
	} cases[] = {
		{ "{}", 0 },
		{ "{\"tax\":0.11}", 110000 },
		{ "{\"tax\":1}", 1000000 },
		{ "{\"tax\":\"0.125\"}", 125000 },
		{ "{\"tax\":1.01}", -1 },
		{ "{\"tax\":-0.1}", -1 },
		{ "{\"tax\":\"sebelas\"}", -1 },
		{ "{\"tax\":true}", -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct arena a;
		const struct json *object;
		struct taxed taxed = { 0 };
		struct err err = ERR_INIT;

		arena_init(&a, 64 * KIB);
		check_ok(json_parse(&a, str_of(cases[i].text), &object, &err), &err);
		if (fields_from_json(&a, taxed_fields, COUNT_OF(taxed_fields), object, &taxed,
				     &err))
			check_int(cases[i].text, (int64_t)(taxed.tax * 1e6 + 0.5),
				  cases[i].millionths);
		else
			check_int(cases[i].text, -1, cases[i].millionths);
		arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decimals),
		cmocka_unit_test(test_from_json),
		cmocka_unit_test(test_from_params),
		cmocka_unit_test(test_in_english),
		cmocka_unit_test(test_hint_when_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
