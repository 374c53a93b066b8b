// Usage: node store.mjs FOLDER
// The same writing with better-sqlite3: likes and comments of 300 posts over a year, growth worked
// out against the stored day before, sums per day kept; then small durable writes.
import Database from "better-sqlite3";

const POSTS = 300, DAYS = 365, PAGE = 100, FIRST_DAY = 19311, SMALL = 2000;
const db = new Database(`${process.argv[2]}/better.db`);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`
CREATE TABLE media_days (account_id TEXT, media_id TEXT, day INTEGER, like_count INTEGER,
  comments_count INTEGER, like_growth INTEGER, comments_growth INTEGER, updated_s INTEGER,
  PRIMARY KEY (account_id, media_id, day)) WITHOUT ROWID;
CREATE TABLE engagement_days (account_id TEXT, day INTEGER, media_count INTEGER, like_count INTEGER,
  comments_count INTEGER, like_growth INTEGER, comments_growth INTEGER,
  PRIMARY KEY (account_id, day)) WITHOUT ROWID;
CREATE TABLE counters (name TEXT PRIMARY KEY, count INTEGER) WITHOUT ROWID;`);

const around = db.prepare(`SELECT day, like_count, comments_count FROM media_days
  WHERE account_id = ? AND media_id = ? AND day <= ? ORDER BY day DESC LIMIT 2`);
const put = db.prepare(`INSERT INTO media_days VALUES (?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (account_id, media_id, day) DO UPDATE SET like_count = excluded.like_count,
  comments_count = excluded.comments_count, like_growth = excluded.like_growth,
  comments_growth = excluded.comments_growth, updated_s = excluded.updated_s`);
const add = db.prepare(`INSERT INTO engagement_days VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (account_id, day) DO UPDATE SET media_count = media_count + excluded.media_count,
  like_count = like_count + excluded.like_count,
  comments_count = comments_count + excluded.comments_count,
  like_growth = like_growth + excluded.like_growth,
  comments_growth = comments_growth + excluded.comments_growth`);

const account = "17841400000000001";
const ids = Array.from({ length: POSTS }, (_, i) => `1800000${String(i).padStart(10, "0")}`);

function putPage(day, first) {
  const sums = [0, 0, 0, 0, 0];
  for (let i = 0; i < PAGE; i++) {
    const like = (day % 1000) + i, comments = i % 9;
    const rows = around.all(account, ids[first + i], day);
    const before = rows.find((r) => r.day < day);
    const likeGrowth = before ? like - before.like_count : null;
    const commentsGrowth = before ? comments - before.comments_count : null;
    put.run(account, ids[first + i], day, like, comments, likeGrowth, commentsGrowth, 1700000000);
    sums[0]++;
    sums[1] += like;
    sums[2] += comments;
    sums[3] += likeGrowth ?? like;
    sums[4] += commentsGrowth ?? comments;
  }
  add.run(account, day, ...sums);
}

const page = db.transaction(putPage);
const year = db.transaction(() => {
  for (let day = FIRST_DAY + DAYS; day < FIRST_DAY + 2 * DAYS; day++)
    for (let first = 0; first < POSTS; first += PAGE) putPage(day, first);
});
const seconds = (work) => {
  const started = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - started) / 1e9;
};

const count = db.prepare("INSERT INTO counters VALUES ('bench', 1) ON CONFLICT (name) DO UPDATE SET count = count + 1");
const alone = seconds(() => {
  for (let i = 0; i < SMALL; i++) count.run();
});
const paged = seconds(() => {
  for (let day = FIRST_DAY; day < FIRST_DAY + DAYS; day++)
    for (let first = 0; first < POSTS; first += PAGE) page(day, first);
});
const atOnce = seconds(year);
console.log(JSON.stringify({
  rows_per_s_paged: (POSTS * DAYS) / paged,
  rows_per_s_at_once: (POSTS * DAYS) / atOnce,
  writes_alone: SMALL / alone,
}));
db.close();
