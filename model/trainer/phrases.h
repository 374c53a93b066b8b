/*
 * Texts made from templates: "{slot}" is replaced by one of the slot's words. They teach words and
 * turns that labelled collections lack: questions about prices, irony, English praise.
 *
 *	slot NAME a | b | c      more words for {NAME}; "-" is the empty word
 *	neg|neu|pos TEXT         a template; the label's templates take turns
 *	'#' begins a comment line
 */
#ifndef TRAINER_PHRASES_H
#define TRAINER_PHRASES_H

#include "corpus.h"

/* Adds `count` texts of each label. The same file always gives the same texts. */
bool phrases_add(struct corpus *c, const char *path, size_t count, double weight, struct err *err)
	must_use;

#endif
