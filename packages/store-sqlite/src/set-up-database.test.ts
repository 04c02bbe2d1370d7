import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { createSql } from './create-sql.ts'
import { setUpDatabase } from './set-up-database.ts'

const first = ['create table notes (text text)', "insert into notes values ('kept')"]
const second = ['alter table notes add column number integer', 'update notes set number = 2']
const settings = { readOnly: false, synced: false }

describe('setUpDatabase', () => {
  it('makes a store of an empty file and marks it as ours', () => {
    const sql = createSql(new DatabaseSync(':memory:'))
    setUpDatabase(sql, settings)
    expect(sql.get('pragma user_version')).toMatchObject({ user_version: 1 })
    expect(sql.get('pragma application_id')).toMatchObject({ application_id: 0x6c6c6d67 })
    expect(sql.get("select count(*) as tables from sqlite_schema where name = 'messages'")).toMatchObject({ tables: 1 })
  })

  it('brings an older file up to date by what it has not had, and once', () => {
    const sql = createSql(new DatabaseSync(':memory:'))
    setUpDatabase(sql, { ...settings, migrations: [first] })
    for (let time = 0; time < 2; time += 1) setUpDatabase(sql, { ...settings, migrations: [first, second] })
    expect([...sql.each('select * from notes')]).toEqual([{ text: 'kept', number: 2 }])
    expect(sql.get('pragma user_version')).toMatchObject({ user_version: 2 })
  })

  it('leaves an older file as it was when a migration fails', () => {
    const sql = createSql(new DatabaseSync(':memory:'))
    setUpDatabase(sql, { ...settings, migrations: [first] })
    const broken = { ...settings, migrations: [first, [...second, 'insert into nowhere values (1)']] }
    expect(() => setUpDatabase(sql, broken)).toThrow('nowhere')
    expect([...sql.each('select * from notes')]).toEqual([{ text: 'kept' }])
    expect(sql.get('pragma user_version')).toMatchObject({ user_version: 1 })
  })

  it('refuses to read an older file, and tells to open it for writing', () => {
    const sql = createSql(new DatabaseSync(':memory:'))
    setUpDatabase(sql, { ...settings, migrations: [first] })
    const readOnly = { readOnly: true, synced: false, migrations: [first, second] }
    expect(() => setUpDatabase(sql, readOnly)).toThrow(expect.objectContaining({ code: 'store.older_version' }))
  })

  it('waits for the disk only when it is told to', () => {
    const sql = createSql(new DatabaseSync(':memory:'))
    setUpDatabase(sql, settings)
    expect(sql.get('pragma synchronous')).toMatchObject({ synchronous: 1 })
    setUpDatabase(sql, { ...settings, synced: true })
    expect(sql.get('pragma synchronous')).toMatchObject({ synchronous: 2 })
  })
})
