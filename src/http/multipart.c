#include "http/multipart.h"

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "http/chars.h"

#define MAX_BOUNDARY 70 /* RFC 2046 5.1.1 */
#define MAX_PART_HEADERS 8
#define MAX_PART_HEAD (4 * KIB)

static bool bad(struct err *err, const char *what)
{
	err_field(err, "body", "Isi formulir tidak terbaca: %s.", what);
	return err_say_en(err, "The form data could not be read: %s.", what);
}

/* ---- parameters: ; name=token or ; name="quoted" -------------------------------------------- */

/* `s` starts behind the opening quote. Undoes \" and \\; gives back what follows the closing one.
 */
static bool take_quoted(struct arena *a, struct str s, struct str *ret, struct str *ret_rest)
{
	char *out = arena_alloc(a, s.len, 1);
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] == '"') {
			*ret = (struct str){ out, len };
			*ret_rest = str_skip(s, i + 1);
			return true;
		}
		bool is_escape = s.at[i] == '\\' && i + 1 < s.len &&
				 (s.at[i + 1] == '"' || s.at[i + 1] == '\\');
		i += is_escape;
		out[len++] = s.at[i];
	}
	return false;
}

/* Takes one `; name=value` off the front. False at the end and on nonsense: then rest is not empty.
 */
static bool next_param(struct arena *a, struct str *rest, struct str *ret_name,
		       struct str *ret_value)
{
	struct str s = str_trim(*rest);
	if (s.len == 0 || s.at[0] != ';')
		return false;
	s = str_trim(str_skip(s, 1));
	struct str name = str_sub(s, 0, str_find_char(s, '='));
	s = str_skip(s, name.len + 1);
	if (name.len == 0 || !http_chars_are(name, HTTP_CHAR_TOKEN) || s.len == 0)
		return false;
	*ret_name = name;
	if (s.at[0] == '"')
		return take_quoted(a, str_skip(s, 1), ret_value, rest);
	*ret_value = str_trim(str_sub(s, 0, str_find_char(s, ';')));
	*rest = str_skip(s, str_find_char(s, ';'));
	return http_chars_are(*ret_value, HTTP_CHAR_TOKEN);
}

static bool parse_boundary(struct arena *a, struct str content_type, struct str *ret,
			   struct err *err)
{
	size_t semicolon = str_find_char(content_type, ';');
	struct str type = str_trim(str_sub(content_type, 0, semicolon));
	struct str rest = str_skip(content_type, semicolon);
	struct str boundary = STR_NONE, name, value;

	if (!str_eq_nocase(type, STR("multipart/form-data")))
		return bad(err, "Content-Type is not multipart/form-data");
	while (next_param(a, &rest, &name, &value)) {
		if (!str_eq_nocase(name, STR("boundary")))
			continue;
		if (boundary.at)
			return bad(err, "there are two boundaries");
		boundary = value;
	}
	if (str_trim(rest).len > 0)
		return bad(err, "Content-Type is not valid");
	if (boundary.len == 0 || boundary.len > MAX_BOUNDARY ||
	    !http_chars_are(boundary, HTTP_CHAR_VALUE))
		return bad(err, "the boundary is missing or not valid");
	*ret = boundary;
	return true;
}

/* ---- parts ---------------------------------------------------------------------------------- */

static bool name_is_valid(struct str name)
{
	return utf8_is_valid(name) && str_find_char(name, '\0') == name.len;
}

static bool parse_disposition(struct arena *a, struct str value, struct multipart_part *part,
			      struct err *err)
{
	size_t semicolon = str_find_char(value, ';');
	struct str rest = str_skip(value, semicolon);
	struct str name, text;

