// Video, sound and other pages in a frame.
import type { Conversion } from '../conversion.ts'
import { readSize } from '../css.ts'
import type { ContainerData, Media, RicosNode } from '../document.ts'
import { isUsable, mediaAddress } from '../late.ts'
import { attributeOf, declarationsOf, isElement, type SourceElement } from '../parse.ts'
import { readPlayer } from '../players.ts'
import { cleanUrl, resolveUrl, schemeOf } from '../urls.ts'
import { type Handler, type Handlers, SKIP, same } from './handler.ts'
import type { MediaKind } from './media-kinds.ts'
import { copyFor } from './noscript.ts'

const video: Handler = {
  display: 'block',
  enter(element, conversion) {
    const url = fileOf(element, 'video', conversion)
    if (url === undefined) {
      conversion.loss('media-no-source')
      return SKIP
    }
    const media: Media = { src: { url } }
    const width = readSize(attributeOf(element, 'width'))
    const height = readSize(attributeOf(element, 'height'))
    if (width !== undefined && height !== undefined) Object.assign(media, { width, height })
    const poster = readFile(attributeOf(element, 'poster') ?? attributeOf(element, 'data-poster'), conversion)
    const title = attributeOf(element, 'title')?.trim() ?? ''
    conversion.atom({
      type: 'VIDEO',
      id: '',
      nodes: [],
      videoData: {
        containerData: CENTERED,
        video: media,
        ...(poster === undefined ? {} : { thumbnail: { src: { url: poster } } }),
        ...(title === '' ? {} : { title }),
        ...readPlayback(element),
      },
    })
    return SKIP
  },
}

function readPlayback(element: SourceElement): { options?: { autoPlay?: true; playInLoop?: true } } {
  const options: { autoPlay?: true; playInLoop?: true } = {}
  if (attributeOf(element, 'autoplay') !== undefined) options.autoPlay = true
  if (attributeOf(element, 'loop') !== undefined) options.playInLoop = true
  return Object.keys(options).length > 0 ? { options } : {}
}

const audio: Handler = {
  display: 'block',
  enter(element, conversion) {
    const url = fileOf(element, 'audio', conversion)
    const title = attributeOf(element, 'title')?.trim() ?? ''
    if (url === undefined) conversion.loss('media-no-source')
    else conversion.atom(createAudio(url, title))
    return SKIP
  },
}

const frame: Handler = {
  display: 'block',
  enter(element, conversion) {
    const html = attributeOf(element, 'srcdoc')
    const url = readFile(lateAddress(element, 'frame', conversion), conversion)
    if (html !== undefined) conversion.atom(createEmbed(element, { html }))
    else if (url === undefined) conversion.loss('media-no-source')
    else conversion.atom(createPlayer(url, element, conversion))
    return SKIP
  },
}

const CENTERED: ContainerData = { width: { size: 'CONTENT' }, alignment: 'CENTER' }

function createPlayer(url: string, element: SourceElement, conversion: Conversion): RicosNode {
  const player = readPlayer(url)
  if (player !== undefined) return playPage(player, attributeOf(element, 'title')?.trim() ?? '')
  conversion.loss('embed-kept', url)
  return createEmbed(element, { url })
}

/** The node for a film or track on a service Wix can play. */
export function playPage({ kind, url }: { kind: 'video' | 'audio'; url: string }, title: string): RicosNode {
  if (kind === 'audio') return createAudio(url, title)
  const videoData = { containerData: CENTERED, video: { src: { url } }, ...(title === '' ? {} : { title }) }
  return { type: 'VIDEO', id: '', nodes: [], videoData }
}

function createAudio(url: string, name: string): RicosNode {
  const audioData = { containerData: CENTERED, audio: { src: { url } }, ...(name === '' ? {} : { name }) }
  return { type: 'AUDIO', id: '', nodes: [], audioData }
}

function createEmbed(element: SourceElement, content: { url: string } | { html: string }): RicosNode {
  const css = declarationsOf(element)
  const width = readSize(attributeOf(element, 'width')) ?? readSize(css.get('width'))
  const height = readSize(attributeOf(element, 'height')) ?? readSize(css.get('height'))
  const containerData: ContainerData = {
    width: width === undefined ? { size: 'CONTENT' } : { custom: String(width) },
    ...(height === undefined ? {} : { height: { custom: String(height) } }),
    alignment: 'CENTER',
  }
  return { type: 'HTML', id: '', nodes: [], htmlData: { containerData, ...content, source: 'HTML' } }
}

/** The address of a frame or file, from the copy for readers without scripts where the element has none yet. */
function lateAddress(element: SourceElement, kind: MediaKind, conversion: Conversion): string | undefined {
  const own = mediaAddress(element)
  const copy = own === undefined ? copyFor(element, kind, conversion) : undefined
  return copy === undefined ? own : mediaAddress(copy)
}

/** The first address of a media element that Wix could fetch. */
function fileOf(element: SourceElement, kind: MediaKind, conversion: Conversion): string | undefined {
  const children = element.childNodes.filter(isElement)
  const sources = children.filter(({ tagName }) => tagName === 'source')
  const urls = [element, ...sources].map((source) => readFile(mediaAddress(source), conversion))
  const found = urls.filter((url) => url !== undefined)
  if (found.length > 1 || children.some(({ tagName }) => tagName === 'track')) conversion.loss('media-tracks')
  return found[0] ?? readFile(lateAddress(element, kind, conversion), conversion)
}

function readFile(value: string | undefined, conversion: Conversion): string | undefined {
  const url = cleanUrl(value ?? '')
  if (!isUsable(url)) return undefined
  const resolved = resolveUrl(url, conversion.settings.baseUrl)
  return schemeOf(resolved) === undefined && resolved === '' ? undefined : resolved
}

/** Shown only where the object itself cannot be, but these are words a reader may get to see. */
const object: Handler = {
  display: 'block',
  enter(element, conversion) {
    const hasFallback = element.childNodes.some(
      (node) => isElement(node) || ('value' in node && node.value.trim() !== ''),
    )
    if (hasFallback) {
      conversion.loss('fallback-kept', attributeOf(element, 'data'))
      return undefined
    }
    return frame.enter?.(element, conversion)
  },
}

/** What editors save instead of a player. Browsers show its content, if any. */
const player: Handler = {
  display: 'block',
  enter(element, conversion) {
    frame.enter?.(element, conversion)
    return undefined
  },
}

export const media: Handlers = {
  ...same('video amp-video', video),
  ...same('audio amp-audio', audio),
  ...same('iframe embed frame amp-iframe', frame),
  object,
  oembed: player,
  // Fallback drawn by a script; browsers without scripts show the content.
  ...same('canvas applet', { display: 'inline', loss: 'fallback-kept' }),
}
