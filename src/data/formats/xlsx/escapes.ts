// Characters that XML cannot hold stand in workbooks as `_x000D_`; an underscore that would begin such a name, as
// `_x005F_`. ECMA-376 part 1, 22.9.2.19 (ST_Xstring).

const escaped = /_x([0-9A-Fa-f]{4})_/g

export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text
    .replace(escaped, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\r\n?/g, '\n')
}
