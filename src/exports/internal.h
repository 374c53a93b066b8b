/* What the files of exports/ share; nobody outside includes it. */
#ifndef EXPORTS_INTERNAL_H
#define EXPORTS_INTERNAL_H

#include "base/limits.h"
#include "exports/exports.h"
#include "jobs/jobs.h"
#include "report/export.h"
#include "store/accounts.h"
#include "store/brands.h"
#include "store/exports.h"
#include "store/store.h"

struct exports {
	struct exports_config config;
};

/* A field of a form that is wrong, in both languages. */
bool exports_field(struct err *err, const char *field, const char *text_id, const char *text_en);

/* The words of the order, checked: format, parts, competitors, language. */
bool export_order_parse(struct arena *a, const struct export_order *order,
			struct export_request *ret, struct err *err) must_use;
struct str export_order_write(struct arena *a, const struct export_order *order);
struct window_request export_order_window(const struct export_order *order);

/* "FOLDER/7": the whole file of export 7. */
const char *export_path(const struct exports *e, struct arena *a, int64_t id);

/* Inside a store_work: a row whose file is to be made, and its job. `row` as exports_add. */
bool exports_add_in(struct exports *e, struct db_tx *tx, const struct export_row *row,
		    int64_t *ret_id, struct err *err) must_use;

/* Their files go, and their jobs have nothing more to do. */
void exports_forget_files(struct exports *e, struct arena *a, const struct export_gone_list *gone);

/*
 * Everything that is read to make a file, in one snapshot. The caller ends `tx` and frees `tz`,
 * also when this failed.
 */
struct export_reading {
	struct db_tx *tx;
	struct tz *tz;
	struct account_row account;
	struct window window;
	struct stats stats;
	struct export_request request;
};
void export_reading_end(struct export_reading *r);
bool export_read(struct exports *e, struct arena *a, int64_t user_id, struct str account_id,
		 const struct export_order *order, struct export_reading *ret, struct err *err)
	must_use;

#endif
