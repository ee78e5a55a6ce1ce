// The text of a field in one of two editors: as people see it, or as HTML and Liquid. Which one is remembered for each
// template in this browser; the text is one.
import { useParams } from '@tanstack/react-router'
import { type ComponentProps, lazy, type ReactNode, Suspense, useState } from 'react'
import { Choice } from '../../../ui/Choice.tsx'
import { BlockSkeleton } from '../../../ui/Skeletons.tsx'
import classes from './Visual.module.css'
import type { VisualEditor } from './VisualEditor.tsx'

const Visual = lazy(async () => ({ default: (await import('./VisualEditor.tsx')).VisualEditor }))

type Mode = 'visual' | 'source'

interface Props extends ComponentProps<typeof VisualEditor> {
  /** Where a mistake stands in the source: going there shows it. */
  goTo: object | null
  /** The other editor. */
  source: ReactNode
}

export function EitherEditor({ goTo, source, ...props }: Props) {
  const { id = '' } = useParams({ strict: false })
  const key = `seomatic.editor.${id}`
  const [mode, setMode] = useState<Mode>(() => kept(key))
  const [gone, setGone] = useState<object | null>(null)
  if (goTo !== gone) {
    setGone(goTo)
    if (goTo !== null) setMode('source')
  }
  return (
    <div className={classes.either}>
      <div className={classes.eitherHead}>
        <Choice<Mode>
          label="Editor"
          hidesLabel
          value={mode}
          choices={[
            { value: 'visual', label: 'Visual' },
            { value: 'source', label: 'HTML and Liquid' },
          ]}
          onChange={(picked) => {
            keep(key, picked)
            setMode(picked)
          }}
        />
      </div>
      <div className={classes.eitherBody}>
        {mode === 'source' ? (
          source
        ) : (
          <Suspense fallback={<BlockSkeleton lines={8} />}>
            <Visual {...props} />
          </Suspense>
        )}
      </div>
    </div>
  )
}

/** A browser may keep nothing at all: then every template opens as people see it. */
function kept(key: string): Mode {
  try {
    return localStorage.getItem(key) === 'source' ? 'source' : 'visual'
  } catch {
    return 'visual'
  }
}

function keep(key: string, mode: Mode): void {
  try {
    localStorage.setItem(key, mode)
  } catch {
    // The choice holds until the page is left.
  }
}
