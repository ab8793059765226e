import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { Link, type LinkProps } from 'react-router'
import { Icon, type IconName } from './icon'
import './button.css'

type Look = 'primary' | 'secondary' | 'quiet' | 'danger'

interface Common {
  look?: Look
  icon?: IconName
  wide?: boolean
  children: ReactNode
}

const classes = (look: Look, wide: boolean) => `button button-${look}${wide ? ' button-wide' : ''}`

export const Button = ({
  look = 'secondary',
  icon,
  wide = false,
  busy = false,
  children,
  ...rest
}: Common & { busy?: boolean } & ButtonHTMLAttributes<HTMLButtonElement>) => (
  <button type="button" {...rest} className={classes(look, wide)} aria-busy={busy || undefined} disabled={rest.disabled || busy}>
    {icon && <Icon name={icon} size={20} />}
    <span>{children}</span>
  </button>
)

export const ButtonLink = ({ look = 'secondary', icon, wide = false, children, ...rest }: Common & LinkProps) => (
  <Link {...rest} className={classes(look, wide)}>
    {icon && <Icon name={icon} size={20} />}
    <span>{children}</span>
  </Link>
)
