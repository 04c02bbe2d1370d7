/**
 * Why a model stopped: it was done, it wants tools, it hit the length limit, it or a filter refused, the caller aborted, or it broke.
 */
export type FinishReason = 'stop' | 'tool-calls' | 'length' | 'refused' | 'aborted' | 'error'
