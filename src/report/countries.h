/* Names of countries in Indonesian, for reports. */
#ifndef REPORT_COUNTRIES_H
#define REPORT_COUNTRIES_H

#include "base/str.h"

/* By ISO 3166-1 alpha-2 code, upper case; an unknown code is its own name. */
struct str country_name(struct str code);

#endif
