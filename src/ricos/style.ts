// The formatting in force at one point of the input, as inherited in CSS, and the Ricos decorations it comes to.
import type { Alignment, Decoration, Link } from './document.ts'

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

/** Immutable. Deriving the same change from the same style gives the same object, so styles compare by identity. */
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
  readonly #derived = new Map<unknown, Style>()
  #key: string | undefined
  #decorations: Decoration[] | undefined

  constructor(formatting: Formatting) {
    this.bold = formatting.bold
    this.italic = formatting.italic
    this.underline = formatting.underline
    this.strike = formatting.strike
    this.script = formatting.script
    this.foreground = formatting.foreground
    this.background = formatting.background
    this.fontSize = formatting.fontSize
    this.fontFamily = formatting.fontFamily
    this.link = formatting.link
    this.alignment = formatting.alignment
    this.whiteSpace = formatting.whiteSpace
  }

  /** @param key identifies the change; a constant change may be its own key, which saves spelling it out */
  with(change: StyleChange, key: unknown = JSON.stringify(change, keepUndefined)): Style {
    let derived = this.#derived.get(key)
    if (derived === undefined) {
      derived = new Style({ ...this, ...change })
      this.#derived.set(key, derived)
    }
    return derived
  }

  /** Two styles with the same key decorate text in the same way. */
  get key(): string {
    this.#key ??= JSON.stringify(this.decorations)
    return this.#key
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

function keepUndefined(_name: string, value: unknown): unknown {
  return value === undefined ? null : value
}
