import { readFileSync } from 'node:fs'

/** The version of this package, which the server and the command line share. */
export function readVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
