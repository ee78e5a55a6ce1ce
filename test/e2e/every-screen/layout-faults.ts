// What axe does not see of a page as it stands: a sideways scroll, actions out of reach, text that is cut, a focus that
// is covered or cannot be seen, targets too small for a finger. Each is looked for inside the page, in one call.
import type { Page } from 'playwright-core'

/**
 * Defined once in each document: what a person can press, name, and see. Given as text, so that no step between here and
 * the browser can wrap it.
 */
const words = `
  const stop = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable=true]'
  const isSeen = (element) => element.checkVisibility({ opacityProperty: false, visibilityProperty: true })
    && element.getClientRects().length > 0
  const nameOf = (element) => {
    const text = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent
    return element.tagName.toLowerCase() + ' "' + text.trim().replace(/\\s+/g, ' ').slice(0, 60) + '"'
  }
  const isReachable = (element) => isSeen(element) && !element.disabled && element.tabIndex >= 0
    && element.closest('[inert], [aria-hidden=true]') === null
  // Only what a dialog leaves to a person, while one is open.
  const scope = () => [...document.querySelectorAll('[aria-modal=true]')].filter(isSeen).at(-1) ?? document.body
  const stops = () => [...scope().querySelectorAll(stop)].filter(isReachable)
  const scrolls = (element, axis) => {
    const style = getComputedStyle(element)
    return /auto|scroll/.test(axis === 'x' ? style.overflowX : style.overflowY)
  }
  const isForEars = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const { width, height } = at.getBoundingClientRect()
      if ((width <= 2 || height <= 2) && clips(at, 'x')) return true
    }
    return false
  }
  /** The part of a box that nothing around its element cuts away. */
  const uncut = (element, box) => {
    let { left, right, top, bottom } = box
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const edge = at.getBoundingClientRect()
      if (clips(at, 'x') || scrolls(at, 'x')) [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)]
      if (clips(at, 'y') || scrolls(at, 'y')) [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)]
    }
    return { left, right, top, bottom, width: right - left, height: bottom - top }
  }
  const scrollerOf = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) if (scrolls(at, 'x') || scrolls(at, 'y')) return at
    return document.documentElement
  }
  const clips = (element, axis) => {
    const style = getComputedStyle(element)
    return /hidden|clip/.test(axis === 'x' ? style.overflowX : style.overflowY)
  }
  // What stands for a control that is laid over by its own picture: a switch, a radio, a cell that is all link.
  const isOf = (element, hit) => element.contains(hit) || hit?.contains(element) === true && hit !== document.body
    && hit.querySelectorAll(stop).length <= 2 || [...(element.labels ?? [])].some((label) => label.contains(hit))
`

const inPage = <T>(page: Page, body: string): Promise<T> =>
  page.evaluate<T>(`(async () => {${words}${body}})()`)

/** How far the page can be moved sideways, and what makes it so wide. */
export function sidewaysScroll(page: Page): Promise<string[]> {
  return inPage(
    page,
    `
    const root = document.documentElement
    if (root.scrollWidth <= root.clientWidth) return []
    const isLeft = getComputedStyle(root).direction === 'rtl'
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect()
      return width > 0 && (isLeft ? left < -1 : right > root.clientWidth + 1)
    })
    return ['the page is ' + (root.scrollWidth - root.clientWidth) + ' px wider than the window: '
      + wide.slice(-3).map((element) => element.className + ' ' + nameOf(element)).join(', ')]
  `,
  )
}

/** Actions that no scrolling brings into view: cut off by something that does not scroll, or out of the window. */
export function unreachable(page: Page): Promise<string[]> {
  return inPage(
    page,
    `
    // So much of it must be left within what cuts it.
    const least = 8
    const shared = (from, to, start, end) => Math.min(to, end) - Math.max(from, start)
    const cutBy = (element) => {
      const box = element.getBoundingClientRect()
      let freeX = false
      let freeY = false
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        const edge = at.getBoundingClientRect()
        if (!freeX && clips(at, 'x') && shared(box.left, box.right, edge.left, edge.right) < least) return at
        if (!freeY && clips(at, 'y') && shared(box.top, box.bottom, edge.top, edge.bottom) < least) return at
        freeX ||= scrolls(at, 'x')
        freeY ||= scrolls(at, 'y')
        if (getComputedStyle(at).position === 'fixed') return null
      }
      return !freeX && shared(box.left, box.right, 0, innerWidth) < least ? document.documentElement : null
    }
    return stops().filter((element) => {
      const { width, height } = element.getBoundingClientRect()
      return width > least && height > least && !element.matches(':not(:focus)[href="#main"]')
    }).flatMap((element) => {
      const by = cutBy(element)
      return by ? [nameOf(element) + ' is cut off by ' + (by.className || by.tagName)] : []
    })
  `,
  )
}

