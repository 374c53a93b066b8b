#include "base/fields.h"

#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"

#define CHARS_MAX 1000 /* a string whose row states no maximum */

/* What JSON and forms have in common. */
struct given {
	enum { GIVEN_NOTHING, GIVEN_TEXT, GIVEN_NUMBER, GIVEN_REAL, GIVEN_BOOL, GIVEN_OTHER } kind;
	struct str text;
	int64_t number;
	double real;
	bool boolean;
};

typedef bool converter(struct arena *a, const struct field *f, struct given v, void *member,
		       struct err *err);

/* A wrong value: what would be right comes from the row when it says so. */
static bool wrong(struct err *err, const struct field *f, const char *expected,
		  const char *expected_en)
{
	err_field(err, f->name, "Isian \"%s\" belum benar: %s.", f->name,
		  f->hint ? f->hint : expected);
	return err_say_en(err, "The field \"%s\" is not right: %s.", f->name,
			  f->hint_en ? f->hint_en : expected_en);
}

static bool set_str(struct arena *a, const struct field *f, struct given v, void *member,
		    struct err *err)
{
	int64_t max = f->max ? f->max : CHARS_MAX;

	(void)a;
	if (v.kind != GIVEN_TEXT)
		return wrong(err, f, "isi dengan teks", "enter text");
	if (str_find_char(v.text, '\0') < v.text.len)
		return wrong(err, f, "hapus karakter NUL", "remove the NUL character");

	int64_t chars = (int64_t)utf8_count(v.text);

	if (chars < f->min) {
		err_field(err, f->name,
			  "Isian \"%s\" terlalu pendek: paling sedikit %lld karakter.", f->name,
			  (long long)f->min);
		return err_say_en(err, "The field \"%s\" is too short: at least %lld characters.",
				  f->name, (long long)f->min);
	}
	if (chars > max) {
		err_field(err, f->name,
			  "Isian \"%s\" terlalu panjang: paling banyak %lld karakter.", f->name,
			  (long long)max);
		return err_say_en(err, "The field \"%s\" is too long: at most %lld characters.",
				  f->name, (long long)max);
	}
	if (f->check && !f->check(v.text))
		return wrong(err, f, "periksa kembali nilainya", "check the value");
	*(struct str *)member = v.text;
	return true;
}

static bool set_i64(struct arena *a, const struct field *f, struct given v, void *member,
		    struct err *err)
{
	int64_t number = v.number;

	(void)a;
	if (v.kind != GIVEN_NUMBER && (v.kind != GIVEN_TEXT || !str_to_i64(v.text, &number)))
		return wrong(err, f, "isi dengan bilangan bulat", "enter a whole number");
	if (number < f->min) {
		err_field(err, f->name, "Isian \"%s\" terlalu kecil: paling kecil %lld.", f->name,
			  (long long)f->min);
		return err_say_en(err, "The field \"%s\" is too small: at least %lld.", f->name,
				  (long long)f->min);
	}
	if (f->max && number > f->max) {
		err_field(err, f->name, "Isian \"%s\" terlalu besar: paling besar %lld.", f->name,
			  (long long)f->max);
		return err_say_en(err, "The field \"%s\" is too large: at most %lld.", f->name,
				  (long long)f->max);
	}
	*(int64_t *)member = number;
	return true;
}

static bool set_real(struct arena *a, const struct field *f, struct given v, void *member,
		     struct err *err)
{
	double number = v.kind == GIVEN_NUMBER ? (double)v.number : v.real;

	(void)a;
	if (v.kind != GIVEN_NUMBER && v.kind != GIVEN_REAL &&
	    (v.kind != GIVEN_TEXT || !str_to_double(v.text, &number)))
		return wrong(err, f, "isi dengan angka, misalnya 0.11",
			     "enter a number such as 0.11");
	if (number < (double)f->min || (f->max && number > (double)f->max)) {
		err_field(err, f->name, "Isian \"%s\": dari %lld sampai %lld.", f->name,
			  (long long)f->min, (long long)f->max);
		return err_say_en(err, "The field \"%s\": from %lld to %lld.", f->name,
				  (long long)f->min, (long long)f->max);
	}
	*(double *)member = number;
	return true;
}

static bool set_bool(struct arena *a, const struct field *f, struct given v, void *member,
		     struct err *err)
{
	bool is_true = v.kind == GIVEN_BOOL && v.boolean;
	bool is_false = v.kind == GIVEN_BOOL && !v.boolean;

