/** Numbers as short as panels have room for. */

/** `37,500`. By hand: `Intl` takes as long for a number as a panel for all the rest. */
export const formatCount = (value: number): string => {
  const digits = Math.round(value).toFixed(0);
  return digits.length < 4 ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, ',');
};

/** `61.4 %`. */
export const formatPercent = (share: number, decimals = 2): string => `${(share * 100).toFixed(decimals)} %`;

/** A rate: `0.42`, `12.3`, `1,038`. */
export const formatRate = (value: number): string => (value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : formatCount(value));

/** Bytes: `640 MB`, `2.1 GB`. */
export const formatBytes = (value: number): string => (value < 999.5e6 ? `${(value / 1e6).toFixed(0)} MB` : `${(value / 1e9).toFixed(1)} GB`);

/** `0:42`, `12:05`, `1:02:05`, `3 d 4:02`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  if (hours >= 48) return `${Math.floor(hours / 24)} d ${hours % 24}:${two(minutes)}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The time of day of a moment, in this machine's zone: `14:03:59`. */
export function formatTimeOfDay(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}
