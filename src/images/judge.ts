// What an answer says about the picture behind an address. Pure.

import type { Problem } from '../api/problem.ts'
import { shorten } from '../api/shorten.ts'
import type { FetchResult } from '../fetcher/result.ts'
import { sniffImage } from './sniff.ts'

/** `problem` has no field: an address may stand in several. Sizes are null where they could not be read. */
export interface ImageCheck {
  problem: Problem | null
  width: number | null
  height: number | null
  mimeType: string | null
}

/** Wix's help pages name 25 MB for an image; the types of its API name none. */
const mostBytes = 25_000_000
const longestShown = 120

const words: Record<number, string> = {
  401: 'its host requires a login',
  404: 'its host has nothing at this address',
  410: 'its host has removed it',
}

/** An error only where nothing could make Wix succeed; what may be a bad minute, or concern us alone, is a warning. */
export function judgeImage(url: string, result: FetchResult): ImageCheck {
  if (result.kind === 'refused')
    return bad(
      'image_refused',
      `The image ${shorten(url, longestShown)} cannot be fetched. ${result.message} Use a public address, or have whoever runs this machine name the host in FETCH_ALLOWED_HOSTS.`,
    )
  if (result.kind === 'failed') {
    if (result.reason === 'name')
      return bad('image_dead', `${cannotHave(url)}: ${lowerFirst(result.message)}`)
    return unchecked(url, result.message)
  }
  const { status, body } = result
  const said = words[status]
  if (said !== undefined)
    return bad('image_dead', `${cannotHave(url)}: ${said} (${status}). Change the address in the data.`)
  if (status === 403) return denied(url)
  if (status < 200 || status > 299) return unchecked(url, `Its host answered with the status ${status}.`)
  const total = totalBytes(result.headers)
  if (total > mostBytes)
    return bad(
      'image_too_large',
      `The image ${shorten(url, longestShown)} has ${Math.ceil(total / 1e6)} MB; Wix allows ${mostBytes / 1e6}. Use a smaller one.`,
    )
  return judgeBytes(url, body, String(result.headers['content-type'] ?? ''))
}

function judgeBytes(url: string, body: Buffer, contentType: string): ImageCheck {
  const found = sniffImage(body)
  if (found?.mimeType === 'image/svg+xml')
    return bad(
      'image_vector',
      `${shorten(url, longestShown)} is an SVG drawing, which Wix cannot show as an image. Use a PNG, JPEG, WebP or AVIF.`,
      found.mimeType,
    )
  if (found) {
    const { mimeType, size } = found
    return { problem: null, width: size?.width ?? null, height: size?.height ?? null, mimeType }
  }
  const type = contentType.split(';')[0]!.trim().toLowerCase()
  // Rarer formats: Wix knows best.
  if (/^image\/(?!svg)/.test(type) && body.length > 0)
    return { problem: null, width: null, height: null, mimeType: type }
  const what = body.length === 0 ? 'is empty' : type === 'text/html' ? 'is a web page' : 'is not an image'
  return bad(
    'image_not_image',
    `What is at ${shorten(url, longestShown)} ${what}. The address must lead to the image file itself.`,
  )
}

/** Of the whole file, where the host says it. */
function totalBytes(headers: Record<string, unknown>): number {
  const inRange = /\/(\d+)$/.exec(String(headers['content-range'] ?? ''))?.[1]
  return Number(inRange ?? headers['content-length'] ?? 0) || 0
}

/** Nothing is known against it. */
export function unchecked(url: string, reason: string): ImageCheck {
  const message = `Whether the image ${shorten(url, longestShown)} can be used is not known. ${reason} Wix will try to fetch it.`
  return { ...nothing, problem: { code: 'image_unchecked', severity: 'warning', message } }
}

/** Many hosts turn programs away, or whole networks: that we are denied says little of Wix. */
function denied(url: string): ImageCheck {
  const message = `The host of the image ${shorten(url, longestShown)} denies us access (403). Wix will try to fetch it all the same; only if Wix is denied too, its pages fail, and the others go on. To be sure, put it where anyone can fetch it, or into the Media Manager of the site.`
  return { ...nothing, problem: { code: 'image_denied', severity: 'warning', message } }
}

/** Neither, since the fault is here. */
export function uncheckedOffline(): ImageCheck {
  const message =
    'This machine cannot look up addresses on the internet, so the image was not checked; Wix will fetch it.'
  return { ...nothing, problem: { code: 'image_unchecked', severity: 'warning', message } }
}

const nothing = { width: null, height: null, mimeType: null }

function bad(code: string, message: string, mimeType: string | null = null): ImageCheck {
  return { ...nothing, problem: { code, severity: 'error', message }, mimeType }
}

function cannotHave(url: string): string {
  return `The image ${shorten(url, longestShown)} cannot be fetched`
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
