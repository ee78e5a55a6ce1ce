// Films a page, frame by frame: each is a picture with the time that it is shown, so a slow machine makes the same film
// as a fast one. The pointer is drawn afterwards, and moves as calmly as a person who shows something.
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'

export interface Frame {
  png: Buffer
  ms: number
}

export interface Camera {
  /** What stands below the picture from now on. */
  caption(text: string): void
  click(target: Locator): Promise<void>
  type(field: Locator, text: string): Promise<void>
  /** What is there now, for so long. */
  hold(ms: number): Promise<void>
  /** Shows another page from now on. */
  follow(page: Page): void
}

/** Does all of it and keeps no picture. */
export function rehearse(): Camera {
  return {
    caption: () => undefined,
    click: (target) => target.click(),
    type: (field, text) => field.fill(text),
    hold: async () => undefined,
    follow: () => undefined,
  }
}

const frameMs = 40
const pressedMs = 140
const lettersAFrame = 2

export function film(first: Page, size: { width: number; height: number }): Camera & { frames: Frame[] } {
  const frames: Frame[] = []
  let page = first
  let words = ''
  let at = { x: size.width * 0.62, y: size.height * 0.72 }

  async function look(): Promise<Buffer> {
    await page.evaluate(showCaption, words)
    return page.screenshot({ scale: 'css', caret: 'initial' })
  }
  async function keep(seen: Buffer, ms: number, isPressed = false): Promise<void> {
    const pointer = [
      { input: drawPointer(isPressed), left: Math.round(at.x) - 12, top: Math.round(at.y) - 12 },
    ]
    frames.push({ png: await sharp(seen).composite(pointer).png({ compressionLevel: 1 }).toBuffer(), ms })
  }
  async function moveTo(target: Locator): Promise<void> {
    await target.scrollIntoViewIfNeeded()
    const box = await target.boundingBox()
    if (!box) throw new Error(`${target} is not on the page.`)
    const from = at
    const to = { x: box.x + Math.min(box.width / 2, 120), y: box.y + box.height / 2 }
    const seen = await look()
    const steps = 6 + Math.round(Math.hypot(to.x - from.x, to.y - from.y) / 90)
    for (let step = 1; step <= steps; step++) {
      const way = (1 - Math.cos((Math.PI * step) / steps)) / 2
      at = { x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way }
      await keep(seen, frameMs)
    }
  }
  async function click(target: Locator): Promise<void> {
    await moveTo(target)
    await target.hover()
    const seen = await look()
    await keep(seen, 2 * frameMs)
    await keep(seen, pressedMs, true)
    await target.click()
  }
  return {
    frames,
    click,
    caption: (text) => {
      words = text
    },
    async type(field, text) {
      await click(field)
      for (let end = lettersAFrame; end < text.length + lettersAFrame; end += lettersAFrame) {
        await field.fill(text.slice(0, end))
        await keep(await look(), 2 * frameMs)
      }
    },
    async hold(ms) {
      await keep(await look(), ms)
    },
    follow(other) {
      page = other
    },
  }
}

/** Runs in the page, whose policy lets scripts set styles. */
function showCaption(text: string): void {
  const id = 'film-caption'
  let line = document.getElementById(id)
  if (!line) {
    line = document.createElement('div')
    line.id = id
    line.setAttribute('aria-hidden', 'true')
    Object.assign(line.style, {
      position: 'fixed',
      zIndex: '2147483647',
      left: '50%',
      bottom: '26px',
      transform: 'translateX(-50%)',
      padding: '9px 18px',
      borderRadius: '999px',
      background: 'rgb(17 18 20 / 92%)',
      color: '#fff',
      font: '500 17px/1.35 "Inter Variable", "Wix Madefor Text", sans-serif',
      whiteSpace: 'nowrap',
      pointerEvents: 'none',
    })
    document.documentElement.append(line)
  }
  line.textContent = text
  line.style.display = text === '' ? 'none' : 'block'
}

/** Its point is at 12, 12. */
function drawPointer(isPressed: boolean): Buffer {
  const ring = isPressed ? '<circle cx="12" cy="12" r="11" fill="#4b4acf" fill-opacity="0.28"/>' : ''
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">${ring}<path d="M12 12v18.5l4.6-4.4 3 6.9 3.3-1.4-3-6.8h6.3z" fill="#111214" stroke="#fff" stroke-width="1.6" stroke-linejoin="round"/></svg>`,
  )
}
