// The letters that pages on Wix begin with and those of search results, for pictures: a machine that makes them seldom
// has any of those that the previews name.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
// @ts-expect-error: it comes without types
import subsetFont from 'subset-font'

/** Arimo is as wide as Arial. */
const packages = {
  'wix-madefor-text': import.meta.resolve('@fontsource/wix-madefor-text/package.json'),
  'wix-madefor-display': import.meta.resolve('@fontsource/wix-madefor-display/package.json'),
  arimo: import.meta.resolve('@fontsource/arimo/package.json'),
}
const files = Object.entries(packages).flatMap(([family, place]) =>
  [400, 700].map((weight) => ({
    from: new URL(`files/${family}-latin-${weight}-normal.woff2`, place),
    name: `${family}-${weight}.ttf`,
  })),
)
const letters = Array.from({ length: 0x250 - 0x20 }, (_, index) => String.fromCodePoint(0x20 + index)).join(
  '',
)

/** @returns variables of a browser that finds them, beside those of the machine; without effect where it asks no fontconfig */
export async function withFonts(folder: string): Promise<Record<string, string>> {
  const fonts = join(folder, 'fonts')
  mkdirSync(fonts)
  for (const { from, name } of files) {
    // Browsers unpack only what pages bring along.
    const font = await subsetFont(readFileSync(from), `${letters}–—‘’“”…`, {
      targetFormat: 'sfnt',
    })
    writeFileSync(join(fonts, name), font)
  }
  const config = join(folder, 'fonts.conf')
  writeFileSync(
    config,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${fonts}</dir>
  <alias binding="same"><family>Arial</family><prefer><family>Arimo</family></prefer></alias>
  <cachedir>${join(folder, 'cache')}</cachedir>
</fontconfig>
`,
  )
  return { FONTCONFIG_FILE: config }
}
