import { delimiter, join } from 'node:path'
import { root } from './root.mjs'

/** What keeps the tools from calling home, from asking questions, and from waiting minutes for a registry that is not there. */
const settings = {
  DO_NOT_TRACK: '1',
  NO_UPDATE_NOTIFIER: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_prefer_offline: 'true', // npx else asks the registry about the pnpm that it has
  npm_config_update_notifier: 'false',
  npm_config_fetch_retries: '2',
  npm_config_fetch_retry_mintimeout: '500',
  npm_config_fetch_retry_maxtimeout: '2000',
  pnpm_config_fetch_retries: '2',
  pnpm_config_fetch_retry_mintimeout: '500',
  pnpm_config_fetch_retry_maxtimeout: '2000',
  pnpm_config_update_notifier: 'false',
  pnpm_config_confirm_modules_purge: 'false',
}

/**
 * The environment for everything the launchers start: this process's own, the tools kept quiet, and the workspace's programs
 * (its Node among them) first on the path.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function quietEnvironment() {
  const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
  const bin = join(root, 'node_modules', '.bin')
  const path = (process.env[pathName] ?? '').split(delimiter).filter((folder) => folder !== bin)
  return { ...process.env, ...settings, [pathName]: [bin, ...path].join(delimiter) }
}
