import { posix, win32 } from 'node:path'

/** The machine as far as folders go. */
export interface Machine {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Where programs keep a user's data on this operating system: `$XDG_DATA_HOME` or `~/.local/share` (XDG Base Directory Specification),
 * `~/Library/Application Support` on macOS, `%LOCALAPPDATA%` on Windows; in each the folder `llmgine`.
 */
export function usualDataFolder({ platform, home, env }: Machine): string {
  if (platform === 'win32') return win32.join(env.LOCALAPPDATA || win32.join(home, 'AppData', 'Local'), 'llmgine')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'llmgine')
  const xdg = env.XDG_DATA_HOME
  // The specification wants relative paths ignored.
  const base = xdg !== undefined && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local', 'share')
  return posix.join(base, 'llmgine')
}
