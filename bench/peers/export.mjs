// The media report from Simpul's own database file with better-sqlite3 and csv-stringify, row by row.
// Usage: export.mjs DATABASE ACCOUNT OUT.csv
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import Database from "better-sqlite3";
import { stringify } from "csv-stringify";

const [path, account, out] = process.argv.slice(2);
const ZONE_S = 7 * 3600;
const LABELS = { IMAGE: "Gambar", VIDEO: "Video", CAROUSEL_ALBUM: "Carousel" };
const HEADINGS = ["Tanggal dan Jam Posting", "Caption", "Link ke Instagram", "Tipe Konten", "Like", "Comment",
  "Reach", "Impressions", "Engagement Rate", "Saved", "Hashtag"]; // prettier-ignore

const db = new Database(path, { readonly: true });
const followers = db
  .prepare("SELECT followers_count AS n FROM profile_days WHERE account_id = ? ORDER BY day DESC LIMIT 1")
  .get(account).n;
const rows = db.prepare(`SELECT posted_s, caption, permalink, media_type, like_count, comments_count, reach,
    (SELECT value FROM media_insights i WHERE i.account_id = m.account_id AND i.media_id = m.id
     AND metric = 'impressions') AS impressions,
    (SELECT value FROM media_insights i WHERE i.account_id = m.account_id AND i.media_id = m.id
     AND metric = 'saved') AS saved,
    (SELECT group_concat(hashtag, ' ') FROM media_hashtags h
     WHERE h.account_id = m.account_id AND h.media_id = m.id) AS hashtags
  FROM media m WHERE account_id = ? ORDER BY posted_s DESC, id DESC`);

const two = (n) => String(n).padStart(2, "0");
function date(s) {
  const d = new Date((s + ZONE_S) * 1000);
  return `${two(d.getUTCDate())}-${two(d.getUTCMonth() + 1)}-${d.getUTCFullYear()} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`;
}

// As Python's round(x, 2): toFixed is exact but rounds ties, which only eighths are, upwards.
function percent(x) {
  const isTie = Number.isInteger(x * 8) && !Number.isInteger(x * 4);
  const rounded = isTie ? (2 * Math.round(x * 50)) / 100 : Number(x.toFixed(2));
  return (Number.isInteger(rounded) ? rounded.toFixed(1) : String(rounded)) + "%";
}

function* cells() {
  yield HEADINGS;
  for (const m of rows.iterate(account))
    yield [
      date(m.posted_s),
      m.caption,
      m.permalink,
      LABELS[m.media_type] ?? m.media_type,
      m.like_count,
      m.comments_count,
      m.reach,
      m.impressions,
      percent(((m.like_count + m.comments_count) / followers) * 100),
      m.saved,
      m.hashtags,
    ];
}

await pipeline(
  Readable.from(cells()),
  stringify({ record_delimiter: "windows", escape_formulas: true, quoted_match: "\n" }),
  createWriteStream(out),
);
