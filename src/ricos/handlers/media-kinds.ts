// Which elements are pictures and players, for whoever meets one beside another element.
import { embedOf } from '../embeds.ts'
import { imageAddress } from '../late.ts'
import { attributeOf, integerOf, type SourceElement } from '../parse.ts'
import { readDisplay } from '../shown.ts'

export type MediaKind = 'image' | 'frame' | 'video' | 'audio'

const KINDS = new Map<string, MediaKind>([
  ...['img', 'picture', 'amp-img', 'amp-anim'].map((name) => [name, 'image'] as const),
  ...['iframe', 'embed', 'frame', 'amp-iframe'].map((name) => [name, 'frame'] as const),
  ...['video', 'amp-video'].map((name) => [name, 'video'] as const),
  ...['audio', 'amp-audio'].map((name) => [name, 'audio'] as const),
])

export function mediaKindOf(element: SourceElement): MediaKind | undefined {
  return KINDS.get(element.tagName) ?? (embedOf(element) === undefined ? undefined : 'frame')
}

/** Whether an image in a `noscript` is meant for the eye: counters there have no size, no words and no file's name. */
export function isPicture(element: SourceElement): boolean {
  if (mediaKindOf(element) !== 'image' || element.tagName === 'picture') return true
  const hasSize = integerOf(element, 'width') > 1 || integerOf(element, 'height') > 1
  const [path = ''] = (imageAddress(element) ?? '').split(/[?#]/)
  const hasWords = (attributeOf(element, 'alt')?.trim() ?? '') !== ''
  return hasSize || hasWords || /\.(?:jpe?g|png|webp|avif|svg)$/i.test(path)
}

/** What only counts readers. */
export function isTinyImage(element: SourceElement): boolean {
  const isPixel = integerOf(element, 'width') <= 1 || integerOf(element, 'height') <= 1
  return isPixel || readDisplay(element)?.outside === 'none'
}
