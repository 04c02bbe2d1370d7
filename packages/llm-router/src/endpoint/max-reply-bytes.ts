/** The most that is read of one answer that comes whole. */
export const maxReplyBytes: number = 64 * 1024 * 1024
