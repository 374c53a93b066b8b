/*
 * UTF-8 (RFC 3629) and what we need of Unicode. utf8proc is behind this header alone.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

bool utf8_is_valid(struct str s);
/* The code point at s[0]; `*ret_len` its bytes (1-4). Invalid bytes give U+FFFD and length 1. */
uint32_t utf8_next(struct str s, size_t *ret_len);
void utf8_put(struct buf *out, uint32_t code_point);
size_t utf8_count(struct str s); /* code points */
/* Invalid sequences replaced by U+FFFD; the same slice when nothing was wrong. */
struct str utf8_clean(struct arena *a, struct str s);

/* Unicode properties: letters, marks, digits. */
bool unicode_is_word(uint32_t code_point);
/* Extended_Pictographic (UTS #51), halves of flags and skin tones. */
bool unicode_is_emoji(uint32_t code_point);
/* Compatibility forms and marks taken away: "São" is "Sao". Case stays. */
struct str unicode_without_marks(struct arena *a, struct str s);
/* Case folding and NFKC: for comparing what people type. */
struct str unicode_fold(struct arena *a, struct str s);
/* Case folding and NFC: full-width letters and ligatures stay what they are. */
struct str unicode_fold_canonical(struct arena *a, struct str s);

#endif
