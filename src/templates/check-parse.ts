// What the parser refuses, in words for someone who writes a page.
import type { Problem } from '../api/problem.ts'
import { allTags, refusedTags } from './engine.ts'
import { findNearest } from './nearest.ts'
import { messageOf, positionOf } from './problem.ts'

/** One problem for each error the parser collected. */
export function parseProblems(field: string, error: unknown): Problem[] {
  const errors = (error as { errors?: unknown[] }).errors ?? [error]
  return errors.map((one) => ({
    field,
    ...positionOf(one),
    code: 'syntax',
    severity: 'error' as const,
    message: explain(messageOf(one)),
  }))
}

function explain(message: string): string {
  const tag = /^tag "(.*)" not found$/.exec(message)?.[1]
  if (tag !== undefined) return explainTag(tag)
  const open = /^tag (.*) not closed$/s.exec(message)?.[1]
  if (open !== undefined) return `${shorten(open)} is never closed. Add its {% end... %}.`
  const half = /^(?:output|tag) (.*) not closed$/s.exec(message)?.[1]
  if (half !== undefined) return `${shorten(half)} is never closed. Add the missing braces.`
  if (/Maximum call stack/.test(message)) return 'This is nested too deeply to be read.'
  return `This is not Liquid: ${message}.`
}

function explainTag(tag: string): string {
  if (/^end|^els|^when$/.test(tag)) return `{% ${tag} %} stands where nothing is open.`
  if (Object.hasOwn(refusedTags, tag)) return `The tag "${tag}" cannot be used. ${refusedTags[tag]}`
  const nearest = findNearest(tag, allTags)
  return `There is no tag "${tag}".${nearest ? ` Did you mean ${nearest}?` : ''}`
}

function shorten(text: string): string {
  const line = text.split('\n', 1)[0]!
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}
