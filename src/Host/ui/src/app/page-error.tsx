import { useRouteError } from 'react-router'
import { ErrorState } from '@/components/states'

/** A page that failed to load or to draw: say so, keep the hotline and the navigation around it. */
export const PageError = () => <ErrorState error={useRouteError()} retry={() => location.reload()} />
