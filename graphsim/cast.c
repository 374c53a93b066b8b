#include "graphsim/cast.h"

#include "base/cleanup.h"

const struct cast_person cast_persons[] = {
	{ "rani", "Rani Prameswari", "rani@dapurnusantara.test",
	  "Satu Page dengan Instagram: semuanya berjalan.", "" },
	{ "bima", "Bima Aryasatya", "bima@kopisenja.test",
	  "Lima Page, sebagian tanpa Instagram: harus memilih.", "" },
	{ "citra", "Citra Maharani", "citra@ciptarasa.test",
	  "Page hanya lewat portofolio bisnis (owned dan client).", "" },
	{ "dodi", "Dodi Kurniawan", "dodi@contoh.test", "Tidak punya Page.", "" },
	{ "eka", "Eka Wulandari", "eka@langkah.test",
	  "Punya Page, tetapi tanpa hak membuat konten (CREATE_CONTENT).", "" },
	{ "fitri", "Fitri Handayani", "fitri@kilau.test",
	  "Menolak satu izin di dialog, kecuali dicentang.",
	  "instagram_content_publish,instagram_manage_insights" },
	{ "gilang", "Gilang Ramadhan", "gilang@geprek.test",
	  "120 Page: daftarnya beberapa halaman.", "" },
	{ "hana", "Hana Larasati", "hana@keramikhana.test",
	  "Akun Instagram dengan kurang dari 100 pengikut.", "" },
	{ "indra", "Indra Wijaya", "indra@jelajah.test",
	  "Akun Instagram dengan lebih dari 1.000 media.", "" },
	{ "joko", "Joko Susilo", "joko@bengkeljoko.test",
	  "Page yang hanya terhubung ke akun Instagram pribadi.", "" },
};
const size_t cast_person_count = COUNT_OF(cast_persons);

const struct cast_business cast_businesses[] = {
	{ "citra", "Grup Cipta Rasa" },
	{ "citra", "Griya Kreasi Agency" },
	{ "bima", "Senja Kopi Indonesia" },
};
const size_t cast_business_count = COUNT_OF(cast_businesses);

const struct cast_page cast_pages[] = {
	{ "rani", "Dapur Nusantara", "Restaurant", "dapurnusantara.id", TASK_ALL, WAY_ACCOUNTS,
	  NULL, 96412 },
	{ "bima", "Kopi Senja Bandung", "Coffee shop", "kopisenja.bdg", TASK_ALL, WAY_ACCOUNTS,
	  "Senja Kopi Indonesia", 18230 },
	{ "bima", "Toko Buku Lentera", "Book store", NULL, TASK_ALL, WAY_ACCOUNTS, NULL, 2140 },
	{ "bima", "Senja Roastery", "Food & beverage", "senja.roastery", TASK_ALL, WAY_ACCOUNTS,
	  "Senja Kopi Indonesia", 4870 },
	{ "bima", "Komunitas Sepeda Pagi", "Community", NULL, TASK_ALL, WAY_ACCOUNTS, NULL, 911 },
	{ "bima", "Lapak Bima", "Shopping & retail", NULL, TASK_ANALYZE | TASK_MODERATE,
	  WAY_ACCOUNTS, NULL, 305 },
	{ "citra", "Batik Cipta Rasa", "Clothing (brand)", "batikciptarasa", TASK_ALL, WAY_OWNED,
	  "Grup Cipta Rasa", 40218 },
	{ "citra", "Griya Citra Interior", "Home decor", "griyacitra.id", TASK_ALL, WAY_CLIENT,
	  "Griya Kreasi Agency", 7719 },
	{ "eka", "Langkah Eka Trip", "Travel company", "langkaheka",
	  TASK_ANALYZE | TASK_ADVERTISE | TASK_MESSAGING, WAY_ACCOUNTS, NULL, 6120 },
	{ "fitri", "Kilau Skincare", "Health/beauty", "kilau.skincare", TASK_ALL, WAY_ACCOUNTS,
	  NULL, 21044 },
	{ "hana", "Rumah Keramik Hana", "Arts & crafts store", "keramikhana", TASK_ALL,
	  WAY_ACCOUNTS, NULL, 58 },
	{ "indra", "Indra Jelajah", "Public figure", "indrajelajah", TASK_ALL, WAY_ACCOUNTS, NULL,
	  30155 },
	{ "joko", "Bengkel Joko Motor", "Automotive repair shop", "jokosusilo.pribadi", TASK_ALL,
	  WAY_ACCOUNTS, NULL, 1290 },
};
const size_t cast_page_count = COUNT_OF(cast_pages);

const char *const franchise_cities[FRANCHISE_PAGES] = {
	"Jakarta",	 "Surabaya",	"Bandung",	"Bekasi",	 "Medan",
	"Depok",	 "Tangerang",	"Palembang",	"Semarang",	 "Makassar",
	"Batam",	 "Bogor",	"Pekanbaru",	"Padang",	 "Malang",
	"Samarinda",	 "Denpasar",	"Tasikmalaya",	"Serang",	 "Balikpapan",
	"Pontianak",	 "Banjarmasin", "Jambi",	"Cimahi",	 "Surakarta",
	"Manado",	 "Kupang",	"Cilegon",	"Mataram",	 "Jayapura",
	"Yogyakarta",	 "Bengkulu",	"Palu",		"Kendari",	 "Ambon",
	"Sukabumi",	 "Cirebon",	"Dumai",	"Pekalongan",	 "Binjai",
	"Kediri",	 "Sorong",	"Tegal",	"Pematangsiantar", "Banjarbaru",
	"Banda Aceh",	 "Tarakan",	"Probolinggo",	"Singkawang",	 "Lubuklinggau",
	"Tanjungpinang", "Bitung",	"Padangsidempuan", "Pangkalpinang", "Batu",
	"Pasuruan",	 "Ternate",	"Banjar",	"Gorontalo",	 "Madiun",
	"Prabumulih",	 "Salatiga",	"Lhokseumawe",	"Langsa",	 "Palopo",
	"Bima",		 "Tanjungbalai", "Tebing Tinggi", "Metro",	 "Bontang",
	"Baubau",	 "Blitar",	"Gunungsitoli", "Parepare",	 "Payakumbuh",
	"Mojokerto",	 "Magelang",	"Kotamobagu",	"Bukittinggi",	 "Tidore",
	"Tomohon",	 "Sungai Penuh", "Pariaman",	"Subulussalam",	 "Sibolga",
	"Tual",		 "Solok",	"Sawahlunto",	"Padang Panjang", "Sabang",
	"Garut",	 "Cianjur",	"Karawang",	"Purwakarta",	 "Indramayu",
	"Kuningan",	 "Sumedang",	"Subang",	"Cilacap",	 "Purwokerto",
	"Kebumen",	 "Wonosobo",	"Klaten",	"Sragen",	 "Kudus",
	"Jepara",	 "Pati",	"Rembang",	"Jember",	 "Banyuwangi",
	"Lumajang",	 "Gresik",	"Sidoarjo",	"Lamongan",	 "Tuban",
	"Bojonegoro",	 "Ngawi",	"Ponorogo",	"Pacitan",	 "Singaraja",
};
