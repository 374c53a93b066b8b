/*
 * What files may be, per place and kind of post, as one table: each limit with its source and the
 * day it was read, and whether Meta refuses what breaks it or only makes do with it. Asked when a
 * file is uploaded, when a post is made, and again before it is due; Meta's answer decides.
 *
 * What a file does not tell is not held against it.
 */
#ifndef CONTENT_MEDIA_RULES_H
#define CONTENT_MEDIA_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/options.h"
#include "probe/probe.h"

/* use, name for programs, what it is called in a sentence in Indonesian and English */
#define MEDIA_USES(X)                                                                              \
	X(IG_IMAGE, "instagram_image", "gambar Instagram", "Instagram images")                     \
	X(IG_STORY_IMAGE, "instagram_story_image", "gambar story Instagram",                       \
	  "images of Instagram stories")                                                           \
	X(IG_REEL, "instagram_reel", "reel Instagram", "Instagram reels")                          \
	X(IG_ALBUM_VIDEO, "instagram_album_video", "video album Instagram",                        \
	  "videos of Instagram albums")                                                            \
	X(IG_STORY_VIDEO, "instagram_story_video", "video story Instagram",                        \
	  "videos of Instagram stories")                                                           \
	X(IG_COVER, "instagram_cover", "sampul reel Instagram", "covers of Instagram reels")       \
	X(PAGE_PHOTO, "page_photo", "foto Page", "photos of Pages")                                \
	X(PAGE_STORY_PHOTO, "page_story_photo", "foto story Page", "photos of Page stories")       \
	X(PAGE_VIDEO, "page_video", "video Page", "videos of Pages")                               \
	X(PAGE_REEL, "page_reel", "reel Page", "reels of Pages")                                   \
	X(PAGE_STORY_VIDEO, "page_story_video", "video story Page", "videos of Page stories")

enum media_use {
#define MEDIA_USE_ENUM(id, ...) USE_##id,
	MEDIA_USES(MEDIA_USE_ENUM)
#undef MEDIA_USE_ENUM
		USE_COUNT,
};
const char *media_use_name(enum media_use use);
/* What a medium of such a post is at that place. False: such posts have none there. */
bool media_use_of(struct str place, enum post_kind kind, bool is_video, enum media_use *ret)
	must_use;
bool media_use_is_video(enum media_use use);

/* measure, name for programs, unit */
#define MEDIA_MEASURES(X)                                                                          \
	X(FORMAT, "format", "names")                                                               \
	X(SIZE, "size", "bytes")                                                                   \
	X(WIDTH, "width", "pixels")                                                                \
	X(HEIGHT, "height", "pixels")                                                              \
	X(RATIO, "ratio", "width/height in thousandths")                                           \
	X(COLOURS, "colours", "names")                                                             \
	X(DURATION, "duration", "milliseconds")                                                    \
	X(FRAME_RATE, "frame_rate", "frames in 1,000 seconds")                                     \
	X(BIT_RATE, "bit_rate", "bits per second")                                                 \
	X(VIDEO_CODEC, "video_codec", "names")                                                     \
	X(AUDIO_CODEC, "audio_codec", "names")                                                     \
	X(AUDIO_RATE, "audio_rate", "samples per second")                                          \
	X(LAYOUT, "layout", "names")

enum media_measure {
#define MEDIA_MEASURE_ENUM(id, ...) MEASURE_##id,
	MEDIA_MEASURES(MEDIA_MEASURE_ENUM)
#undef MEDIA_MEASURE_ENUM
		MEASURE_COUNT,
};
const char *media_measure_name(enum media_measure measure);
const char *media_measure_unit(enum media_measure measure);

struct media_rule {
	enum media_use use;
	enum media_measure measure;
	int64_t min, max;    /* 0: none. Of FORMAT, max has bit n for enum media_format n */
	bool refuses;        /* false: Meta takes it, and something is lost */
	const char *allowed; /* of measures in names: what is allowed, in words */
	const char *source;
	const char *read_on;
};
const struct media_rule *media_rules(size_t *ret_count);

/* ---- what is wrong with a file ----------------------------------------------------------------
 */

/*
 * Why a medium cannot be had, or was another one: name, is it an error, words in Indonesian and
 * English (%.*s: an address or a status), what the user may do.
 */
