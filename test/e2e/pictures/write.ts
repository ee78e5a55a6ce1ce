// npm run pictures: makes the pictures of docs/screenshots and the film anew; names of pictures, or `film`, make these
// alone. What each shows and how it is reached is in pictures.ts and first-run.ts, which npm test walks, too.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { buildDashboardIfStale } from '../../../scripts/build-dashboard.ts'
import { type Camera, type Frame, film, rehearse } from './camera.ts'
import { playFirstRun } from './first-run.ts'
import { type Picture, pictures, reach, wordsOn } from './pictures.ts'
import { openStage, type Stage, tellStory } from './story.ts'

const docs = fileURLToPath(new URL('../../../docs', import.meta.url))
const wordsFile = join(docs, 'screenshots/words.json')
const filmFile = join(docs, 'screenshots/first-run.gif')
const filmSize = { width: 1280, height: 800 }
const mostFilmBytes = 4_000_000

const chosen = process.argv.slice(2)
const isWanted = (name: string) => chosen.length === 0 || chosen.includes(name)
const unknown = chosen.filter((name) => name !== 'film' && !pictures.some((one) => one.name === name))

async function writePicture(picture: Picture, { browser: { page } }: Stage): Promise<void> {
  // What moves has come to rest, what is loaded later is there.
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined)
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(400)
  const seen = await page.screenshot({ animations: 'disabled' })
  const small = await sharp(seen).png({ palette: true, quality: 92, effort: 10, dither: 0 }).toBuffer()
  writeFileSync(join(docs, 'screenshots', `${picture.name}.png`), small)
  process.stdout.write(`${picture.name}.png ${small.length} bytes\n`)
}

/**
 * A GIF, since the README on GitHub plays it where it stands; a WebM would be a link there, and WebP is no film for
 * every viewer. Screens are flat, so 256 colours and what changes between frames are little.
 */
async function writeFilm(frames: Frame[]): Promise<void> {
  const delay = frames.map(({ ms }) => ms)
  const moving = sharp(
    frames.map(({ png }) => png),
    { join: { animated: true }, limitInputPixels: false },
  )
  const gif = await moving.gif({ delay, loop: 0, effort: 8, dither: 0, interFrameMaxError: 0 }).toBuffer()
  const seconds = (delay.reduce((sum, ms) => sum + ms, 0) / 1000).toFixed(1)
  process.stdout.write(`first-run.gif ${gif.length} bytes, ${seconds} s, ${frames.length} frames\n`)
  if (gif.length > mostFilmBytes) throw new Error(`The film has more than ${mostFilmBytes} bytes.`)
  writeFileSync(filmFile, gif)
}

/** Two pixels of a picture for each of the page: sharp where it is shown half as wide. */
async function main(): Promise<void> {
  await buildDashboardIfStale()
  mkdirSync(join(docs, 'screenshots'), { recursive: true })
  const stage = await openStage(2)
  try {
    const { page } = stage.browser
    let camera: Camera = rehearse()
    if (isWanted('film')) {
      await page.setViewportSize(filmSize)
      const running = film(page, filmSize)
      camera = running
      const runId = await playFirstRun(stage, camera)
      await writeFilm(running.frames)
      if (chosen.length === 1) return
      await takePictures(stage, runId)
    } else await takePictures(stage, await playFirstRun(stage, camera))
  } finally {
    await stage.close()
  }
}

async function takePictures(stage: Stage, firstRunId: string): Promise<void> {
  const story = await tellStory(stage, firstRunId)
  const words: Record<string, string[]> = existsSync(wordsFile)
    ? JSON.parse(readFileSync(wordsFile, 'utf8'))
    : {}
  for (const picture of pictures.filter(({ name }) => isWanted(name))) {
    await reach(picture, stage, story)
    await writePicture(picture, stage)
    words[picture.name] = await wordsOn(stage.browser.page)
  }
  const kept = pictures.map(({ name }) => [name, words[name] ?? []])
  writeFileSync(wordsFile, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)
}

if (unknown.length > 0) {
  const known = [...pictures.map(({ name }) => name), 'film'].join(', ')
  process.stderr.write(`There is no picture ${unknown.join(', ')}. Pictures: ${known}.\n`)
  process.exitCode = 2
} else await main()
