// Usage: node queue-bullmq.mjs SOCKET enqueue|run|late|idle WORKERS [COUNT] [WAITING|SECONDS]
// The same as queue_bench.c with BullMQ, as its own documents show it; prints one JSON object.
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";

const [path, what, ...numbers] = process.argv.slice(2);
const [workers, count, more] = numbers.map(Number);
const connection = new Redis({ path, maxRetriesPerRequest: null });
const queue = new Queue("bench", { connection });
await queue.waitUntilReady();
await connection.flushall();

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const perSecond = (started) => count / (Number(process.hrtime.bigint() - started) / 1e9);
const data = { target_id: 1 };
const DAY_MS = 86400000;

async function addBulk(number, due) {
  for (let left = number; left > 0; left -= 1000) {
    const delay = Math.max(0, due - Date.now());
    const jobs = Array.from({ length: Math.min(left, 1000) }, () => ({ name: "bench", data, opts: { delay } }));
    await queue.addBulk(jobs);
  }
}

function start(task) {
  return new Worker("bench", task, { connection, concurrency: workers });
}

async function completed(worker) {
  let done = 0;
  await new Promise((all) => worker.on("completed", () => ++done === count && all()));
  await worker.close();
}

const measures = {
  async enqueue() {
    let begun = 0;
    const started = process.hrtime.bigint();
    const caller = async () => {
      while (begun++ < count) await queue.add("bench", data);
    };
    await Promise.all(Array.from({ length: workers }, caller));
    return { per_s: perSecond(started) };
  },
  async run() {
    await addBulk(more, Date.now() + DAY_MS);
    await addBulk(count, 0);
    const started = process.hrtime.bigint();
    await completed(start(async () => {}));
    return { per_s: perSecond(started) };
  },
  async late() {
    const late = [];
    const due = Date.now() + 4000;
    const all = completed(start(async () => void late.push(Date.now() - due)));
    await addBulk(count, due);
    await all;
    late.sort((a, b) => a - b);
    return { first_ms: late[0], p50_ms: late[count / 2], p99_ms: late[Math.floor(count * 0.99)] };
  },
  async idle() {
    await addBulk(count, Date.now() + DAY_MS);
    const worker = start(async () => {});
    await sleep(2000);
    console.log("idle");
    const before = process.cpuUsage();
    await sleep(more * 1000);
    const used = process.cpuUsage(before);
    console.log("measured");
    await sleep(500);
    await worker.close();
    return { cpu_percent: (used.user + used.system) / more / 1e4 };
  },
};
console.log(JSON.stringify(await measures[what]()));
await queue.close();
await connection.quit();
