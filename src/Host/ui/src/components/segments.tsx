import './segments.css'

export interface Segment {
  value: string
  label: string
  count?: number
}

/** A few views of the same thing, one of them chosen. */
export const Segments = ({ label, value, onChange, segments }: { label: string; value: string; onChange: (value: string) => void; segments: Segment[] }) => (
  <div className="segments" role="group" aria-label={label}>
    {segments.map((segment) => (
      <button key={segment.value} type="button" aria-pressed={segment.value === value} onClick={() => onChange(segment.value)}>
        {segment.label}
        {segment.count !== undefined && <span className="segment-count">{segment.count}</span>}
      </button>
    ))}
  </div>
)
