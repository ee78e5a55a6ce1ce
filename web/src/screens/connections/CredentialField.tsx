// One field of the dialog. It is not controlled by React, which would copy the value into an attribute of the page;
// the text lives in the property of the input alone.
import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconEye, IconEyeOff, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { credentialLabels, type CredentialField as Name } from '../../../../src/api/credentials.ts'
import classes from './Dialog.module.css'
import { isWhole } from './entry.ts'

interface Props {
  name: Name
  text: string
  hint: string
  placeholder?: string
  isSecret?: boolean
  /** Shown, and told to screen readers, once the field was judged. */
  problem: string | null
  notes: string[]
  /** The id of what explains why Wix refused this field; null while it did not. */
  refusedBy: string | null
  autoFocus?: boolean
  onType: (text: string, how: 'typed' | 'pasted') => void
  onPaste: (text: string) => void
  onFocus: () => void
  onBlur: () => void
}

const revealMs = 30_000

export function CredentialField(props: Props) {
  const { name, text, problem, notes, refusedBy, isSecret = false } = props
  const label = credentialLabels[name]
  const input = useRef<HTMLInputElement>(null)
  const isPasting = useRef(false)
  const [revealed, setRevealed] = useState(false)
  const id = `credential-${name}`
  // One line; a line break that was pasted stays visible as a space.
  const shown = text.replace(/[\r\n]+/g, ' ')

  useLayoutEffect(() => {
    if (input.current && input.current.value !== shown) input.current.value = shown
  }, [shown])

  useEffect(() => {
    if (!revealed) return
    const timer = setTimeout(() => setRevealed(false), revealMs)
    return () => clearTimeout(timer)
  }, [revealed])

  const described = [
    `${id}-hint`,
    problem && `${id}-problem`,
    notes.length > 0 && `${id}-notes`,
    refusedBy,
  ].filter((one) => typeof one === 'string')

  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {label}
      </label>
      <p className={classes.hint} id={`${id}-hint`}>
        {props.hint}
      </p>
      <div className={classes.inputFrame}>
        <input
          ref={input}
          id={id}
          type={isSecret && !revealed ? 'password' : 'text'}
          placeholder={props.placeholder}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          data-autofocus={props.autoFocus || undefined}
          className={classes.input}
          data-secret={isSecret || undefined}
          aria-invalid={problem !== null || refusedBy !== null || undefined}
          aria-describedby={described.join(' ')}
          onFocus={props.onFocus}
          onBlur={props.onBlur}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text')
            isPasting.current = true
            setTimeout(() => {
              isPasting.current = false
            }, 0)
            if (!isWhole(pasted)) return
            // Put where it belongs instead of at the caret; inputs would also swallow its line breaks.
            event.preventDefault()
            isPasting.current = false
            props.onPaste(pasted)
          }}
          onChange={(event) => {
            const how = isPasting.current ? 'pasted' : 'typed'
            isPasting.current = false
            props.onType(event.currentTarget.value, how)
          }}
        />
        {isSecret && (
          <ActionIcon
            size={26}
            className={classes.reveal}
            aria-pressed={revealed}
            aria-label={name === 'appSecret' ? 'Show the secret' : 'Show the key'}
            onClick={() => setRevealed(!revealed)}
          >
            {revealed ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
          </ActionIcon>
        )}
      </div>
      {problem && (
        <p className={classes.problem} id={`${id}-problem`}>
          <IconAlertTriangle size={14} stroke={1.9} aria-hidden />
          <span>{problem}</span>
        </p>
      )}
      {notes.length > 0 && (
        <ul className={classes.notes} id={`${id}-notes`}>
          {notes.map((note) => (
            <li key={note}>
              {note.startsWith('Not used') ? (
                <IconInfoCircle size={14} stroke={1.9} aria-hidden />
              ) : (
                <IconCheck size={14} stroke={2.2} aria-hidden />
              )}
              <span>{note}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
