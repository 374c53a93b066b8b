#include "http/chunked.h"

#include "http/chars.h"

enum {
	AT_SIZE,      /* the digits of a size */
	AT_EXT_START, /* behind ';' */
	AT_EXT_NAME,
	AT_EXT_EQUALS, /* behind '=' */
	AT_EXT_TOKEN,
	AT_EXT_QUOTED,
	AT_EXT_UNQUOTED, /* behind the closing quote */
	AT_SIZE_LF,      /* the LF of the size line */
	AT_DATA,         /* bytes of the chunk */
	AT_DATA_CR,      /* the CR behind them */
	AT_DATA_LF,
	AT_TRAILER,    /* at the start of a trailer line */
	AT_NAME,       /* in a trailer's name */
	AT_VALUE,      /* in a trailer's value */
	AT_TRAILER_LF, /* the LF of a trailer line */
	AT_LAST_LF,    /* the LF of the empty line that ends it all */
	AT_END,
};

/* 16 hexadecimal digits are the 64 bits of `left`. */
#define MAX_SIZE_DIGITS 16
/* For extensions and trailers together: nobody sends them, so this is generous. */
#define MAX_EXTRA_BYTES (8 * KIB)

static const char bad_size[] = "a chunk size is not valid";
static const char bad_extension[] = "a chunk extension is not valid";
static const char bad_line[] = "a line of the chunked body does not end in CR LF";
static const char bad_trailer[] = "a trailer field is not valid";

void http_chunked_init(struct http_chunked *d, uint64_t max_bytes)
{
	*d = (struct http_chunked){ .state = AT_SIZE, .max_bytes = max_bytes };
}

static bool refuse(struct http_chunked *d, int status, const char *reason)
{
	d->status = status;
	d->reason = reason;
	return false;
}

static bool go(struct http_chunked *d, int state)
{
	d->state = state;
	return true;
}

static bool at_size(struct http_chunked *d, char c)
{
	int digit = http_hex_value(c);
	if (digit >= 0) {
		if (d->digits == MAX_SIZE_DIGITS)
			return refuse(d, 413, "a chunk is too large");
		d->digits++;
		d->left = d->left * 16 + (uint64_t)digit;
		return true;
	}
	if (d->digits == 0 || (c != ';' && c != '\r'))
		return refuse(d, 400, bad_size);
	return go(d, c == ';' ? AT_EXT_START : AT_SIZE_LF);
}

/*
 * An extension: [ ";" name [ "=" ( token / quoted-string ) ] ]. RFC 9112 7.1.1 allows several,
 * white space between the parts and backslashes in the quotes, all of which other programs read in
 * more than one way. Nobody uses extensions, so one plain one will do.
 */

static bool at_ext_start(struct http_chunked *d, char c)
{
	d->extra_bytes++;
	return http_char_is(c, HTTP_CHAR_TOKEN) ? go(d, AT_EXT_NAME)
						: refuse(d, 400, bad_extension);
}

/* Where the extension may end. */
static bool at_ext_unquoted(struct http_chunked *d, char c)
{
	return c == '\r' ? go(d, AT_SIZE_LF) : refuse(d, 400, bad_extension);
}

static bool at_ext_name(struct http_chunked *d, char c)
{
	if (c == '=')
		return go(d, AT_EXT_EQUALS);
	if (!http_char_is(c, HTTP_CHAR_TOKEN))
		return at_ext_unquoted(d, c);
	d->extra_bytes++;
	return true;
}

static bool at_ext_equals(struct http_chunked *d, char c)
{
	d->extra_bytes++;
	if (c == '"')
		return go(d, AT_EXT_QUOTED);
	return http_char_is(c, HTTP_CHAR_TOKEN) ? go(d, AT_EXT_TOKEN)
						: refuse(d, 400, bad_extension);
}

static bool at_ext_token(struct http_chunked *d, char c)
{
	if (!http_char_is(c, HTTP_CHAR_TOKEN))
		return at_ext_unquoted(d, c);
	d->extra_bytes++;
	return true;
}

static bool at_ext_quoted(struct http_chunked *d, char c)
{
	d->extra_bytes++;
	if (c == '"')
		return go(d, AT_EXT_UNQUOTED);
	return (http_char_is(c, HTTP_CHAR_VALUE) && c != '\\') || refuse(d, 400, bad_extension);
}

/* ---- line ends, data, trailers -------------------------------------------------------------- */

static bool at_size_lf(struct http_chunked *d, char c)
{
	if (c != '\n')
		return refuse(d, 400, bad_line);
	d->digits = 0;
	if (d->left == 0)
		return go(d, AT_TRAILER);
	if (d->left > d->max_bytes - d->total_bytes)
		return refuse(d, 413, "the body is too large");
	d->total_bytes += d->left;
	return go(d, AT_DATA);
}

