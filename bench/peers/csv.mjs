// Usage: csv.mjs csv-stringify|fast-csv|papaparse ROWS.jsonl OUT.csv
// Rows in memory to CSV in memory, timed; formulas escaped as our writer does, but by fast-csv, which
// cannot.
import { readFileSync, writeFileSync } from "node:fs";
import { stringify } from "csv-stringify/sync";
import { writeToString } from "fast-csv";
import Papa from "papaparse";

const writers = {
  // Without quoted_match a line feed in a cell stays bare when rows end in CRLF, and splits the row.
  "csv-stringify": (rows) =>
    stringify(rows, { record_delimiter: "windows", escape_formulas: true, quoted_match: "\n" }),
  "fast-csv": (rows) => writeToString(rows, { rowDelimiter: "\r\n", includeEndRowDelimiter: true }),
  papaparse: (rows) => Papa.unparse(rows, { newline: "\r\n", escapeFormulae: true }) + "\r\n",
};

const [name, rowsPath, outPath] = process.argv.slice(2);
const rows = readFileSync(rowsPath, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));
let text = "";
let seconds = Infinity;
for (let round = 0; round < 2; round++) {
  const before = process.cpuUsage();
  text = await writers[name](rows);
  const { user, system } = process.cpuUsage(before);
  seconds = Math.min(seconds, (user + system) / 1e6);
}
writeFileSync(outPath, text);
console.log(JSON.stringify({ seconds }));
