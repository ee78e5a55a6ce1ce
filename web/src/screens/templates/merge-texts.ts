// One's own changes put on a version that somebody else saved, field by field. Pure.

interface Texts {
  name: string
  fields: Record<string, string>
}

/**
 * A field that only they changed is as they have it, one that was changed here as it is here.
 * @returns `both`: the fields that both changed, and not to the same; theirs is in their version
 */
export function mergeTexts(base: Texts, mine: Texts, theirs: Texts): Texts & { both: string[] } {
  const names = new Set([base, mine, theirs].flatMap(({ fields }) => Object.keys(fields)))
  const fields: Record<string, string> = {}
  const both: string[] = []
  for (const name of names) {
    const [was, own, other] = [base, mine, theirs].map((texts) => texts.fields[name] ?? '') as [
      string,
      string,
      string,
    ]
    fields[name] = own === was ? other : own
    if (own !== was && other !== was && own !== other) both.push(name)
  }
  return { name: mine.name === base.name ? theirs.name : mine.name, fields, both }
}
