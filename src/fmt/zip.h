/*
 * A streaming ZIP writer (APPNOTE.TXT 6.3): entries of unknown size one after the other into a
 * sink that cannot seek, so sizes and checksums stand in data descriptors behind the data. Names
 * are UTF-8. Past 4 GiB or 65,535 entries the records of ZIP64 are used, and only then: an entry
 * that turns out to be that big has a 64-bit descriptor and says so in the directory, as Go's
 * archive/zip does it.
 *
 * Memory is one compressor (some 400 KiB) and the directory (some 60 bytes and a name per entry).
 * Nothing here looks at a clock: the time of all entries is given.
 *
 *	zip_entry(z, name, ZIP_DEFLATE, err); write to zip_sink(z); zip_end_entry(z, err); …
 *	zip_end(z, err);
 */
#ifndef FMT_ZIP_H
#define FMT_ZIP_H

#include "fmt/sink.h"

struct zip;

enum zip_method {
	ZIP_STORE, /* for what is compressed already */
	ZIP_DEFLATE,
};

/*
 * `local_s`: wall-clock time of all entries, as seconds since 1970; what ZIP cannot say (before
 * 1980, after 2107) becomes the nearest it can.
 */
struct zip *zip_new(struct sink sink, int64_t local_s);
struct zip *zip_free(struct zip *z);
void zip_freep(struct zip **z);

/* Begins an entry; its name (at most 65,535 bytes) is a path with `/`. */
bool zip_entry(struct zip *z, struct str name, enum zip_method method, struct err *err) must_use;
/* Takes the bytes of the open entry. */
struct sink zip_sink(struct zip *z);
bool zip_end_entry(struct zip *z, struct err *err) must_use;
/* The directory. A zip that does not get this far is none. */
bool zip_end(struct zip *z, struct err *err) must_use;

#endif
