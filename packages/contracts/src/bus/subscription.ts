/** Something that has been added to a bus: a handler or a layer. */
export interface Subscription extends Disposable {
  /** Takes it away again. What already runs is finished. A second call does nothing. */
  unsubscribe(): void
}
