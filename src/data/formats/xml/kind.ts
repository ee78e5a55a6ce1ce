// Whether a file is XML that may hold records, by its first characters, and in which encoding it says it is.

/** What stands before the root: a declaration, comments, instructions. */
const prologue = /^(?:\s*<\?[\s\S]*?\?>|\s*<!--[\s\S]*?-->)*\s*/
const root = /^<([A-Za-z_][\w.-]*(?::[\w.-]+)?)(?=[\s/>])/
/** What web pages and pieces of them begin with: these are texts in a cell, or no table at all. */
const ofPages =
  /^(?:html|head|body|meta|title|svg|math|a|abbr|article|aside|b|blockquote|br|button|center|code|dd|div|dl|dt|em|figure|font|footer|form|h[1-6]|header|hr|i|iframe|img|input|label|li|main|nav|object|ol|p|pre|script|section|small|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul|video)$/i

export function isXml(head: Buffer): boolean {
  const text = textOf(head)
  const afterPrologue = text.replace(prologue, '')
  // Refused by its name once it is read.
  if (/^<!DOCTYPE\s+(?!html)/i.test(afterPrologue)) return true
  const name = root.exec(afterPrologue)?.[1]
  return name !== undefined && !ofPages.test(name)
}

/** What the declaration names; undefined where there is none, or a mark at the beginning says it. */
export function declaredEncoding(head: Buffer): string | undefined {
  if (isWide(head)) return undefined
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(textOf(head))?.[1]
}

function isWide(head: Buffer): boolean {
  return /^(?:fffe|feff)/.test(head.subarray(0, 2).toString('hex'))
}

/** For what it is in ASCII. */
function textOf(head: Buffer): string {
  const bytes = isWide(head) ? head.filter((byte) => byte !== 0).subarray(2) : head
  return bytes.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '')
}
