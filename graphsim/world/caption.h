/* Captions in Indonesian and English with hashtags and emoji: a function of the media alone. */
#ifndef GRAPHSIM_CAPTION_H
#define GRAPHSIM_CAPTION_H

#include "graphsim/world/account.h"

struct arena;

/* STR_NONE for media without a caption. */
struct str caption_of(struct arena *arena, const struct account *a, const struct media *m);
/* The n-th hashtag anybody here uses; STR_NONE past the last. Some are in two themes. */
struct str caption_hashtag(size_t n);
bool caption_has_hashtag(struct str caption, struct str tag);
struct str alt_text_of(struct arena *arena, const struct account *a, const struct media *m);

#endif
