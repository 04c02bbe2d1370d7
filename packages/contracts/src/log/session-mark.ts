/** What a session does: it has work to go on with, it waits for a person, or it rests. Sessions marked `running` are picked up at start. */
export type SessionMark = 'running' | 'waiting' | 'idle'
