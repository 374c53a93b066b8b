/*
 * Days as Meta counts insights: Pacific time, with the United States' daylight saving rule in force
 * since 2007 (second Sunday of March to first Sunday of November, at 02:00 local time). A day is
 * days since 1970-01-01 of the Pacific calendar.
 */
#ifndef GRAPHSIM_PACIFIC_H
#define GRAPHSIM_PACIFIC_H

#include <stdbool.h>
#include <stdint.h>

bool pacific_is_dst(int64_t unix_s);
int64_t pacific_day(int64_t unix_s);
/* The instant the day begins: 07:00 or 08:00 UTC. */
int64_t pacific_day_start_s(int64_t day);

#endif
