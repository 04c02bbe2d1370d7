/**
 * What brings a file from one version to the next; its version is how many it has had. A migration that was published never changes.
 *
 * The key of a message is its session's `ref` in the upper and its position in the lower 32 bits: so a session lies together and in order
 * in the one table, and needs no index for it.
 */
export const migrations: readonly (readonly string[])[] = [
  [
    `create table sessions (
      ref integer primary key autoincrement,
      id text unique,
      mark text not null,
      position integer not null,
      created_at integer not null,
      updated_at integer not null,
      written integer not null,
      parent_id text,
      parent_at integer,
      past_ref integer,
      past_at integer,
      past_written integer
    ) strict`,
    'create index sessions_written on sessions (written)',
    'create index sessions_past on sessions (past_ref) where past_ref is not null',
    `create table messages (
      key integer primary key,
      id text not null,
      type text not null,
      once_key text,
      body text not null
    ) strict`,
    'create unique index messages_id on messages (key >> 32, id)',
    `create table once_keys (
      session integer not null,
      once_key text not null,
      position integer not null,
      written integer not null,
      primary key (session, once_key)
    ) strict, without rowid`,
    `create table snapshots (
      session integer primary key,
      position integer not null,
      key text not null,
      state text not null
    ) strict`,
    'create table key_values (key text primary key, value text not null) strict, without rowid',
  ],
]
