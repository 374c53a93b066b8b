/*
 * The expected values are those of CPython 3.11's zoneinfo over tzdata 2026f, but for rules that
 * count days from zero, where CPython is one day early: there they are glibc's. Only zones whose
 * law is not in motion are asked about the future.
 */
#include "base/test.h"

#include <string.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/tz.h"
#include "base/tz_rule.h"

static int64_t unix_of(const char *iso)
{
	int64_t ms = 0;

	check_true(iso, iso_parse(str_of(iso), &ms));
	return ms / 1000;
}

/* clang-format off */
static const struct {
	const char *zone;
	const char *instant;
	int offset_s;
	int64_t day;
} instants[] = {
	{ "Asia/Jakarta", "1970-01-01T00:00:00Z", 25200, 0 },
	{ "Asia/Jakarta", "2026-04-01T00:00:00Z", 25200, 20544 },
	{ "Asia/Jakarta", "2026-04-01T16:59:59Z", 25200, 20544 },
	{ "Asia/Jakarta", "2026-04-01T17:00:00Z", 25200, 20545 },
	{ "Asia/Jakarta", "2038-01-19T03:14:08Z", 25200, 24855 },
	{ "Asia/Jakarta", "2100-07-01T00:00:00Z", 25200, 47663 },
	{ "Asia/Makassar", "1970-01-01T00:00:00Z", 28800, 0 },
	{ "Asia/Makassar", "2026-04-01T00:00:00Z", 28800, 20544 },
	{ "Asia/Makassar", "2026-04-01T16:59:59Z", 28800, 20545 },
	{ "Asia/Makassar", "2026-04-01T17:00:00Z", 28800, 20545 },
	{ "Asia/Makassar", "2038-01-19T03:14:08Z", 28800, 24855 },
	{ "Asia/Makassar", "2100-07-01T00:00:00Z", 28800, 47663 },
	{ "Asia/Jayapura", "1970-01-01T00:00:00Z", 32400, 0 },
	{ "Asia/Jayapura", "2026-04-01T00:00:00Z", 32400, 20544 },
	{ "Asia/Jayapura", "2026-04-01T16:59:59Z", 32400, 20545 },
	{ "Asia/Jayapura", "2026-04-01T17:00:00Z", 32400, 20545 },
	{ "Asia/Jayapura", "2038-01-19T03:14:08Z", 32400, 24855 },
	{ "Asia/Jayapura", "2100-07-01T00:00:00Z", 32400, 47663 },
	{ "UTC", "1970-01-01T00:00:00Z", 0, 0 },
	{ "UTC", "2026-04-01T00:00:00Z", 0, 20544 },
	{ "UTC", "2026-04-01T16:59:59Z", 0, 20544 },
	{ "UTC", "2026-04-01T17:00:00Z", 0, 20544 },
	{ "UTC", "2038-01-19T03:14:08Z", 0, 24855 },
	{ "UTC", "2100-07-01T00:00:00Z", 0, 47663 },
	{ "Asia/Jakarta", "1963-12-31T16:29:59Z", 27000, -2193 },
	{ "Asia/Jakarta", "1963-12-31T16:30:00Z", 25200, -2193 },
	{ "Asia/Jakarta", "1945-09-22T16:00:00Z", 27000, -8867 },
	{ "Asia/Jakarta", "1969-12-31T23:59:59Z", 25200, 0 },
	{ "Asia/Pontianak", "1987-12-31T16:00:00Z", 25200, 6573 },
	{ "Asia/Pontianak", "1987-12-31T15:59:59Z", 28800, 6573 },
	{ "America/Los_Angeles", "1967-04-30T09:59:59Z", -28800, -977 },
	{ "America/Los_Angeles", "1967-04-30T10:00:00Z", -25200, -977 },
	{ "America/Los_Angeles", "1967-10-29T08:59:59Z", -25200, -795 },
	{ "America/Los_Angeles", "1967-10-29T09:00:00Z", -28800, -795 },
	{ "America/Los_Angeles", "1974-01-06T09:59:59Z", -28800, 1466 },
	{ "America/Los_Angeles", "1974-01-06T10:00:00Z", -25200, 1466 },
	{ "America/Los_Angeles", "1974-10-27T08:59:59Z", -25200, 1760 },
	{ "America/Los_Angeles", "1974-10-27T09:00:00Z", -28800, 1760 },
	{ "America/Los_Angeles", "2007-03-11T09:59:59Z", -28800, 13583 },
	{ "America/Los_Angeles", "2007-03-11T10:00:00Z", -25200, 13583 },
	{ "America/Los_Angeles", "2007-11-04T08:59:59Z", -25200, 13821 },
	{ "America/Los_Angeles", "2007-11-04T09:00:00Z", -28800, 13821 },
	{ "America/Los_Angeles", "2026-03-08T09:59:59Z", -28800, 20520 },
	{ "America/Los_Angeles", "2026-03-08T10:00:00Z", -25200, 20520 },
	{ "America/Los_Angeles", "2026-11-01T08:59:59Z", -25200, 20758 },
	{ "America/Los_Angeles", "2026-11-01T09:00:00Z", -28800, 20758 },
	{ "America/Los_Angeles", "2037-03-08T09:59:59Z", -28800, 24538 },
	{ "America/Los_Angeles", "2037-03-08T10:00:00Z", -25200, 24538 },
	{ "America/Los_Angeles", "2037-11-01T08:59:59Z", -25200, 24776 },
	{ "America/Los_Angeles", "2037-11-01T09:00:00Z", -28800, 24776 },
	{ "America/Los_Angeles", "2038-03-14T09:59:59Z", -28800, 24909 },
	{ "America/Los_Angeles", "2038-03-14T10:00:00Z", -25200, 24909 },
	{ "America/Los_Angeles", "2038-11-07T08:59:59Z", -25200, 25147 },
	{ "America/Los_Angeles", "2038-11-07T09:00:00Z", -28800, 25147 },
	{ "America/Los_Angeles", "2050-03-13T09:59:59Z", -28800, 29291 },
	{ "America/Los_Angeles", "2050-03-13T10:00:00Z", -25200, 29291 },
	{ "America/Los_Angeles", "2050-11-06T08:59:59Z", -25200, 29529 },
	{ "America/Los_Angeles", "2050-11-06T09:00:00Z", -28800, 29529 },
	{ "America/Los_Angeles", "2399-03-14T09:59:59Z", -28800, 156761 },
	{ "America/Los_Angeles", "2399-03-14T10:00:00Z", -25200, 156761 },
	{ "America/Los_Angeles", "2399-11-07T08:59:59Z", -25200, 156999 },
	{ "America/Los_Angeles", "2399-11-07T09:00:00Z", -28800, 156999 },
	{ "Europe/Lisbon", "1992-03-29T00:59:59Z", 0, 8123 },
	{ "Europe/Lisbon", "1992-03-29T01:00:00Z", 3600, 8123 },
	{ "Europe/Lisbon", "1996-10-27T00:59:59Z", 3600, 9796 },
	{ "Europe/Lisbon", "1996-10-27T01:00:00Z", 0, 9796 },
	{ "Europe/Lisbon", "2026-03-29T00:59:59Z", 0, 20541 },
	{ "Europe/Lisbon", "2026-03-29T01:00:00Z", 3600, 20541 },
	{ "Europe/Lisbon", "2026-10-25T00:59:59Z", 3600, 20751 },
	{ "Europe/Lisbon", "2026-10-25T01:00:00Z", 0, 20751 },
	{ "Europe/Lisbon", "2038-03-28T00:59:59Z", 0, 24923 },
	{ "Europe/Lisbon", "2038-03-28T01:00:00Z", 3600, 24923 },
	{ "Europe/Lisbon", "2038-10-31T00:59:59Z", 3600, 25140 },
	{ "Europe/Lisbon", "2038-10-31T01:00:00Z", 0, 25140 },
	{ "Europe/Lisbon", "2100-03-28T00:59:59Z", 0, 47568 },
	{ "Europe/Lisbon", "2100-03-28T01:00:00Z", 3600, 47568 },
	{ "Europe/Lisbon", "2100-10-31T00:59:59Z", 3600, 47785 },
	{ "Europe/Lisbon", "2100-10-31T01:00:00Z", 0, 47785 },
	{ "Australia/Sydney", "2026-04-04T15:59:59Z", 39600, 20548 },
	{ "Australia/Sydney", "2026-04-04T16:00:00Z", 36000, 20548 },
	{ "Australia/Sydney", "2026-10-03T15:59:59Z", 36000, 20730 },
	{ "Australia/Sydney", "2026-10-03T16:00:00Z", 39600, 20730 },
	{ "Australia/Sydney", "2040-03-31T15:59:59Z", 39600, 25658 },
	{ "Australia/Sydney", "2040-03-31T16:00:00Z", 36000, 25658 },
	{ "Australia/Sydney", "2040-10-06T15:59:59Z", 36000, 25847 },
	{ "Australia/Sydney", "2040-10-06T16:00:00Z", 39600, 25847 },
	{ "America/Nuuk", "2026-03-29T00:59:59Z", -7200, 20540 },
	{ "America/Nuuk", "2026-03-29T01:00:00Z", -3600, 20541 },
	{ "America/Nuuk", "2026-10-25T00:59:59Z", -3600, 20750 },
	{ "America/Nuuk", "2026-10-25T01:00:00Z", -7200, 20750 },
	{ "America/Nuuk", "2045-03-26T00:59:59Z", -7200, 27477 },
	{ "America/Nuuk", "2045-03-26T01:00:00Z", -3600, 27478 },
	{ "America/Nuuk", "2045-10-29T00:59:59Z", -3600, 27694 },
	{ "America/Nuuk", "2045-10-29T01:00:00Z", -7200, 27694 },
	{ "Pacific/Apia", "2011-12-30T09:59:59Z", -36000, 15337 },
	{ "Pacific/Apia", "2011-12-30T10:00:00Z", 50400, 15339 },
	{ "Asia/Kathmandu", "2026-01-01T00:00:00Z", 20700, 20454 },
	{ "Asia/Tehran", "2026-01-01T00:00:00Z", 12600, 20454 },
	{ "America/Sao_Paulo", "2026-01-01T00:00:00Z", -10800, 20453 },
	{ "Europe/Dublin", "2026-01-01T00:00:00Z", 0, 20454 },
	{ "Asia/Kathmandu", "2026-07-01T00:00:00Z", 20700, 20635 },
	{ "Asia/Tehran", "2026-07-01T00:00:00Z", 12600, 20635 },
	{ "America/Sao_Paulo", "2026-07-01T00:00:00Z", -10800, 20634 },
	{ "Europe/Dublin", "2026-07-01T00:00:00Z", 3600, 20635 },
};

