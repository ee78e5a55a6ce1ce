// The formatting in force at one point of the input, as inherited in CSS, and the Ricos decorations it comes to.
import { type Alignment, type Decoration, type Link, RELS } from './document.ts'

export type FontSize = { unit: 'PX' | 'EM'; value: number }
export type LinkMark = { link: Link; isButton: boolean } | { fragment: string; isButton: false }

export type StyleChange = Partial<Formatting>

interface Formatting {
  bold: boolean
  italic: boolean
  underline: boolean
  strike: boolean
  script: 'none' | 'sub' | 'super'
  foreground: string | undefined
  background: string | undefined
  fontSize: FontSize | undefined
  fontFamily: string | undefined
  link: LinkMark | undefined
  alignment: Alignment | undefined
  whiteSpace: 'normal' | 'pre' | 'pre-line'
  /** By `visibility`: the words take no part in the page, but elements inside may be shown again. */
  isHidden: boolean
}

/** Changes remembered per style; a page hardly ever has more, and one that has loses nothing but a little time. */
const MAX_DERIVED = 16

/** Immutable. The same change of the same style mostly gives the same object; `isAlike` tells for certain. */
export class Style implements Readonly<Formatting> {
  readonly bold: boolean
  readonly italic: boolean
  readonly underline: boolean
  readonly strike: boolean
  readonly script: 'none' | 'sub' | 'super'
  readonly foreground: string | undefined
  readonly background: string | undefined
  readonly fontSize: FontSize | undefined
  readonly fontFamily: string | undefined
  readonly link: LinkMark | undefined
  readonly alignment: Alignment | undefined
  readonly whiteSpace: 'normal' | 'pre' | 'pre-line'
  readonly isHidden: boolean
  #derived: { change: StyleChange; style: Style }[] | undefined
  #decorations: Decoration[] | undefined

  constructor(formatting: Readonly<Formatting>, link = formatting.link) {
    this.bold = formatting.bold
    this.italic = formatting.italic
    this.underline = formatting.underline
    this.strike = formatting.strike
    this.script = formatting.script
    this.foreground = formatting.foreground
    this.background = formatting.background
    this.fontSize = formatting.fontSize
    this.fontFamily = formatting.fontFamily
    this.link = link
    this.alignment = formatting.alignment
    this.whiteSpace = formatting.whiteSpace
    this.isHidden = formatting.isHidden
  }

  with(change: StyleChange): Style {
    this.#derived ??= []
    // The changes of elements and of remembered style attributes are the same objects again and again.
    for (const known of this.#derived) if (known.change === change) return known.style
    for (const known of this.#derived) if (isSameChange(known.change, change)) return known.style
    const style = new Style(changed(this, change))
    if (this.#derived.length < MAX_DERIVED) this.#derived.push({ change, style })
    return style
  }

  /** The style of a link's text. Never remembered: links hardly repeat, and each button stays itself. */
  linked(link: LinkMark): Style {
    return new Style(this, link)
  }

  /** Whether both decorate text in the same way. */
  isAlike(other: Style): boolean {
    return (
      this === other ||
      (this.bold === other.bold &&
        this.italic === other.italic &&
        this.underline === other.underline &&
        this.strike === other.strike &&
        this.script === other.script &&
        this.foreground === other.foreground &&
        this.background === other.background &&
        this.fontFamily === other.fontFamily &&
        isSameSize(this.fontSize, other.fontSize) &&
        isSameLink(this.link, other.link))
    )
  }

  /** In one fixed order, so that the same formatting always gives the same bytes. Do not change the array. */
  get decorations(): Decoration[] {
    this.#decorations ??= this.#decorate()
    return this.#decorations
  }

  #decorate(): Decoration[] {
    const decorations: Decoration[] = []
    const { foreground, background, link } = this
    if (this.bold) decorations.push({ type: 'BOLD', fontWeightValue: 700 })
    if (this.italic) decorations.push({ type: 'ITALIC', italicData: true })
    if (this.underline) decorations.push({ type: 'UNDERLINE', underlineData: true })
    if (this.strike) decorations.push({ type: 'STRIKETHROUGH', strikethroughData: true })
    if (this.script === 'super') decorations.push({ type: 'SUPERSCRIPT', superscriptData: true })
    if (this.script === 'sub') decorations.push({ type: 'SUBSCRIPT', subscriptData: true })
    if (foreground !== undefined || background !== undefined) {
      const colorData: { foreground?: string; background?: string } = {}
      if (foreground !== undefined) colorData.foreground = foreground
      if (background !== undefined) colorData.background = background
      decorations.push({ type: 'COLOR', colorData })
    }
    if (this.fontSize !== undefined) decorations.push({ type: 'FONT_SIZE', fontSizeData: this.fontSize })
    if (this.fontFamily !== undefined)
      decorations.push({ type: 'FONT_FAMILY', fontFamilyData: { value: this.fontFamily } })
    if (link === undefined) return decorations
    // The fragment stands in for the node id until ids are known (anchors.ts).
    if ('fragment' in link) decorations.push({ type: 'ANCHOR', anchorData: { anchor: link.fragment } })
    else decorations.push({ type: 'LINK', linkData: { link: link.link } })
    return decorations
  }
}

export const PLAIN_FORMATTING: Formatting = {
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  script: 'none',
  foreground: undefined,
  background: undefined,
  fontSize: undefined,
  fontFamily: undefined,
  link: undefined,
  alignment: undefined,
  whiteSpace: 'normal',
  isHidden: false,
}

/** What `change` does not name is as in `outer`; colour, size and alignment are unset where it names them as `undefined`. */
function changed(outer: Readonly<Formatting>, change: StyleChange): Formatting {
  return {
    bold: change.bold ?? outer.bold,
    italic: change.italic ?? outer.italic,
    underline: change.underline ?? outer.underline,
    strike: change.strike ?? outer.strike,
    script: change.script ?? outer.script,
    foreground: 'foreground' in change ? change.foreground : outer.foreground,
    background: change.background ?? outer.background,
    fontSize: 'fontSize' in change ? change.fontSize : outer.fontSize,
    fontFamily: change.fontFamily ?? outer.fontFamily,
    link: change.link ?? outer.link,
    alignment: 'alignment' in change ? change.alignment : outer.alignment,
    whiteSpace: change.whiteSpace ?? outer.whiteSpace,
    isHidden: change.isHidden ?? outer.isHidden,
  }
}

function isSameChange(a: StyleChange, b: StyleChange): boolean {
  const names = Object.keys(a) as (keyof Formatting)[]
  if (names.length !== Object.keys(b).length) return false
  for (const name of names) {
    if (!(name in b)) return false
    if (a[name] !== b[name] && !(name === 'fontSize' && isSameSize(a[name], b[name]))) return false
  }
  return true
}

function isSameSize(a: FontSize | undefined, b: FontSize | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.unit === b.unit && a.value === b.value)
}

function isSameLink(a: LinkMark | undefined, b: LinkMark | undefined): boolean {
  if (a === b) return true
  if (a === undefined || b === undefined) return false
  if ('fragment' in a || 'fragment' in b)
    return 'fragment' in a && 'fragment' in b && a.fragment === b.fragment
  return (
    a.link.url === b.link.url &&
    a.link.target === b.link.target &&
    RELS.every((word) => a.link.rel?.[word] === b.link.rel?.[word])
  )
}
