// One row of a list. Its title is a button where the row opens, for the keyboard and for screen readers.
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'
import classes from './Table.module.css'
import type { Column } from './Table.tsx'
import type { Ticks } from './useTicks.ts'

interface Props<T> {
  row: T
  id: string
  /** What it is called. */
  words: string
  index: number
  columns: Column<T>[]
  isSelected: boolean
  onOpen: ((row: T) => void) | undefined
  ticks: Ticks | undefined
  card: ((row: T) => ReactNode) | undefined
}

export function TableRow<T>({ row, id, words, index, columns, isSelected, onOpen, ticks, card }: Props<T>) {
  const [first, ...rest] = columns
  const title = first && (
    <Title isSelected={isSelected} onOpen={onOpen && (() => onOpen(row))}>
      {first.render(row)}
    </Title>
  )
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      className={classes.row}
      data-clickable={onOpen ? true : undefined}
      data-selected={isSelected || undefined}
      data-ticked={ticks?.has(id) || undefined}
      onClick={onOpen && (() => onOpen(row))}
    >
      {ticks && <TickCell ticks={ticks} id={id} words={words} />}
      {card ? (
        <td className={classes.card}>
          {title}
          {card(row)}
        </td>
      ) : (
        <>
          <td data-align={first?.align} data-wide={first?.wide || undefined}>
            {title}
          </td>
          {rest.map((column) => (
            <td key={column.id} data-align={column.align} data-wide={column.wide || undefined}>
              {column.render(row)}
            </td>
          ))}
        </>
      )}
    </tr>
  )
}

interface ComingRowProps {
  index: number
  cells: number
  isFailed: boolean
}

/** A row that somebody jumped to and that is on its way, or failed to come. */
export function ComingRow({ index, cells, isFailed }: ComingRowProps) {
  return (
    <tr aria-rowindex={index + 2} data-index={index} className={classes.row} aria-busy={!isFailed}>
      <td colSpan={cells}>
        {isFailed ? (
          <span className={classes.missing}>Not loaded</span>
        ) : (
          <span className={classes.coming} style={{ width: `${35 + ((index * 37) % 40)}%` }} />
        )}
      </td>
    </tr>
  )
}

interface TitleProps {
  isSelected: boolean
  onOpen: (() => void) | undefined
  children: ReactNode
}

function Title({ isSelected, onOpen, children }: TitleProps) {
  if (onOpen === undefined) return children
  return (
    <button
      type="button"
      className={classes.open}
      aria-pressed={isSelected}
      onKeyUp={keepSpace}
      onClick={(event) => {
        event.stopPropagation()
        onOpen()
      }}
    >
      {children}
    </button>
  )
}

/** Space ticks the row, and must not open it as well. */
function keepSpace(event: KeyboardEvent<HTMLButtonElement>) {
  if (event.key === ' ' && event.currentTarget.closest('table')?.dataset['ticks']) event.preventDefault()
}

/** The whole cell ticks, so that a finger beside the box does not open the row. */
function TickCell({ ticks, id, words }: { ticks: Ticks; id: string; words: string }) {
  const stop = (event: MouseEvent) => event.stopPropagation()
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box inside is what the keyboard reaches
    <td className={classes.tick} onClick={stop}>
      <label>
        <input
          type="checkbox"
          aria-label={`Tick ${words}`}
          checked={ticks.has(id)}
          onChange={(event) =>
            ticks.tick(
              id,
              event.currentTarget.checked,
              (event.nativeEvent as Event & { shiftKey?: boolean }).shiftKey === true,
            )
          }
        />
      </label>
    </td>
  )
}
