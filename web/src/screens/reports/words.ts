// A schedule in words.
import type { ReportSchedule } from '../../api/types';
import type { Speech } from './speech';

export const zoneName = ({ t }: Pick<Speech, 't'>, zone: string): string => {
  const known: Record<string, string> = t.reports.form.zones;
  return known[zone] ?? zone;
};

export const scheduleName = ({ t }: Pick<Speech, 't'>, schedule: ReportSchedule): string =>
  schedule.name || t.reports.unnamed(schedule.username);

/** Setiap Senin, 08.00 WIB */
export function rhythmOf(speech: Pick<Speech, 't' | 'lang'>, schedule: ReportSchedule): string {
  const { t, lang } = speech;
  const clock = lang === 'id' ? schedule.time.replace(':', '.') : schedule.time;
  const time = `${clock} ${zoneName(speech, schedule.time_zone)}`;
  if (schedule.every === 'week') {
    const day = t.dashboard.weekdaysLong[Number(schedule.day) - 1] ?? schedule.day;
    return t.reports.weekly(day, time);
  }
  return schedule.day === 'last' ? t.reports.monthEnd(time) : t.reports.monthly(schedule.day, time);
}
