import type { FilePart, ImagePart } from '@llmgine/contracts'

/**
 * What images and files are taken to cost, since only the provider knows: an image 85 tokens with `detail: 'low'` and 1,600 otherwise, which is
 * the most that the large providers reckon for one after scaling it; a file a token for every four bytes, or 2,000 when it is given
 * by an id and nobody here knows its size.
 */
export function countAttachment(part: ImagePart | FilePart): number {
  if (part.type === 'image') return part.detail === 'low' ? 85 : 1_600
  if (!part.data.startsWith('data:')) return 2_000
  const bytes = (part.data.length - part.data.indexOf(',') - 1) * (3 / 4)
  return Math.ceil(bytes / 4)
}
