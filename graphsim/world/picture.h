/*
 * Pictures: drawings made from a number, served as JPEG under /_cdn/. Every media, avatar and Page
 * has its own, the same each time.
 */
#ifndef GRAPHSIM_PICTURE_H
#define GRAPHSIM_PICTURE_H

#include "base/buf.h"
#include "base/str.h"
#include "graphsim/protocol/call.h"

enum picture_shape { PICTURE_AVATAR, PICTURE_PERSON, PICTURE_SQUARE, PICTURE_PORTRAIT };

/* {origin}/_cdn/{shape}/{number}.jpg */
struct str picture_url(const struct call *c, enum picture_shape shape, uint64_t number);
struct str picture_of_person(const struct call *c, const struct person *p);
struct str picture_of_page(const struct call *c, const struct page *p);
struct str picture_of_account(const struct call *c, const struct account *a);
/* The drawing for a path below /_cdn/; false when there is no such picture. */
bool picture_draw(struct str path, struct buf *out) must_use;

#endif
