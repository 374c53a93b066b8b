/* Captions in Indonesian and English with hashtags and emoji: a function of the media alone. */
#ifndef GRAPHSIM_CAPTION_H
#define GRAPHSIM_CAPTION_H

#include "graphsim/account.h"

struct arena;

/* STR_NONE for media without a caption. */
struct str caption_of(struct arena *arena, const struct account *a, const struct media *m);
struct str alt_text_of(struct arena *arena, const struct account *a, const struct media *m);

#endif
