#include "fmt/csv_read.h"

#include "base/utf8.h"

static bool refuse(struct err *err, size_t row, const char *text_id, const char *text_en)
{
	err_set(err, ERR_BAD_REQUEST, "CSV row %zu: %s", row, text_en);
	err_say(err, "Baris %zu: %s", row, text_id);
	return err_say_en(err, "Row %zu: %s", row, text_en);
}

/* ---- the beginning ---- */

static bool is_text(struct str bytes, struct err *err)
{
	bool is_utf16 =
		str_starts_with(bytes, STR("\xff\xfe")) || str_starts_with(bytes, STR("\xfe\xff"));

	if (!is_utf16 && utf8_is_valid(bytes) && str_find_char(bytes, '\0') == bytes.len)
		return true;
	err_set(err, ERR_BAD_REQUEST, "CSV that is not UTF-8");
	err_say(err, "Simpan ulang sebagai \"CSV UTF-8\": huruf dalam berkas ini tidak terbaca.");
	return err_say_en(err,
			  "Save it as \"CSV UTF-8\": the letters of this file cannot be read.");
}

/* Whichever the first row has most of, outside quotes. */
static char guess_separator(struct str text)
{
	static const char candidates[] = { ',', ';', '\t' };
	size_t counts[sizeof(candidates)] = { 0 };
	bool in_quotes = false;
	size_t best = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		in_quotes ^= c == '"';
		if (!in_quotes && (c == '\n' || c == '\r'))
			break;
		for (size_t k = 0; k < sizeof(candidates); k++)
			counts[k] += !in_quotes && c == candidates[k];
	}
	for (size_t k = 1; k < sizeof(candidates); k++)
		if (counts[k] > counts[best])
			best = k;
	return candidates[best];
}

static bool ends_line(char c)
{
	return c == '\n' || c == '\r';
}

/* The end of the line, if there is one, goes too. */
static void skip_line_end(struct str *rest)
{
	if (rest->len && rest->at[0] == '\r')
		*rest = str_skip(*rest, 1);
	else if (!rest->len || rest->at[0] != '\n')
		return;
	if (rest->len && rest->at[0] == '\n')
		*rest = str_skip(*rest, 1);
}

bool csv_read_start(struct csv_reader *r, struct str bytes, struct err *err)
{
	if (!is_text(bytes, err))
		return false;
	if (str_starts_with(bytes, STR("\xef\xbb\xbf")))
		bytes = str_skip(bytes, 3);
	*r = (struct csv_reader){ .rest = bytes };
	bool is_told = str_starts_with(bytes, STR("sep=")) && bytes.len > 4 &&
		       (bytes.len == 5 || ends_line(bytes.at[5]));
	r->separator = is_told ? bytes.at[4] : guess_separator(bytes);
	if (is_told) {
		r->rest = str_skip(bytes, 5);
		skip_line_end(&r->rest);
		r->row++;
	}
	return true;
}

/* ---- cells ---- */

static struct str take_plain(struct csv_reader *r)
{
	size_t len = 0;

	while (len < r->rest.len && r->rest.at[len] != r->separator && !ends_line(r->rest.at[len]))
		len++;
	struct str cell = str_sub(r->rest, 0, len);
	r->rest = str_skip(r->rest, len);
	return cell;
}

/* `rest` is after the opening quote. */
static bool take_quoted(struct csv_reader *r, struct arena *a, struct str *ret, struct err *err)
{
	struct str text = r->rest;
	bool has_quotes = false;
	size_t end = 0;

	for (;;) {
		end += str_find_char(str_skip(text, end), '"');
		if (end >= text.len)
			return refuse(err, r->row, "tanda kutip tidak ditutup.",
				      "a quote is not closed.");
		if (end + 1 >= text.len || text.at[end + 1] != '"')
			break;
		has_quotes = true;
		end += 2;
	}
	*ret = str_sub(text, 0, end);
	if (has_quotes)
		*ret = str_replace(a, *ret, STR("\"\""), STR("\""));
	r->rest = str_skip(text, end + 1);
	if (!r->rest.len || r->rest.at[0] == r->separator || ends_line(r->rest.at[0]))
		return true;
	return refuse(err, r->row, "ada teks setelah tanda kutip penutup.",
		      "text after a closing quote.");
}

static bool take_cell(struct csv_reader *r, struct arena *a, struct str *ret, struct err *err)
{
	if (r->rest.len && r->rest.at[0] == '"') {
		r->rest = str_skip(r->rest, 1);
		return take_quoted(r, a, ret, err);
	}
	*ret = take_plain(r);
	return true;
}

static bool take_row(struct csv_reader *r, struct arena *a, struct csv_row *ret, struct err *err)
{
	ret->count = 0;
	r->row++;
	for (;;) {
		struct str cell;
		if (!take_cell(r, a, &cell, err))
			return false;
		if (ret->count == CSV_CELLS_MAX)
			return refuse(err, r->row, "terlalu banyak kolom.", "too many columns.");
		ret->at[ret->count++] = cell;
		if (!r->rest.len || r->rest.at[0] != r->separator)
			break;
		r->rest = str_skip(r->rest, 1);
	}
	skip_line_end(&r->rest);
	return true;
}

static bool is_empty(const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++)
		if (str_trim(row->at[i]).len)
			return false;
	return true;
}

bool csv_read_row(struct csv_reader *r, struct arena *a, struct csv_row *ret, bool *ret_found,
		  struct err *err)
{
	*ret_found = false;
	while (r->rest.len && !*ret_found) {
		if (!take_row(r, a, ret, err))
			return false;
		*ret_found = !is_empty(ret);
	}
	return true;
}
