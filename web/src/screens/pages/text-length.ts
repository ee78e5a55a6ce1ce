// How long a text is for where it is shown. Pure but for the canvas that measures letters.
import type { FieldSpec } from '../../../../src/api/destination.ts'
import { count } from '../../ui/format.ts'

/** What a search engine shows of a title and a description before it cuts them, on a wide screen. */
export const searchLimits = {
  title: { pixels: 580, font: '20px Arial', characters: 60 },
  description: { pixels: 920, font: '14px Arial', characters: 158 },
} as const

export interface TextLength {
  text: string
  /** Longer than is shown, or than is taken. */
  isOver: boolean
}

/** Which limit of search results a field has. */
const searchFields: Readonly<Record<string, keyof typeof searchLimits>> = {
  seo_title: 'title',
  seo_description: 'description',
}

/** @param rendered what the field comes to for the row that is shown */
export function lengthOf(field: FieldSpec, rendered: string | undefined): TextLength | null {
  if (rendered === undefined || rendered.trim() === '') return null
  const part = Object.hasOwn(searchFields, field.name) ? searchFields[field.name] : undefined
  if (part) return searchLength(rendered, part)
  const { length } = rendered.trim()
  if (field.maxLength === null) return { text: `${count(length)} characters`, isOver: false }
  return {
    text: `${count(length)} of ${count(field.maxLength)} characters`,
    isOver: length > field.maxLength,
  }
}

/** In pixels where letters can be measured, else in characters. */
export function searchLength(text: string, part: keyof typeof searchLimits): TextLength {
  const limit = searchLimits[part]
  const words = text.trim().replace(/\s+/g, ' ')
  const pixels = widthOf(words, limit.font)
  if (pixels === null)
    return {
      text: `${count(words.length)} of about ${limit.characters} characters`,
      isOver: words.length > limit.characters,
    }
  return {
    text: `${count(words.length)} characters, ${count(pixels)} of ${limit.pixels} px`,
    isOver: pixels > limit.pixels,
  }
}

let context: OffscreenCanvasRenderingContext2D | null | undefined

/** Null where there is no canvas. */
function widthOf(text: string, font: string): number | null {
  if (typeof OffscreenCanvas === 'undefined') return null
  context ??= new OffscreenCanvas(1, 1).getContext('2d')
  if (!context) return null
  context.font = font
  return Math.round(context.measureText(text).width)
}
