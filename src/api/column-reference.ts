// How a template reaches a column. Pure.

export function reference(column: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(column) ? `row.${column}` : `row[${JSON.stringify(column)}]`
}

/** The output of a column, with filters such as ` | slugify`. */
export function output(column: string, filters = ''): string {
  return `{{ ${reference(column)}${filters} }}`
}
