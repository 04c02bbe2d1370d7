// Loaded before a measured program, and plain JavaScript so that it costs it next to nothing.
import { writeFileSync } from 'node:fs'

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  writeFileSync(String(process.env.BENCHMARK_CPU_FILE), String(user + system))
})
