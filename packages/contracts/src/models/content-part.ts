/** A piece of what a person, a tool or a model says. */
export type ContentPart = TextPart | ImagePart | FilePart

/** Plain text. */
export interface TextPart {
  readonly type: 'text'
  readonly text: string
}

/** An image, by address or as a `data:` URL. */
export interface ImagePart {
  readonly type: 'image'
  readonly url: string
  /** How closely the model should look. @default 'auto' */
  readonly detail?: 'auto' | 'low' | 'high' | undefined
}

/** A file as a `data:` URL, or by the id under which the provider holds it. */
export interface FilePart {
  readonly type: 'file'
  readonly name: string
  readonly data: string
}
