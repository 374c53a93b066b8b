// Usage: csv.mjs csv-stringify|papaparse ROWS.jsonl OUT.csv
// Rows in memory to CSV in memory, timed; formulas escaped, as our writer does.
import { readFileSync, writeFileSync } from "node:fs";
import { stringify } from "csv-stringify/sync";
import Papa from "papaparse";

const writers = {
  // Without quoted_match a line feed in a cell stays bare when rows end in CRLF, and splits the row.
  "csv-stringify": (rows) =>
    stringify(rows, { record_delimiter: "windows", escape_formulas: true, quoted_match: "\n" }),
  papaparse: (rows) => Papa.unparse(rows, { newline: "\r\n", escapeFormulae: true }) + "\r\n",
};

const [name, rowsPath, outPath] = process.argv.slice(2);
const rows = readFileSync(rowsPath, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line));
let text = "";
let seconds = Infinity;
for (let round = 0; round < 3; round++) {
  const started = process.hrtime.bigint();
  text = writers[name](rows);
  seconds = Math.min(seconds, Number(process.hrtime.bigint() - started) / 1e9);
}
writeFileSync(outPath, text);
console.log(JSON.stringify({ seconds }));
