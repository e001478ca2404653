export { drawSeries } from './draw-series.js';
export type { ForecastLine, Mark, SeriesChart } from './series-chart.js';
