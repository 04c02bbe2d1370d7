/** `milk, eggs and bread` as three items. */
export function splitItems(text: string): readonly string[] {
  const parts = text.split(/\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s+&\s+)\s*/i)
  return parts.map(withoutArticle).filter((part) => part !== '')
}

/** Drops what is in front of the thing itself: `some milk`. */
export function withoutArticle(text: string): string {
  return text.replace(/^(a|an|the|some)\s+(?=\S)/i, '').trim()
}
