/** What a call does to the world. `none` touches nothing outside the call; everything but `none` and `read` is a write. */
export type ToolEffects = 'none' | 'read' | 'create' | 'update' | 'delete'
