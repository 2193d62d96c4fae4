export { openEvidence, type Evidence, type Subscriber } from './log.ts';
export type { RecordedEvent } from './tables.ts';
export { eventsPerPage, openMeasures, type Measures } from './measures.ts';
export { leastCases, type Figure, type FigurePart, type FigurePoint, type LogPlace } from './figure.ts';
export type { Health, HealthState } from './rules/health.ts';
export { monthOf, type Span, type Step } from './rules/periods.ts';
export { publishFigures, publishedOf, publishedPayload, verifyFigures, type FigureFault, type PublishedDay } from './publishing.ts';
export { figureColumns, figureCsv, figureJson } from './downloads.ts';
