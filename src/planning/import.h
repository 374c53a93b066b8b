/*
 * A plan that comes as a file: CSV as a spreadsheet writes it, or JSON. Every row is checked like a
 * post that is made by hand, and told what is wrong with it; then all rows are stored, or those
 * that are right, in one transaction. A row's key makes it one post however often the file is sent.
 * The columns are in docs/plan-file.md.
 */
#ifndef PLANNING_IMPORT_H
#define PLANNING_IMPORT_H

#include "planning/plan.h"

#define IMPORT_ROWS_MAX 1000
#define IMPORT_MAX_BYTES (2 * 1024 * 1024)
#define IMPORT_KEY_MAX 150

struct import_row {
	size_t number; /* as a spreadsheet shows it; of a JSON list from 1 */
	struct post_plan plan;
	struct err *errors;
	size_t error_count;
	bool known;      /* it was imported before */
	int64_t post_id; /* 0: not stored */
};
struct import {
	struct import_row *rows;
	size_t count;
	struct str ignored; /* columns that mean nothing here, separated by ", " */
	size_t refused;     /* rows with errors */
};

/* BAD_REQUEST, with words: the file as a whole cannot be read. */
bool import_read_csv(struct publish *p, struct arena *a, const struct post_actor *who,
		     struct str bytes, struct import *ret, struct err *err) must_use;
bool import_read_json(struct arena *a, struct str bytes, struct import *ret, struct err *err)
	must_use;
/* Fills errors, known and post_id of what was read. Nothing is stored. */
bool import_check(struct publish *p, struct arena *a, const struct post_actor *who,
		  struct import *import, struct err *err) must_use;
/* One more complaint about a row. */
void import_complain(struct arena *a, struct import *import, struct import_row *row,
		     const struct err *why);
/* Stores the rows that have no errors. False: nothing was stored. */
bool import_store(struct publish *p, struct arena *a, const struct post_actor *who,
		  struct import *import, struct err *err) must_use;

#endif
