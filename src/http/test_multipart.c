#include "http/multipart.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/test.h"

#define TYPE "multipart/form-data; boundary=B"
#define FIELD(name, value)                                                                         \
	"--B\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define END "--B--\r\n"

/* A form as text: name[file]<type>=body|… */
static struct str describe(struct arena *a, const struct multipart *form)
{
	struct buf b;
	buf_init(&b, 1 * MIB);
	for (size_t i = 0; i < form->count; i++) {
		const struct multipart_part *p = &form->at[i];
		buf_fmt(&b, "%s%.*s", i ? "|" : "", STR_ARG(p->name));
		if (p->file_name.at)
			buf_fmt(&b, "[%.*s]", STR_ARG(p->file_name));
		if (p->content_type.at)
			buf_fmt(&b, "<%.*s>", STR_ARG(p->content_type));
		buf_putc(&b, '=');
		buf_put(&b, p->body);
	}
	struct str text = str_dup(a, buf_str(&b));
	buf_free(&b);
	return text;
}

static const struct {
	const char *name;
	struct str type;
	struct str body;
	const char *want; /* NULL: refused */
} rows[] = {
	{ "one field", STR_INIT(TYPE), STR_INIT(FIELD("a", "1") END), "a=1" },
	{ "two fields", STR_INIT(TYPE), STR_INIT(FIELD("a", "1") FIELD("b", "") END), "a=1|b=" },
	{ "no field", STR_INIT(TYPE), STR_INIT("--B--"), "" },
	{ "no CRLF at the end", STR_INIT(TYPE), STR_INIT(FIELD("a", "1") "--B--"), "a=1" },
	{ "quoted boundary", STR_INIT("multipart/form-data; boundary=\"a b\""),
	  STR_INIT("--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a b--"), "x=1" },
	{ "other parameter", STR_INIT("Multipart/Form-Data; charset=utf-8; BOUNDARY=B"),
	  STR_INIT(FIELD("a", "1") END), "a=1" },
	{ "file", STR_INIT(TYPE),
	  STR_INIT("--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n"
		   "Content-Type: text/csv\r\n\r\nx,y\r\n1,2\r\n\r\n" END),
	  "f[a.csv]<text/csv>=x,y\r\n1,2\r\n" },
	{ "empty file name", STR_INIT(TYPE),
	  STR_INIT("--B\r\nContent-Disposition: form-data; name=f; filename=\"\"\r\n\r\n\r\n" END),
	  "f[]=" },
	{ "escapes", STR_INIT(TYPE),
	  STR_INIT("--B\r\nContent-Disposition: form-data; "
		   "name=\"a\\\"b\\\\c\\d\"\r\n\r\n1\r\n" END),
	  "a\"b\\c\\d=1" },
	{ "semicolon in a name", STR_INIT(TYPE), STR_INIT(FIELD("a;b=c", "1") END), "a;b=c=1" },
	{ "UTF-8 name", STR_INIT(TYPE), STR_INIT(FIELD("\xc3\xa9", "1") END), "\xc3\xa9=1" },
	{ "dashes in a body", STR_INIT(TYPE), STR_INIT(FIELD("a", "--B\r\n-B\r\n--") END),
	  "a=--B\r\n-B\r\n--" },
	{ "other headers", STR_INIT(TYPE),
	  STR_INIT("--B\r\nX-A: b\r\ncontent-disposition: FORM-DATA; Name=a\r\n\r\n1\r\n" END),
	  "a=1" },

	{ "not a form", STR_INIT("application/json"), STR_INIT(END), NULL },
	{ "no type", STR_INIT(""), STR_INIT(END), NULL },
	{ "no boundary", STR_INIT("multipart/form-data"), STR_INIT(END), NULL },
	{ "empty boundary", STR_INIT("multipart/form-data; boundary="), STR_INIT(END), NULL },
	{ "empty quoted boundary", STR_INIT("multipart/form-data; boundary=\"\""), STR_INIT("----"),
	  NULL },
	{ "two boundaries", STR_INIT(TYPE "; boundary=C"), STR_INIT(END), NULL },
	{ "unclosed quote", STR_INIT("multipart/form-data; boundary=\"B"), STR_INIT(END), NULL },
	{ "rubbish behind the type", STR_INIT("multipart/form-data boundary=B"), STR_INIT(END),
	  NULL },
	{ "CR in the boundary", STR_INIT("multipart/form-data; boundary=\"B\r\""), STR_INIT(END),
	  NULL },
	{ "boundary of 71",
	  STR_INIT("multipart/form-data; boundary="
		   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		   "aaaaaa"),
	  STR_INIT(END), NULL },
	{ "empty body", STR_INIT(TYPE), STR_INIT(""), NULL },
	{ "preamble", STR_INIT(TYPE), STR_INIT("x\r\n" END), NULL },
	{ "epilogue", STR_INIT(TYPE), STR_INIT(FIELD("a", "1") END "x"), NULL },
	{ "another boundary", STR_INIT(TYPE), STR_INIT("--C\r\n--C--"), NULL },
	{ "longer boundary", STR_INIT(TYPE), STR_INIT("--BC\r\n\r\n\r\n--B--"), NULL },
	{ "no end", STR_INIT(TYPE), STR_INIT(FIELD("a", "1")), NULL },
	{ "no end of header", STR_INIT(TYPE),
	  STR_INIT("--B\r\nContent-Disposition: form-data; name=a\r\n"), NULL },
	{ "bare LF", STR_INIT(TYPE),
	  STR_INIT("--B\nContent-Disposition: form-data; name=a\n\n1\n--B--\n"), NULL },
	{ "no name", STR_INIT(TYPE),
	  STR_INIT("--B\r\nContent-Disposition: form-data\r\n\r\n1\r\n" END), NULL },
	{ "no disposition", STR_INIT(TYPE), STR_INIT("--B\r\n\r\n1\r\n" END), NULL },
	{ "two dispositions", STR_INIT(TYPE),
	  STR_INIT("--B\r\nContent-Disposition: form-data; name=a\r\n"
		   "Content-Disposition: form-data; name=b\r\n\r\n1\r\n" END),
	  NULL },
	{ "attachment", STR_INIT(TYPE),
	  STR_INIT("--B\r\nContent-Disposition: attachment; name=a\r\n\r\n1\r\n" END), NULL },
	{ "bad UTF-8 in a name", STR_INIT(TYPE), STR_INIT(FIELD("\xff", "1") END), NULL },
	{ "unclosed name", STR_INIT(TYPE),
	  STR_INIT("--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n" END), NULL },
	{ "header without colon", STR_INIT(TYPE), STR_INIT("--B\r\nabc\r\n\r\n1\r\n" END), NULL },
	{ "too many headers", STR_INIT(TYPE),
	  STR_INIT("--B\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\nA:1\r\n"
		   "Content-Disposition: form-data; name=a\r\n\r\n1\r\n" END),
	  NULL },
};

