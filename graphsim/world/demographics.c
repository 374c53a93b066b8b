#include "graphsim/world/demographics.h"

#include "graphsim/world/mix.h"

struct share {
	struct str value;
	double part;
};
#define S(text, part)                                                                              \
	{                                                                                          \
		STR_INIT(text), part                                                               \
	}

/* In the form Meta writes them: city, then region. Parts are of all followers. */
static const struct share cities[] = {
	S("Jakarta, Jakarta", 0.124),
	S("Surabaya, East Java", 0.052),
	S("Bandung, West Java", 0.047),
	S("Medan, North Sumatra", 0.034),
	S("Bekasi, West Java", 0.033),
	S("Semarang, Central Java", 0.025),
	S("Tangerang, Banten", 0.024),
	S("Depok, West Java", 0.023),
	S("Makassar, South Sulawesi", 0.021),
	S("Palembang, South Sumatra", 0.019),
	S("Yogyakarta, Special Region of Yogyakarta", 0.018),
	S("Bogor, West Java", 0.017),
	S("Malang, East Java", 0.016),
	S("Denpasar, Bali", 0.015),
	S("South Tangerang, Banten", 0.014),
	S("Pekanbaru, Riau", 0.012),
	S("Surakarta, Central Java", 0.011),
	S("Padang, West Sumatra", 0.0105),
	S("Batam, Riau Islands", 0.010),
	S("Bandar Lampung, Lampung", 0.0097),
	S("Balikpapan, East Kalimantan", 0.0088),
	S("Samarinda, East Kalimantan", 0.0082),
	S("Banjarmasin, South Kalimantan", 0.0078),
	S("Pontianak, West Kalimantan", 0.0074),
	S("Manado, North Sulawesi", 0.0069),
	S("Cirebon, West Java", 0.0065),
	S("Jambi City, Jambi", 0.0061),
	S("Sidoarjo, East Java", 0.0058),
	S("Tasikmalaya, West Java", 0.0054),
	S("Serang, Banten", 0.0051),
	S("Mataram, West Nusa Tenggara", 0.0048),
	S("Karawang, West Java", 0.0045),
	S("Purwokerto, Central Java", 0.0042),
	S("Bengkulu, Bengkulu", 0.0039),
	S("Kupang, East Nusa Tenggara", 0.0037),
	S("Palu, Central Sulawesi", 0.0035),
	S("Kendari, Southeast Sulawesi", 0.0033),
	S("Cilegon, Banten", 0.0031),
	S("Sukabumi, West Java", 0.0029),
	S("Gresik, East Java", 0.0027),
	S("Kediri, East Java", 0.0025),
	S("Jember, East Java", 0.0023),
	S("Ambon, Maluku", 0.0021),
	S("Jayapura, Papua", 0.0019),
	S("Banda Aceh, Aceh", 0.0017),
	S("Pangkal Pinang, Bangka Belitung", 0.0016),
	S("Singapore, Singapore", 0.0080),
	S("Kuala Lumpur, Kuala Lumpur", 0.0072),
};

static const struct share countries[] = {
	S("ID", 0.905),  S("MY", 0.024),  S("SG", 0.011),  S("US", 0.0082), S("AU", 0.0061),
	S("HK", 0.0048), S("TW", 0.0046), S("JP", 0.0042), S("SA", 0.0039), S("NL", 0.0031),
	S("KR", 0.0027), S("GB", 0.0025), S("IN", 0.0022), S("DE", 0.0019), S("PH", 0.0017),
	S("TH", 0.0015), S("AE", 0.0014), S("TL", 0.0012), S("CA", 0.0010), S("FR", 0.0009),
	S("QA", 0.0008), S("BN", 0.0008), S("TR", 0.0007), S("EG", 0.0006), S("VN", 0.0006),
	S("BR", 0.0005), S("CN", 0.0005), S("RU", 0.0005), S("IT", 0.0004), S("ES", 0.0004),
	S("NZ", 0.0004), S("PK", 0.0003), S("BD", 0.0003), S("MX", 0.0003), S("PG", 0.0002),
	S("OM", 0.0002), S("KW", 0.0002), S("SE", 0.0002), S("CH", 0.0002), S("BE", 0.0001),
};