/** Text whose lower or right part is not drawn, and that is not shortened by three dots. */
export function cutText(page: Page): Promise<string[]> {
  return inPage(
    page,
    `
    const texts = document.createTreeWalker(scope(), NodeFilter.SHOW_TEXT)
    const found = new Set()
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement
      if (node.data.trim() === '' || !isSeen(element) || element.closest('[aria-hidden=true], svg, .cm-editor')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      const box = range.getBoundingClientRect()
      if (box.width < 2 || box.height < 2) continue
      for (let at = element, free = { x: false, y: false }; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at)
        const edge = at.getBoundingClientRect()
        if (edge.width <= 2 || edge.height <= 2) break // said to a screen reader alone
        const isShort = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
        if (isShort) break
        free.x ||= scrolls(at, 'x')
        free.y ||= scrolls(at, 'y')
        const x = !free.x && clips(at, 'x') && (box.right > edge.right + 2 || box.left < edge.left - 2)
        const y = !free.y && clips(at, 'y') && (box.bottom > edge.bottom + 3 || box.top < edge.top - 3)
        if (x || y) {
          found.add('"' + node.data.trim().slice(0, 60) + '" is cut ' + (x ? 'sideways' : 'in its height') + ' by ' + at.className)
          break
        }
        if (style.position === 'fixed') break
      }
    }
    return [...found]
  `,
  )
}

/** Texts that lie over each other, though neither is meant to. */
export function overlaps(page: Page): Promise<string[]> {
  return inPage(
    page,
    `
    const boxes = []
    const texts = document.createTreeWalker(scope(), NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement
      if (node.data.trim() === '' || !isSeen(element) || isForEars(element)
        || element.closest('[aria-hidden=true], svg, .cm-editor')) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const whole of range.getClientRects()) {
        const box = uncut(element, whole)
        if (box.width < 3 || box.height < 3) continue
        const x = box.left + box.width / 2
        const y = box.top + box.height / 2
        // Scrolled away, cut, or under a bar that stays.
        const hit = document.elementFromPoint(x, y)
        if (hit && (element.contains(hit) || hit.contains(element))) boxes.push({ node, box })
      }
    }
    const found = new Set()
    for (const [n, one] of boxes.entries()) {
      for (const other of boxes.slice(n + 1)) {
        if (one.node === other.node) continue
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (width > 3 && height > Math.min(one.box.height, other.box.height) / 2)
          found.add('"' + one.node.data.trim().slice(0, 40) + '" lies over "' + other.node.data.trim().slice(0, 40) + '"')
      }
    }
    return [...found]
  `,
  )
}

/** Targets under 24 by 24 px whose circle of 24 px meets another target's (WCAG 2.5.8). Links within a line are exempt. */
export function smallTargets(page: Page): Promise<string[]> {
  return inPage(
    page,
    `
    const pressed = 'a, button, input:not([type=file]), select, textarea, summary, [role=button], [role=tab]'
    const targets = stops().filter((element) => element.matches(pressed) && !isForEars(element)).map((element) => {
      // A radio or a box is pressed by its label as well.
      const label = element.labels?.[0]
      const own = element.getBoundingClientRect()
      const box = label && isSeen(label) && label.contains(element) ? label.getBoundingClientRect() : own
      return { element, box, scroller: scrollerOf(element), x: box.left + box.width / 2, y: box.top + box.height / 2 }
    }).filter(({ box }) => box.width > 1 && box.height > 1)
    const isInline = (element) => getComputedStyle(element).display === 'inline'
      && [...element.parentElement.childNodes].some((node) => node !== element && node.textContent.trim() !== '')
    const isSmall = ({ box }) => box.width < 23.5 || box.height < 23.5
    const far = (one, other) => {
      const x = Math.max(other.box.left - one.x, 0, one.x - other.box.right)
      const y = Math.max(other.box.top - one.y, 0, one.y - other.box.bottom)
      return Math.hypot(x, y) >= 12 && (!isSmall(other) || Math.hypot(one.x - other.x, one.y - other.y) >= 24)
    }
    return targets.filter((one) => isSmall(one) && !isInline(one.element)).flatMap((one) => {
      const near = targets.find((other) => other !== one && other.scroller === one.scroller && !other.element.contains(one.element)
        && !one.element.contains(other.element) && !far(one, other))
      return near ? [nameOf(one.element) + ' is ' + Math.round(one.box.width) + ' by ' + Math.round(one.box.height)
        + ' px, too near to ' + nameOf(near.element)] : []
    })
  `,
  )
}

