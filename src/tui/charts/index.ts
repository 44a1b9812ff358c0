export { drawBar, drawShares } from './bar.js';
export { drawChart } from './chart.js';
export { shortened } from './end-labels.js';
export { trendArrow, valueText } from './readings.js';
export { pointAt } from './points.js';
export { drawSparkline } from './sparkline.js';
export type { ChartOptions, ChartSeries, Scale } from './types.js';
