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
  #derived: { change: StyleChange; style: Style }[] | undefined
  #decorations: Decoration[] | undefined

  /** What `change` does not name is as in `outer`; colour, size and alignment are unset where it names them as `undefined`. */
  constructor(outer: Readonly<Formatting>, change: StyleChange) {
    this.bold = change.bold ?? outer.bold
    this.italic = change.italic ?? outer.italic
    this.underline = change.underline ?? outer.underline
    this.strike = change.strike ?? outer.strike
    this.script = change.script ?? outer.script
    this.foreground = 'foreground' in change ? change.foreground : outer.foreground
    this.background = change.background ?? outer.background
    this.fontSize = 'fontSize' in change ? change.fontSize : outer.fontSize
    this.fontFamily = change.fontFamily ?? outer.fontFamily
    this.link = change.link ?? outer.link
    this.alignment = 'alignment' in change ? change.alignment : outer.alignment
    this.whiteSpace = change.whiteSpace ?? outer.whiteSpace
  }

  with(change: StyleChange): Style {
    this.#derived ??= []
    for (const known of this.#derived) {
      if (known.change === change || isSameChange(known.change, change)) return known.style
    }
    const style = new Style(this, change)
    if (this.#derived.length < MAX_DERIVED) this.#derived.push({ change, style })
    return style
  }

  /** The style of a link's text. Never remembered: links hardly repeat, and each button stays itself. */
  linked(link: LinkMark): Style {
    return new Style(this, { link })
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
}

function isSameChange(a: StyleChange, b: StyleChange): boolean {
  const names = Object.keys(a) as (keyof Formatting)[]
  if (names.length !== Object.keys(b).length) return false
  return names.every(
    (name) => name in b && (a[name] === b[name] || (name === 'fontSize' && isSameSize(a[name], b[name]))),
  )
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
