import type { Trend } from '@/lib/api/types'

const width = 640
const height = 260
const pad = { left: 52, right: 36, top: 18, bottom: 36 }

interface Dot {
  x: number
  y: number
  label: string
}

const yearOf = (period: string) => Number(/\d{4}/.exec(period)?.[0] ?? Number.NaN)

/** Where the points of results and targets fall. Pure, so that it can be tested without drawing. */
export const layOut = (trend: Trend) => {
  const results = trend.points
    .filter((point) => point.value !== null && point.value !== undefined && point.value !== '')
    .map((point) => ({ year: yearOf(point.period), value: Number(point.value), label: point.period }))
  const targets = trend.targets.map((target) => ({ year: yearOf(String(target.year)), value: Number(target.value), label: String(target.year) }))
  const all = [...results, ...targets].filter((point) => Number.isFinite(point.year) && Number.isFinite(point.value))
  if (all.length === 0) return null
  const years = all.map((point) => point.year)
  const values = all.map((point) => point.value)
  const [first, last] = [Math.min(...years), Math.max(...years)]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  // A little air above and below, so that a flat line does not lie on the frame.
  const air = (high - low || Math.abs(high) || 1) * 0.15
  const [bottom, top] = [Math.max(0, low - air), high + air]
  const x = (year: number) => pad.left + (last === first ? 0.5 : (year - first) / (last - first)) * (width - pad.left - pad.right)
  const y = (value: number) => height - pad.bottom - ((value - bottom) / (top - bottom || 1)) * (height - pad.top - pad.bottom)
  const place = (points: typeof all): Dot[] =>
    points
      .filter((point) => Number.isFinite(point.year) && Number.isFinite(point.value))
      .sort((one, two) => one.year - two.year)
      .map((point) => ({ x: x(point.year), y: y(point.value), label: point.label }))
  return {
    results: place(results),
    targets: place(targets),
    years: [...new Set(years)].sort().map((year) => ({ year, x: x(year) })),
    values: [bottom, (bottom + top) / 2, top].map((value) => ({ value, y: y(value) })),
  }
}

const path = (dots: Dot[]) => dots.map((dot, i) => `${i === 0 ? 'M' : 'L'}${dot.x.toFixed(1)} ${dot.y.toFixed(1)}`).join('')

/** Results as a solid line with dots, targets as a dashed line with squares: told apart without colour. */
export const TrendChart = ({ trend, label, legend, language }: { trend: Trend; label: string; legend: { results: string; targets: string }; language: 'vi' | 'en' }) => {
  const chart = layOut(trend)
  if (!chart) return null
  const number = (value: number) => (Math.round(value * 100) / 100).toLocaleString(language === 'vi' ? 'vi-VN' : 'en-GB')
  return (
    <figure className="chart">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {chart.values.map((line) => (
          <g key={line.y}>
            <line className="chart-grid" x1={pad.left} x2={width - pad.right} y1={line.y} y2={line.y} />
            <text className="chart-text" x={pad.left - 8} y={line.y + 4} textAnchor="end">
              {number(line.value)}
            </text>
          </g>
        ))}
        {chart.years.map((mark) => (
          <text key={mark.year} className="chart-text" x={mark.x} y={height - 12} textAnchor="middle">
            {mark.year}
          </text>
        ))}
        <path className="chart-target" d={path(chart.targets)} />
        {chart.targets.map((dot) => (
          <rect key={`${dot.label}${dot.y}`} className="chart-target-dot" x={dot.x - 5} y={dot.y - 5} width="10" height="10" />
        ))}
        <path className="chart-result" d={path(chart.results)} />
        {chart.results.map((dot) => (
          <circle key={`${dot.label}${dot.y}`} className="chart-result-dot" cx={dot.x} cy={dot.y} r="6" />
        ))}
      </svg>
      <figcaption className="row small">
        <span className="row">
          <svg width="34" height="12" aria-hidden="true">
            <path className="chart-result" d="M2 6h30" />
            <circle className="chart-result-dot" cx="17" cy="6" r="5" />
          </svg>
          {legend.results}
        </span>
        <span className="row">
          <svg width="34" height="12" aria-hidden="true">
            <path className="chart-target" d="M2 6h30" />
            <rect className="chart-target-dot" x="12" y="1" width="10" height="10" />
          </svg>
          {legend.targets}
        </span>
      </figcaption>
    </figure>
  )
}
