/* Adds up what happened to an account's media on each Pacific day, and to the account itself. */
#ifndef GRAPHSIM_ACCOUNT_DAYS_H
#define GRAPHSIM_ACCOUNT_DAYS_H

#include "graphsim/world/account.h"

/* Fills days up to (not including) `end_day`; the media of those days must be there. */
void account_days_extend(struct account *a, int64_t end_day);

#endif
