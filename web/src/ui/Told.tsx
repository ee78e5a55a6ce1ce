import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  useEffect,
  useId,
  useState,
} from 'react'
import classes from './Told.module.css'

interface Place {
  left: number
  top: number
}

const widest = 340
const gap = 8

/** More words about what it holds, on hover and on focus; Escape takes them away. By hand, for lists that load at once. */
export function Told({
  words,
  children,
}: {
  words: string
  children: ReactElement<{ 'aria-describedby'?: string }>
}) {
  const id = useId()
  const [place, setPlace] = useState<Place | null>(null)
  const show = ({ currentTarget }: PointerEvent<HTMLElement> | FocusEvent<HTMLElement>) => {
    const { left, bottom } = currentTarget.getBoundingClientRect()
    setPlace({ left: Math.max(gap, Math.min(left, innerWidth - widest - gap)), top: bottom + gap / 2 })
  }
  const hide = () => setPlace(null)
  const isShown = place !== null
  useEffect(() => {
    if (!isShown) return
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setPlace(null)
    const onScroll = () => setPlace(null)
    document.addEventListener('keydown', onKey)
    document.addEventListener('scroll', onScroll, true)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('scroll', onScroll, true)
    }
  }, [isShown])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for what it holds
    <span className={classes.told} onPointerEnter={show} onPointerLeave={hide} onFocus={show} onBlur={hide}>
      {cloneElement(children, isShown ? { 'aria-describedby': id } : {})}
      {place && (
        <span role="tooltip" id={id} className={classes.words} style={{ left: place.left, top: place.top }}>
          {words}
        </span>
      )}
    </span>
  )
}
