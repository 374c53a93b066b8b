#include "graphsim/world/caption.h"

#include "base/arena.h"
#include "base/buf.h"
#include "graphsim/publish/container.h"
#include "graphsim/world/mix.h"

#define CAPTION_MAX_BYTES 4096
#define TAGS_MAX 9

/* A list that ends with NULL. */
typedef const char *const words[];

struct theme_words {
	const char *const *things;  /* what a post is about */
	const char *const *openers; /* `%` is the thing */
	const char *const *hashtags;
};

static words food_things = { "rendang sapi",
			     "soto Betawi",
			     "ayam bakar madu",
			     "gado-gado",
			     "nasi liwet",
			     "sambal matah",
			     "pempek kapal selam",
			     "rawon",
			     "es cendol",
			     "martabak manis",
			     "sate lilit",
			     "gudeg",
			     "mie Aceh",
			     "nasi goreng kampung",
			     "klepon",
			     NULL };
static words food_openers = { "Siapa yang kangen %? 🤤",
			      "Resep % paling gampang, cuma butuh 5 bahan!",
			      "% hari ini dimasak pelan-pelan, 6 jam di atas api kecil 🔥",
			      "Sunday lunch is better with % 🍛",
			      "Menu baru: %! Mulai Rp25.000 saja 😍",
			      "Rahasia % yang empuk dan gurih? Geser sampai slide terakhir 👉",
			      "POV: kamu baru gajian dan langsung pesan % 😂",
			      "Kata pelanggan kami, % ini juara 🏆 Setuju nggak?",
			      "Behind the scenes of our % 🎥",
			      "Dari dapur kami ke meja makanmu: % ❤️",
			      NULL };
static words food_tags = { "kuliner",   "kulinerindonesia", "resepmasakan",
			   "makanenak", "jajanan",          "masakanrumahan",
			   "foodie",    "indonesianfood",   "kulinerjakarta",
			   "instafood", "resepmudah",       "pedas",
			   "halal",     "foodporn",         NULL };

static words coffee_things = {
	"kopi susu gula aren", "V60 Gayo", "cold brew",   "espresso", "latte art",
	"biji Kintamani",      "affogato", "kopi tubruk", NULL
};
static words coffee_openers = {
	"Pagi, senja, atau tengah malam: % selalu pas ☕", "Fresh from the roaster: % 🌱",
	"% + hujan Bandung = kombinasi terbaik 🌧️",  "Ngopi dulu biar waras 😌 Hari ini: %",
	"Tips bikin % di rumah, tanpa alat mahal 👇",      "Promo Jumat: % beli 1 gratis 1! 🎉",
	"Meet our barista, the hands behind your %",      NULL
};
static words coffee_tags = { "kopi",        "kopisusu",        "coffeeshop", "ngopi",
			     "manualbrew",  "kopinusantara",   "latteart",   "coffeelover",
			     "kopibandung", "specialtycoffee", "anakkopi",   NULL };

static words fashion_things = { "batik parang", "kebaya modern", "tenun ikat",  "hijab voal",
				"kemeja batik", "outer lurik",   "dress linen", NULL };
static words fashion_openers = { "% untuk kamu yang ingin tampil beda ✨",
				 "Restock! % sudah bisa dipesan lagi 🛍️",
				 "How to style: % for the office 👗",
				 "Tiga minggu dikerjakan tangan: % 🧵",
				 "% ukuran S-XXL, semua cantik 💃",
				 "Lebaran masih lama, tapi % cepat habis 😉",
				 NULL };
static words fashion_tags = { "batik",
			      "fashionindonesia",
			      "ootdindonesia",
			      "hijabstyle",
			      "tenun",
			      "localbrand",
			      "banggabuatanindonesia",
			      "kebaya",
			      "modestfashion",
			      "wastra",
			      "ootd",
			      NULL };

static words beauty_things = { "serum niacinamide", "sunscreen SPF 50", "toner mawar", "lip tint",
			       "masker beras",      "moisturizer gel",  NULL };
static words beauty_openers = { "Kulit kusam? Coba % selama 14 hari 💧",
				"Mitos atau fakta: % bikin kulit tipis? 🤔",
				"Before & after pakai % 😱",
				"Morning routine with % ☀️",
				"Flash sale 11.11! % diskon 40% 🛒",
				"Tanya dokter: urutan pakai % yang benar 👩‍⚕️",
				NULL };
static words beauty_tags = {
	"skincare",        "skincarelokal", "glowing", "beautyindonesia", "serum", "sunscreen",
	"skincareroutine", "cantik",        "bpom",    "reviewskincare",  NULL
};

static words travel_things = { "Bromo",      "Labuan Bajo", "Raja Ampat", "Nusa Penida",
			       "Danau Toba", "Sumba",       "Kawah Ijen", "Derawan",
			       "Wakatobi",   "Dieng",       NULL };
static words travel_openers = { "Bangun jam 3 pagi demi % 🌄 Worth it!",
				"5 tempat wajib di % (nomor 3 bikin nangis) 😭",
				"Itinerary % 3 hari 2 malam, budget 1,5 juta 👇",
				"% never disappoints 🌊",
				"Siapa teman jalanmu ke %? Tag orangnya! 👯",
				"Open trip % bulan depan, sisa 6 kursi 🚐",
				"Cerita dari %: ketemu orang-orang baik ❤️",
				"Satu menit di % 🎬",
				NULL };
static words travel_tags = { "jalanjalan", "wonderfulindonesia", "explorenusantara", "travel",
			     "opentrip",   "pesonaindonesia",    "liburan",          "backpacker",
			     "travelgram", "indonesia",          "alamindonesia",    NULL };

static words craft_things = { "cangkir keramik", "vas tanah liat", "piring biru", "mangkuk raku",
			      NULL };
