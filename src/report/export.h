/*
 * Exports: what a user takes with him. One request says the format and its parts; one call writes
 * the whole of it into a sink, reading one snapshot. The web, the API, jobs and `simpul export`
 * get the same bytes, because they differ only in the sink.
 *
 *	format  parts (none given: all the format has)             it is
 *	csv     one of media, profile, city, country, gender,      one table
 *	        age, hashtag
 *	xlsx    -                                                  a workbook of all tables
 *	json    -                                                  everything of the account
 *	pdf     competitors, statistics, top-posts                 a zip of PDF files
 *	zip     csv, csv:TYPE, xlsx, pdf, pdf:PART, json           a zip of what is named
 *
 * The same data and window give the same bytes: times inside files are `exported_s`, or those of
 * the newest collection in the window; never the clock. Memory does not grow with the number of
 * rows.
 */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "fmt/sink.h"
#include "report/stats.h"

#define EXPORT_MAX_COMPETITORS 6

enum export_format {
	EXPORT_CSV,
	EXPORT_XLSX,
	EXPORT_PDF,
	EXPORT_ZIP,
	EXPORT_JSON,
	EXPORT_FORMAT_COUNT,
};

/* Bits of export_request.parts. The CSV types stand in the order of table_at. */
enum export_part {
	EXPORT_PART_MEDIA,
	EXPORT_PART_PROFILE,
	EXPORT_PART_CITY,
	EXPORT_PART_COUNTRY,
	EXPORT_PART_GENDER,
	EXPORT_PART_AGE,
	EXPORT_PART_HASHTAG,
	EXPORT_PART_XLSX,
	EXPORT_PART_COMPETITORS,
	EXPORT_PART_STATISTICS,
	EXPORT_PART_TOP_POSTS,
	EXPORT_PART_JSON,
	EXPORT_PART_COUNT,
};

/* How reports are dressed. Empty members: Simpul's own. */
struct export_brand {
	struct str name;
	struct str colour; /* #rrggbb */
	struct str logo;   /* the bytes of a PNG or JPEG */
};

struct export_child;

/*
 * Who makes PDF. A server, which has other things to lose, starts a process for it
 * (report/child.h). `child` NULL: this very process, which then has to be one of its own, and
 * `before_drawing` is called when everything is read.
 */
struct export_means {
	const struct export_child *child;
	struct str pictures_folder; /* of kept pictures (pictures/pictures.h); empty: none */
	bool (*before_drawing)(void *ctx, struct err *err);
	void *ctx;
};

struct export_request {
	enum export_format format;
	uint32_t parts;                 /* 1u << EXPORT_PART_… ; never 0 */
	struct str_list competitor_ids; /* empty: all, in the order they were added */
	bool english;                   /* words of the PDF; tables are the contract's Indonesian */
	struct opt_int exported_s;      /* absent: the newest collection in the window */
	struct export_brand brand;
	/* The rest is filled in by the caller: export_parse leaves it empty. */
	struct str username;    /* of the account */
	struct opt_int user_id; /* whose competitors; absent: none are looked at */
	struct export_means means;
};

/* As they come from a query, a body or the command line; STR_NONE or empty: absent. */
struct export_words {
	struct str format;      /* csv, xlsx, pdf, zip, json */
	struct str parts;       /* separated by commas */
	struct str competitors; /* ids, separated by commas */
	struct str language;    /* id, en */
	struct str exported_at; /* ISO 8601 */
};

/*
 * Fills `ret` (all of it). ERR_INVALID_FIELD names `format`, `parts`, `competitors`, `language` or
 * `exported_at`, and says what may stand there.
 */
bool export_parse(struct arena *a, const struct export_words *words, struct export_request *ret,
		  struct err *err) must_use;
/*
 * What can only be known with the data at hand: the competitors that are named are the account's.
 * To be asked before an answer's first byte; export_write asks it again.
 */
bool export_check(const struct export_request *request, const struct stats *reading,
		  struct err *err) must_use;

/* Told before each file, sheet or page; false cancels, with its error. */
struct export_progress {
	bool (*step)(void *ctx, uint32_t done, uint32_t total, struct str making, struct err *err);
	void *ctx;
};
/* The whole file; `progress` may be NULL. */
bool export_write(const struct export_request *request, const struct stats *reading,
		  const struct export_progress *progress, struct sink sink, struct err *err)
	must_use;

/*
 * As the browser saves it (cekbrand.md E.2), e.g. `Data @rani Tanggal 18 Oktober 2022 - 24 Oktober
 * 2022.xlsx`; without dates when the window is everything. Letters, digits and `._- @` only.
 */
struct str export_file_name(struct arena *a, const struct export_request *request,
			    const struct window *window);
struct str export_content_type(const struct export_request *request);

/* csv, xlsx, …; STR_NONE past the end. */
struct str export_format_name(enum export_format format);
/* media, … as a part of its own format: `media`, `statistics`; as one of a zip: `csv:media`. */
struct str export_part_name(enum export_part part, bool in_zip);
/* The words a format takes as parts, for a refusal and for documentation: `csv, csv:media, …`. */
struct str export_part_names(struct arena *a, enum export_format format);

#endif
