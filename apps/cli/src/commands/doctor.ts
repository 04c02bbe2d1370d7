import { stat } from 'node:fs/promises'
import { isLlmgineError, toErrorData } from '@llmgine/contracts'
import { wrap } from '../banner.ts'
import { loadSettings } from '../config/load-settings.ts'
import type { Endpoint, Flags, Settings } from '../config/settings.ts'
import { type ExitReason, reasonOf, statusOf } from '../exit-status.ts'
import { findEndpoint, listModels } from '../model/connect-model.ts'
import { howToConnect } from '../offline/how-to-connect.ts'
import { databasePath, openStore } from '../open-store.ts'
import { readVersion } from '../version.ts'
import type { World } from '../world.ts'

/** Some lines of the report, and what is wrong. */
interface Finding {
  readonly lines: readonly (readonly [label: string, text: string])[]
  readonly problem?: ExitReason | undefined
}

const mostModels = 20

/**
 * Prints what is connected, where the data lies, and versions. The exit status says whether something is wrong.
 *
 * @throws `cli.bad_config`, `cli.bad_base_url`
 */
export async function doctor(world: World, flags: Pick<Flags, 'baseUrl' | 'model' | 'data'>): Promise<number> {
  const settings = await loadSettings(world, flags)
  const findings = await Promise.all([examineEndpoint(settings, world.env), examineData(settings)])
  const versions = [
    ['llmgine', readVersion()],
    ['Node.js', `${process.version} on ${process.platform} ${process.arch}`],
  ] as const
  for (const [label, text] of [...findings.flatMap(({ lines }) => lines), ...versions]) {
    world.output.write(`${label.padEnd(12)}${text}\n`)
  }
  return statusOf(findings.find(({ problem }) => problem !== undefined)?.problem ?? 'done')
}

async function examineEndpoint(settings: Settings, env: World['env']): Promise<Finding> {
  const endpoint = await findEndpoint(settings, env)
  if (endpoint === undefined) {
    const problem = settings.endpoint === undefined && settings.model?.from === '--model' ? 'usage' : undefined
    return {
      lines: [
        ['endpoint', 'none: the offline model answers'],
        ['', wrap(howToConnect, 68).replaceAll('\n', `\n${' '.repeat(12)}`)],
      ],
      problem,
    }
  }
  const named: Finding['lines'] = [
    ['endpoint', `${endpoint.name} at ${endpoint.baseUrl} (${endpoint.from})`],
    ['key', endpoint.apiKey === undefined ? 'none' : 'set'],
  ]
  try {
    return examineModels(named, settings, await listModels(endpoint))
  } catch (error) {
    const { message } = toErrorData(error, 'cli.failed')
    return { lines: [...named, ['reachable', `no: ${withoutKey(message, endpoint)}`]], problem: reasonOf(error) }
  }
}

function examineModels(named: Finding['lines'], { model }: Settings, models: readonly string[]): Finding {
  const more = models.length > mostModels ? `, and ${models.length - mostModels} more` : ''
  const listed: Finding['lines'] = [
    ...named,
    ['reachable', 'yes'],
    ['models', models.length === 0 ? 'none' : models.slice(0, mostModels).join(', ') + more],
  ]
  if (model === undefined) {
    const first = models[0]
    if (first === undefined) return { lines: [...listed, ['model', 'none to talk to']], problem: 'model' }
    return { lines: [...listed, ['model', `${first} (the first it lists)`]] }
  }
  const known = models.length === 0 || models.includes(model.name)
  const note = known ? '' : ', which is not among those it lists'
  return { lines: [...listed, ['model', `${model.name} (${model.from})${note}`]] }
}

async function examineData({ dataFolder }: Settings): Promise<Finding> {
  const path = databasePath(dataFolder)
  try {
    await using store = await openStore(dataFolder, { readOnly: true })
    const problems = await store.checkIntegrity()
    const { size } = await stat(path)
    const state = problems[0] === undefined ? 'sound' : `damaged: ${problems[0]}`
    return {
      lines: [['data', `${path} (${Math.ceil(size / 1024)} KB, ${state})`]],
      problem: problems.length === 0 ? undefined : 'data',
    }
  } catch (error) {
    if (isLlmgineError(error, 'store.not_found')) return { lines: [['data', `${path} (not made yet)`]] }
    return { lines: [['data', toErrorData(error, 'cli.failed').message]], problem: 'data' }
  }
}

function withoutKey(text: string, { apiKey }: Endpoint): string {
  return apiKey === undefined ? text : text.replaceAll(apiKey, '[key]')
}
