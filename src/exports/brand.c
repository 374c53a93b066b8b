/* The name, colour and logo of a user's reports. */
#include "exports/internal.h"
#include "people/picture.h"

struct brand_change {
	int64_t user_id, now_s;
	struct brand_row row;
};

static bool is_colour(struct str s)
{
	if (s.len != 7 || s.at[0] != '#')
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (!((s.at[i] >= '0' && s.at[i] <= '9') || (s.at[i] >= 'a' && s.at[i] <= 'f')))
			return false;
	return true;
}

static bool set_work(struct db_tx *tx, void *arg, struct err *err)
{
	const struct brand_change *c = arg;

	return brands_set(tx, c->user_id, &c->row, c->now_s, err);
}

bool exports_brand_set(struct exports *e, int64_t user_id, struct str name, struct str colour,
		       struct err *err)
{
	cleanup(arena_free) struct arena a = { 0 };

	arena_init(&a, 4 * KIB);
	struct brand_change change = {
		user_id,
		clock_now_s(e->config.clock),
		{ .name = str_trim(name), .colour = str_lower(&a, colour) },
	};

	if (colour.len && !is_colour(change.row.colour))
		return exports_field(err, "colour", "Isi dengan warna seperti #1f6feb.",
				     "Enter a colour such as #1f6feb.");
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.at[i] < ' ')
			return exports_field(err, "name", "Nama harus satu baris.",
					     "The name must be one line.");
	return store_write(e->config.store, set_work, &change, err);
}

static bool set_logo_work(struct db_tx *tx, void *arg, struct err *err)
{
	const struct brand_change *c = arg;

	return brands_set_logo(tx, c->user_id, &c->row, c->now_s, err);
}

bool exports_logo_set(struct exports *e, struct arena *a, int64_t user_id, struct str bytes,
		      struct err *err)
{
	struct brand_change change = { user_id, clock_now_s(e->config.clock), { .name = STR("") } };
	struct picture picture;

	if (bytes.at && (bytes.len > BRAND_LOGO_MAX_BYTES || !picture_clean(a, bytes, &picture)))
		return exports_field(err, "logo",
				     "Logo harus berupa PNG atau JPEG, paling besar 512 KB dan "
				     "4096 x 4096 piksel.",
				     "A logo is a PNG or JPEG, at most 512 KB and 4096 x 4096 "
				     "pixels.");
	if (bytes.at) {
		change.row.logo = picture.bytes;
		change.row.logo_type = picture.media_type;
	}
	return store_write(e->config.store, set_logo_work, &change, err);
}
