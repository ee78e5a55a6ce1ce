// Signs that a template left something unfilled. Pure.

import type { Problem } from '../../api/problem.ts'
import { excerpt } from '../../api/shorten.ts'

const leftovers = [/\{\{/, /\}\}/, /\{%/, /%\}/, /\[\[[^\]\n]{1,80}\]\]/, /\[object Object\]/]
const emptyWords = /(?<![\p{L}\p{N}_])(undefined|null|NaN)(?![\p{L}\p{N}_])/u

/** A placeholder stops the page; a lone `null` inside a text is only suspicious, since people do write about it. */
export function checkRawOutput(field: string, text: string): Problem[] {
  for (const pattern of leftovers) {
    const found = pattern.exec(text)
    if (found) {
      const where = excerpt(text, Math.max(0, found.index - 15), found.index + found[0].length + 25).trim()
      return [
        {
          code: 'raw_placeholder',
          severity: 'error',
          field,
          message: `"${where}" looks like a placeholder that was not filled. Check the template, or the data if the braces come from there.`,
        },
      ]
    }
  }
  const word = emptyWords.exec(text)?.[1]
  if (word === undefined) return []
  const isAll = text.trim() === word
  return [
    {
      code: isAll ? 'raw_placeholder' : 'raw_word',
      severity: isAll ? 'error' : 'warning',
      field,
      message: `The text ${isAll ? 'is' : 'contains'} "${word}", which usually stands for a missing value. Give the template a fallback.`,
    },
  ]
}