static const struct share ages[] = {
	S("13-17", 0.042), S("18-24", 0.318), S("25-34", 0.371), S("35-44", 0.168),
	S("45-54", 0.066), S("55-64", 0.022), S("65+", 0.013),
};

static const struct share genders[] = { S("F", 0.49), S("M", 0.43), S("U", 0.08) };
#undef S

static const struct {
	const struct share *rows;
	size_t count;
	double spread; /* how much accounts differ */
} tables[DIMENSION_COUNT] = {
	[DIMENSION_AGE] = { ages, COUNT_OF(ages), 0.3 },
	[DIMENSION_CITY] = { cities, COUNT_OF(cities), 0.6 },
	[DIMENSION_COUNTRY] = { countries, COUNT_OF(countries), 0.04 },
	[DIMENSION_GENDER] = { genders, COUNT_OF(genders), 0.1 },
};

/* More women look at skin care and cloth, more men at telephones. */
static const double women_of_theme[THEME_COUNT] = {
	[THEME_FOOD] = 1.2,   [THEME_COFFEE] = 0.95, [THEME_FASHION] = 1.5, [THEME_BEAUTY] = 1.75,
	[THEME_TRAVEL] = 0.9, [THEME_CRAFT] = 1.4,   [THEME_TECH] = 0.45,   [THEME_HOME] = 1.3,
};

static double part_of(const struct account *a, enum dimension dimension, size_t row)
{
	struct draws d = draws_of(a->seed, MIX_AUDIENCE, a->index, (uint64_t)dimension << 8 | row);
	double part =
		tables[dimension].rows[row].part * draw_around_one(&d, tables[dimension].spread);

	if (dimension != DIMENSION_GENDER || row == 2)
		return part;
	double women = 0.45 * women_of_theme[a->cast->theme] * draw_around_one(&d, 0.05);
	return row == 0 ? women : 0.92 - women;
}

/* Fewer people are counted than follow: some say nothing about themselves. */
static double total_of(const struct account *a, enum dimension dimension)
{
	double sum = 0;

	if (dimension == DIMENSION_CITY || dimension == DIMENSION_COUNTRY)
		return 1.0;
	for (size_t i = 0; i < tables[dimension].count; i++)
		sum += part_of(a, dimension, i);
	return sum / 0.985;
}

static void keep(struct demographic_row *rows, size_t *count, struct demographic_row row)
{
	size_t at = *count;

	if (row.count <= 0)
		return;
	if (at == DEMOGRAPHIC_ROWS_MAX) {
		if (rows[at - 1].count >= row.count)
			return;
		at--;
	} else {
		++*count;
	}
	for (; at > 0 && rows[at - 1].count < row.count; at--)
		rows[at] = rows[at - 1];
	rows[at] = row;
}

size_t demographics_of(const struct account *a, int64_t people, const enum dimension *dimensions,
		       size_t dimension_count, struct demographic_row ret[DEMOGRAPHIC_ROWS_MAX])
{
	enum dimension first = dimensions[0];
	enum dimension second = dimensions[dimension_count - 1];
	bool is_pair = dimension_count == 2;
	double whole = total_of(a, first) * (is_pair ? total_of(a, second) : 1.0);
	size_t count = 0;

	for (size_t i = 0; i < tables[first].count; i++) {
		for (size_t k = 0; k < (is_pair ? tables[second].count : 1); k++) {
			double part = part_of(a, first, i);
			struct demographic_row row = { .values = { tables[first].rows[i].value } };

			if (is_pair) {
				part *= part_of(a, second, k);
				row.values[1] = tables[second].rows[k].value;
			}
			row.count = (int64_t)((double)people * part / whole);
			keep(ret, &count, row);
		}
	}
	return count;
}

double online_share(const struct account *a, int64_t day, int jakarta_hour)
{
	static const double by_hour[24] = { 0.11, 0.07, 0.05, 0.05, 0.09, 0.17, 0.24, 0.29,
					    0.31, 0.32, 0.33, 0.36, 0.39, 0.37, 0.34, 0.33,
					    0.35, 0.39, 0.44, 0.49, 0.50, 0.45, 0.33, 0.20 };
	struct draws d = draws_of(a->seed, MIX_ONLINE, (uint64_t)day, (uint64_t)jakarta_hour);

	return by_hour[jakarta_hour] * draw_around_one(&d, 0.12);
}
