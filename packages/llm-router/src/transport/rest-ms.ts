/** How long the rest of a body that nobody reads may take before its connection is closed. */
export const restMs = 250
