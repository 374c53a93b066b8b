export const login = {
  title: 'Masuk ke Simpul',
  lead: 'Pantau performa akun Instagram bisnismu.',
  email: 'Alamat email',
  password: 'Kata sandi',
  show: 'Tampilkan kata sandi',
  hide: 'Sembunyikan kata sandi',
  submit: 'Masuk',
  busy: 'Memeriksa…',
  emailMissing: 'Isi alamat email.',
  emailInvalid: 'Alamat email ini belum lengkap, contohnya nama@usaha.id.',
  passwordMissing: 'Isi kata sandi.',
  wait: (seconds: number) => `Terlalu banyak percobaan. Coba lagi dalam ${seconds} detik.`,
  waitButton: (seconds: number) => `Tunggu ${seconds} detik`,
  asideTitle: 'Satu simpul untuk semua akunmu.',
  asideText:
    'Pengikut, jangkauan, dan interaksi dikumpulkan setiap hari, siap dibaca dan diekspor.',
};
