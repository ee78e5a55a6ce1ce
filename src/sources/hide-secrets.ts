// Servers may say again what they were asked with. Nothing of a secret goes on from here, into words or into the log.
import type { Secrets } from '../data/sources/source.ts'

/** Shorter ones are no secrets, and hiding them would hide half of every sentence. */
const shortest = 6
const hidden = '…'
const mostCauses = 5

/** A text without anything that these secrets are or are made of, as it stands or as addresses write it. */
export function hideSecrets(text: string, secrets: Secrets): string {
  const parts = Object.values(secrets).flatMap(partsOf)
  const forms = parts.flatMap((part) => [part, encodeURIComponent(part)])
  const found = [...new Set(forms)].filter((form) => form.length >= shortest && text.includes(form))
  found.sort((a, b) => b.length - a.length)
  return found.reduce((shown, form) => shown.replaceAll(form, hidden), text)
}

/** Its own message and stack, and those of what it was caused by. */
export function withoutSecrets(error: unknown, secrets: Secrets): unknown {
  let one = error
  for (let depth = 0; one instanceof Error && depth < mostCauses; depth++) {
    one.message = hideSecrets(one.message, secrets)
    if (one.stack !== undefined) one.stack = hideSecrets(one.stack, secrets)
    one = one.cause
  }
  return error
}

/** The whole, the lines and values of a file with a key, the values of a query. */
function partsOf(secret: string): string[] {
  const whole = secret.trim()
  const values = /^[\w.-]+=/.test(whole) ? [...new URLSearchParams(whole).values()] : []
  return [whole, ...values, ...textsIn(whole).flatMap((text) => [text, ...text.split('\n')])]
}

function textsIn(json: string): string[] {
  if (!json.startsWith('{')) return []
  try {
    const { private_key: key } = JSON.parse(json) as { private_key?: unknown }
    return typeof key === 'string' ? [key] : []
  } catch {
    return []
  }
}
