// What is said of a source on the command line, by the schema of its kind. Pure but for reading secrets.
import type { SourceKind } from '../api/source.ts'
import type { Cli } from './cli.ts'
import { usageError } from './errors.ts'
import { readSecretFile } from './secrets.ts'

interface Property {
  type?: string
  title?: string
  description?: string
  enum?: string[]
}

export function propertiesOf(kind: SourceKind): [name: string, property: Property][] {
  const { properties = {} } = kind.config as { properties?: Record<string, Property> }
  return Object.entries(properties)
}

export function findKind(kinds: readonly SourceKind[], id: string): SourceKind {
  const kind = kinds.find((one) => one.id === id)
  if (kind) return kind
  throw usageError(`There is no kind of source "${id}". There is ${kinds.map((one) => one.id).join(', ')}.`)
}

/** @param place what the first setting of the kind is; @param given texts such as "name=value" */
export function readConfig(
  kind: SourceKind,
  place: string | undefined,
  given: readonly string[],
): Record<string, unknown> {
  const properties = new Map(propertiesOf(kind))
  const [first] = properties.keys()
  const texts = given.map((text) => splitPair(text, '--set'))
  if (place !== undefined && first !== undefined) texts.unshift([first, place])
  return Object.fromEntries(
    texts.map(([name, text]) => {
      const property = properties.get(name)
      if (!property)
        throw usageError(
          `${kind.name} has no setting "${name}". It has ${[...properties.keys()].join(', ')}.`,
        )
      return [name, readValue(property, text, name)]
    }),
  )
}

function readValue({ type }: Property, text: string, name: string): unknown {
  if (type === 'boolean') {
    if (/^(yes|true|on)$/i.test(text)) return true
    if (/^(no|false|off)$/i.test(text)) return false
    throw usageError(`--set ${name} takes yes or no.`)
  }
  if (type === 'number' || type === 'integer') {
    const number = Number(text)
    if (text.trim() === '' || Number.isNaN(number)) throw usageError(`--set ${name} takes a number.`)
    return number
  }
  if (type === 'array') return text === '' ? [] : text.split(',').map((part) => part.trim())
  if (type === 'object') return JSON.parse(text) as unknown
  return text
}

/** Each from a file or stdin, never from the command line itself; what is needed is asked for where somebody is there. */
export async function readSecrets(
  cli: Cli,
  kind: SourceKind,
  given: readonly string[],
): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {}
  for (const text of given) {
    const [name, path] = splitPair(text, '--secret-file')
    if (!kind.secrets.some((one) => one.name === name)) {
      const known = kind.secrets.map((one) => one.name).join(', ')
      throw usageError(`${kind.name} has no secret "${name}". It has ${known || 'none'}.`)
    }
    secrets[name] = await readSecretFile(cli, path)
  }
  for (const { name, label, isRequired } of kind.secrets) {
    if (!isRequired || secrets[name] !== undefined) continue
    if (!cli.terminal.isInteractive)
      throw usageError(`Add --secret-file ${name}=FILE (or ${name}=- for stdin).`)
    secrets[name] = await cli.terminal.askSecret(label)
  }
  return secrets
}

function splitPair(text: string, flag: string): [name: string, value: string] {
  const at = text.indexOf('=')
  if (at < 1) throw usageError(`${flag} takes name=value, not "${text}".`)
  return [text.slice(0, at), text.slice(at + 1)]
}
