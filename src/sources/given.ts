// What was said of a source, checked by its kind. Pure.
import { findSourceKind } from '../data/sources/index.ts'
import type { Secrets, Source as SourceKind } from '../data/sources/source.ts'
import { AppError } from '../errors.ts'

/** Fails with `bad_request`. */
export function requireKind(id: string): SourceKind {
  const kind = findSourceKind(id)
  if (kind) return kind
  throw new AppError('bad_request', `There is no kind of source "${id}". See the list of kinds.`)
}

export interface Given {
  config: Record<string, unknown>
  secrets: Secrets
  title: string
}

/** What was said of a source, as it is stored: checked, and with what must stay secret taken out. */
export function readGiven(kind: SourceKind, config: Record<string, unknown>, secrets: Secrets): Given {
  const parsed = kind.config.safeParse(config)
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => ({
      field: issue.path.join('.') || 'config',
      message: issue.message,
    }))
    const words = fields.map(({ field, message }) => `${field}: ${message}`)
    throw new AppError('bad_request', `This source cannot be used. ${words.join(' ')}`, {
      details: { fields },
    })
  }
  const unknown = Object.keys(secrets).find((name) => !kind.secrets.some((one) => one.name === name))
  if (unknown !== undefined)
    throw new AppError('bad_request', `${kind.words.name} has no secret "${unknown}".`)
  const filled = Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== ''))
  const given = kind.setApart?.(parsed.data, filled) ?? { config: parsed.data, secrets: filled }
  const missing = kind.secrets.find((one) => one.isRequired && given.secrets[one.name] === undefined)
  if (missing) throw new AppError('bad_request', `${missing.label} is needed. ${missing.help}`)
  return {
    config: given.config as Record<string, unknown>,
    secrets: given.secrets,
    title: kind.title(given.config),
  }
}

/** The secrets that a source has after a change: its own as long as they are for the same place, and those given. */
export function mergeSecrets(
  kind: SourceKind,
  before: { config: Record<string, unknown>; secrets: Secrets },
  after: { config: Record<string, unknown>; secrets: Secrets },
): Secrets {
  const config = kind.config.safeParse(after.config)
  const isSamePlace =
    config.success && kind.secretsAreFor(kind.config.parse(before.config)) === kind.secretsAreFor(config.data)
  return { ...(isSamePlace && before.secrets), ...after.secrets }
}
