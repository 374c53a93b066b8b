#include "http/chunked.h"

#include "http/chars.h"

enum {
	AT_SIZE,      /* the digits of a size */
	AT_EXTENSION, /* behind ';' */
	AT_SIZE_LF,   /* the LF of the size line */
	AT_DATA,      /* bytes of the chunk */
	AT_DATA_CR,   /* the CR behind them */
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
	return go(d, c == ';' ? AT_EXTENSION : AT_SIZE_LF);
}

static bool at_extension(struct http_chunked *d, char c)
{
	if (c == '\r')
		return go(d, AT_SIZE_LF);
	if (!http_char_is(c, HTTP_CHAR_VALUE))
		return refuse(d, 400, "a chunk extension has a forbidden character");
	d->extra_bytes++;
	return true;
}

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

static bool at_trailer(struct http_chunked *d, char c)
{
	if (c == '\r')
		return go(d, AT_LAST_LF);
	if (!http_char_is(c, HTTP_CHAR_TOKEN))
		return refuse(d, 400, bad_trailer);
	d->extra_bytes++;
	return go(d, AT_NAME);
}

static bool at_name(struct http_chunked *d, char c)
{
	d->extra_bytes++;
	if (c == ':')
		return go(d, AT_VALUE);
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
	[AT_SIZE] = at_size,       [AT_EXTENSION] = at_extension, [AT_SIZE_LF] = at_size_lf,
	[AT_DATA_CR] = at_data_cr, [AT_DATA_LF] = at_data_lf,     [AT_TRAILER] = at_trailer,
	[AT_NAME] = at_name,       [AT_VALUE] = at_value,         [AT_TRAILER_LF] = at_trailer_lf,
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
