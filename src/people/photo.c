/* Photos of profiles: files below the upload folder, named at random, known by the user's row. */
#include <stdio.h>
#include <unistd.h>

#include "base/codec.h"
#include "base/fs.h"
#include "base/limits.h"
#include "people/internal.h"
#include "people/picture.h"

#define NAME_BYTES 16

static struct str path_of(const struct people *p, struct arena *a, struct str name)
{
	return str_fmt(a, "%.*s/photos/%.*s", STR_ARG(p->config.upload_dir), STR_ARG(name));
}

static struct str new_name(const struct people *p, struct arena *a, struct str extension)
{
	char bytes[NAME_BYTES];

	rng_bytes(p->config.rng, bytes, sizeof(bytes));
	return str_fmt(a, "%.*s.%.*s", STR_ARG(hex_encode(a, (struct str){ bytes, sizeof(bytes) })),
		       STR_ARG(extension));
}

/* What new_name makes and nothing else: no path of a stranger's reaches the disk. */
static bool is_name(struct str name)
{
	struct str rest = name;
	struct str digits = str_cut(&rest, '.');

	for (size_t i = 0; i < digits.len; i++)
		if (hex_digit_value(digits.at[i]) < 0 ||
		    (digits.at[i] >= 'A' && digits.at[i] <= 'F'))
			return false;
	return digits.len == 2 * (size_t)NAME_BYTES &&
	       (str_eq(rest, STR("png")) || str_eq(rest, STR("jpg")));
}

static void forget(const struct people *p, struct arena *a, struct str name)
{
	/* A file that stays behind is of no use to anybody, and of no harm. */
	if (is_name(name))
		unlink(str_z(a, path_of(p, a, name)));
}

static bool store_file(const struct people *p, struct arena *a, struct str name, struct str bytes,
		       struct err *err)
{
	const char *folder = str_z(a, str_fmt(a, "%.*s/photos", STR_ARG(p->config.upload_dir)));

	return fs_make_dirs(folder, 0700, err) &&
	       fs_create(str_z(a, path_of(p, a, name)), 0600, bytes, err);
}

bool people_photo_set(struct people *p, struct arena *a, const struct identity *who,
		      struct str bytes, struct err *err)
{
	struct picture picture;
	struct auth_user user;

	if (bytes.len > PHOTO_MAX_BYTES || !picture_clean(a, bytes, &picture))
		return err_field_texts(
			err, "photo",
			"Foto harus berupa PNG atau JPEG, paling besar 2 MB dan 4096 x 4096 "
			"piksel.",
			"A photo is a PNG or JPEG, at most 2 MB and 4096 x 4096 pixels.");
	if (!auth_user_get(p->config.auth, a, who->user_id, &user, err))
		return false;

	struct str name = new_name(p, a, picture.extension);
	const struct auth_profile change = { .photo = name };

	if (!store_file(p, a, name, picture.bytes, err))
		return err_wrap(err, "storing a photo");
	if (!auth_profile_set(p->config.auth, a, who, &change, err)) {
		forget(p, a, name);
		return false;
	}
	forget(p, a, user.photo);
	return true;
}

bool people_photo_get(struct people *p, struct arena *a, const struct identity *who,
		      struct str name, struct people_photo *ret, struct err *err)
{
	struct auth_user user;

	if (!auth_user_get(p->config.auth, a, who->user_id, &user, err))
		return false;
	if (!is_name(name) || (!who->is_staff && !str_eq(user.photo, name)))
		return err_set(err, ERR_NOT_FOUND, "no such photo of this user");
	ret->media_type = str_ends_with(name, STR("png")) ? STR("image/png") : STR("image/jpeg");
	return fs_read(a, str_z(a, path_of(p, a, name)), PHOTO_MAX_BYTES + 1 * KIB, &ret->bytes,
		       err);
}
