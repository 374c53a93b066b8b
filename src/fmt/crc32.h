/* The checksum of zip and gzip (ISO 3309, polynomial 0xEDB88320), eight bytes a step. */
#ifndef FMT_CRC32_H
#define FMT_CRC32_H

#include <stddef.h>
#include <stdint.h>

struct crc32_tables {
	uint32_t at[8][256];
};

void crc32_make(struct crc32_tables *ret);
/* Of `crc`, the checksum of what came before (0 at the start), and these bytes. */
uint32_t crc32_add(const struct crc32_tables *t, uint32_t crc, const void *bytes, size_t len);

#endif
