/**
 * Small values under names: settings, mappings, lists an application keeps. Values are JSON-safe. One call is atomic; what it
 * acknowledged survives a killed process when the store is durable.
 */
export interface KeyValueStore {
  /** The value under a key, or `undefined` when there is none. */
  get(key: string): Promise<unknown>
  /**
   * Stores a value. With `onlyIfAbsent` nothing is changed when the key stands already; the answer says whether the value was stored.
   */
  set(key: string, value: unknown, options?: { readonly onlyIfAbsent?: boolean | undefined }): Promise<boolean>
  /** Removes a key; the answer says whether it was there. */
  delete(key: string): Promise<boolean>
  /** Keys and values whose key starts with `prefix`, in the order of the keys' code points. */
  entries(prefix: string): AsyncIterable<readonly [key: string, value: unknown]>
}
