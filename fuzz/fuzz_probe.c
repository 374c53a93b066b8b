/*
 * Exercises src/probe: whatever the bytes, what is told is possible, and a file that is told to be
 * longer than its bytes tells nothing else than one whose rest is zeros.
 */
#include "fuzz/fuzz.h"
#include "probe/probe.h"

static void promise_facts(const struct media_facts *f)
{
	promise(f->format < MEDIA_FORMAT_COUNT);
	promise(f->width >= 0 && f->height >= 0 && f->width <= UINT32_MAX &&
		f->height <= UINT32_MAX);
	promise(f->duration_ms >= 0 && f->frames_per_1000_s >= 0 && f->bits_per_s >= 0);
	promise(f->video_codec[4] == '\0' && f->audio_codec[4] == '\0');
	for (int i = 0; i < 4; i++) {
		promise((unsigned char)f->video_codec[i] < 0x7f);
		promise((unsigned char)f->audio_codec[i] < 0x7f);
	}
	promise(f->duration_ms == 0 || media_format_info(f->format)->is_video ||
		f->format == MEDIA_HEIF || f->format == MEDIA_AVIF);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = fuzz_text(data, size);
	struct media_facts whole = probe_bytes(bytes, size),
			   longer = probe_bytes(bytes, size + 100000);

	promise_facts(&whole);
	promise_facts(&longer);
	promise(whole.size_bytes == (int64_t)size);
	return 0;
}
