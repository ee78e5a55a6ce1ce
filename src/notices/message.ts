// What is sent: one notice, or many of a kind as one digest, in the format of the receiver. Pure.

import type { Notice } from '../api/notice.ts'
import type { NoticeKind } from '../api/notice-kind.ts'
import { noticeKinds } from '../api/notice-kinds.ts'
import { shorten } from '../api/shorten.ts'
import type { WebhookFormat } from '../api/webhook.ts'

/** A message before it has a format. */
export interface Message {
  kind: NoticeKind
  createdAt: string
  /** None for a test of one receiver. */
  notices: readonly Notice[]
  /** Where the dashboard is, without a slash at its end. */
  dashboardUrl: string
}

/** How many notices of a digest are told one by one. */
const mostTold = 20

/** The sentence that stands for the whole. */
export function headlineOf({ kind, notices }: Pick<Message, 'kind' | 'notices'>): string {
  const [first] = notices
  if (!first) return noticeKinds[kind].says('', {})
  return notices.length === 1 ? first.text : `${noticeKinds[kind].label}: ${notices.length} times.`
}

/** Sentence, reason and address of each that is told, and how many are not. */
export function linesOf({ notices, dashboardUrl }: Pick<Message, 'notices' | 'dashboardUrl'>): {
  lines: { text: string; message: string | null; url: string }[]
  more: number
} {
  const lines = notices
    .slice(0, mostTold)
    .map(({ text, message, path }) => ({ text, message, url: dashboardUrl + path }))
  return { lines, more: Math.max(0, notices.length - mostTold) }
}

/** The body of a webhook. The same message has the same body, whenever it is tried. */
export function bodyOf(message: Message, format: WebhookFormat): string {
  return JSON.stringify(format === 'slack' ? slackBody(message) : standardBody(message))
}

/** https://www.standardwebhooks.com: `type`, `timestamp` and `data`. */
function standardBody({ kind, createdAt, notices, dashboardUrl }: Message) {
  const data = notices.map(({ id, severity, text, message, subject, detail, path, raisedAt }) => ({
    id,
    kind,
    severity,
    text,
    message,
    subject,
    detail,
    url: dashboardUrl + path,
    raisedAt,
  }))
  if (data.length > 1) {
    const text = headlineOf({ kind, notices })
    return { type: 'digest', timestamp: createdAt, data: { kind, text, count: data.length, notices: data } }
  }
  const [only] = data
  const type = kind.replace('_', '.')
  if (!only) return { type, timestamp: createdAt, data: { kind, text: headlineOf({ kind, notices }) } }
  return { type, timestamp: only.raisedAt, data: only }
}

/** https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks */
function slackBody(message: Message) {
  const { lines, more } = linesOf(message)
  const headline = headlineOf(message)
  const isDigest = message.notices.length > 1
  const told = lines.map(({ text, message: why, url }) => {
    const sentence = `<${url}|${escapeSlack(text)}>`
    return why === null || isDigest ? sentence : `${sentence}\n${escapeSlack(why)}`
  })
  const rest = more > 0 ? [`and ${more} more`] : []
  const head = isDigest || lines.length === 0 ? [`*${escapeSlack(headline)}*`] : []
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text: cut(text) } })
  return { text: escapeSlack(headline), blocks: [...head, ...told, ...rest].map(section) }
}

function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** Slack takes 3,000 characters in a section. */
function cut(text: string): string {
  return shorten(text, 2900)
}
