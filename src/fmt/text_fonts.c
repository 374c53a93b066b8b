/* Which fonts there are, and loading them ahead of time. */
#include <pango/pangocairo.h>
#include <string.h>

#include "fmt/pdf_internal.h"
#include "fmt/text.h"

static const struct text_font wanted[] = {
	{ "Inter", "fonts-inter", "text and figures of PDF reports", false, false },
	{ "Noto Color Emoji", "fonts-noto-color-emoji", "emoji in captions", false, false },
	{ "Noto Sans", "fonts-noto-core", "captions in other alphabets", false, false },
	{ "Noto Sans Arabic", "fonts-noto-core", "Arabic captions", false, false },
	{ "Noto Sans CJK SC", "fonts-noto-cjk", "Chinese, Japanese and Korean captions", true,
	  false },
};

static bool has_family(PangoFontFamily **families, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(pango_font_family_get_name(families[i]), name) == 0)
			return true;
	return false;
}

void text_fonts_look(struct text_fonts *ret)
{
	PangoFontFamily **families = NULL;
	int count = 0;

	_Static_assert(COUNT_OF(wanted) <= TEXT_FONTS_MAX, "struct text_fonts holds them");
	pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count);
	ret->count = COUNT_OF(wanted);
	for (size_t i = 0; i < COUNT_OF(wanted); i++) {
		ret->at[i] = wanted[i];
		ret->at[i].is_found = has_family(families, count, wanted[i].family);
	}
	g_free(families);
}

/* A letter of each script that captions are likely to be in. */
#define SAMPLE "Aa0\u00e9 \u0627\u0644 \u0e2a \ua98f \u4f60 \u3042 \uac00 \u0939 \U0001f600"

static int unknown_glyphs(const char *text)
{
	PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
	PangoLayout *layout = pango_layout_new(context);

	pango_layout_set_text(layout, text, -1);

	int unknown = pango_layout_get_unknown_glyphs_count(layout);

	g_object_unref(layout);
	g_object_unref(context);
	return unknown;
}

bool text_warm_up(struct err *err)
{
	unknown_glyphs(SAMPLE);
	if (unknown_glyphs("Aa0") == 0)
		return true;
	err_set(err, ERR_CONFIG,
		"no font is installed: install the Debian packages fonts-inter and "
		"fonts-noto-core");
	err_say(err, "Server ini belum memiliki huruf untuk PDF. Minta pengelolanya memasang paket "
		     "fonts-inter dan fonts-noto-core.");
	return err_say_en(err, "This server has no fonts for PDF. Ask its operator to install the "
			       "packages fonts-inter and fonts-noto-core.");
}
