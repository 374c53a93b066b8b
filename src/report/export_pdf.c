/* PDF files within an export: everything is read for the first one, then the database is let go. */
#include <stdlib.h>

#include "pictures/pictures.h"
#include "report/export_files.h"
#include "report/pdf_report.h"

#define PICTURES_MAX 256

/* Pictures that are shown, read ahead. */
struct pdf_album {
	struct arena *arena;
	struct str folder;
	struct {
		struct str url;
		struct pdf_picture picture;
	} at[PICTURES_MAX];
	size_t count;
};

/* In memory of its own: that of the reading is given back after every file. */
struct pdf_job {
	struct arena arena;
	struct pdf_data *data;
	struct pdf_album album;
	struct text_engine *text;
};

void export_pdf_end(struct pdf_job *pdf)
{
	if (!pdf)
		return;
	text_engine_free(pdf->text);
	arena_free(&pdf->arena);
	free(pdf);
}

static bool find_in_album(void *ctx, struct str url, struct pdf_picture *ret)
{
	const struct pdf_album *album = ctx;

	for (size_t i = 0; i < album->count; i++) {
		if (!str_eq(album->at[i].url, url))
			continue;
		*ret = album->at[i].picture;
		return true;
	}
	return false;
}

static void add_picture(struct pdf_album *album, struct str url)
{
	struct kept_picture kept = { 0 };
	struct pdf_picture known;

	if (str_is_empty(url) || album->count == PICTURES_MAX ||
	    find_in_album(album, url, &known) ||
	    !pictures_get(album->arena, album->folder, url, &kept))
		return;
	album->at[album->count].url = url;
	album->at[album->count++].picture = (struct pdf_picture){
		.bytes = kept.jpeg,
		.width = (int)kept.width,
		.height = (int)kept.height,
	};
}

static void fill_album(struct pdf_album *album, const struct pdf_data *data)
{
	add_picture(album, data->account.picture_url);
	for (size_t i = 0; data->top && i < PDF_RANKINGS; i++)
		for (size_t j = 0; j < data->top->lists[i].count; j++)
			add_picture(album, data->top->lists[i].at[j]->picture_url);
	for (size_t i = 0; data->competitors && i < data->competitors->count; i++) {
		const struct pdf_column *column = &data->competitors->at[i];

		add_picture(album, column->account.picture_url);
		if (column->has_best)
			add_picture(album, column->best.picture_url);
	}
}

static bool begin(struct export_job *job, struct err *err)
{
	const struct export_request *request = job->request;
	struct stats reading = *job->reading;
	struct pdf_job *pdf = calloc(1, sizeof(*pdf));

	if (!pdf)
		abort();
	job->pdf = pdf;
	arena_init(&pdf->arena, job->reading->arena->max_bytes);
	reading.arena = &pdf->arena;
	if (!pdf_gather(request, &reading, job->exported_s, &pdf->data, err))
		return false;
	pdf->album.arena = &pdf->arena;
	pdf->album.folder = request->means.pictures_folder;
	if (!str_is_empty(pdf->album.folder))
		fill_album(&pdf->album, pdf->data);
	/* Before this process is shut in: a font may stand where it cannot look afterwards. */
	pdf->text = text_engine_new(request->english ? STR("en") : STR("id"));
	if (!text_engine_check(pdf->text, err))
		return false;
	return !request->means.before_drawing ||
	       request->means.before_drawing(request->means.ctx, err);
}

bool export_pdf(struct export_job *job, const struct export_file *file, struct sink sink,
		struct err *err)
{
	if (!job->pdf && !begin(job, err))
		return false;

	const struct pdf_pictures pictures = { find_in_album, &job->pdf->album };
	const struct pdf_source source = { job->pdf->data, &pictures, job->pdf->text };

	return export_step(job, file->name, err) &&
	       pdf_file_write(pdf_file_at(file->index), &source, sink, err);
}
