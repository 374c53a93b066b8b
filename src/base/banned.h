/*
 * Force-included in every file of ours (see meson.build): calls that have a safer spelling here
 * do not compile. The remedy stands beside each.
 */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

#ifndef __ASSEMBLER__ /* the embedded web app is an assembler file */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(call, instead) use_##instead##_instead_of_##call

#undef strcpy
#define strcpy(a, b) BANNED(strcpy, str_z)
#undef strcat
#define strcat(a, b) BANNED(strcat, buf_put)
#undef strncpy
#define strncpy(a, b, n) BANNED(strncpy, str_z)
#undef strncat
#define strncat(a, b, n) BANNED(strncat, buf_put)
#undef sprintf
#define sprintf(...) BANNED(sprintf, str_fmt)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf, buf_fmt)
#undef strtok
#define strtok(a, b) BANNED(strtok, str_cut)
#undef atoi
#define atoi(a) BANNED(atoi, str_to_i64)
#undef atol
#define atol(a) BANNED(atol, str_to_i64)
#undef atof
#define atof(a) BANNED(atof, str_to_double)
#undef rand
#define rand() BANNED(rand, rng_bytes)
#undef random
#define random() BANNED(random, rng_bytes)
#undef gmtime
#define gmtime(a) BANNED(gmtime, civil_from_unix)
#undef localtime
#define localtime(a) BANNED(localtime, tz_offset_s)
#undef mktime
#define mktime(a) BANNED(mktime, unix_from_civil)

#endif

#endif
