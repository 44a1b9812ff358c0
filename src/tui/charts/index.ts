export { drawBar, drawShares, type BarOptions, type SharesOptions } from './bar.js';
export { drawChart } from './chart.js';
export { drawSparkline, type SparklineOptions } from './sparkline.js';
export type { ChartOptions, ChartSeries, Point } from './types.js';
