// Usage: pdf.mjs PAGES.json OUT.pdf
// The words of our pages at their places, and the same maps, with pdfkit; fonts embedded as subsets.
import { createWriteStream, readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';

const [pagesPath, outPath] = process.argv.slice(2);
const { pages, fonts } = JSON.parse(readFileSync(pagesPath, 'utf8'));
const doc = new PDFDocument({ size: 'A4', autoFirstPage: false, margin: 0 });
doc.pipe(createWriteStream(outPath));
for (const [name, path] of Object.entries(fonts)) doc.registerFont(name, path);
for (const page of pages) {
  doc.addPage();
  doc.rect(0, 0, 595.28, 112).fill('#1f57e7');
  for (const { x, y, width, height } of page.boxes) {
    doc.roundedRect(x, y, width, height, 9).lineWidth(0.8).stroke('#e4e4df');
  }
  for (const line of page.lines) doc.path(line).lineWidth(1.3).stroke('#1f57e7');
  for (const { outline, x, y, scale } of page.outlines) {
    doc.save().translate(x, y).scale(scale).path(outline).fillAndStroke('#e6e7e3', '#ffffff').restore();
  }
  for (const { text, x, y, size, bold } of page.words) {
    doc.font(bold ? 'bold' : 'regular').fontSize(size).fillColor('#16181d');
    doc.text(text, x, y, { lineBreak: false });
  }
}
doc.end();
