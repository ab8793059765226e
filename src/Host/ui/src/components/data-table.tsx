/* Roles are written out because display: grid (the cards on phones) takes the native ones away. */
/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import type { ReactNode } from 'react'
import './data-table.css'

export interface Column<R> {
  key: string
  head: string
  cell: (row: R) => ReactNode
  /** The cell that names the row; on a phone it heads the card. */
  main?: boolean
  numeric?: boolean
}

/** A table on a wide screen; on a phone every row is a card with its heads beside its cells. */
export const DataTable = <R,>({ caption, columns, rows, rowKey }: { caption: string; columns: Column<R>[]; rows: R[]; rowKey: (row: R) => string }) => (
  <table className="table" role="table">
    <caption className="visually-hidden">{caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {columns.map((column) => (
          <th key={column.key} scope="col" role="columnheader" className={column.numeric ? 'numeric' : undefined}>
            {column.head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody role="rowgroup">
      {rows.map((row) => (
        <tr key={rowKey(row)} role="row">
          {columns.map((column) =>
            column.main ? (
              <th key={column.key} scope="row" role="rowheader" className="main">
                {column.cell(row)}
              </th>
            ) : (
              <td key={column.key} role="cell" className={column.numeric ? 'numeric' : undefined}>
                <span className="cell-head" aria-hidden="true">
                  {column.head}
                </span>
                <span className="cell-body">{column.cell(row)}</span>
              </td>
            ),
          )}
        </tr>
      ))}
    </tbody>
  </table>
)