static words craft_openers = { "Proses membuat % dari awal 🏺", "% baru keluar dari tungku 🔥",
			       "One of a kind: %", "Kelas membuat % Sabtu ini, masih ada tempat 🙌",
			       NULL };
static words craft_tags = { "keramik",   "handmade", "pottery",      "kerajinan",
			    "tanahliat", "craft",    "supportlocal", NULL };

static words tech_things = { "ponsel 2 jutaan", "earbuds murah", "laptop mahasiswa",
			     "smartwatch",      "power bank",    NULL };
static words tech_openers = { "Review jujur: % setelah 30 hari 📱", "% terbaik tahun ini? 🤔",
			      "Jangan beli % sebelum nonton ini!", "Unboxing % 📦",
			      "% vs harga: worth it nggak?",       NULL };
static words tech_tags = { "gadget",   "reviewgadget", "teknologi", "tech",
			   "unboxing", "hpmurah",      "android",   NULL };

static words home_things = { "dapur 2x3 meter", "kamar anak",  "ruang tamu kecil",
			     "taman kering",    "rak dinding", NULL };
static words home_openers = { "Ide % dengan budget 3 juta 🏡",     "Before after: % ✨",
			      "Sulap % jadi lega, ini caranya 👇", "% ala Japandi 🪴",
			      "Small space, big style: %",        NULL };
static words home_tags = { "desainrumah", "interior", "rumahminimalis", "dekorasirumah",
			   "homedecor",   "japandi",  "rumahku",        NULL };

static const struct theme_words themes[THEME_COUNT] = {
	[THEME_FOOD] = { food_things, food_openers, food_tags },
	[THEME_COFFEE] = { coffee_things, coffee_openers, coffee_tags },
	[THEME_FASHION] = { fashion_things, fashion_openers, fashion_tags },
	[THEME_BEAUTY] = { beauty_things, beauty_openers, beauty_tags },
	[THEME_TRAVEL] = { travel_things, travel_openers, travel_tags },
	[THEME_CRAFT] = { craft_things, craft_openers, craft_tags },
	[THEME_TECH] = { tech_things, tech_openers, tech_tags },
	[THEME_HOME] = { home_things, home_openers, home_tags },
};

static words middles = { "Simpan dulu biar nggak lupa 📌",
			 "Tulis pendapatmu di kolom komentar ya 👇",
			 "Double tap kalau setuju ❤️",
			 "Save for later and share with your bestie 💌",
			 "Cek link di bio untuk pesan.",
			 "Jangan lupa follow untuk info berikutnya!",
			 "Stok terbatas, siapa cepat dia dapat 🏃",
			 "Terima kasih untuk semua yang sudah mampir minggu ini 🙏",
			 "What do you think? 💬",
			 "Kamu tim yang mana? 🅰️ atau 🅱️",
			 NULL };

static const char *pick(struct draws *d, const char *const *list)
{
	size_t count = 0;

	while (list[count])
		count++;
	return list[draw_below(d, count)];
}

static struct draws caption_draws(const struct media *m)
{
	return draws_of(m->seed, MIX_CAPTION, 0, 0);
}

/* Some tags twice as often as others: the list is read from a start that leans to the front. */
static void put_tags(struct buf *out, struct draws *d, const char *const *tags)
{
	size_t count = 0;
	size_t wanted = draw_below(d, TAGS_MAX + 1);

	while (tags[count])
		count++;
	size_t at = draw_below(d, 1 + draw_below(d, count));
	for (size_t i = 0; i < wanted && i < count; i++) {
		buf_fmt(out, "%s#%s", i ? " " : "\n\n", tags[at % count]);
		at += 1 + draw_below(d, 2);
	}
}

struct str caption_of(struct arena *arena, const struct account *a, const struct media *m)
{
	const struct theme_words *theme = &themes[a->cast->theme];
	struct draws d = caption_draws(m);

	if (m->published)
		return m->published->caption;
	if (m->has_no_caption || media_is_story(m))
		return STR_NONE;
	cleanup(buf_free) struct buf text = { 0 };
	buf_init(&text, CAPTION_MAX_BYTES);
	struct str thing = str_of(pick(&d, theme->things));
	struct str opener = str_of(pick(&d, theme->openers));
	buf_put(&text, str_replace(arena, opener, STR("%"), thing));
	for (uint64_t i = draw_below(&d, 3); i > 0; i--)
		buf_fmt(&text, "\n%s", pick(&d, middles));
	put_tags(&text, &d, theme->hashtags);
	return str_dup(arena, buf_str(&text));
}

struct str alt_text_of(struct arena *arena, const struct account *a, const struct media *m)
{
	struct draws d = caption_draws(m);

	if (m->published)
		return m->published->container->texts.alt_text;
	if (m->seed % 3 != 0)
		return STR_NONE;
	return str_fmt(arena, "Foto %s oleh %s", pick(&d, themes[a->cast->theme].things),
		       a->cast->name);
}

struct str caption_hashtag(size_t n)
{
	for (size_t t = 0; t < THEME_COUNT; t++) {
		for (const char *const *tag = themes[t].hashtags; *tag; tag++) {
			if (n-- == 0)
				return str_of(*tag);
		}
	}
	return STR_NONE;
}

bool caption_has_hashtag(struct str caption, struct str tag)
{
	while (caption.len > 0) {
		size_t at = str_find_char(caption, '#');
		struct str word = str_skip(caption, at + 1);
		size_t end = 0;

		while (end < word.len && (unsigned char)word.at[end] > ' ' && word.at[end] != '#')
			end++;
		if (end > 0 && str_eq_nocase(str_sub(word, 0, end), tag))
			return true;
		caption = str_skip(word, end);
	}
	return false;
}
