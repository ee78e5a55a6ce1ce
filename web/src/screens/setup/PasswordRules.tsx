import { IconCheck, IconPointFilled, IconX } from '@tabler/icons-react'
import classes from './Gate.module.css'

interface Props {
  password: string
  judged: boolean
}

/** The rules of a password, each ticking itself while one types; broken ones only after the field was left. */
export function PasswordRules({ password, judged }: Props) {
  const length = [...password].length
  const rules = [
    {
      text:
        length > 0 && length < 12 ? `At least 12 characters (${length} so far)` : 'At least 12 characters',
      met: length >= 12,
    },
    { text: 'At most 200 characters; anything goes, spaces too', met: length > 0 && length <= 200 },
  ]
  return (
    <ul className={classes.rules} id="password-rules">
      {rules.map((rule) => {
        const isBroken = judged && !rule.met
        return (
          <li key={rule.text} data-met={rule.met || undefined} data-broken={isBroken || undefined}>
            {rule.met ? (
              <IconCheck size={13} aria-hidden />
            ) : isBroken ? (
              <IconX size={13} aria-hidden />
            ) : (
              <IconPointFilled size={13} aria-hidden />
            )}
            {rule.text}
            <span className="sr-only">{rule.met ? ', met' : ', not met yet'}</span>
          </li>
        )
      })}
    </ul>
  )
}
