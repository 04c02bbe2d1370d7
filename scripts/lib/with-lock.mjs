import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { say } from './say.mjs'
import { stampFolder } from './stamp.mjs'

/**
 * Runs the work while no other launcher of this clone installs or builds. A launcher that died leaves its lock behind; the
 * next one sees that its process is gone and takes it over.
 *
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(work) {
  mkdirSync(stampFolder, { recursive: true })
  const file = join(stampFolder, 'lock')
  let told = false
  while (!tryLock(file)) {
    if (!isHeld(file)) rmSync(file, { force: true })
    else {
      if (!told) say('another install or build is under way in this folder; waiting for it')
      told = true
      await delay(200)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

/** @param {string} file */
function tryLock(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/**
 * Whether the process that wrote its id into the file still runs; a file without an id is one that is being written, or was when
 * its process died.
 *
 * @param {string} file
 */
function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return pid > 0 ? isAlive(pid) : Date.now() - statSync(file).mtimeMs < 5_000
  } catch {
    return false // it is gone: its holder has finished
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
