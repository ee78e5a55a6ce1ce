// What an answer is that should be a file, before anything of it is kept: a file, or a page for people. Pure but for reading on.
import { Buffer } from 'node:buffer'

/** So much of the beginning tells a page of HTML, and a form with a password in it. */
const headBytes = 65_536

export interface Peeked {
  head: Buffer
  /** All of the body, the head included. */
  content: AsyncIterable<Uint8Array>
}

/** Reads the beginning, and gives all of it to whoever reads on. */
export async function peek(body: AsyncIterable<Uint8Array>): Promise<Peeked> {
  const parts = body[Symbol.asyncIterator]()
  const read: Uint8Array[] = []
  let bytes = 0
  while (bytes < headBytes) {
    const next = await parts.next()
    if (next.done) break
    read.push(next.value)
    bytes += next.value.length
  }
  async function* content(): AsyncGenerator<Uint8Array> {
    try {
      yield* read
      for (let next = await parts.next(); !next.done; next = await parts.next()) yield next.value
    } finally {
      await parts.return?.()
    }
  }
  return { head: Buffer.concat(read), content: content() }
}

const startsAsPage =
  /^(\ufeff)?\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*(<!doctype html|<html[\s>]|<head[\s>]|<body[\s>])/i
const hasPassword = /<input[^>]+type\s*=\s*["']?password/i
const speaksOfLogin =
  /<title[^>]*>[^<]*(log ?in|sign ?in|anmeld|einloggen|connexion|iniciar sesi|accedi|authenticat)/i
const pathOfLogin = /\/(login|log-in|signin|sign-in|sso|auth|oauth2?|accounts?\/login|servicelogin)(\/|$|\?)/i

/**
 * @param type the Content-Type
 * @param url where the answer came from in the end
 * @returns `login`: a page that asks who one is; `page`: another one for people; null: a file
 */
export function pageIn(head: Buffer, type: string, url: string): 'login' | 'page' | null {
  const text = head.toString('utf8')
  const isPage =
    startsAsPage.test(text) || (/^(text\/html|application\/xhtml)/i.test(type) && text.includes('<'))
  if (!isPage) return null
  const { pathname, hostname } = new URL(url)
  const isLogin =
    hasPassword.test(text) ||
    speaksOfLogin.test(text) ||
    pathOfLogin.test(pathname) ||
    /^(accounts|login|auth|sso)\./i.test(hostname)
  return isLogin ? 'login' : 'page'
}
