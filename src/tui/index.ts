export { openDashboard } from './dashboard.js';
export type { Dashboard, DashboardOptions } from './types.js';
export { openRunList, type ListEnd, type RunList, type RunListOptions } from './list/list-screen.js';
export { leaveKeptScreen } from './terminal/terminal.js';
export { stateOfRun, type ListView } from './list/list-state.js';
export { listAsText } from './list/list-text.js';
export type { Baseline } from './model/index.js';
export type { Picture } from './pictures/index.js';
export { openRingsScreen, ringsAsText, type RingsScreenOptions } from './rings/rings-screen.js';
