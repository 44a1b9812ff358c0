/** Numbers as people read them, the same on every page, in every terminal and in every error. */

/** Returns a whole number with a comma every three digits: `37,500`. (`Intl` takes as long for one number as a dashboard panel for the rest.) */
export function formatCount(value: number): string {
  const digits = Math.round(value).toFixed(0);
  return digits.length < 4 ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** Returns a count with its noun: `1 picture`, `1,000 pictures`. */
export const pluralize = (value: number, noun: string, plural = `${noun}s`): string => `${formatCount(value)} ${value === 1 ? noun : plural}`;

/** Returns a list in words: `1`, `1 and 2`, `1, 2 and 4`. */
export const listed = (items: readonly (string | number)[], last: 'and' | 'or'): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;

/** Returns a share of one in percent: `61.40 %`. */
export const formatPercent = (share: number, decimals = 2): string => `${(share * 100).toFixed(decimals)} %`;

/** Returns a rate with three digits: `0.42`, `12.3`, `1,038`. */
export const formatRate = (value: number): string => (value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : formatCount(value));

/** Returns bytes in decimal units, as registries and disks count them: `12 kB`, `640 MB`, `2.1 GB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 999.5e3) return `${Math.round(bytes / 1e3)} kB`;
  return bytes < 999.5e6 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** Returns how long something took: `0.42 s`, `12.3 s`, `2 min 05 s`, `1 h 02 min`, `3 d 04 h`. */
export function formatDuration(seconds: number): string {
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  return seconds < 59.95 ? `${seconds.toFixed(1)} s` : inTwoUnits(seconds);
}

/** Returns a time to wait, which is an estimate and needs no fractions: `8 s`, `2 min 05 s`, `1 h 02 min`. */
export const formatTimeLeft = (seconds: number): string => (seconds < 59.5 ? `${Math.max(0, Math.round(seconds))} s` : inTwoUnits(seconds));

function inTwoUnits(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
  const hours = Math.round(seconds / 3600);
  return `${Math.floor(hours / 24)} d ${twoDigits(hours % 24)} h`;
}

/** Returns a time on a clock that runs: `0:42`, `12:05`, `1:02:05`, `3 d 4:02`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24}:${twoDigits(minutes)}`;
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(whole % 60)}` : `${minutes}:${twoDigits(whole % 60)}`;
}

/** Returns the time of day of a moment (ms since 1970), in this machine's zone: `14:03:59`. */
export function formatTimeOfDay(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** Returns a moment (ms since 1970) in this machine's zone, short: `14:03` today, `27 Nov 14:03` in another day of the year, `2025-11-27` before. */
export function formatWhen(time: number, now: number): string {
  const [date, today] = [new Date(time), new Date(now)];
  const clock = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
  if (date.toDateString() === today.toDateString()) return clock;
  if (date.getFullYear() === today.getFullYear()) return `${date.getDate()} ${date.toDateString().slice(4, 7)} ${clock}`;
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}
