// Markdown to a Ricos document, by way of HTML.
import MarkdownIt from 'markdown-it'
import { htmlToRicos, type RicosResult } from './convert.ts'
import { Guard } from './limits.ts'
import { type Options, readOptions } from './options.ts'

export interface MarkdownOptions extends Options {
  /** Whether HTML inside the Markdown is markup (`true`, the default) or text. */
  html?: boolean
}

const TASK = /(<li>\s*(?:<p>)?)\[([ xX])\]\s/g

/**
 * Converts Markdown (CommonMark with tables, strikethrough, task lists and bare links) to a Ricos document.
 *
 * Lines and columns of the losses count in the HTML the Markdown comes to.
 *
 * @throws RicosLimitError when the input passes a limit (`options.limits`)
 */
export function markdownToRicos(markdown: string, options: MarkdownOptions = {}): RicosResult {
  new Guard(readOptions(options).limits).checkSize(markdown)
  const renderer = new MarkdownIt({ html: options.html ?? true, linkify: true })
  const html = renderer.render(markdown).replace(TASK, (_match, start: string, mark: string) => {
    return `${start}<input type="checkbox"${mark === ' ' ? '' : ' checked'}> `
  })
  return htmlToRicos(html, options)
}
