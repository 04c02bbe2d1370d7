/** Loads the packages that a conversation is made of, and this program's tools, all at once. */
export async function loadPieces() {
  const [bus, router, tools, context, engine, own] = await Promise.all([
    import('@llmgine/bus'),
    import('@llmgine/llm-router'),
    import('@llmgine/tools'),
    import('@llmgine/context'),
    import('@llmgine/engine'),
    import('./tools/create-tools.ts'),
  ])
  const { createBus, withLog } = bus
  const { serveModels } = router
  const { serveTools } = tools
  const { createContextCompiler } = context
  const { createChatMachine, serveEngine } = engine
  const { createTools } = own
  return {
    createBus,
    withLog,
    serveModels,
    serveTools,
    createContextCompiler,
    createChatMachine,
    serveEngine,
    createTools,
  }
}
