/* Which fonts there are: fontconfig. */
#include <stdlib.h>
#include <string.h>

#include "fmt/text_internal.h"

/*
 * What fontconfig keeps until the process ends is no leak of ours. Asked by LeakSanitizer where it
 * is built in, by nobody elsewhere.
 */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

const char *__lsan_default_options(void);
const char *__lsan_default_options(void)
{
	return "print_suppressions=0";
}

const char *const text_families[] = { "Inter", "Noto Sans", "DejaVu Sans", "sans-serif", NULL };
/* Large figures and titles have a cut of their own. */
const char *const text_display_families[] = { "Inter Display", "Inter",      "Noto Sans",
					      "DejaVu Sans",   "sans-serif", NULL };

/* ---- sets of fonts -------------------------------------------------------------------------- */

/*
 * The fonts nearly all text is made of, where Debian keeps them. Looking through all that are
 * installed takes longer than drawing a report.
 */
static const char own_fonts[] =
	"<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>"
	"<dir>/usr/share/fonts/opentype/inter</dir>"
	"<dir>/usr/share/fonts/truetype/noto</dir>"
	"<cachedir>/var/cache/fontconfig</cachedir>"
	/* How large the pictures of an emoji font become. */
	"<include ignore_missing=\"yes\">"
	"/usr/share/fontconfig/conf.avail/10-scale-bitmap-fonts.conf</include>"
	"<selectfont>"
	"<rejectfont><glob>/usr/share/fonts/truetype/noto/*</glob></rejectfont>"
	"<acceptfont><glob>*/NotoColorEmoji.ttf</glob></acceptfont>"
	"</selectfont>"
	"<alias binding=\"same\"><family>emoji</family>"
	"<prefer><family>Noto Color Emoji</family></prefer></alias>"
	"</fontconfig>";

static bool has_family(FcConfig *config, const char *name)
{
	FcPattern *pattern = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, name, (char *)NULL);
	FcObjectSet *objects = FcObjectSetBuild(FC_FILE, (char *)NULL);
	FcFontSet *found = FcFontList(config, pattern, objects);
	bool has = found && found->nfont > 0;

	if (found)
		FcFontSetDestroy(found);
	FcObjectSetDestroy(objects);
	FcPatternDestroy(pattern);
	return has;
}

/* NULL when the text family is not among them, or the operator has a configuration of his own. */
static FcConfig *open_own(void)
{
	FcConfig *config;

	if (getenv("FONTCONFIG_FILE") || getenv("FONTCONFIG_PATH"))
		return NULL;
	config = FcConfigCreate();
	if (!config)
		abort();
	if (FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)own_fonts, FcFalse) &&
	    FcConfigBuildFonts(config) && has_family(config, text_families[0]))
		return config;
	FcConfigDestroy(config);
	return NULL;
}

FcConfig *text_library_set(struct text_library *library, enum text_set set)
{
	if (!library->sets[set]) {
		library->sets[set] = FcInitLoadConfigAndFonts();
		if (!library->sets[set])
			abort();
		/* Pango's substitution asks the current one. */
		FcConfigSetCurrent(library->sets[set]);
	}
	return library->sets[set];
}

void text_library_open(struct text_library *library)
{
	*library = (struct text_library){ .sets = { open_own() } };
	if (library->sets[TEXT_OWN]) {
		FcConfigSetCurrent(library->sets[TEXT_OWN]);
		return;
	}
	library->sets[TEXT_OWN] = FcConfigReference(text_library_set(library, TEXT_ALL));
}

void text_library_close(struct text_library *library)
{
	for (size_t i = 0; i < library->face_count; i++) {
		free(library->faces[i].path);
		hb_face_destroy(library->faces[i].face);
	}
	for (size_t i = 0; i < TEXT_SETS; i++)
		if (library->sets[i])
			FcConfigDestroy(library->sets[i]);
	FcConfigSetCurrent(NULL);
}

/* ---- faces ---------------------------------------------------------------------------------- */

static hb_face_t *open_face(const char *path, int index)
{
	hb_blob_t *blob = hb_blob_create_from_file(path);
	hb_face_t *face = hb_face_create(blob, (unsigned)index & 0xffff);

	hb_blob_destroy(blob);
	hb_face_make_immutable(face);
	return face;
}

hb_face_t *text_library_face(struct text_library *library, const FcPattern *pattern)
{
	FcChar8 *file = NULL;
	int index = 0;

	if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch)
		return NULL;
	FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
	for (size_t i = 0; i < library->face_count; i++)
		if (library->faces[i].index == index &&
		    strcmp(library->faces[i].path, (const char *)file) == 0)
			return library->faces[i].face;
	if (library->face_count == TEXT_FACES_MAX)
		return NULL;
	struct text_face *face = &library->faces[library->face_count++];

	*face = (struct text_face){ strdup((const char *)file), index,
				    open_face((const char *)file, index) };
	if (!face->path)
		abort();
	return face->face;
}

hb_face_t *text_library_match(struct text_library *library, const char *const *families,
			      int fc_weight)
{
	FcConfig *config = text_library_set(library, TEXT_OWN);
	FcPattern *pattern = FcPatternCreate();
	FcResult result;
	hb_face_t *face = NULL;

	for (; *families; families++)
		FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)*families);
	FcPatternAddInteger(pattern, FC_WEIGHT, fc_weight);
	FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
	FcConfigSubstitute(config, pattern, FcMatchPattern);
	FcDefaultSubstitute(pattern);
	FcPattern *match = FcFontMatch(config, pattern, &result);

	if (match) {
		face = text_library_face(library, match);
		FcPatternDestroy(match);
	}
	FcPatternDestroy(pattern);
	return face;
}

/* ---- for the operator ----------------------------------------------------------------------- */

static const struct text_font wanted[] = {
	{ "Inter", "fonts-inter", "text and figures of PDF reports", false, false },
	{ "Noto Color Emoji", "fonts-noto-color-emoji", "emoji in captions", false, false },
	{ "Noto Sans", "fonts-noto-core", "captions in other alphabets", false, false },
	{ "Noto Sans Arabic", "fonts-noto-core", "Arabic captions", false, false },
	{ "Noto Sans CJK SC", "fonts-noto-cjk", "Chinese, Japanese and Korean captions", true,
	  false },
};

void text_fonts_look(struct text_fonts *ret)
{
	FcConfig *all = FcInitLoadConfigAndFonts();

	_Static_assert(COUNT_OF(wanted) <= TEXT_FONTS_MAX, "struct text_fonts holds them");
	ret->count = COUNT_OF(wanted);
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		ret->at[i] = wanted[i];
		ret->at[i].is_found = all && has_family(all, wanted[i].family);
	}
	if (all)
		FcConfigDestroy(all);
}

bool text_engine_check(struct text_engine *engine, struct err *err)
{
	bool has = true;

	for (int weight = 0; weight < TEXT_WEIGHTS; weight++)
		for (double size = 10; size <= 20; size += 10) {
			const struct text_style style = { .size = size,
							  .weight = (enum text_weight)weight };

			has = text_letters_of(engine, &style)->face && has;
		}
	if (has)
		return true;
	err_set(err, ERR_CONFIG,
		"no font is installed: install the Debian packages fonts-inter and "
		"fonts-noto-core");
	err_say(err, "Server ini belum memiliki huruf untuk PDF. Minta pengelolanya memasang paket "
		     "fonts-inter dan fonts-noto-core.");
	return err_say_en(err, "This server has no fonts for PDF. Ask its operator to install the "
			       "packages fonts-inter and fonts-noto-core.");
}