	if (part->name.at)
		return bad(err, "a part has two Content-Disposition lines");
	if (!str_eq_nocase(str_trim(str_sub(value, 0, semicolon)), STR("form-data")))
		return bad(err, "a part is not form-data");
	while (next_param(a, &rest, &name, &text)) {
		if (!name_is_valid(text))
			return bad(err, "a name is not valid UTF-8");
		if (str_eq_nocase(name, STR("name")))
			part->name = text;
		if (str_eq_nocase(name, STR("filename")))
			part->file_name = text;
	}
	if (str_trim(rest).len > 0)
		return bad(err, "a Content-Disposition line is not valid");
	return true;
}

static bool parse_part_line(struct arena *a, struct str line, struct multipart_part *part,
			    struct err *err)
{
	struct str value = line;
	struct str name = str_cut(&value, ':');

	if (!value.at || name.len == 0 || !http_chars_are(name, HTTP_CHAR_TOKEN) ||
	    !http_chars_are(value, HTTP_CHAR_VALUE))
		return bad(err, "a header line of a part is not valid");
	value = str_trim(value);
	if (str_eq_nocase(name, STR("Content-Disposition")))
		return parse_disposition(a, value, part, err);
	if (str_eq_nocase(name, STR("Content-Type")))
		part->content_type = value;
	return true;
}

/* Reads the lines up to the empty one and leaves `*rest` behind it. */
static bool parse_part_head(struct arena *a, struct str *rest, struct multipart_part *part,
			    struct err *err)
{
	struct str head = str_sub(*rest, 0, MAX_PART_HEAD);

	for (unsigned lines = 0; lines <= MAX_PART_HEADERS; lines++) {
		size_t end = str_find(head, STR("\r\n"));
		if (end == head.len)
			return bad(err, "the header of a part does not end");
		struct str line = str_sub(head, 0, end);
		head = str_skip(head, end + 2);
		*rest = str_skip(*rest, end + 2);
		if (line.len > 0) {
			if (!parse_part_line(a, line, part, err))
				return false;
			continue;
		}
		return part->name.at ? true : bad(err, "a part has no name");
	}
	return bad(err, "a part has too many header lines");
}

/*
 * `*rest` stands behind "--boundary": either at "--", the end of it all, or at the CRLF before a
 * part. `delimiter` is CRLF, "--" and the boundary.
 */
static bool parse_part(struct arena *a, struct str *rest, struct str delimiter,
		       struct multipart_part *part, struct err *err)
{
	if (!str_starts_with(*rest, STR("\r\n")))
		return bad(err, "a boundary line is not valid");
	*rest = str_skip(*rest, 2);
	if (!parse_part_head(a, rest, part, err))
		return false;
	size_t end = str_find(*rest, delimiter);
	if (end == rest->len)
		return bad(err, "the last boundary is missing");
	part->body = str_sub(*rest, 0, end);
	*rest = str_skip(*rest, end + delimiter.len);
	return true;
}

bool multipart_parse(struct arena *a, struct str content_type, struct str body,
		     struct multipart *ret, struct err *err)
{
	struct str boundary = STR_NONE;
	if (!parse_boundary(a, content_type, &boundary, err))
		return false;
	struct str delimiter = str_fmt(a, "\r\n--%.*s", STR_ARG(boundary));
	struct str opening = str_skip(delimiter, 2);
	if (!str_starts_with(body, opening))
		return bad(err, "it does not start with the boundary");

	struct str rest = str_skip(body, opening.len);
	struct multipart form = { .at = arena_new_n(a, struct multipart_part, LIMIT_QUERY_PARAMS) };
	while (!str_starts_with(rest, STR("--"))) {
		if (form.count == LIMIT_QUERY_PARAMS)
			return bad(err, "there are too many fields");
		if (!parse_part(a, &rest, delimiter, &form.at[form.count], err))
			return false;
		form.count++;
	}
	struct str epilogue = str_skip(rest, 2);
	if (epilogue.len > 0 && !str_eq(epilogue, STR("\r\n")))
		return bad(err, "there is something behind the last boundary");
	*ret = form;
	return true;
}
