// Elements that stand for something of another site until a script puts it there: players, and posts of networks.
import { imageFile, mediaAddress } from './late.ts'
import { attributeOf, isElement, type SourceElement } from './parse.ts'
import { readPlayer } from './players.ts'
import { cleanUrl, isSafeFile, schemeOf } from './urls.ts'

export type Embed =
  | { kind: 'player'; player: { kind: 'video' | 'audio'; url: string } }
  | { kind: 'file'; of: 'video' | 'audio' | 'image' }
  | { kind: 'page'; url: string }
  /** A script knows what belongs here; the element does not say. */
  | { kind: 'unknown'; url: string | undefined }

/** Names of elements, the attribute with the id or address of what they show, and the page it is. */
const COMPONENTS = new Map(
  (
    [
      ['amp-youtube', 'data-videoid', 'https://www.youtube.com/watch?v=$'],
      ['lite-youtube', 'videoid', 'https://www.youtube.com/watch?v=$'],
      ['amp-vimeo', 'data-videoid', 'https://vimeo.com/$'],
      ['lite-vimeo', 'videoid', 'https://vimeo.com/$'],
      ['amp-dailymotion', 'data-videoid', 'https://www.dailymotion.com/video/$'],
      ['amp-soundcloud', 'data-trackid', 'https://api.soundcloud.com/tracks/$'],
      ['amp-twitter', 'data-tweetid', 'https://twitter.com/i/status/$'],
      ['amp-instagram', 'data-shortcode', 'https://www.instagram.com/p/$/'],
      ['amp-gist', 'data-gistid', 'https://gist.github.com/$'],
      ['amp-imgur', 'data-imgur-id', 'https://imgur.com/$'],
      ['amp-facebook', 'data-href', '$'],
      ['amp-pinterest', 'data-url', '$'],
      ['amp-reddit', 'data-src', '$'],
      ['amp-tiktok', 'data-src', '$'],
    ] as const
  ).map(([name, attribute, page]) => [name as string, { attribute, page }]),
)

/** Classes by which a network's script finds its place. */
const WIDGET =
  /(?:^|\s)(?:fb-post|fb-video|instagram-media|twitter-tweet|twitter-video|tiktok-embed|reddit-(?:embed|card)[\w-]*|imgur-embed-pub|tumblr-post|bluesky-embed|mastodon-embed|embedly-card|wistia_embed|flourish-embed|infogram-embed|typeform-widget|calendly-inline-widget|issuuembed|strava-embed-placeholder)(?:\s|$)/

/** Attributes with the address of the page itself, the likeliest first. */
const PAGE_NAMES =
  'data-instgrm-permalink data-oembed-url data-embed-url data-video-url data-href data-url data-src cite href'.split(
    ' ',
  )
/** Attributes with an id that says by its name whose it is. */
const ID_NAMES: readonly (readonly [name: RegExp, page: string])[] = [
  [/^data-tweet-?id$/, 'https://twitter.com/i/status/$'],
  [/^data-(?:youtube|yt)-?(?:video-?)?(?:id)?$/, 'https://www.youtube.com/watch?v=$'],
  [/^data-vimeo-?(?:video-?)?(?:id)?$/, 'https://vimeo.com/$'],
]