	(void)a;
	if (v.kind == GIVEN_TEXT) {
		is_true = str_eq_nocase(v.text, STR("true")) || str_eq(v.text, STR("1"));
		is_false = str_eq_nocase(v.text, STR("false")) || str_eq(v.text, STR("0"));
	}
	if (!is_true && !is_false)
		return wrong(err, f, "isi dengan true atau false", "enter true or false");
	*(bool *)member = is_true;
	return true;
}

/* Letters, digits and the joints found in ids of Meta and ours. */
static bool is_id(struct str s, int64_t max)
{
	if ((int64_t)s.len > max)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool is_alnum =
			(c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

		if (!is_alnum && c != '_' && c != '-' && c != '.' && c != ':')
			return false;
	}
	return true;
}

static bool set_id(struct arena *a, const struct field *f, struct given v, void *member,
		   struct err *err)
{
	struct str id = v.text;

	if (v.kind == GIVEN_NUMBER && v.number >= 0)
		id = str_fmt(a, "%lld", (long long)v.number);
	else if (v.kind != GIVEN_TEXT)
		return wrong(err, f, "isi dengan ID sebagai teks", "enter the ID as text");
	if (!is_id(id, f->max ? f->max : LIMIT_ID) || (f->check && !f->check(id)))
		return wrong(err, f, "isi dengan ID yang sah", "enter a valid ID");
	*(struct str *)member = id;
	return true;
}

static converter *const converters[] = {
	[FIELD_STR] = set_str,   [FIELD_I64] = set_i64, [FIELD_REAL] = set_real,
	[FIELD_BOOL] = set_bool, [FIELD_ID] = set_id,
};

/* An empty text fills nothing in: it is a value only for a string nobody requires. */
static bool is_filled(const struct field *f, struct given v)
{
	if (v.kind == GIVEN_TEXT && v.text.len == 0)
		return f->type == FIELD_STR && !f->required;
	return v.kind != GIVEN_NOTHING;
}

static bool set_field(struct arena *a, const struct field *f, struct given v, void *out,
		      struct err *err)
{
	if (is_filled(f, v))
		return converters[f->type](a, f, v, (char *)out + f->offset, err);
	if (!f->required)
		return true;
	err_field(err, f->name,
		  f->hint ? "Isian \"%s\" wajib diisi: %s." : "Isian \"%s\" wajib diisi.", f->name,
		  f->hint);
	return err_say_en(err,
			  f->hint_en ? "The field \"%s\" is required: %s."
				     : "The field \"%s\" is required.",
			  f->name, f->hint_en);
}

static struct given given_by_json(const struct json *v)
{
	struct given given = { .kind = GIVEN_OTHER };

	if (json_is_null(v)) {
		given.kind = GIVEN_NOTHING;
	} else if (v->type == JSON_STRING) {
		given.kind = GIVEN_TEXT;
		given.text = v->string;
	} else if (v->type == JSON_BOOL) {
		given.kind = GIVEN_BOOL;
		given.boolean = v->boolean;
	} else if (json_to_int(v, &given.number)) {
		given.kind = GIVEN_NUMBER;
	} else if (v->type == JSON_DOUBLE) {
		given.kind = GIVEN_REAL;
		given.real = v->real;
	}
	return given;
}

bool fields_from_json(struct arena *a, const struct field *table, size_t count,
		      const struct json *object, void *out, struct err *err)
{
	if (!object || object->type != JSON_OBJECT) {
		err_set(err, ERR_BAD_REQUEST, "the body is not a JSON object");
		err_say(err, "Isi permintaan harus berupa objek JSON: {\"nama\": nilai, …}.");
		return err_say_en(err, "The body must be a JSON object: {\"name\": value, …}.");
	}
	for (size_t i = 0; i < count; i++) {
		struct given v = given_by_json(json_get(object, str_of(table[i].name)));

		if (!set_field(a, &table[i], v, out, err))
			return false;
	}
	return true;
}

bool fields_from_params(struct arena *a, const struct field *table, size_t count,
			const struct params *params, void *out, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		struct str name = str_of(table[i].name);
		struct given v = { .text = params_get(params, name) };

		if (params_count(params, name) > 1) {
			err_field(err, table[i].name,
				  "Isian \"%s\" ada lebih dari satu: kirim sekali saja.",
				  table[i].name);
			return err_say_en(err,
					  "The field \"%s\" is there more than once: send it once.",
					  table[i].name);
		}
		if (v.text.at)
			v.kind = GIVEN_TEXT;
		if (!set_field(a, &table[i], v, out, err))
			return false;
	}
	return true;
}
