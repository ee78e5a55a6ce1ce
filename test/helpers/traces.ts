// Finds a secret in bytes, in every form in which it could have got there.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Base64 of a text inside a longer one begins at one of three offsets; the edges depend on what is beside it. */
function insideBase64(secret: string): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('\0'.repeat(offset) + secret).toString('base64')
    const start = offset === 0 ? 0 : 4
    return encoded.slice(start, Math.floor(((offset + secret.length) * 8) / 6 / 4) * 4)
  })
}

function formsOf(secret: string): Map<string, string> {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const forms = new Map([
    ['raw', secret],
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
    ['URL-encoded', encodeURIComponent(secret)],
    ['every character URL-encoded', hex.replace(/../g, '%$&')],
    ['JSON-escaped', JSON.stringify(secret).slice(1, -1)],
    ['every character JSON-escaped', hex.replace(/../g, '\\u00$&')],
    ['slashes escaped', secret.replaceAll('/', '\\/')],
    ['backwards', [...secret].reverse().join('')],
  ])
  for (const [i, form] of insideBase64(secret).entries()) {
    forms.set(`base64 at offset ${i}`, form)
    forms.set(`base64url at offset ${i}`, form.replaceAll('+', '-').replaceAll('/', '_'))
  }
  return forms
}

/** The forms of `secret` that are in `where`, each with the place it was found in. */
export function findTraces(secret: string, where: Map<string, Buffer | string>): string[] {
  const forms = formsOf(secret)
  const found: string[] = []
  for (const [place, content] of where) {
    const bytes = Buffer.from(content as string)
    for (const [name, form] of forms) {
      if (bytes.includes(form)) found.push(`${place}: ${name}`)
      if (bytes.includes(Buffer.from(form, 'utf16le'))) found.push(`${place}: ${name}, in UTF-16`)
    }
  }
  return found
}

/** Every file below a folder. */
export function readFolder(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return [path, readFileSync(path)]
    }),
  )
}
