/* What kind of character a code point is to the tokenizer, and its folded form. */
#ifndef MODEL_TEXT_CLASS_H
#define MODEL_TEXT_CLASS_H

#include <stdint.h>

enum text_class {
	TEXT_SPACE,
	TEXT_LETTER,
	TEXT_DIGIT,
	TEXT_PUNCTUATION, /* kept as a token: ! ? . , ; " ( ) */
	TEXT_APOSTROPHE,
	TEXT_EMOJI,
	TEXT_NOTHING, /* variation selectors, joiners, skin tones, accents standing alone */
};

/* `*code_point` becomes its folded form: a lower-case base letter, an ASCII digit or mark. */
enum text_class text_class_fold(uint32_t *code_point);

#endif
