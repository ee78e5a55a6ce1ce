/** Longest text of Wix that an error keeps. */
const longestText = 2000

/**
 * Makes a function that cleans foreign text before it enters an error: known secrets are replaced (Wix may quote
 * the header it refuses), control characters go, and it is cut to a length a log can take.
 */
export function createRedactor(secrets: () => readonly string[]): (text: string) => string {
  return (text) => {
    let clean = text
    for (const secret of secrets()) {
      if (secret === '') continue
      for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]))
        clean = clean.replaceAll(form, '[secret]')
    }
    return clean
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .slice(0, longestText)
      .toWellFormed()
      .trim()
  }
}
