/**
 * Logs and metrics, derived from the messages on a bus or in a log.
 *
 * @packageDocumentation
 */
export { collectMetrics, type MetricsCollection } from './collect-metrics.ts'
export { createLogger, type LoggerOptions } from './create-logger.ts'
export { createMetrics, type MetricsFold } from './create-metrics.ts'
export type { Latency } from './latency.ts'
export type { LogLevel } from './log-level.ts'
export { type LogMessagesOptions, logMessages } from './log-messages.ts'
export type { Metrics, ModelMetrics, ToolMetrics, TurnMetrics } from './metrics.ts'
export { type ReadMetricsOptions, readMetrics } from './read-metrics.ts'
export { type RedactOptions, redact } from './redact.ts'