/**
 * Goes through everything that Tab comes to: where the focus cannot be seen, because nothing about the element is drawn
 * otherwise, and where something else lies over its middle.
 */
export async function focusFaults(page: Page, most = 90): Promise<string[]> {
  // From here on the browser draws the focus as for somebody who uses the keyboard.
  await page.keyboard.press('Tab')
  return inPage(
    page,
    `
    const parts = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'backgroundColor', 'textDecorationLine']
    const around = (element) => [element, element.parentElement, element.nextElementSibling, element.labels?.[0], element.closest('tr, li, label, .ProseMirror, .cm-editor')]
    const look = (element) => around(element).map((one) => {
      if (!one) return ''
      const style = getComputedStyle(one)
      return (style.outlineStyle === 'none' ? parts.slice(3) : parts).map((part) => style[part]).join()
    }).join('|')
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    const coverOf = (element) => {
      const box = uncut(element, element.getBoundingClientRect())
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth)
      const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight)
      // A link that goes over two lines has nothing in the middle of both.
      const lines = [{ left, right, top, bottom }, ...element.getClientRects()]
      const hits = lines.map((one) => document.elementFromPoint((one.left + one.right) / 2, (one.top + one.bottom) / 2))
      return hits.some((hit) => hit && isOf(element, hit)) ? null : hits[0]?.className || (hits[0] ? nameOf(hits[0]) : 'the edge of the window')
    }
    const found = []
    const all = stops().filter((element) => !element.matches('input[type=file]') && !isForEars(element))
    for (const element of all.slice(0, ${most})) {
      if (!element.isConnected || !isSeen(element)) continue
      document.activeElement?.blur()
      let before = look(element)
      element.focus({ focusVisible: true })
      if (document.activeElement !== element) continue
      // Where it looks wrong, once more a few frames later: colours and places may take a moment.
      for (let again = 0; again < 5 && (look(element) === before || coverOf(element)); again++) {
        element.blur()
        await frame()
        await frame()
        before = look(element)
        element.focus({ focusVisible: true })
        await frame()
        await frame()
      }
      if (look(element) === before) found.push('no visible focus on ' + nameOf(element))
      const cover = coverOf(element)
      if (cover) found.push(nameOf(element) + ' is covered by ' + cover + ' while it has the focus')
    }
    document.activeElement?.blur()
    scrollTo(0, 0)
    return found
  `,
  )
}

/** Everything that moves though the person asked for no motion. */
export function motion(page: Page): Promise<string[]> {
  return inPage(
    page,
    `
    return document.getAnimations().filter((one) => one.playState === 'running' && one.effect.getComputedTiming().duration > 20)
      .map((one) => 'moves: ' + (one.effect.target?.className || one.effect.target?.tagName) + ' ' + (one.animationName ?? one.transitionProperty))
  `,
  )
}

/** Where colours are the person's own: a chosen tab or a pressed button that looks like the others. */
export function saidByColourAlone(page: Page): Promise<string[]> {
  return inPage(
    page,
    `
    const chosen = '[aria-current]:not([aria-current=false]), [aria-selected=true], [aria-pressed=true]'
    const parts = ['borderTopColor', 'borderBottomColor', 'borderLeftColor', 'borderBottomWidth', 'borderTopStyle', 'outlineStyle', 'textDecorationLine', 'fontWeight', 'color', 'backgroundColor', 'boxShadow']
    const look = (element) => {
      const pseudo = ['::before', '::after'].map((name) => {
        const style = getComputedStyle(element, name)
        return style.content === 'none' ? '' : style.backgroundColor + style.borderBottomColor
      })
      const style = getComputedStyle(element)
      return parts.map((part) => style[part]).join() + pseudo.join()
    }
    return [...scope().querySelectorAll(chosen)].filter(isSeen).flatMap((element) => {
      const name = ['aria-current', 'aria-selected', 'aria-pressed'].find((one) => element.hasAttribute(one))
      const list = element.closest('[role=tablist], nav, ul, [role=toolbar], [role=group], [role=grid], table, div')
      const other = [...(list?.querySelectorAll(element.tagName) ?? [])].find((one) =>
        one !== element && isSeen(one) && one.className.split(' ')[0] === element.className.split(' ')[0] && !one.matches(chosen))
      return other && look(other) === look(element) ? [nameOf(element) + ' is not told from ' + nameOf(other)] : []
    })
  `,
  )
}
