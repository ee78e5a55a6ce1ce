// Minimal checks of what Wix sent: enough that a wrong 200 is noticed here and not as a lost page later.
import { isJsonObject, type JsonObject, type Saved } from './json.ts'
import type { Answer } from './send.ts'

/** The entity under `key`, whose `id` must be there; everything else in it is optional, as with Wix itself. */
export function readEntity<T>(answer: Answer, key: string): Saved<T> {
  const value = answer.body[key]
  if (!hasId(value)) throw answer.malformed(`The answer holds no ${key} with an id.`)
  return value as Saved<T>
}

/** The list under `key`. Wix leaves out what is empty, so a missing list is an empty one. */
export function readEntities<T>(answer: Answer, key: string): Saved<T>[] {
  const value = answer.body[key] ?? []
  if (!Array.isArray(value) || !value.every(hasId))
    throw answer.malformed(`${key} is not a list of things with ids.`)
  return value as Saved<T>[]
}

/** The object under `key`. */
export function readObject(answer: Answer, key: string): JsonObject {
  const value = answer.body[key]
  if (!isJsonObject(value)) throw answer.malformed(`The answer holds no ${key}.`)
  return value
}

/** An object that may be left out, such as paging figures. */
export function readOptionalObject(answer: Answer, key: string): JsonObject {
  return answer.body[key] === undefined || answer.body[key] === null ? {} : readObject(answer, key)
}

export function hasId(value: unknown): value is JsonObject & { id: string } {
  return isJsonObject(value) && typeof value['id'] === 'string' && value['id'] !== ''
}
