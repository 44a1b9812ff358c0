export { openDashboard } from './dashboard.js';
export type { Dashboard, DashboardOptions } from './types.js';
export type { Baseline } from './model/index.js';
export type { Picture } from './pictures/index.js';
export { openRingsScreen, ringsAsText, type RingsScreenOptions } from './rings/rings-screen.js';
