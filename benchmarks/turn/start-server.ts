import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Starts `server.ts` as a process; it ends with `stop`. */
export async function startServer(): Promise<{ readonly baseUrl: string; readonly stop: () => void }> {
  const program = new URL('./server.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [baseUrl] = await once(createInterface({ input: child.stdout }), 'line')
  return { baseUrl: String(baseUrl), stop: () => child.stdin.end() }
}
