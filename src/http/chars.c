#include "http/chars.h"

#define T HTTP_CHAR_TOKEN
#define V HTTP_CHAR_VALUE
#define P HTTP_CHAR_PATH
#define Q HTTP_CHAR_QUERY
#define H HTTP_CHAR_HOST
#define C HTTP_CHAR_COOKIE

/* Absent bytes (control characters, DEL) may stand nowhere. */
const uint8_t http_char_classes[256] = {
	['\t'] = V,
	[' '] = V,
	['0' ... '9'] = T | V | P | Q | H | C,
	['A' ... 'Z'] = T | V | P | Q | H | C,
	['a' ... 'z'] = T | V | P | Q | H | C,
	['!'] = T | V | P | Q | H | C,
	['"'] = V | Q,
	['#'] = T | V | C,
	['$'] = T | V | P | Q | H | C,
	['%'] = T | V | P | Q | H | C,
	['&'] = T | V | P | Q | H | C,
	['\''] = T | V | P | Q | H | C,
	['('] = V | P | Q | H | C,
	[')'] = V | P | Q | H | C,
	['*'] = T | V | P | Q | H | C,
	['+'] = T | V | P | Q | H | C,
	[','] = V | P | Q | H,
	['-'] = T | V | P | Q | H | C,
	['.'] = T | V | P | Q | H | C,
	['/'] = V | P | Q | C,
	[':'] = V | P | Q | C,
	[';'] = V | P | Q | H,
	['<'] = V | Q | C,
	['='] = V | P | Q | H | C,
	['>'] = V | Q | C,
	['?'] = V | Q | C,
	['@'] = V | P | Q | C,
	['['] = V | Q | C,
	['\\'] = V | Q,
	[']'] = V | Q | C,
	['^'] = T | V | Q | C,
	['_'] = T | V | P | Q | H | C,
	['`'] = T | V | Q | C,
	['{'] = V | Q | C,
	['|'] = T | V | Q | C,
	['}'] = V | Q | C,
	['~'] = T | V | P | Q | H | C,
	[0x80 ... 0xff] = V,
};