static void test_forms(void **state)
{
	(void)state;
	struct arena a;

	arena_init(&a, 4 * MIB);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct multipart form = { .at = NULL };
		struct err err = ERR_INIT;
		bool ok = multipart_parse(&a, rows[i].type, rows[i].body, &form, &err);
		check_int(rows[i].name, ok, rows[i].want != NULL);
		if (ok)
			check_str(rows[i].name, describe(&a, &form), str_of(rows[i].want));
		else
			check_true(rows[i].name, err.user[0] && err.code == ERR_INVALID_FIELD);
	}
	arena_free(&a);
}

static void test_part_limit(void **state)
{
	(void)state;
	struct multipart form = { .at = NULL };
	struct err err = ERR_INIT;
	struct arena a;
	struct buf b;

	arena_init(&a, 4 * MIB);
	buf_init(&b, 1 * MIB);
	for (int i = 0; i < LIMIT_QUERY_PARAMS; i++)
		buf_put(&b, STR(FIELD("a", "1")));
	size_t within = b.len;
	buf_put(&b, STR(END));
	check_ok(multipart_parse(&a, STR(TYPE), buf_str(&b), &form, &err), &err);
	check_int("at the limit", form.count, LIMIT_QUERY_PARAMS);
	b.len = within;
	buf_put(&b, STR(FIELD("a", "1") END));
	check_true("beyond", !multipart_parse(&a, STR(TYPE), buf_str(&b), &form, &err));
	buf_free(&b);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_part_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
