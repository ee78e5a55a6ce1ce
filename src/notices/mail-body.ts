// A message as mail: plain text, and the same as simple HTML. Pure.
import { headlineOf, linesOf, type Message } from './message.ts'

export interface MailBody {
  subject: string
  text: string
  html: string
}

/** Where one can stop it. */
export function settingsUrl(dashboardUrl: string): string {
  return `${dashboardUrl}/settings?tab=notices`
}

export function mailBodyOf(message: Message): MailBody {
  const headline = headlineOf(message)
  const { lines, more } = linesOf(message)
  const settings = settingsUrl(message.dashboardUrl)
  const isDigest = message.notices.length > 1
  const rest = more > 0 ? [`And ${more} more.`] : []
  const told = lines.map(({ text, message: why, url }) => [text, why, url].filter(Boolean).join('\n'))
  const text = [...(isDigest || lines.length === 0 ? [headline] : []), ...told, ...rest].join('\n\n')
  return {
    subject: headline,
    text: `${text}\n\n-- \nSEOmatic sends these notices. Which of them, and to whom: ${settings}\n`,
    html: htmlOf(isDigest || lines.length === 0 ? headline : null, lines, rest, settings),
  }
}

const ink = 'color:#1a1b20'
const quiet = 'color:#676a74'

/** Styles inline and nothing fetched: what every mail program shows. */
function htmlOf(
  headline: string | null,
  lines: ReturnType<typeof linesOf>['lines'],
  rest: readonly string[],
  settings: string,
): string {
  const head =
    headline === null ? '' : `<p style="margin:0 0 16px;font-weight:600">${escapeHtml(headline)}</p>`
  const told = lines.map(({ text, message, url }) => {
    const why = message === null ? '' : `<br><span style="${quiet}">${escapeHtml(message)}</span>`
    const link = `<a href="${escapeHtml(url)}" style="color:#4b4acf">Open in SEOmatic</a>`
    return `<p style="margin:0 0 16px"><strong>${escapeHtml(text)}</strong>${why}<br>${link}</p>`
  })
  const more = rest.map((text) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`)
  const foot = `SEOmatic sends these notices. <a href="${escapeHtml(settings)}" style="${quiet}">Choose which, and to whom</a>.`
  return [
    `<!doctype html><html><body style="margin:0;padding:24px;font:15px/1.5 -apple-system,Segoe UI,Helvetica,Arial,sans-serif;${ink}">`,
    `<div style="max-width:560px">${head}${told.join('')}${more.join('')}`,
    `<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #e7e7ec;font-size:12px;${quiet}">${foot}</p>`,
    '</div></body></html>',
  ].join('\n')
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
