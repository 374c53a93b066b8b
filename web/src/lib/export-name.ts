// File names of downloads (contract E.2). The stem is Indonesian in every language, and so is the
// date: the name is part of the contract, not of the user interface.
import type { CsvType } from '../api/types';
import { utcOf, type Day } from './dates';
import type { Bounds } from './window';

const STEMS: Record<CsvType, string> = {
  media: 'Data Performa Konten',
  country: 'Data Negara Asal Followers',
  profile: 'Data Performa Akun',
  gender: 'Data Gender Followers',
  city: 'Data Kota Asal Followers',
  age: 'Data Umur Followers',
};

const DATE = new Intl.DateTimeFormat('id-ID', {
  day: '2-digit',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
});

const dated = (day: Day): string => DATE.format(utcOf(day));

export const csvName = (type: CsvType, { start, end }: Bounds): string =>
  `${STEMS[type]} Tanggal ${dated(start)} - ${dated(end)}.csv`;
