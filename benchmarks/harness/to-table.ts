import { median } from './median.ts'
import type { Sample } from './sample.ts'

/**
 * The samples as a Markdown table: medians in milliseconds, and their ratios to the first candidate, which is the peer that the
 * others are held against.
 */
export function toTable(samples: Readonly<Record<string, readonly Sample[]>>): string {
  const rows = Object.entries(samples).map(([name, taken]) => ({
    name,
    wall: median(taken.map((sample) => sample.wallMs)),
    cpu: median(taken.map((sample) => sample.cpuMs)),
  }))
  const peer = rows[0] ?? { wall: Number.NaN, cpu: Number.NaN }
  const lines = rows.map(
    ({ name, wall, cpu }) =>
      `| ${name} | ${format(wall)} | ${format(wall / peer.wall)} | ${format(cpu)} | ${format(cpu / peer.cpu)} |`,
  )
  return ['| candidate | ms | ratio | CPU ms | CPU ratio |', '|---|---:|---:|---:|---:|', ...lines].join('\n')
}

function format(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1)
}
