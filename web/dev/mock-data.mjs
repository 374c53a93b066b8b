// Deterministic figures in the shapes of the contract, for the mock server only.

const DAY_MS = 86_400_000;
const ZONE_MS = 7 * 3_600_000;

/** A small generator with a seed: the same account has the same numbers on every run. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const dayAt = (ms) => new Date(ms + ZONE_MS).toISOString().slice(0, 10);
export const addDays = (day, n) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);

const stamp = (day, time) => `${day}T${time}+07:00`;

const CAPTIONS = [
  ['Sambal bawang 3 menit: resep yang kalian minta sejak lama 🌶️', ['#sambal', '#resepmudah']],
  ['5 kesalahan plating yang bikin foto makanan terlihat datar', ['#foodphotography', '#tips']],
  ['Di balik dapur Surabaya, jam 4 pagi', ['#dapurnusantara', '#surabaya']],
  ['Menu baru minggu ini: nasi krawu komplit', ['#nasikrawu', '#menubaru']],
  ['Rendang untuk sahur? Begini cara menyimpannya.', ['#rendang', '#resepmudah']],
  ['Our five-spice stock, step by step', ['#stock', '#cooking']],
  ['Giveaway alat dapur! Baca ketentuannya di slide terakhir', ['#giveaway']],
];

const TYPES = ['IMAGE', 'VIDEO', 'CAROUSEL_ALBUM'];

function mediaInsights(type, reach, likes, comments, saved) {
  const album = type === 'CAROUSEL_ALBUM';
  const name = (metric) => (album ? `carousel_album_${metric}` : metric);
  return [
    { metric: name('engagement'), value: likes + comments + saved },
    { metric: name('reach'), value: reach },
    { metric: name('impressions'), value: Math.round(reach * 1.3) },
    { metric: 'saved', value: saved },
  ];
}

function mediaOf(account, days, random) {
  const list = [];
  for (const [i, day] of days.entries()) {
    if (random() > 0.62) continue;
    const [caption, tags] = CAPTIONS[i % CAPTIONS.length];
    const type = TYPES[Math.floor(random() * 3)];
    const likes = Math.round(account.base * (0.004 + random() * 0.018));
    const comments = Math.round(likes * (0.02 + random() * 0.06));
    const reach = Math.round(likes * (8 + random() * 9));
    list.push({
      id: `1790${String(account.seed).padStart(4, '0')}${String(i).padStart(6, '0')}`,
      permalink: `https://www.instagram.com/p/mock${i}/`,
      media_type: type,
      timestamp: stamp(day, `${String(8 + (i % 12)).padStart(2, '0')}:15:00`),
      caption: `${caption} ${tags.join(' ')}`,
      like_count: likes,
      comments_count: comments,
      media_url: null,
      thumbnail_url: null,
      media_hashtag: tags,
      insights: mediaInsights(type, reach, likes, comments, Math.round(likes * 0.1)),
    });
  }
  return list.reverse();
}

/** Everything the server would have stored about one account up to `nowMs`. */
export function history(account, nowMs, length = 200) {
  const random = randomFrom(account.seed);
  const today = dayAt(nowMs);
  const days = Array.from({ length }, (_, i) => addDays(today, i - length + 1));
  const userData = [];
  const reach = [];
  const impressions = [];
  const engagement = [];
  let followers = account.base;
  let likes = account.base * 6;
  let comments = Math.round(account.base * 0.21);
  const media = mediaOf(account, days, randomFrom(account.seed + 1));
  let posts = 640 - media.length;
  for (const [i, day] of days.entries()) {
    const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    const spike = i === length - 19 ? 2.1 : i === length - 18 ? 1.6 : 1;
    const lift = (weekend ? 0.8 : 1) * spike * (0.88 + random() * 0.26);
    const gained = Math.round(account.base * 0.0006 * lift * (random() < 0.06 ? -0.1 : 1));
    const postsToday = media.filter((item) => item.timestamp.startsWith(day)).length;
    const newLikes = Math.round(account.base * 0.0065 * lift);
    const newComments = Math.round(newLikes * 0.045);
    followers += gained;
    posts += postsToday;
    likes += newLikes;
    comments += newComments;
    const updated = stamp(day, '20:25:44');
    userData.push({
      followers_count: followers,
      follows_count: 214,
      media_count: posts,
      followers_count_growth: i ? gained : null,
      media_count_growth: i ? postsToday : null,
      updated_timestamp: updated,
      datestamp: day,
    });
    engagement.push({
      count: 40,
      like_count: likes,
      comments_count: comments,
      like_count_growth: newLikes,
      comments_count_growth: newComments,
      updated_datestamp: day,
    });
    // Today's insights arrive after 14:00 WIB, and one day in the past was never returned.
    if (i === length - 1 || i === length - 5) continue;
    const value = Math.round(account.base * 0.09 * lift);
    const row = { end_time: stamp(day, '14:00:00'), period: 'day', updated_timestamp: updated };
    reach.push({ ...row, value });
    impressions.push({ ...row, value: Math.round(value * (1.25 + random() * 0.2)) });
  }
  return { userData, reach, impressions, engagement, media };
}

export const ACCOUNTS = [
  {
    id: '17841400000000001',
    username: 'dapurnusantara.id',
    name: 'Dapur Nusantara',
    seed: 7,
    base: 176_000,
  },
  { id: '17841400000000002', username: 'kopi.senja', name: 'Kopi Senja', seed: 11, base: 8_900 },
  { id: '17841400000000003', username: 'batikpelangi', name: 'Batik Pelangi', seed: 23, base: 86 },
];

export const PAGES = [
  {
    id: '101',
    name: 'Dapur Nusantara',
    picture_url: null,
    has_instagram: true,
    instagram_username: 'dapurnusantara.id',
    usable: true,
    reason: null,
  },
  {
    id: '102',
    name: 'Kopi Senja',
    picture_url: null,
    has_instagram: true,
    instagram_username: 'kopi.senja',
    usable: true,
    reason: null,
  },
  {
    id: '103',
    name: 'Toko Lama Pasar Minggu',
    picture_url: null,
    has_instagram: false,
    instagram_username: null,
    usable: false,
    reason: 'instagram_not_connected_to_page',
  },
  {
    id: '104',
    name: 'Komunitas Pecinta Sambal',
    picture_url: null,
    has_instagram: true,
    instagram_username: 'sambal.lovers',
    usable: false,
    reason: 'not_admin_page',
  },
];
