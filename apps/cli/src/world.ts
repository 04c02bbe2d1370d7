import type { Readable, Writable } from 'node:stream'
import type { Machine } from './config/data-folder.ts'

/** What the program gets from the process it runs in. */
export interface World extends Machine {
  readonly input: Readable & { readonly isTTY?: boolean | undefined }
  readonly output: Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }
  /** Everything that is no answer: banner, notes, errors. */
  readonly errors: Writable & { readonly isTTY?: boolean | undefined }
  /** The current folder. */
  readonly folder: string
  /** Who sits in front of the terminal, as the operating system knows them. */
  readonly user: string
  /** Hears one Ctrl-C, until disposed; the next one ends the program. */
  onInterrupt(handler: () => Promise<unknown>): Disposable
}
