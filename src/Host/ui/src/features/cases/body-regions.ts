/** Places of the body, for those who choose from a list and for saying in words where a mark lies. Right and left are the child's own. */
export type Side = 'Front' | 'Back'

export interface Region {
  code: string
  side: Side
  /** Thousandths of the figure's width and height, as the record keeps them. */
  x: number
  y: number
}

const middle = (side: Side, code: string, y: number): Region[] => [{ code, side, x: 500, y }]

/** Seen from the front the child's right is on the left; seen from behind it is on the right. */
const pair = (side: Side, code: string, x: number, y: number): Region[] => [
  { code: `${code}R`, side, x: side === 'Front' ? x : 1000 - x, y },
  { code: `${code}L`, side, x: side === 'Front' ? 1000 - x : x, y },
]

const arms = (side: Side): Region[] => [
  ...pair(side, 'shoulder', 320, 230),
  ...pair(side, 'upperArm', 235, 320),
  ...pair(side, 'forearm', 175, 430),
  ...pair(side, 'hand', 135, 530),
]

export const regions: Region[] = [
  ...middle('Front', 'forehead', 50),
  ...middle('Front', 'face', 105),
  ...middle('Front', 'neck', 175),
  ...middle('Front', 'chest', 265),
  ...middle('Front', 'abdomen', 375),
  ...middle('Front', 'pelvis', 475),
  ...arms('Front'),
  ...pair('Front', 'thigh', 410, 590),
  ...pair('Front', 'knee', 400, 705),
  ...pair('Front', 'shin', 395, 815),
  ...pair('Front', 'foot', 375, 950),
  ...middle('Back', 'backOfHead', 75),
  ...middle('Back', 'nape', 170),
  ...middle('Back', 'upperBack', 265),
  ...middle('Back', 'lowerBack', 390),
  ...middle('Back', 'buttocks', 480),
  ...arms('Back'),
  ...pair('Back', 'thigh', 410, 590),
  ...pair('Back', 'calf', 395, 790),
  ...pair('Back', 'heel', 385, 945),
]

/** The figure is twice as high as wide: distances are measured as they are seen. */
export const regionAt = (side: Side, x: number, y: number): Region =>
  regions
    .filter((region) => region.side === side)
    .reduce((best, region) => (Math.hypot(region.x - x, 2 * (region.y - y)) < Math.hypot(best.x - x, 2 * (best.y - y)) ? region : best))

export const regionKey = (region: Region): string => `${region.side}:${region.code}`
