// What can be done with the ticked pages, or with all that the list shows.
import { Button } from '@mantine/core'
import { counted } from '../../ui/format.ts'
import { TickBar } from '../../ui/TickBar.tsx'
import classes from './Pages.module.css'

interface Props {
  ticked: number
  /** All that match are chosen, also those that are not loaded. */
  isAll: boolean
  /** How many match; null while nobody has counted. */
  matching: number | null
  /** Every row that matches is loaded and ticked, so that there is nothing more to choose. */
  isWhole: boolean
  isCounting: boolean
  isPending: boolean
  /** All of them are down, so that they can only come back. */
  areDown: boolean
  /** Why nothing can be published now; null when it can. */
  blocked: string | null
  onAll: () => void
  onPublish: () => void
  onTakeDown: () => void
  onBringBack: () => void
  onClear: () => void
}

export function PublishBar(props: Props) {
  const { ticked, isAll, matching, isWhole, isCounting, isPending, areDown, blocked } = props
  const { onAll, onPublish, onTakeDown, onBringBack, onClear } = props
  const chosen = isAll ? matching : ticked
  return (
    <TickBar
      noun="page"
      ticked={ticked}
      all={{ isChosen: isAll, matching, isWhole, isCounting, onChoose: onAll }}
      onClear={onClear}
      before={blocked !== null && <span className={classes.blocked}>{blocked}</span>}
    >
      {!areDown && (
        <Button variant="default" size="xs" disabled={blocked !== null || isPending} onClick={onTakeDown}>
          Take down…
        </Button>
      )}
      <Button
        size="xs"
        loading={isPending}
        disabled={blocked !== null}
        onClick={areDown ? onBringBack : onPublish}
      >
        {`${areDown ? 'Bring back' : 'Publish'} ${counted(chosen ?? 0, 'page')}…`}
      </Button>
    </TickBar>
  )
}
