// Usage: node queue-graphile.mjs CONNECTION enqueue|run|late|idle WORKERS [COUNT] [WAITING|SECONDS]
// The same as queue_bench.c with graphile-worker, as its own documents show it; prints one JSON object.
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";

const [connectionString, what, ...numbers] = process.argv.slice(2);
const [workers, count, more] = numbers.map(Number);
const pgPool = new pg.Pool({ connectionString, max: workers + 4 });
pgPool.on("error", () => {});
pgPool.on("connect", (client) => client.on("error", () => {}));
const logger = new Logger(() => () => {});
const utils = await makeWorkerUtils({ pgPool, logger });
await utils.migrate();
await pgPool.query("DELETE FROM graphile_worker._private_jobs");

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const perSecond = (started) => count / (Number(process.hrtime.bigint() - started) / 1e9);

async function addBulk(number, runAt) {
  for (let left = number; left > 0; left -= 10000)
    await pgPool.query(
      `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(SELECT ('bench', '{"target_id":1}'::json, null,
       $1::timestamptz, null, null, null, null)::graphile_worker.job_spec FROM generate_series(1, $2::int)))`,
      [runAt, Math.min(left, 10000)],
    );
}

function start(task) {
  return run({ pgPool, logger, concurrency: workers, noHandleSignals: true, taskList: { bench: task } });
}

// Resolves when so many have been completed, which is after their row was written.
async function completed(runner) {
  let done = 0;
  await new Promise((all) => runner.events.on("job:complete", () => ++done === count && all()));
  await runner.stop();
}

const tomorrow = () => new Date(Date.now() + 86400000).toISOString();
const measures = {
  async enqueue() {
    let begun = 0;
    const started = process.hrtime.bigint();
    const caller = async () => {
      while (begun++ < count) await utils.addJob("bench", { target_id: 1 });
    };
    await Promise.all(Array.from({ length: workers }, caller));
    return { per_s: perSecond(started) };
  },
  async run() {
    await addBulk(more, tomorrow());
    await addBulk(count, new Date().toISOString());
    await pgPool.query("VACUUM ANALYZE graphile_worker._private_jobs");
    const started = process.hrtime.bigint();
    await completed(await start(async () => {}));
    return { per_s: perSecond(started) };
  },
  async late() {
    const late = [];
    const due = Date.now() + 4000;
    const runner = await start(async () => void late.push(Date.now() - due));
    const all = completed(runner);
    await addBulk(count, new Date(due).toISOString());
    await all;
    late.sort((a, b) => a - b);
    return { first_ms: late[0], p50_ms: late[count / 2], p99_ms: late[Math.floor(count * 0.99)] };
  },
  async idle() {
    await addBulk(count, tomorrow());
    const runner = await start(async () => {});
    await sleep(2000);
    console.log("idle"); // the bench looks at the database's time from now on, too
    const before = process.cpuUsage();
    await sleep(more * 1000);
    const used = process.cpuUsage(before);
    console.log("measured");
    await sleep(500);
    await runner.stop();
    return { cpu_percent: (used.user + used.system) / more / 1e4 };
  },
};
console.log(JSON.stringify(await measures[what]()));
await utils.release();
await pgPool.end();