/* When the day begins, in UTC: gaps and folds over midnight among them. */
static const struct {
	const char *zone;
	const char *day;
	const char *start;
} starts[] = {
	{ "Asia/Jakarta", "2026-04-01", "2026-03-31T17:00:00Z" },
	{ "Asia/Jakarta", "1970-01-01", "1969-12-31T17:00:00Z" },
	{ "Asia/Jayapura", "2026-01-01", "2025-12-31T15:00:00Z" },
	{ "UTC", "2026-04-01", "2026-04-01T00:00:00Z" },
	{ "America/Los_Angeles", "2026-03-08", "2026-03-08T08:00:00Z" },
	{ "America/Los_Angeles", "2026-03-09", "2026-03-09T07:00:00Z" },
	{ "America/Los_Angeles", "2026-11-01", "2026-11-01T07:00:00Z" },
	{ "America/Los_Angeles", "2026-11-02", "2026-11-02T08:00:00Z" },
	{ "America/Los_Angeles", "2050-07-04", "2050-07-04T07:00:00Z" },
	{ "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z" },
	{ "America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z" },
	{ "America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z" },
	{ "Asia/Beirut", "2026-03-29", "2026-03-28T22:00:00Z" },
	{ "America/Havana", "2026-11-01", "2026-11-01T04:00:00Z" },
	{ "America/Havana", "2026-03-08", "2026-03-08T05:00:00Z" },
	{ "Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z" },
	{ "Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z" },
	{ "Africa/Cairo", "2024-04-26", "2024-04-25T22:00:00Z" },
	{ "America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z" },
	{ "America/Asuncion", "2010-10-03", "2010-10-03T04:00:00Z" },
	{ "America/St_Johns", "2006-10-29", "2006-10-29T02:30:00Z" },
	{ "America/St_Johns", "2006-10-28", "2006-10-28T02:30:00Z" },
	{ "Asia/Amman", "2016-04-01", "2016-03-31T22:00:00Z" },
	{ "Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z" }, /* never happened: the next day */
};

