// Usage: xlsx.mjs exceljs|sheetjs ROWS OUT.xlsx
// The rows of bench/xlsx_rows.h, made on the spot, as a workbook with the same columns.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [name, rowsWanted, outPath] = process.argv.slice(2);
const count = Number(rowsWanted);
const words = (
  "resep dapur nusantara enak pedas manis gurih sambal rendang kopi susu pagi sore keluarga masak hari ini promo " +
  "gratis ongkir diskon weekend menu fresh"
).split(" ");
const columns = [
  ["Tanggal dan Jam Posting", 24, "dd-mm-yyyy hh:mm"], ["Caption", 60], ["Link ke Instagram", 42], ["Tipe Konten", 13],
  ["Hashtag", 40], ["Akun", 16], ["Like", 10, "#,##0"], ["Comment", 11, "#,##0"], ["Reach", 11, "#,##0"],
  ["Impressions", 13, "#,##0"], ["Saved", 10, "#,##0"], ["Engagement Rate", 17, "0.0#%"],
];

let state = 0;
const next = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state >>> 8) % below;
};
const some = (number, before) => Array.from({ length: number }, () => before + words[next(24)]).join(" ");

function row(number) {
  state = Math.imul(number, 2654435761) >>> 0;
  const caption = some(4 + next(18), "");
  const type = ["Gambar", "Video", "Carousel"][next(3)];
  const tags = some(next(5), "#");
  const author = `akun.${next(50)}`;
  const numbers = Array.from({ length: 5 }, () => next(200000));
  return {
    time: new Date((1666569600 - number * 60) * 1000),
    link: `https://www.instagram.com/p/C${number.toString(16).padStart(10, "0")}/`,
    caption, type, tags, author, numbers, rate: next(900) / 10000,
  };
}

async function exceljs() {
  const { stream } = require("exceljs");
  const book = new stream.xlsx.WorkbookWriter({ filename: outPath, useStyles: true, useSharedStrings: false });
  const sheet = book.addWorksheet("Konten", { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = columns.map(([header, width, numFmt]) => ({ header, width, style: numFmt ? { numFmt } : {} }));
  sheet.getRow(1).font = { bold: true, color: { argb: "FFFFFFFF" } };
  sheet.getRow(1).fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FF0F766E" } };
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: count + 1, column: columns.length } };
  for (let i = 0; i < count; i++) {
    const r = row(i);
    const link = i < 65530 ? { text: r.link, hyperlink: r.link } : r.link;
    sheet.addRow([r.time, r.caption, link, r.type, r.tags, r.author, ...r.numbers, r.rate]).commit();
  }
  sheet.commit();
  await book.commit();
}

// Styles of cells are not in the free version; dates and percents have their formats.
function sheetjs() {
  const xlsx = require("xlsx");
  const cells = [columns.map(([header]) => header)];
  for (let i = 0; i < count; i++) {
    const r = row(i);
    const link = i < 65530 ? { t: "s", v: r.link, l: { Target: r.link } } : r.link;
    cells.push([{ t: "d", v: r.time, z: columns[0][2] }, r.caption, link, r.type, r.tags, r.author,
                ...r.numbers.map((v) => ({ t: "n", v, z: "#,##0" })), { t: "n", v: r.rate, z: "0.0#%" }]);
  }
  const sheet = xlsx.utils.aoa_to_sheet(cells);
  sheet["!cols"] = columns.map(([, wch]) => ({ wch }));
  sheet["!autofilter"] = { ref: `A1:L${count + 1}` };
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, sheet, "Konten");
  xlsx.writeFile(book, outPath, { compression: true });
}

await { exceljs, sheetjs }[name]();
