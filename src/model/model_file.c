#include "model/model_file.h"

#include "base/arena.h"
#include "model/ngrams.h"

#define MAGIC STR("SMPLSNT1")
#define CHECKSUM_BYTES 8

struct reader {
	struct str rest;
	bool failed;
};

static uint64_t read_int(struct reader *r, size_t bytes)
{
	uint64_t value = 0;

	if (r->rest.len < bytes) {
		r->failed = true;
		return 0;
	}
	for (size_t i = 0; i < bytes; i++)
		value |= (uint64_t)(unsigned char)r->rest.at[i] << (8 * i);
	r->rest = str_skip(r->rest, bytes);
	return value;
}

static float read_float(struct reader *r)
{
	uint32_t bits = (uint32_t)read_int(r, 4);
	float value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static uint32_t read_varint(struct reader *r)
{
	uint32_t value = 0;

	for (unsigned shift = 0; shift < 28; shift += 7) {
		uint32_t byte = (uint32_t)read_int(r, 1);

		value |= (byte & 0x7F) << shift;
		if (byte < 0x80)
			return value;
	}
	r->failed = true;
	return 0;
}

static void put_int(struct buf *out, uint64_t value, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		buf_putc(out, (char)(value >> (8 * i)));
}

static void put_float(struct buf *out, float value)
{
	uint32_t bits;

	memcpy(&bits, &value, sizeof(bits));
	put_int(out, bits, 4);
}

static void put_varint(struct buf *out, uint32_t value)
{
	for (; value >= 0x80; value >>= 7)
		put_int(out, (value & 0x7F) | 0x80, 1);
	put_int(out, value, 1);
}

/* In the order of the file. */
static void floats_of(struct model_file *file, float *ret[static 9])
{
	for (size_t i = 0; i < SENTIMENT_LABEL_COUNT; i++) {
		ret[i] = &file->bias[i];
		ret[SENTIMENT_LABEL_COUNT + i] = &file->weight_max[i];
	}
	ret[6] = &file->letters_share;
	ret[7] = &file->words_damping;
	ret[8] = &file->sharpness;
}

static void read_features(struct reader *r, struct model_file *file)
{
	uint64_t bucket = 0;

	for (uint32_t i = 0; i < file->feature_count && !r->failed; i++) {
		struct model_feature *feature = &file->features[i];
		uint64_t step = read_varint(r);

		bucket += step;
		r->failed = r->failed || bucket >= FEATURE_BUCKETS || (i > 0 && step == 0);
		feature->bucket = (uint32_t)bucket;
		feature->rarity = (uint8_t)read_int(r, 1);
		for (size_t c = 0; c < SENTIMENT_LABEL_COUNT; c++)
			feature->weights[c] = (int8_t)read_int(r, 1);
	}
}

bool model_file_read(struct arena *a, struct str bytes, struct model_file *ret, struct err *err)
{
	struct reader r = { .rest = bytes };
	float *floats[9];

	if (!str_starts_with(bytes, MAGIC) || bytes.len < CHECKSUM_BYTES ||
	    bytes.len > MODEL_FILE_MAX_BYTES)
		return err_set(err, ERR_INTERNAL, "the sentiment model is not a model file");
	r.rest = str_skip(bytes, bytes.len - CHECKSUM_BYTES);
	bytes.len -= CHECKSUM_BYTES;
	if (read_int(&r, CHECKSUM_BYTES) != str_hash(bytes))
		return err_set(err, ERR_INTERNAL, "the sentiment model is damaged");
	r.rest = str_skip(bytes, MAGIC.len);
	ret->fingerprint = read_int(&r, 8);
	if (ret->fingerprint != features_fingerprint())
		return err_set(err, ERR_INTERNAL,
			       "the sentiment model was trained with other words or features: "
			       "train it again (model/README.md)");
	floats_of(ret, floats);
	for (size_t i = 0; i < COUNT_OF(floats); i++)
		*floats[i] = read_float(&r);
	ret->feature_count = (uint32_t)read_int(&r, 4);
	if (ret->feature_count > FEATURE_BUCKETS)
		return err_set(err, ERR_INTERNAL, "the sentiment model has too many features");
	ret->features = arena_new_n(a, struct model_feature, ret->feature_count);
	read_features(&r, ret);
	if (r.failed || r.rest.len)
		return err_set(err, ERR_INTERNAL, "the sentiment model has a wrong length");
	return true;
}

void model_file_write(const struct model_file *file, struct buf *out)
{
	struct model_file copy = *file;
	float *floats[9];
	uint32_t bucket = 0;

	buf_put(out, MAGIC);
	put_int(out, file->fingerprint, 8);
	floats_of(&copy, floats);
	for (size_t i = 0; i < COUNT_OF(floats); i++)
		put_float(out, *floats[i]);
	put_int(out, file->feature_count, 4);
	for (uint32_t i = 0; i < file->feature_count; i++) {
		const struct model_feature *feature = &file->features[i];

		put_varint(out, feature->bucket - bucket);
		bucket = feature->bucket;
		put_int(out, feature->rarity, 1);
		for (size_t c = 0; c < SENTIMENT_LABEL_COUNT; c++)
			put_int(out, (uint8_t)feature->weights[c], 1);
	}
	put_int(out, str_hash(buf_str(out)), CHECKSUM_BYTES);
}
