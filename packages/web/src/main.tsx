/**
 * Where the application begins.
 *
 * @module
 */
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import './style/base.css'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import './style/parts.css'
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet
import './style/above.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

import { takeReturned } from './device/returned.ts'
import { App } from './layout/app.tsx'

// Before anything looks at the address.
const returned = takeReturned()
const place = document.getElementById('app')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <App returned={returned} />
    </StrictMode>,
  )
}
