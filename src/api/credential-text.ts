// One pasted text, made usable: what copying added goes, and what is left is named by its shape. Pure.

export type ProblemCode =
  | 'incomplete' // typing on may still make it right
  | 'cut_short'
  | 'line_break'
  | 'space'
  | 'characters'
  | 'masked'
  | 'two_keys'
  | 'too_long'
  | 'not_a_key'
  | 'not_an_id'
  | 'address'
  | 'same_twice'
  | 'site_not_instance'

export interface TextProblem {
  code: ProblemCode
  text: string
}

export interface PastedText {
  shape: 'empty' | 'key' | 'id' | 'other'
  value: string
  /** True: taken out of the address of a dashboard, so it is a site id for certain. */
  isFromDashboard: boolean
  /** An id that was pasted together with a key. */
  idBeside: string | null
  notes: string[]
  problem: TextProblem | null
}

const guid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/i
const onlyGuid = new RegExp(`^${guid.source}$`, 'i')
const invisible = /[\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g
const around =
  /^["'`\u2018\u2019\u201A-\u201E\u00AB\u00BB<[{(\s]+|["'`\u2018\u2019\u201C\u201D\u00AB\u00BB>\]}),;\s]+$/g
const label =
  /^(?:authorization|api[ _-]?key|key|token|site[ _-]?id|wix-site-id|account[ _-]?id|app[ _-]?id|app[ _-]?secret|client[ _-]?(?:id|secret)|instance[ _-]?id)["']?\s*[:=]\s*["']?/i
const longestChars = 4096
/** Every Wix key seen so far has several hundred characters. */
const shortestKeyChars = 100

/** Names what was pasted into any of the fields. */
export function readPasted(pasted: string): PastedText {
  const notes: string[] = []
  const text = tidy(pasted, notes)
  const found = (part: Partial<PastedText>): PastedText => ({
    shape: 'other',
    value: text,
    isFromDashboard: false,
    idBeside: null,
    notes,
    problem: null,
    ...part,
  })
  const bad = (code: ProblemCode, words: string, part: Partial<PastedText> = {}) =>
    found({ ...part, problem: { code, text: words } })
  if (text === '') return found({ shape: 'empty', value: '' })
  const inAddress = findSiteInAddress(text)
  if (inAddress && !/IST\./.test(text)) {
    notes.push(`Took the Site ID out of the ${inAddress.of} address.`)
    return found({ shape: 'id', value: inAddress.id, isFromDashboard: true })
  }
  const id = readId(text, notes)
  if (id) return found({ shape: 'id', value: id })
  if (/IST\./i.test(text)) return readKey(text, found, bad)
  if (text.length > longestChars)
    return bad('too_long', `This has ${text.length} characters; nothing Wix hands out is longer than 4 KB.`)
  if (/^[*\u2022\u25CF.]+\S{0,6}$/.test(text))
    return bad('masked', 'This is the masked value as it is shown on screen, not the value itself.')
  if (/^https?:\/\/|^www\./i.test(text)) return bad('address', 'This is an address without a Site ID in it.')
  if (/[\r\n]/.test(text)) return bad('line_break', 'There is a line break in the middle.')
  if (/\s/.test(text)) return bad('space', 'There is a space in the middle.')
  if (!/^[\x21-\x7e]+$/.test(text))
    return bad('characters', 'This holds characters that nothing from Wix has.')
  if (/^[\w-]{16,}\.[\w-]{16,}\.[\w-]{16,}$/.test(text) || /^S?T\.[\w.-]+\.[\w.-]+$/.test(text))
    return bad('cut_short', 'The beginning of the key is missing: a Wix key starts with "IST.".', {
      shape: 'key',
    })
  return found({})
}

/** The editor names the site in its query, beside ids of its own; a dashboard's address has it in the path. */
function findSiteInAddress(text: string): { id: string; of: 'editor' | 'dashboard' } | null {
  const inQuery = new RegExp(`[?&](?:metaSiteId|msid)=(${guid.source})(?![0-9a-f-])`, 'i').exec(text)
  if (inQuery) return { id: inQuery[1]!.toLowerCase(), of: 'editor' }
  const inPath = new RegExp(`/(?:dashboard|site|editor)/(${guid.source})(?![0-9a-f-])`, 'i').exec(text)
  return inPath && { id: inPath[1]!.toLowerCase(), of: 'dashboard' }
}

function tidy(pasted: string, notes: string[]): string {
  const visible = pasted.replace(invisible, '').replaceAll('\u00A0', ' ')
  if (visible.length !== pasted.length) notes.push('Removed invisible characters.')
  const trimmed = visible.replace(around, '')
  if (trimmed !== visible) notes.push('Removed spaces or quotes around it.')
  const unlabelled = trimmed.replace(label, '')
  const bare = unlabelled.replace(/^bearer\s+/i, '')
  if (bare !== unlabelled) notes.push('Removed "Bearer" in front of it.')
  else if (unlabelled !== trimmed) notes.push('Removed the name in front of it.')
  return bare.replace(around, '')
}

/** A GUID however it was spelt; null for anything else. */
function readId(text: string, notes: string[]): string | null {
  if (onlyGuid.test(text)) return text.toLowerCase()
  const dashed = text.replace(/[\u2010-\u2015\u2212]/g, '-').replace(/\s+/g, '')
  const bare = /^[0-9a-f]{32}$/i.test(dashed)
    ? dashed.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
    : dashed
  const half = bare.slice(0, bare.length / 2)
  const once = bare === half + half ? half : bare
  if (!onlyGuid.test(once)) return null
  notes.push(
    once === bare
      ? 'Repaired the dashes or spaces of the id.'
      : 'The id was pasted twice; the second copy was removed.',
  )
  return once.toLowerCase()
}

type Make = (part: Partial<PastedText>) => PastedText
type Bad = (code: ProblemCode, words: string, part?: Partial<PastedText>) => PastedText

function readKey(text: string, found: Make, bad: Bad): PastedText {
  const notes = found({}).notes
  if (text.length > 3 * longestChars) return bad('too_long', tooLong(text), { shape: 'key' })
  let pieces = text.split(/\s+/)
  const beside =
    pieces.length > 1 ? pieces.map((piece) => readIdPiece(piece)).find((id) => id !== null) : undefined
  if (beside) {
    notes.push('Took the id out that was pasted together with the key.')
    pieces = pieces.filter((piece) => readIdPiece(piece) === null)
  }
  const part = { shape: 'key' as const, idBeside: beside ?? null }
  const isBroken = pieces.length > 1
  const first = pieces[0]!
  // Text after a whole key is no part of it; pieces of a key that was wrapped are.
  const isText =
    !/[\r\n]/.test(text) && findCut(first) === null && pieces.slice(1).every((piece) => piece.length < 16)
  let key = pieces.join('')
  if (isBroken && !beside && (isText || !/^[\w.-]+$/.test(key))) {
    return /[\r\n]/.test(text)
      ? bad(
          'line_break',
          'The key has a line break in the middle, and what follows is no part of a key.',
          part,
        )
      : bad('space', 'The key has a space in the middle, and what follows is no part of a key.', part)
  }
  const half = key.slice(0, key.length / 2)
  if (key === half + half) {
    notes.push('The key was pasted twice; the second copy was removed.')
    key = half
  } else if (pieces.length > 1) notes.push('Joined the key, which was broken into pieces.')
  if (key.startsWith('ist.') || key.startsWith('Ist.')) {
    notes.push('Wix keys start with "IST." in capitals; corrected.')
    key = `IST.${key.slice(4)}`
  }
  const value = { ...part, value: key }
  if (key.length > longestChars) return bad('too_long', tooLong(key), value)
  if (!/^[\x21-\x7e]+$/.test(key))
    return bad('characters', 'The key holds characters that no Wix key has.', value)
  if (key.lastIndexOf('IST.') > 0)
    return key.startsWith('IST.')
      ? bad('two_keys', 'Two keys run together here. Copy one key alone.', value)
      : bad('not_a_key', 'There is something in front of the key; it starts with "IST.".', value)
  if (!/^[\w.-]+$/.test(key)) return bad('characters', 'The key holds characters that no Wix key has.', value)
  const cut = findCut(key)
  return cut ? bad('cut_short', cut, value) : found(value)
}

function readIdPiece(piece: string): string | null {
  if (/IST\./i.test(piece)) return null
  const inside = new RegExp(`^(?:https?:\\S*/dashboard/)?(${guid.source})(?:[/?#]\\S*)?$`, 'i').exec(piece)
  return inside ? inside[1]!.toLowerCase() : null
}

function tooLong(text: string): string {
  return `This has ${text.length} characters; no Wix key is longer than 4 KB.`
}

/** Why a key cannot be whole, or null. Its parts are base64url, of which not every length exists. */
function findCut(key: string): string | null {
  const words = (what: string) => `A part of the key seems to be missing: ${what}. Copy the whole key again.`
  const parts = key.split('.').slice(1)
  if (key.length < shortestKeyChars)
    return words(`it has ${key.length} characters, and Wix keys have several hundred`)
  if (parts.length < 3) return words('Wix keys have three parts after "IST.", parted by dots')
  if (parts.some((one) => one === '' || one.length % 4 === 1)) return words('one of its parts ends too early')
  return null
}
