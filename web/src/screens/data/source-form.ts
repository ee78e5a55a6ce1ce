// What is said of a source, from the schema of its kind. Pure.
import type { SourceKind } from '../../../../src/api/source.ts'

export interface SourceField {
  name: string
  label: string
  help: string
  kind: 'text' | 'long_text' | 'boolean' | 'number' | 'choice' | 'connection' | 'collection'
  choices: string[]
  required: boolean
  usual: unknown
  /** Of a collection: the field that holds the connection of its site. */
  pickOf: string
}

interface Property {
  type?: string
  enum?: string[]
  title?: string
  description?: string
  default?: unknown
  maxLength?: number
  /** What of a connected site it names. */
  pick?: 'connection' | 'collection'
  pickOf?: string
  /** Asked of every source, though it need not be said. */
  isAlwaysShown?: boolean
  /** Asked where another field has this value. */
  onlyWith?: { name: string; value: unknown }
}

type Values = Readonly<Record<string, unknown>>

/** Those that are asked for with these values. What is asked of every source has to be filled in. */
export function fieldsOf(kind: SourceKind, values: Values = {}): SourceField[] {
  const { properties = {}, required = [] } = kind.config as {
    properties?: Record<string, Property>
    required?: string[]
  }
  const isAsked = ({ onlyWith }: Property) =>
    !onlyWith || (values[onlyWith.name] ?? properties[onlyWith.name]?.default) === onlyWith.value
  const asked = Object.entries(properties).filter(([, property]) => isAsked(property))
  return asked.map(([name, property]) => ({
    name,
    label: property.title ?? name,
    help: property.description ?? '',
    kind: kindOf(property),
    choices: property.enum ?? [],
    required: required.includes(name) || property.isAlwaysShown === true,
    usual: property.default,
    pickOf: property.pickOf ?? '',
  }))
}

/** One input of the form: a part of the configuration, or a secret. */
export type SourcePart =
  | { is: 'field'; field: SourceField }
  | { is: 'secret'; secret: SourceKind['secrets'][number] }

/** What every source of the kind needs, with the secrets that go with it; and what only some do. */
export function partsOf(kind: SourceKind, values: Values = {}): { needed: SourcePart[]; more: SourcePart[] } {
  const fields = fieldsOf(kind, values)
  const names = new Set(fields.map(({ name }) => name))
  const asPart = (secret: SourceKind['secrets'][number]): SourcePart => ({ is: 'secret', secret })
  const behind = (name: string) => kind.secrets.filter(({ follows }) => follows === name).map(asPart)
  const withSecrets = (list: SourceField[]) =>
    list.flatMap((field): SourcePart[] => [{ is: 'field', field }, ...behind(field.name)])
  const alone = kind.secrets.filter(({ follows }) => follows === undefined || !names.has(follows))
  return {
    needed: [
      ...withSecrets(fields.filter(({ required }) => required)),
      ...alone.filter(({ isRequired }) => isRequired).map(asPart),
    ],
    more: [
      ...withSecrets(fields.filter(({ required }) => !required)),
      ...alone.filter(({ isRequired }) => !isRequired).map(asPart),
    ],
  }
}

function kindOf({ type, enum: choices, maxLength = 0, pick }: Property): SourceField['kind'] {
  if (pick) return pick
  if (choices) return 'choice'
  if (type === 'boolean') return 'boolean'
  if (type === 'number' || type === 'integer') return 'number'
  return maxLength > 5_000 ? 'long_text' : 'text'
}

/** What was given, without what was left blank. */
export function filled(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== undefined))
}

export function isComplete(
  kind: SourceKind,
  values: Values,
  secrets: Readonly<Record<string, string>>,
  stored: readonly string[] = [],
): boolean {
  const has = (value: unknown) => value !== undefined && value !== ''
  return (
    fieldsOf(kind, values).every((field) => !field.required || has(values[field.name] ?? field.usual)) &&
    kind.secrets.every(({ name, isRequired }) => !isRequired || has(secrets[name]) || stored.includes(name))
  )
}
