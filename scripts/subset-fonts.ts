// Cuts the two fonts of the dashboard down to what every screen needs: Latin letters in the weights in use. Other
// scripts come from the whole fonts, when a page has them. Run it after an update of a font:
//   node scripts/subset-fonts.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
// @ts-expect-error: it comes without types
import subsetFont from 'subset-font'

const root = join(import.meta.dirname, '..')

/** Of a font's style sheet: the characters that the file is for. */
function charactersOf(css: string, file: string): string {
  const face = css.split('@font-face').find((part) => part.includes(`/${file})`)) ?? ''
  const ranges = /unicode-range: ([^;]+);/.exec(face)?.[1]
  if (ranges === undefined) throw new Error(`The style sheet has no unicode-range for ${file}.`)
  return ranges
    .split(',')
    .flatMap((range) => {
      const [first = 0, last = first] = range
        .replace('U+', '')
        .split('-')
        .map((hex) => Number.parseInt(hex, 16))
      return Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i))
    })
    .join('')
}

interface Cut {
  /** One weight, or the lightest and the heaviest that the style sheets name. */
  wght: number | { min: number; max: number }
  /** OpenType features to keep: those that tokens.css asks for. */
  keepFeatures: string[]
}

async function cut(font: 'inter' | 'jetbrains-mono', { wght, keepFeatures }: Cut): Promise<void> {
  const folder = join(root, 'node_modules/@fontsource-variable', font)
  const file = `${font}-latin-wght-normal.woff2`
  const subset = await subsetFont(
    readFileSync(join(folder, 'files', file)),
    charactersOf(readFileSync(join(folder, 'wght.css'), 'utf8'), file),
    { targetFormat: 'woff2', variationAxes: { wght }, keepFeatures },
  )
  writeFileSync(join(root, 'web/src/theme/fonts', `${font}-latin.woff2`), subset)
  process.stdout.write(`${font}-latin.woff2: ${subset.length} bytes\n`)
}

await cut('inter', { wght: { min: 400, max: 650 }, keepFeatures: ['kern', 'tnum', 'cv05', 'cv11', 'ss03'] })
await cut('jetbrains-mono', { wght: 400, keepFeatures: [] })