const WEB_ADDRESS = /^(?:https?:)?\/\/[^\s"'<>]+$/i
const ID = /^[\w-]{6,}$/

/** What an element without content of its own stands for; `undefined` for any other element. */
export function embedOf(element: SourceElement): Embed | undefined {
  const isComponent = isComponentName(element.tagName)
  const component = isComponent ? COMPONENTS.get(element.tagName) : undefined
  if (component !== undefined) return componentOf(element, component)
  const isWidget = isComponent || (element.classes !== undefined && WIDGET.test(element.classes))
  if (!isWidget && !element.hasData) return undefined
  if (!isBare(element)) return undefined
  return byIdOf(element) ?? byAddress(element, isComponent, isWidget)
}

/** Names with a hyphen are a page's own; those of known elements and of drawings are not asked for. */
export function isComponentName(tagName: string): boolean {
  return tagName.includes('-') && !tagName.includes(':')
}

function componentOf(
  element: SourceElement,
  { attribute, page }: { attribute: string; page: string },
): Embed | undefined {
  const id = attributeOf(element, attribute)?.trim() ?? ''
  const embed = id === '' ? undefined : pageOf(page.replace('$', id))
  if (embed?.kind === 'player') return embed
  // A post's own words are worth more than a link to it.
  return isBare(element) ? (embed ?? { kind: 'unknown', url: undefined }) : undefined
}

function byIdOf(element: SourceElement): Embed | undefined {
  for (const { name, value } of element.attrs) {
    const page = name.startsWith('data-') ? ID_NAMES.find(([pattern]) => pattern.test(name))?.[1] : undefined
    if (page !== undefined && ID.test(value.trim())) return pageOf(page.replace('$', value.trim()))
  }
  return undefined
}

function byAddress(element: SourceElement, isComponent: boolean, isWidget: boolean): Embed | undefined {
  const late = isComponent ? mediaAddress(element) : undefined
  const url = addressOf(element) ?? late
  const player = url === undefined ? undefined : readPlayer(url)
  if (player !== undefined) return { kind: 'player', player }
  if (/\.(?:mp4|webm|m4v|mov|ogv)(?:[?#]|$)/i.test(late ?? '')) return { kind: 'file', of: 'video' }
  if (/\.(?:mp3|m4a|ogg|wav|aac)(?:[?#]|$)/i.test(late ?? '')) return { kind: 'file', of: 'audio' }
  if (imageFile(element) !== undefined) return { kind: 'file', of: 'image' }
  if (isComponent) return { kind: 'unknown', url }
  if (!isWidget) return undefined
  return url === undefined ? { kind: 'unknown', url: undefined } : { kind: 'page', url }
}

function pageOf(url: string): Embed | undefined {
  const player = readPlayer(url)
  if (player !== undefined) return { kind: 'player', player }
  if (url.startsWith('https://api.soundcloud.com/')) return { kind: 'player', player: { kind: 'audio', url } }
  return WEB_ADDRESS.test(url) && isSafeFile(url) ? { kind: 'page', url: withScheme(url) } : undefined
}

/** The address the element names, or that of the link inside it. */
function addressOf(element: SourceElement): string | undefined {
  const inner = element.childNodes.find((node): node is SourceElement => node.nodeName === 'a')
  for (const one of inner === undefined ? [element] : [element, inner]) {
    for (const name of PAGE_NAMES) {
      const url = cleanUrl(attributeOf(one, name) ?? '')
      if (WEB_ADDRESS.test(url) && isSafeFile(url)) return withScheme(url)
    }
  }
  return undefined
}

function withScheme(url: string): string {
  return schemeOf(url) === undefined ? `https:${url}` : url
}

const SHOWN = new Set(
  'img image picture video audio iframe embed frame object svg math canvas input button select textarea hr table oembed'.split(
    ' ',
  ),
)
const NEVER_SHOWN = new Set(['script', 'style', 'template', 'noscript', 'source', 'param', 'link', 'meta'])
/** Nodes looked through for content; an element that holds more is no empty place. */
const MAX_LOOKED = 40

/** Whether a browser without scripts shows nothing of the element. */
function isBare(element: SourceElement): boolean {
  const open: SourceElement[] = [element]
  let looked = 0
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const node of next.childNodes) {
      if (++looked > MAX_LOOKED) return false
      if ('value' in node && node.value.trim() !== '') return false
      if (!isElement(node) || NEVER_SHOWN.has(node.tagName)) continue
      if (SHOWN.has(node.tagName) || isComponentName(node.tagName)) return false
      open.push(node)
    }
  }
  return true
}
