// Names for columns that a source adds to those of the table.

/** This name, or it with "(2)", "(3)"... behind it where a column of the table is called so already. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const names = new Set(taken.map((name) => name.trim().toLowerCase()))
  let name = wanted
  for (let n = 2; names.has(name.toLowerCase()); n++) name = `${wanted} (${n})`
  return name
}
