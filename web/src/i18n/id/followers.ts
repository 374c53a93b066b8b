export const followers = {
  title: 'Followers',
  empty: 'Belum ada data follower',
  emptyHint:
    'Meta membagikan data ini untuk akun dengan sedikitnya 100 follower, dan bisa terlambat sampai 48 jam.',

  online: 'Waktu Follower Online Tertinggi',
  onlineLead: 'Rata-rata per jam pada periode ini, waktu Jakarta',
  onlineHelp:
    'Rata-rata jumlah follower yang sedang online pada tiap hari dan jam. Meta menyimpan data ini selama 30 hari.',
  onlineCount: 'Jumlah follower yang online:',
  quiet: 'Sepi',
  busy: 'Ramai',
  recommended: 'Rekomendasi Waktu Posting',
  recommendedMark: 'Rekomendasi waktu posting',
  bestOfWeek: 'Waktu teramai dalam seminggu',
  onlineBest: (day: string, time: string) =>
    `Follower paling banyak online pada hari ${day} pukul ${time}.`,

  location: 'Lokasi Asal Follower',
  locationLead: 'Lima negara dan kota terbesar pada periode ini',
  locationHelp:
    'Rata-rata selama periode. Persentase dihitung dari follower yang lokasinya diketahui Meta, jadi jumlahnya bisa berbeda dari total follower.',
  mapOf: 'Tampilkan peta',
  views: { country: 'Negara', city: 'Kota' },
  countryMap: 'Peta dunia dengan negara asal follower',
  cityMap: 'Peta dengan kota asal follower',
  mapCloser: 'Perbesar peta',
  mapFarther: 'Perkecil peta',
  byCountry: 'Lokasi Berdasarkan Negara',
  byCity: 'Lokasi Berdasarkan Kota',
  cityFirst: (share: string, place: string) => `${share} follower berasal dari ${place}.`,
  credit: 'Data kota © GeoNames (CC BY 4.0); peta dari Natural Earth.',

  people: 'Demografi gender dan usia follower',
  peopleLead: 'Persentase follower yang gendernya diketahui',
  peopleHelp:
    'Rata-rata selama periode, menurut gender dan usia bersama-sama. Follower yang tidak menyebutkan gender tidak dihitung.',
  women: 'Wanita',
  men: 'Laki-laki',
  womenFollowers: 'Follower Wanita',
  menFollowers: 'Follower Laki-laki',
  age: 'Usia',
  majority: (gender: string, age: string, share: string) =>
    `Mayoritas follower: ${gender}, ${age} tahun (${share}).`,
};

export const tips = {
  button: 'Tips Untukmu!',
  understood: 'Mengerti',
  engagement: {
    title: 'Engagement Rate (ER)',
    topics: [
      {
        title: 'Apa arti Engagement Rate?',
        text: [
          'ER menunjukkan seberapa besar bagian follower yang bereaksi pada kontenmu: like dan komentar dibagi jumlah follower.',
        ],
      },
      {
        title: 'Harus berapa ER kita?',
        text: [
          'Di bawah 1%: ER Rendah.',
          '1% sampai 3,5%: ER Sedang.',
          '3,5% sampai 6%: ER Tinggi.',
          'Di atas 6%: ER Sangat Tinggi.',
          'Makin besar akunnya, makin wajar bila ER-nya lebih rendah.',
        ],
      },
      {
        title: 'Bagaimana cara menaikkannya?',
        text: [
          'Posting teratur dengan jadwal yang tetap, pada jam saat follower-mu online.',
          'Pakai lagi hashtag yang terbukti membawa interaksi di akunmu.',
          'Ajak orang menjawab: polling dan pertanyaan di story, kalimat tanya di caption.',
          'Buat konten yang layak disimpan dan dibagikan, misalnya resep, langkah, atau daftar.',
          'Balas komentar, pesan, dan mention; percakapan dihitung juga.',
        ],
      },
    ],
  },
  location: {
    title: 'Lokasi follower',
    topics: [
      {
        title: 'Apa gunanya?',
        text: [
          'Tahu di mana follower tinggal membantumu memilih bahasa, jam posting, dan promosi yang terasa dekat.',
        ],
      },
      {
        title: 'Apa yang bisa dilakukan?',
        text: [
          'Sebut kota teratas di konten, atau buat konten tentang tempat itu.',
          'Perhatikan zona waktu bila banyak follower berada di luar WIB.',
          'Arahkan iklan dan kerja sama ke kota yang sudah mengenalmu.',
        ],
      },
    ],
  },
  people: {
    title: 'Gender dan usia follower',
    topics: [
      {
        title: 'Kelompok generasi',
        text: [
          'Baby Boomer: lahir 1946–1964.',
          'Generasi X: lahir 1965–1980.',
          'Generasi Y (milenial): lahir 1981–1996.',
          'Generasi Z: lahir 1997–2012.',
        ],
      },
      {
        title: 'Apa yang bisa dilakukan?',
        text: [
          'Sesuaikan gaya bahasa dan contoh dengan kelompok terbesarmu.',
          'Cari tahu format favorit mereka: video pendek, panduan langkah demi langkah, atau cerita.',
          'Ingin menjangkau kelompok lain? Uji beberapa konten khusus dan bandingkan hasilnya di Top Post.',
        ],
      },
    ],
  },
};
