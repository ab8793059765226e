/**
 * Where in the record our own last change stands. Lists are built a moment after the record;
 * asking them with this position makes sure that we read what we have just written.
 */
let latest: number | undefined

export const latestPosition = () => latest

export const notePosition = (position: number | undefined) => {
  if (position !== undefined && (latest === undefined || position > latest)) latest = position
}
