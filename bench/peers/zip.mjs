// Usage: zip.mjs archiver|fflate LEVEL FOLDER OUT.zip
// The files of a folder, read first, into a zip that is streamed out; prints seconds as JSON.
import { createWriteStream, readdirSync, readFileSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { ZipArchive } from "archiver";
import { Zip, ZipDeflate } from "fflate";

const [name, levelWanted, folder, outPath] = process.argv.slice(2);
const level = Number(levelWanted);
const files = readdirSync(folder).sort().map((file) => [file, readFileSync(`${folder}/${file}`)]);

async function archiver() {
  const zip = new ZipArchive({ zlib: { level } });
  const done = pipeline(zip, createWriteStream(outPath));
  for (const [file, data] of files) zip.append(data, { name: file });
  await zip.finalize();
  await done;
}

async function fflate() {
  const out = createWriteStream(outPath);
  const zip = new Zip((error, data) => {
    if (error) throw error;
    out.write(data);
  });
  for (const [file, data] of files) {
    const entry = new ZipDeflate(file, { level });
    zip.add(entry);
    for (let i = 0; i < data.length; i += 65536) entry.push(data.subarray(i, i + 65536), i + 65536 >= data.length);
  }
  zip.end();
  await new Promise((resolve) => out.end(resolve));
}

const before = process.cpuUsage();
await { archiver, fflate }[name]();
const used = process.cpuUsage(before);
console.log(JSON.stringify({ seconds: (used.user + used.system) / 1e6 }));