#define MEDIA_PROBLEMS(X)                                                                          \
	X(NONE, "", false, "", "", "", "")                                                         \
	X(UNREACHABLE, "unreachable", true, "Server media tidak menjawab (%.*s).",                 \
	  "The media's server does not answer (%.*s).", "Periksa alamatnya dan servernya.",        \
	  "Check the address and its server.")                                                     \
	X(STATUS, "status", true, "Server media menjawab %.*s, bukan dengan file.",                \
	  "The media's server answers %.*s instead of a file.",                                    \
	  "Pakai alamat yang terbuka tanpa login, langsung ke file.",                              \
	  "Use an address that opens without a login and leads to the file itself.")               \
	X(SLOW, "slow", true, "Server media terlalu lambat.", "The media's server is too slow.",   \
	  "Pakai server lain, atau unggah file ke sini.",                                          \
	  "Use another server, or upload the file here.")                                          \
	X(PRIVATE, "private_address", true,                                                        \
	  "Alamat %.*s tidak dapat dijangkau Meta: jaringan pribadi.",                             \
	  "Meta cannot reach %.*s: it is on a private network.",                                   \
	  "Pakai alamat publik, atau unggah file ke sini.",                                        \
	  "Use a public address, or upload the file here.")                                        \
	X(REDIRECTS, "redirects", true, "Alamat ini mengalihkan terlalu sering (%.*s).",           \
	  "This address redirects too often (%.*s).", "Pakai alamat terakhirnya langsung.",        \
	  "Use the address it ends at.")                                                           \
	X(REDIRECT, "redirect", false, "Alamat ini mengalihkan ke %.*s.",                          \
	  "This address redirects to %.*s.", "Pakai alamat terakhirnya langsung.",                 \
	  "Use the address it ends at.")                                                           \
	X(UNREAD, "unread", false,                                                                 \
	  "Isi file ini belum dapat diperiksa: servernya tidak memberi sebagian file.",            \
	  "This file could not be looked into: its server gives no part of it.",                   \
	  "Pakai server yang mendukung Range, atau unggah file ke sini.",                          \
	  "Use a server that supports Range, or upload the file here.")                            \
	X(LATER, "not_looked_at", false, "File ini belum sempat diperiksa.",                       \
	  "There was no time to look at this file.", "Periksa lagi sebentar lagi.",                \
	  "Check again in a moment.")                                                              \
	X(CHANGED, "changed", false, "File di alamat ini bukan lagi yang diperiksa sebelumnya.",   \
	  "The file at this address is not the one that was looked at before.",                    \
	  "Pastikan ini file yang Anda maksud.", "Make sure that it is the one you mean.")         \
	X(GONE, "gone", true, "File unggahan ini sudah dihapus.",                                  \
	  "This uploaded file was deleted.", "Pilih atau unggah file lain.",                       \
	  "Choose or upload another file.")

enum media_problem {
#define MEDIA_PROBLEM_ENUM(id, ...) MEDIA_PROBLEM_##id,
	MEDIA_PROBLEMS(MEDIA_PROBLEM_ENUM)
#undef MEDIA_PROBLEM_ENUM
		MEDIA_PROBLEM_COUNT,
};
const char *media_problem_name(enum media_problem problem);
bool media_problem_is_error(enum media_problem problem);
enum media_problem media_problem_parse(struct str name); /* NONE for a name that is none */

struct media_finding {
	size_t position; /* of the medium in the post */
	bool is_cover;
	enum media_problem problem;    /* or: */
	const struct media_rule *rule; /* NULL: a problem */
	bool is_error;
	struct str word; /* of a problem: an address, a status; of a measure in names: the file's */
	int64_t measured; /* of a measure in numbers */
};
struct media_findings {
	struct media_finding *at;
	size_t count;
};

/* Adds what the file breaks; of two rules about one measure the worse. `at` grows in `a`. */
void media_judge(struct arena *a, const struct media_facts *f, enum media_use use,
		 struct media_finding where, struct media_findings *found);
void media_add_finding(struct arena *a, struct media_findings *found,
		       const struct media_finding *finding);

/* "size", "unreachable" */
const char *media_finding_rule(const struct media_finding *f);
struct media_words {
	struct str message, action;
};
struct media_words media_finding_words(struct arena *a, const struct media_finding *f,
				       bool english);

#endif
