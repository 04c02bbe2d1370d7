import { Complaint } from './complaint.mjs'
import { say } from './say.mjs'

/**
 * Runs a launcher; what goes wrong is said in a line, and the exit status is 1.
 *
 * @param {() => Promise<void>} launcher
 */
export async function launch(launcher) {
  try {
    await launcher()
  } catch (error) {
    say(error instanceof Complaint ? error.message : String(error instanceof Error ? error.stack : error))
    process.exitCode = 1
  }
}
