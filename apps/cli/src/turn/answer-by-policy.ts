import type { Interaction, InteractionReply } from '@llmgine/contracts'

/**
 * The answers that need nobody: tools named by `--approve` are approved. Where nobody can be asked, any other approval is refused with
 * the reason why and what would allow it; other questions stay open.
 *
 * @param options.attended Whether somebody is there to be asked.
 */
export function answerByPolicy(options: {
  readonly approve: readonly string[]
  readonly attended: boolean
}): (interaction: Interaction) => InteractionReply | undefined {
  const allowed = new Set(options.approve)
  return (interaction) => {
    if (interaction.kind !== 'approve') return undefined
    const { name } = interaction.tool
    if (allowed.has(name)) return { kind: 'approve', approved: true }
    if (options.attended) return undefined
    const reason = `Nobody is here to approve it. "--approve ${name}" allows it without asking.`
    return { kind: 'approve', approved: false, reason }
  }
}
