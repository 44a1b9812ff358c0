/**
 * The dashboard, for any stream of a run's events. Described in docs/dashboard.md.
 * @module
 */
export * from './errors.js';
export type { EventOf, Player, RunCommand, RunEvent, RunStatus } from '../events/index.js';
export { openDashboard, type Baseline, type Dashboard, type DashboardOptions, type Picture } from '../tui/index.js';
