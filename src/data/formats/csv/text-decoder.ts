// Text of bytes that arrive in pieces.
import type { Encoding } from '../../../api/encodings.ts'

export interface Decoder {
  /** The text of these bytes; `more`: a cut character at the end waits for the next ones. */
  decode(bytes: Uint8Array | null, more: boolean): string
}

/** `lenient`: what is not valid becomes \ufffd; otherwise it throws. */
export function createTextDecoder(encoding: Encoding, lenient: boolean): Decoder {
  if (encoding === 'iso-8859-1') {
    // The web standard takes this name for windows-1252; here each byte is its own character.
    return { decode: (bytes) => (bytes === null ? '' : Buffer.from(bytes).toString('latin1')) }
  }
  const decoder = new TextDecoder(encoding, { fatal: !lenient })
  return { decode: (bytes, more) => decoder.decode(bytes ?? new Uint8Array(0), { stream: more }) }
}
