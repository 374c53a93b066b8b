/*
 * What can be said of a medium by its address alone, before anybody fetches it. (Instagram Platform
 * reference, IG User/media, image and video specifications, 2026-11: JPEG only; MP4 or MOV.)
 */
#ifndef CONTENT_MEDIA_URL_H
#define CONTENT_MEDIA_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "net/public.h"

/* "image" or "video" by the ending of the path; images without one. */
struct str media_kind_of(struct str url);

/*
 * ERR_INVALID_FIELD of `field` when Meta cannot take it: not http(s), an ending that is no JPEG,
 * MP4 or MOV (unless `any_format`), or a host out of `reach`. Names are not looked up: Meta does
 * that itself.
 */
bool media_url_check(struct arena *a, const char *field, struct str url, enum net_reach reach,
		     bool any_format, struct err *err) must_use;

#endif
