export const splash = {
  title: 'Selamat Datang di Simpul',
  skip: 'Lewati',
  next: 'Lanjut',
  enter: 'Masuk',
  slide: (n: number, all: number) => `Bagian ${n} dari ${all}`,
  slides: [
    {
      title: 'Fitur Kompetitor',
      text: 'Bandingkan akunmu dengan akun bisnis lain: pertumbuhan, interaksi, dan konten terbaiknya.',
    },
    {
      title: 'Fitur Statistik',
      text: 'Lihat performa akun dari hari ke hari, siapa follower-mu, dan kapan mereka online.',
    },
    {
      title: 'Fitur Top Post',
      text: 'Temukan posting yang paling disukai, dikomentari, dan dilihat, lengkap dengan sentimennya.',
    },
  ],
};

export const onboarding = {
  title: 'Cara menghubungkan akun',
  hello: (name: string) => `Hai, ${name}!`,
  lead: 'Lima langkah dari Instagram biasa sampai dasbor pertamamu. Langkah yang sudah beres bisa dilewati.',
  back: 'Kembali ke Pilih Akun',
  link: 'Lihat caranya, yuk!',
  show: 'Tunjukkan caranya',
  connect: 'Hubungkan ke Facebook',
  step: (n: number, title: string) => `Langkah ${n} : ${title}`,
  steps: [
    {
      title: 'Buat akun Instagram bisnis',
      text: [
        'Buka aplikasi Instagram, masuk ke profil, lalu pilih Pengaturan.',
        'Pilih “Jenis akun dan fitur”, lalu “Beralih ke akun profesional”.',
        'Pilih kategori usahamu, lalu pilih Bisnis. Akun kreator juga dapat dipakai.',
        'Lengkapi kontak, atau lewati. Akunmu kini akun bisnis.',
      ],
    },
    {
      title: 'Buat Halaman Facebook',
      text: [
        'Masuk ke Facebook, buka menu, lalu pilih Halaman dan “Buat Halaman baru”.',
        'Isi nama usaha dan kategorinya, lalu tekan Buat Halaman.',
        'Tambahkan foto profil agar mudah dikenali. Sudah punya Halaman? Pakai yang itu.',
      ],
    },
    {
      title: 'Hubungkan Instagram bisnis dengan Halaman Facebook',
      text: [
        'Buka Halaman, lalu Pengaturan dan “Akun yang ditautkan”.',
        'Pilih Instagram, tekan Hubungkan akun, dan masuk dengan akun bisnismu.',
        'Pastikan kamu punya kendali penuh atas Halaman itu; tanpa itu Meta tidak memberi datanya.',
      ],
    },
    {
      title: 'Hubungkan Simpul dengan Instagram bisnis',
      text: [
        'Tekan “Hubungkan ke Facebook” di bawah, lalu masuk ke Facebook.',
        'Pilih Halaman dan akun Instagram yang ingin dipantau.',
        'Setujui semua izin yang diminta. Simpul hanya membaca; tidak ada yang diterbitkan.',
        'Kembali di sini, centang akunmu dan tekan Hubungkan.',
      ],
    },
    {
      title: 'Terakhir! Sebelum mulai pakai Simpul',
      text: [
        'Pengumpulan pertama membaca riwayat postingmu dan bisa memakan beberapa menit.',
        'Setelah itu data diperbarui dua kali sehari, dengan sendirinya.',
        'Data follower baru tersedia dari Meta setelah akunmu punya 100 follower.',
        'Insight bisa terlambat sampai 48 jam; angka hari ini baru lengkap besok.',
      ],
    },
  ],
};
