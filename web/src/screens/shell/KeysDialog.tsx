// The keys of the screen as it is, and whether single ones do anything (WCAG 2.1.4).
import { Checkbox } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { useChangePreferences } from '../../queries/preferences.ts'
import { type Command, commandGroups, commandsVersion, useSingleKeys } from '../../ui/commands.ts'
import { ErrorNote } from '../../ui/ErrorState.tsx'
import { Modal } from '../../ui/Modal.tsx'
import { isMac } from './is-mac.ts'
import classes from './Palette.module.css'

/** The group whose keys are told first. */
const everywhere = 'Everywhere'

interface Props {
  opened: boolean
  onClose: () => void
}

export function KeysDialog({ opened, onClose }: Props) {
  useSyncExternalStore(commandsVersion.subscribe, commandsVersion.get)
  const isOn = useSingleKeys()
  const change = useChangePreferences()
  return (
    <Modal opened={opened} onClose={onClose} title="Keys" size={620}>
      <div className={classes.keys} data-off={isOn ? undefined : true}>
        <section aria-label="Everywhere">
          <h3>Everywhere</h3>
          <dl>
            <Key words="Find anything" keys={[isMac() ? '⌘ K' : 'Ctrl K']} />
            <Key words="These keys" keys={['?']} />
          </dl>
        </section>
        {commandGroups()
          .filter(({ title }) => title !== everywhere)
          .map(({ title, commands }) => (
            <section key={title} aria-label={title}>
              <h3>{title}</h3>
              <dl>
                {onceEach(commands).map(({ words, keys = [] }) => (
                  <Key key={words} words={words} keys={keys} />
                ))}
              </dl>
            </section>
          ))}
      </div>
      <div className={classes.switch}>
        <Checkbox
          label="Single letters and signs are keys"
          description="Without them, keys with Ctrl or Cmd and the keys for moving about still work."
          checked={isOn}
          onChange={(event) => change.mutate({ singleKeys: event.currentTarget.checked })}
        />
        {change.error && <ErrorNote title="The choice was not stored" error={change.error} />}
      </div>
    </Modal>
  )
}

function Key({ words, keys }: { words: string; keys: readonly string[] }) {
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key} data-single={key.length === 1 || undefined}>
            {keyWords[key] ?? key}
          </kbd>
        ))}
      </dd>
    </div>
  )
}

const keyWords: Readonly<Record<string, string>> = { ' ': 'Space', Escape: 'Esc' }

function onceEach(commands: readonly Command[]): Command[] {
  return [...new Map(commands.filter(({ keys }) => keys).map((one) => [one.words, one])).values()]
}
