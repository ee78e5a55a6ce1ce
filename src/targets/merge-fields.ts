// What of a page can be merged when it changed here and on the site, and how: the part of a destination's contract that
// says which of its fields are rich text, and how a text of the site gets into a payload. All other fields are whole.
import type { RicosDocument } from '../ricos/index.ts'

/** A rich text, with what stands beside it in the same field and is merged as a whole: the title of an info section. */
export type FieldText = ({ kind: 'document'; document: RicosDocument } | { kind: 'html'; html: string }) & {
  beside?: string
}

/** By the name that the field has among `Target.payloadFields`. */
export type FieldTexts = ReadonlyMap<string, FieldText>

/** All of it pure. */
export interface MergeFields<Options, Payload> {
  /** The rich texts of a payload, pictures as files of the site as far as these are known. */
  texts(payload: Payload, assets: ReadonlyMap<string, string>): FieldTexts
  /** The same of a page as it was read, see `RemoteState.raw`. */
  textsOnSite(raw: unknown, options: Options): FieldTexts
  /** The payload with these in place of its own; one that it does not have is left out. */
  withTexts(payload: Payload, texts: FieldTexts): Payload
  /**
   * Whether the page loses what the field names when a payload no longer has it: a category, a picture, an info
   * section. Any other field that a template leaves out is left as it is on the site.
   */
  isMember(field: string): boolean
  /** Fields that one write sets together have the same name here; null: it is written alone. */
  writtenWith(field: string): string | null
}
