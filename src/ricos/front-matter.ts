// Front matter: facts about a page above its Markdown, for the program that publishes it.

export interface FrontMatter {
  /** The Markdown with the lines of the front matter empty, so that the others keep their numbers. */
  markdown: string
  /** The names of the facts; undefined where there is no front matter. */
  names: string[] | undefined
}

/** YAML between lines of hyphens, TOML between lines of plus signs. */
const BLOCK = /^\ufeff?(---|\+\+\+)[ \t]*\r?\n([\s\S]*?)\r?\n(?:\1|\.\.\.)[ \t]*(?:\r?\n|$)/
const NAME = {
  '---': /^["']?([\p{L}\p{N}_][^:"']*)["']?\s*:(?:\s|$)/u,
  '+++': /^["']?([\p{L}\p{N}_][\w.-]*)["']?\s*=/u,
}
/** A comment, the next line of a value, an entry of a list, or a table of TOML. */
const OTHER_LINE = /^(?:\s*$|\s*#|[ \t]|- |-$|\[.*\]\s*$|[\]}],?\s*$)/

/** A rule and a heading look alike: only lines that all read as facts are front matter. */
export function cutFrontMatter(markdown: string): FrontMatter {
  const [all, fence, inner = ''] = BLOCK.exec(markdown) ?? []
  if (all === undefined || (fence !== '---' && fence !== '+++')) return { markdown, names: undefined }
  const names: string[] = []
  for (const line of inner.split(/\r?\n/)) {
    const name = NAME[fence].exec(line)?.[1]
    if (name !== undefined) names.push(name)
    else if (!OTHER_LINE.test(line)) return { markdown, names: undefined }
  }
  if (names.length === 0) return { markdown, names: undefined }
  return { markdown: all.replace(/[^\n]/g, '') + markdown.slice(all.length), names }
}