static const struct {
	const char *rule;
	const char *instant;
	int offset_s;
} rules[] = {
	{ "WIB-7", "2026-01-01T00:00:00Z", 25200 },
	{ "WIB-7", "2028-07-01T00:00:00Z", 25200 },
	{ "<+07>-7", "2026-01-01T00:00:00Z", 25200 },
	{ "<+07>-7", "2028-07-01T00:00:00Z", 25200 },
	{ "<+0330>-3:30", "2026-01-01T00:00:00Z", 12600 },
	{ "<+0330>-3:30", "2028-07-01T00:00:00Z", 12600 },
	{ "NST3:30:30", "2026-01-01T00:00:00Z", -12630 },
	{ "NST3:30:30", "2028-07-01T00:00:00Z", -12630 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2026-01-01T00:00:00Z", -18000 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2028-07-01T00:00:00Z", -14400 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2027-03-14T06:59:59Z", -18000 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2027-03-14T07:00:00Z", -14400 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2027-11-07T05:59:59Z", -14400 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2027-11-07T06:00:00Z", -18000 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2028-03-12T06:59:59Z", -18000 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2028-03-12T07:00:00Z", -14400 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2028-11-05T05:59:59Z", -14400 },
	{ "EST5EDT,M3.2.0,M11.1.0", "2028-11-05T06:00:00Z", -18000 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2026-01-01T00:00:00Z", 7200 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2028-07-01T00:00:00Z", 10800 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2027-03-25T23:59:59Z", 7200 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2027-03-26T00:00:00Z", 10800 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2027-10-30T22:59:59Z", 10800 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2027-10-30T23:00:00Z", 7200 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2028-03-23T23:59:59Z", 7200 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2028-03-24T00:00:00Z", 10800 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2028-10-28T22:59:59Z", 10800 },
	{ "IST-2IDT,M3.4.4/26,M10.5.0", "2028-10-28T23:00:00Z", 7200 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-01-01T00:00:00Z", -7200 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2028-07-01T00:00:00Z", -3600 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2027-03-28T00:59:59Z", -7200 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2027-03-28T01:00:00Z", -3600 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2027-10-31T00:59:59Z", -3600 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2027-10-31T01:00:00Z", -7200 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2028-03-26T00:59:59Z", -7200 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2028-03-26T01:00:00Z", -3600 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2028-10-29T00:59:59Z", -3600 },
	{ "<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2028-10-29T01:00:00Z", -7200 },
	{ "XXX3EDT4,0/0,J365/23", "2026-01-01T00:00:00Z", -14400 },
	{ "XXX3EDT4,0/0,J365/23", "2028-07-01T00:00:00Z", -14400 },
	{ "XXX3EDT4,0/0,J365/23", "2026-12-31T02:59:59Z", -14400 },
	{ "XXX3EDT4,0/0,J365/23", "2026-12-31T03:00:00Z", -14400 },
	{ "XXX3EDT4,0/0,J365/23", "2028-01-01T02:59:59Z", -14400 },
	{ "XXX3EDT4,0/0,J365/23", "2028-01-01T03:00:00Z", -14400 },
	{ "XXX3EDT4,0/0,J365/23", "2027-12-31T02:59:59Z", -14400 },
	{ "XXX3EDT4,0/0,J365/23", "2027-12-31T03:00:00Z", -14400 },
	{ "XXX3EDT4,0/0,J365/23", "2029-01-01T02:59:59Z", -14400 },
	{ "XXX3EDT4,0/0,J365/23", "2029-01-01T03:00:00Z", -14400 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01T00:00:00Z", 39600 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2028-07-01T00:00:00Z", 36000 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2027-10-02T15:59:59Z", 36000 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2027-10-02T16:00:00Z", 39600 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2027-04-03T15:59:59Z", 39600 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2027-04-03T16:00:00Z", 36000 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2028-09-30T15:59:59Z", 36000 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2028-09-30T16:00:00Z", 39600 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2028-04-01T15:59:59Z", 39600 },
	{ "AEST-10AEDT,M10.1.0,M4.1.0/3", "2028-04-01T16:00:00Z", 36000 },
	{ "EST5EDT,J60/2,J300", "2026-01-01T00:00:00Z", -18000 },
	{ "EST5EDT,J60/2,J300", "2028-07-01T00:00:00Z", -14400 },
	{ "EST5EDT,J60/2,J300", "2027-03-01T06:59:59Z", -18000 },
	{ "EST5EDT,J60/2,J300", "2027-03-01T07:00:00Z", -14400 },
	{ "EST5EDT,J60/2,J300", "2027-10-27T05:59:59Z", -14400 },
	{ "EST5EDT,J60/2,J300", "2027-10-27T06:00:00Z", -18000 },
	{ "EST5EDT,J60/2,J300", "2028-03-01T06:59:59Z", -18000 },
	{ "EST5EDT,J60/2,J300", "2028-03-01T07:00:00Z", -14400 },
	{ "EST5EDT,J60/2,J300", "2028-10-27T05:59:59Z", -14400 },
	{ "EST5EDT,J60/2,J300", "2028-10-27T06:00:00Z", -18000 },
	{ "EST5EDT,59,300/4:30", "2027-03-01T06:59:59Z", -18000 },
	{ "EST5EDT,59,300/4:30", "2027-03-01T07:00:00Z", -14400 },
	{ "EST5EDT,59,300/4:30", "2027-10-28T08:29:59Z", -14400 },
	{ "EST5EDT,59,300/4:30", "2027-10-28T08:30:00Z", -18000 },
	{ "EST5EDT,59,300/4:30", "2028-02-29T06:59:59Z", -18000 },
	{ "EST5EDT,59,300/4:30", "2028-02-29T07:00:00Z", -14400 },
	{ "EST5EDT,59,300/4:30", "2028-10-27T08:29:59Z", -14400 },
	{ "EST5EDT,59,300/4:30", "2028-10-27T08:30:00Z", -18000 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-01-01T00:00:00Z", 39600 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2028-07-01T00:00:00Z", 37800 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2027-10-02T15:29:59Z", 37800 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2027-10-02T15:30:00Z", 39600 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2027-04-03T14:59:59Z", 39600 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2027-04-03T15:00:00Z", 37800 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2028-09-30T15:29:59Z", 37800 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2028-09-30T15:30:00Z", 39600 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2028-04-01T14:59:59Z", 39600 },
	{ "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2028-04-01T15:00:00Z", 37800 },
};
/* clang-format on */

static struct tz *zone_of(const char *name)
{
	struct tz *tz = NULL;
	struct err err = ERR_INIT;

	check_ok(tz_load(str_of(name), &tz, &err), &err);
	return tz;
}

static void test_offset_and_day(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(instants); i++) {
		cleanup(tz_freep) struct tz *tz = zone_of(instants[i].zone);
		int64_t at = unix_of(instants[i].instant);

		check_int(instants[i].instant, tz_offset_s(tz, at), instants[i].offset_s);
		check_int(instants[i].instant, tz_day(tz, at), instants[i].day);
	}
}

static void test_day_start(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(starts); i++) {
		cleanup(tz_freep) struct tz *tz = zone_of(starts[i].zone);
		int64_t day = 0;

		check_true(starts[i].day, day_parse(str_of(starts[i].day), &day));
		check_int(starts[i].day, tz_day_start_s(tz, day), unix_of(starts[i].start));
	}
}

static void test_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		struct tz_rule rule;

		check_true(rules[i].rule, tz_rule_parse(str_of(rules[i].rule), &rule));
		check_int(rules[i].instant, tz_rule_offset_s(&rule, unix_of(rules[i].instant)),
			  rules[i].offset_s);
	}
}

static void test_bad_rules(void **state)
{
	static const char *const bad[] = {
		"",
		"A5",
		"WIB",
		"WIB-",
		"WIB-7:",
		"WIB-7:60",
		"WIB-25",
		"WIB-7 ",
		"<>5",
		"<WIB5",
		"EST5EDT",
		"EST5EDT,M3.2.0",
		"EST5EDT,M3.2.0,",
		"EST5EDT,M0.2.0,M11.1.0",
		"EST5EDT,M13.2.0,M11.1.0",
		"EST5EDT,M3.6.0,M11.1.0",
		"EST5EDT,M3.2.7,M11.1.0",
		"EST5EDT,J0,J300",
		"EST5EDT,J366,J300",
		"EST5EDT,366,J300",
		"EST5EDT,M3.2.0/168,M11.1.0",
		"EST5EDT,M3.2.0,M11.1.0x",
		"EST99999999999,M3.2.0,M11.1.0",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct tz_rule rule;

		check_true(bad[i], !tz_rule_parse(str_of(bad[i]), &rule));
	}
}

static void test_bad_names(void **state)
{
	static const struct str bad[] = {
		STR_INIT(""),
		STR_INIT("Asia"),
		STR_INIT("Asia/"),
		STR_INIT("Asia/Bandung"),
		STR_INIT("/etc/passwd"),
		STR_INIT("../../../etc/passwd"),
		STR_INIT("Asia/../UTC"),
		STR_INIT("Asia/Jakarta\0"),
		STR_INIT("Asia/Jakarta "),
		STR_INIT("zone.tab"),
		STR_INIT("leapseconds"),
		STR_INIT(
			"Asia/JakartaAsia/JakartaAsia/JakartaAsia/JakartaAsia/JakartaAsia/Jakarta"),
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct tz *tz = NULL;
		struct err err = ERR_INIT;

		check_true(bad[i].at, !tz_load(bad[i], &tz, &err));
		check_int(bad[i].at, err.code, ERR_INVALID_FIELD);
		check_str(bad[i].at, str_of(err.field), STR("time_zone"));
		check_true(bad[i].at, str_contains(str_of(err.user), STR("Asia/Jakarta.")));
		check_true(bad[i].at, tz == NULL);
	}
}

/* A file cut anywhere, or with any byte of its headers changed, is refused or read; never worse. */
static void test_damaged_files(void **state)
{
	cleanup(arena_free) struct arena a;
	struct err err = ERR_INIT;
	struct str whole;

	(void)state;
	arena_init(&a, 1 * MIB);
	check_ok(fs_read(&a, "/usr/share/zoneinfo/Asia/Jakarta", 64 * KIB, &whole, &err), &err);
	for (size_t len = 0; len < whole.len; len++) {
		cleanup(mem_freep) char *exact = malloc(len ? len : 1);
		struct tz *tz = NULL;

		memcpy(exact, whole.at, len);
		check_true("cut", !tz_parse((struct str){ exact, len }, &tz, &err));
	}
	for (size_t at = 0; at < whole.len; at++) {
		cleanup(mem_freep) char *changed = malloc(whole.len);
		cleanup(tz_freep) struct tz *tz = NULL;

		memcpy(changed, whole.at, whole.len);
		changed[at] = (char)(changed[at] ^ 0xFF);
		if (tz_parse((struct str){ changed, whole.len }, &tz, &err))
			check_true("offset", tz_offset_s(tz, 1775000000) < 26 * 3600);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_offset_and_day), cmocka_unit_test(test_day_start),
		cmocka_unit_test(test_rules),          cmocka_unit_test(test_bad_rules),
		cmocka_unit_test(test_bad_names),      cmocka_unit_test(test_damaged_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
