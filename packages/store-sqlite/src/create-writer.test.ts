import { LlmgineError, systemClock } from '@llmgine/contracts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { notes } from './__fixtures__/note.ts'
import { temporaryPath } from './__fixtures__/temporary-path.ts'
import { type Connection, connect } from './connect.ts'
import { createChanges } from './create-changes.ts'
import { createSqliteLog } from './create-sqlite-log.ts'
import { createWriter } from './create-writer.ts'

describe('the writer of a SQLite store', () => {
  it('shares one transaction between writes that come together', async () => {
    const { connection, transactions } = counting(open())
    const writer = createWriter(connection, 'turn')
    const write = () =>
      writer.write((sql) => sql.run("insert into key_values values (hex(randomblob(8)), '1')"), { size: 1 })
    const inOneGo = Array.from({ length: 100 }, write)
    const aLittleLater = Promise.resolve().then(write)
    await Promise.all([...inOneGo, aLittleLater])
    expect(transactions()).toBe(1)
    await write()
    expect(transactions()).toBe(2)
  })

  it('undoes a refused write that is alone in its transaction', async () => {
    const connection = open()
    const writer = createWriter(connection, 'tick')
    const refused = writer.write(
      (sql) => {
        sql.run("insert into key_values values ('refused', '1')")
        throw new LlmgineError('test.refused', 'Refused.')
      },
      { size: 1 },
    )
    await expect(refused).rejects.toMatchObject({ code: 'test.refused' })
    expect(await connection.run((sql) => [...sql.each('select key from key_values')])).toEqual([])
    expect(await writer.write(() => 'next', { size: 1 })).toBe('next')
  })

  it('lets a lazy write share the transaction of the next one, in their order', async () => {
    const connection = open()
    const writer = createWriter(connection, 'tick')
    const order: string[] = []
    const lazy = writer.write(() => order.push('lazy'), { size: 1, lazily: true })
    await new Promise((resolve) => setImmediate(resolve))
    expect(order).toEqual([])
    await writer.write(() => order.push('next'), { size: 1 })
    expect(order).toEqual(['lazy', 'next'])
    await lazy
  })

  it('writes what is lazy when the store closes', async () => {
    const writer = createWriter(open(), 'tick')
    const lazy = writer.write(() => 'written', { size: 1, lazily: true })
    await writer.drained()
    expect(await lazy).toBe('written')
  })

  it('undoes a refused write alone', async () => {
    const connection = open()
    const writer = createWriter(connection, 'tick')
    const put = (key: string) =>
      writer.write((sql) => sql.run("insert into key_values values (?, '1')", key), { size: 1 })
    const refused = writer.write(
      (sql) => {
        sql.run("insert into key_values values ('refused', '1')")
        throw new LlmgineError('test.refused', 'Refused.')
      },
      { size: 1 },
    )
    const [before, middle, after] = await Promise.allSettled([put('before'), refused, put('after')])
    expect([before.status, middle.status, after.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    const rows = await connection.run((sql) => [...sql.each('select key from key_values')])
    expect(rows.map(({ key }) => key)).toEqual(['after', 'before'])
  })

  it('refuses more than may wait in memory, and takes more once it has written', async () => {
    const writer = createWriter(open(), 'tick')
    const enormous = 200 * 1024 * 1024
    const first = writer.write(() => 'first', { size: enormous })
    await expect(writer.write(() => 'second', { size: enormous })).rejects.toMatchObject({
      code: 'store.overloaded',
      retryable: true,
    })
    expect(await first).toBe('first')
    expect(await writer.write(() => 'third', { size: enormous })).toBe('third')
  })

  it('keeps what it acknowledged when the disk is full, and goes on when there is room', async () => {
    const connection = open()
    const log = createSqliteLog({
      connection,
      writer: createWriter(connection, 'tick'),
      changes: createChanges(connection.dataVersion, { clock: systemClock, pollMs: 50 }),
      clock: systemClock,
    })
    await connection.run((sql) => sql.get('pragma max_page_count = 60'))
    let acknowledged = 0
    const fill = async (): Promise<void> => {
      for (;;)
        acknowledged = (await log.append('session', notes(acknowledged + 1, acknowledged + 10, { characters: 500 })))
          .position
    }
    await expect(fill()).rejects.toMatchObject({ code: 'store.full', retryable: true })
    expect(acknowledged).toBeGreaterThan(50)
    expect(await Array.fromAsync(log.read('session'))).toHaveLength(acknowledged)

    await connection.run((sql) => sql.get('pragma max_page_count = 600'))
    expect(await log.append('session', notes(1, 1))).toEqual({ position: acknowledged + 1 })
    expect(await connection.run((sql) => sql.get('pragma integrity_check'))).toEqual({ integrity_check: 'ok' })
  })
})

function open(): Connection {
  const options = { readOnly: false, synced: false, lockTimeoutMs: 1_000, clock: systemClock }
  const connection = connect({ ...options, path: temporaryPath() })
  onTestFinished(() => connection.close())
  return connection
}

function counting(connection: Connection): { connection: Connection; transactions: () => number } {
  let count = 0
  const run: Connection['run'] = (job) => {
    count += 1
    return connection.run(job)
  }
  return { connection: { ...connection, run }, transactions: () => count }
}
