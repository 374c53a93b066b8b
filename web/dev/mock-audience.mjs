// Who follows the mock accounts, when they are online, and what they say.
import { addDays, dayAt } from './mock-data.mjs';

const CITIES = [
  ['Jakarta', 'Jakarta', 28640, -6.2, 106.82],
  ['Surabaya', 'East Java', 24910, -7.25, 112.75],
  ['Bandung', 'West Java', 11230, -6.91, 107.61],
  ['Bekasi', 'West Java', 9120, -6.23, 106.99],
  ['Medan', 'North Sumatra', 7420, 3.59, 98.67],
  ['Makassar', 'South Sulawesi', 5310, -5.15, 119.43],
  ['Denpasar', 'Bali', 3870, -8.65, 115.22],
  ['Kota Tanpa Peta', 'Entah', 1200, null, null],
];

const COUNTRIES = { ID: 168420, MY: 6120, SG: 2380, TW: 1490, SA: 980, US: 910, NL: 540 };

const AGES = ['13-17', '18-24', '25-34', '35-44', '45-54', '55-64', '65+'];
const WOMEN = [2.1, 15.8, 24.6, 9.4, 3.7, 1.6, 0.6];
const MEN = [1.5, 10.9, 17.2, 7.8, 3.1, 1.2, 0.5];

const end = (day) => `${day}T14:00:00+07:00`;

function everyDay(window, nowMs, rows) {
  const today = dayAt(nowMs);
  return [2, 1, 0].flatMap((back) => {
    const day = addDays(today, -back);
    if (day < window.start || day > window.end) return [];
    return rows.map((row) => ({ ...row, end_time: end(day), updated_timestamp: end(day) }));
  });
}

const scaled = (base, value) => Math.round((value * base) / 176_000);

/** Busy at lunch and after dinner, later at the weekend. Meta's hours are 14 behind Jakarta. */
function online(window, nowMs, base) {
  const rows = [];
  for (let back = 0; back < 28; back++) {
    const day = addDays(dayAt(nowMs), -back);
    if (day < window.start || day > window.end) continue;
    for (let hour = 0; hour < 24; hour++) {
      const local = (hour + 14) % 24;
      const weekday = new Date(`${addDays(day, hour < 10 ? -1 : 0)}T00:00:00Z`).getUTCDay();
      const evening = Math.exp(-((local - (weekday === 6 ? 21 : 19.5)) ** 2) / 8);
      const lunch = 0.65 * Math.exp(-((local - 12) ** 2) / 5);
      const night = local < 5 ? 0.05 : 0.18;
      const favourite = weekday === 3 ? 1.08 : 1;
      const value = scaled(base, 52_000 * (night + evening + lunch) * favourite);
      rows.push({ hour, value, end_time: end(day), updated_timestamp: end(day) });
    }
  }
  return rows;
}

export const AUDIENCE = {
  'insights/audience-city': (base) =>
    CITIES.map(([city, province, value]) => ({ city, province, value: scaled(base, value) })),
  'insights/audience-country': (base) =>
    Object.entries(COUNTRIES).map(([country_code, value]) => ({
      country_code,
      value: scaled(base, value),
    })),
  'insights/audience-gender-age': (base) =>
    AGES.flatMap((age, i) => [
      { gender: 'F', age, value: Math.round((WOMEN[i] * base) / 100) },
      { gender: 'M', age, value: Math.round((MEN[i] * base) / 100) },
      { gender: 'U', age, value: Math.round(base / 200) },
    ]),
};

/** Meta tells none of this about an account with fewer followers. */
const ENOUGH = 100;

export function audienceOf(tail, account, window, nowMs) {
  if (account.base < ENOUGH) return [];
  if (tail === 'insights/online-followers') return online(window, nowMs, account.base);
  return everyDay(window, nowMs, AUDIENCE[tail](account.base));
}

export function cityOf(name) {
  const found = CITIES.find(([city, , , lat]) => lat !== null && city.toLowerCase() === name);
  if (!found) return null;
  const [city, admin_name, , lat, lng] = found;
  return {
    city,
    city_ascii: city,
    lat,
    lng,
    country: 'Indonesia',
    iso2: 'ID',
    iso3: 'IDN',
    admin_name,
  };
}

const BEST = [
  [3, 19, 2.6, 1.9, 1.4, 9, 1.1, 1.8],
  [6, 21, 2.4, 1.7, 1.4, 6, 1.0, 1.9],
  [0, 20, 2.2, 1.8, 1.2, 4, 0.9, 1.6],
  [1, 12, 1.7, 1.5, 1.1, 2, null, null],
  [5, 19, 1.6, 1.6, 1.0, 0, null, null],
];

export const bestTime = () => ({
  time_zone: 'Asia/Jakarta',
  posts: 58,
  has_audience: true,
  online: { max: null, bounds: [], cells: [] },
  best: BEST.map(([weekday, hour, score, audience, effect, posts, low, high]) => ({
    weekday,
    hour,
    score,
    audience,
    effect,
    low,
    high,
    posts,
  })),
  cells: [],
});

const SAID = [
  ['Enak banget resepnya, udah coba di rumah 😍', 'pos', 0.96],
  ['Bumbunya pas, anak-anak suka!', 'pos', 0.91],
  ['Kak, pakai santan kental atau encer?', 'neu', 0.88],
  ['Harganya berapa ya?', 'neu', 0.84],
  ['Kok videonya kepotong di akhir, kecewa', 'neg', 0.87],
  ['hmm lumayan sih', 'neu', 0.42],
  ['Mantap chef 🔥🔥', 'pos', 0.93],
  ['wah “murah” sekali ya 200 ribu', 'neg', 0.48],
  ['Love this, greetings from Leiden!', 'pos', 0.9],
];
const WHO = [
  'budi.santoso',
  'ayu_lestari',
  'chef.made',
  'warung_bu_tini',
  'raka28',
  'leiden.foodie',
];

export const comments = (count) =>
  Array.from({ length: Math.min(count, 64) }, (_, i) => {
    const [text, sentiment, confidence] = SAID[(i * 4) % SAID.length];
    return {
      id: `1800${i}`,
      username: WHO[i % WHO.length],
      text,
      sentiment,
      confidence,
      is_unsure: confidence < 0.5,
    };
  });

export function sentimentOf(list) {
  const of = (kind) => list.filter((comment) => comment.sentiment === kind).length;
  return { neg: of('neg'), pos: of('pos'), neu: of('neu'), unsure: 0, unclassified: 0 };
}
