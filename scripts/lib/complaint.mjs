/** A failure the reader can act on: its message is one line that says what is wrong and what to do, shown without a stack. */
export class Complaint extends Error {
  /** @override */
  name = 'Complaint'
}