static bool at_data_cr(struct http_chunked *d, char c)
{
	return c == '\r' ? go(d, AT_DATA_LF) : refuse(d, 400, bad_line);
}

static bool at_data_lf(struct http_chunked *d, char c)
{
	return c == '\n' ? go(d, AT_SIZE) : refuse(d, 400, bad_line);
}

/* Longer names than d->name has room for are not looked for. */
static void remember_name(struct http_chunked *d, char c)
{
	if (d->name_len < sizeof(d->name))
		d->name[d->name_len] = c;
	d->name_len++;
}

/* Fields that decide about framing must not come late (RFC 9110 6.5.1): some programs heed them. */
static bool is_forbidden_name(const struct http_chunked *d)
{
	static const struct str forbidden[] = {
		STR_INIT("Content-Length"),
		STR_INIT("Transfer-Encoding"),
		STR_INIT("Host"),
	};
	struct str name = { d->name, d->name_len };

	if (name.len > sizeof(d->name))
		return false;
	for (size_t i = 0; i < COUNT_OF(forbidden); i++) {
		if (str_eq_nocase(name, forbidden[i]))
			return true;
	}
	return false;
}

static bool at_trailer(struct http_chunked *d, char c)
{
	if (c == '\r')
		return go(d, AT_LAST_LF);
	if (!http_char_is(c, HTTP_CHAR_TOKEN))
		return refuse(d, 400, bad_trailer);
	d->extra_bytes++;
	d->name_len = 0;
	remember_name(d, c);
	return go(d, AT_NAME);
}

static bool at_name(struct http_chunked *d, char c)
{
	d->extra_bytes++;
	if (c == ':' && is_forbidden_name(d))
		return refuse(d, 400, "a trailer field may not stand there");
	if (c == ':')
		return go(d, AT_VALUE);
	remember_name(d, c);
	return http_char_is(c, HTTP_CHAR_TOKEN) || refuse(d, 400, bad_trailer);
}

static bool at_value(struct http_chunked *d, char c)
{
	d->extra_bytes++;
	if (c == '\r')
		return go(d, AT_TRAILER_LF);
	return http_char_is(c, HTTP_CHAR_VALUE) || refuse(d, 400, bad_trailer);
}

static bool at_trailer_lf(struct http_chunked *d, char c)
{
	return c == '\n' ? go(d, AT_TRAILER) : refuse(d, 400, bad_line);
}

static bool at_last_lf(struct http_chunked *d, char c)
{
	return c == '\n' ? go(d, AT_END) : refuse(d, 400, bad_line);
}

static bool (*const on_byte[])(struct http_chunked *d, char c) = {
	[AT_SIZE] = at_size,
	[AT_EXT_START] = at_ext_start,
	[AT_EXT_NAME] = at_ext_name,
	[AT_EXT_EQUALS] = at_ext_equals,
	[AT_EXT_TOKEN] = at_ext_token,
	[AT_EXT_QUOTED] = at_ext_quoted,
	[AT_EXT_UNQUOTED] = at_ext_unquoted,
	[AT_SIZE_LF] = at_size_lf,
	[AT_DATA_CR] = at_data_cr,
	[AT_DATA_LF] = at_data_lf,
	[AT_TRAILER] = at_trailer,
	[AT_NAME] = at_name,
	[AT_VALUE] = at_value,
	[AT_TRAILER_LF] = at_trailer_lf,
	[AT_LAST_LF] = at_last_lf,
};

static size_t take_data(struct http_chunked *d, struct str in, struct buf *out)
{
	size_t n = d->left < in.len ? (size_t)d->left : in.len;

	buf_put(out, str_sub(in, 0, n));
	d->left -= n;
	if (d->left == 0)
		d->state = AT_DATA_CR;
	return n;
}

enum http_parse http_chunked_feed(struct http_chunked *d, struct str in, struct buf *out,
				  size_t *ret_used)
{
	size_t used = 0;
	bool is_valid = true;

	while (is_valid && used < in.len && d->state != AT_END) {
		if (d->state == AT_DATA) {
			used += take_data(d, str_skip(in, used), out);
			continue;
		}
		is_valid = on_byte[d->state](d, in.at[used++]);
		if (is_valid && d->extra_bytes > MAX_EXTRA_BYTES)
			is_valid = refuse(d, 431, "chunk extensions or trailers are too long");
	}
	*ret_used = used;
	if (!is_valid)
		return HTTP_PARSE_REFUSED;
	return d->state == AT_END ? HTTP_PARSE_DONE : HTTP_PARSE_MORE;
}
