/**
 * A table of facts: on a narrow window each row is a block, and each cell says what it is.
 *
 * @module
 */
import type { ReactNode } from 'react'

/** A table whose first column names its rows. */
export function Table({
  heads,
  rows,
}: {
  readonly heads: readonly string[]
  readonly rows: readonly (readonly ReactNode[])[]
}): ReactNode {
  return (
    <table className="lines">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          // oxlint-disable-next-line react/no-array-index-key -- rows keep their order
          <tr key={row}>
            {cells.map((cell, column) =>
              column === 0 ? (
                <th key={heads[column]} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={heads[column]} data-label={heads[column]}>
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
