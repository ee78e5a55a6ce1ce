// Images, films, sound, frames and buttons as HTML.
import type { CaptionNode, RicosNode } from './document.ts'
import { childrenOf } from './document.ts'
import {
  alignmentOf,
  attribute,
  css,
  escapeText,
  linkAttributes,
  type Renderer,
  safeColor,
} from './markup.ts'
import { playerOf } from './players.ts'
import { keepsBlanks, renderText } from './text-html.ts'
import { isSafeFile } from './urls.ts'

function sizeOf(
  container: { width?: object; height?: object } | undefined,
  side: 'width' | 'height',
): string | undefined {
  const given = container?.[side]
  return given !== undefined && 'custom' in given ? String(Number(given.custom)) : undefined
}

export function renderImage(node: Extract<RicosNode, { type: 'IMAGE' }>, renderer: Renderer): string {
  const { image, containerData, altText, caption, link } = node.imageData
  const address =
    image.src.id === undefined ? image.src.url : `https://static.wixstatic.com/media/${image.src.id}`
  if (address === undefined || !isSafeFile(address)) return ''
  const custom = sizeOf(containerData, 'width')
  const side = containerData?.alignment
  const img = `<img${renderer.id(node)}${attribute('src', address)}${attribute('alt', altText ?? '')}${
    image.width === undefined ? '' : attribute('width', String(Number(image.width)))
  }${image.height === undefined ? '' : attribute('height', String(Number(image.height)))}${css([
    custom === undefined ? 'width:100%' : custom === String(image.width) ? undefined : `width:${custom}px`,
    side === 'LEFT' || side === 'RIGHT' ? `float:${side.toLowerCase()}` : undefined,
  ])}>`
  const linked = link?.url === undefined ? img : `<a${linkAttributes(link)}>${img}</a>`
  return `<figure>${linked}${renderCaption(node, caption)}</figure>`
}

function renderCaption(image: RicosNode, plain: string | undefined): string {
  const node = childrenOf(image).find((child): child is CaptionNode => child.type === 'CAPTION')
  const text = node === undefined ? escapeText(plain ?? '') : node.nodes.map(renderText).join('')
  const blanks = node !== undefined && keepsBlanks(node.nodes) ? css(['white-space:pre-wrap']) : ''
  return text === '' ? '' : `<figcaption${blanks}>${text}</figcaption>`
}

export function renderMedia(
  node: Extract<RicosNode, { type: 'VIDEO' | 'AUDIO' }>,
  renderer: Renderer,
): string {
  const isVideo = node.type === 'VIDEO'
  const media = isVideo ? node.videoData.video : node.audioData.audio
  const title = isVideo ? node.videoData.title : node.audioData.name
  const address = media.src.url ?? `https://static.wixstatic.com/media/${media.src.id}`
  if (!isSafeFile(address)) return ''
  const named = title === undefined ? '' : attribute('title', title)
  const player = playerOf(address)
  if (player !== undefined) return `<iframe${renderer.id(node)}${attribute('src', player)}${named}></iframe>`
  const size =
    media.width === undefined
      ? ''
      : attribute('width', String(media.width)) + attribute('height', String(media.height))
  const thumbnail = isVideo ? node.videoData.thumbnail?.src.url : undefined
  const poster = thumbnail === undefined || !isSafeFile(thumbnail) ? '' : attribute('poster', thumbnail)
  const options = isVideo ? node.videoData.options : undefined
  const playback = (options?.autoPlay ? ' autoplay' : '') + (options?.playInLoop ? ' loop' : '')
  const tag = isVideo ? 'video' : 'audio'
  return `<${tag}${renderer.id(node)}${attribute('src', address)}${size}${poster}${named}${playback} controls></${tag}>`
}

export function renderEmbed(node: Extract<RicosNode, { type: 'HTML' }>, renderer: Renderer): string {
  const { url, html, containerData } = node.htmlData
  const width = sizeOf(containerData, 'width')
  const height = sizeOf(containerData, 'height')
  const size =
    (width === undefined ? '' : attribute('width', width)) +
    (height === undefined ? '' : attribute('height', height))
  // Foreign markup only ever shows in a frame that may do nothing.
  if (html !== undefined)
    return `<iframe${renderer.id(node)}${attribute('srcdoc', html)}${size} sandbox=""></iframe>`
  if (url === undefined || !isSafeFile(url)) return ''
  return `<iframe${renderer.id(node)}${attribute('src', url)}${size}></iframe>`
}

export function renderButton(node: Extract<RicosNode, { type: 'BUTTON' }>, renderer: Renderer): string {
  const { text, link, styles, containerData } = node.buttonData
  const colors = css([
    safeColor('color', styles?.colors.text),
    safeColor('background-color', styles?.colors.background),
  ])
  const side = css([containerData?.alignment === 'LEFT' ? undefined : alignmentOf(containerData?.alignment)])
  const href = link === undefined ? '' : linkAttributes(link)
  return `<p${renderer.id(node)}${side}><a${href} role="button"${colors}>${escapeText(text)}</a></p>`
}
