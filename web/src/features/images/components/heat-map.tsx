import { useState } from 'react'

import { HeatMapFigure } from './heat-map-figure'
import styles from './heat-map.module.css'

type HeatMapProps = { cid: string; model: string; positive: string }

/** What in the image spoke to a model for the positive class; asked for only when someone wants to see it. */
export function HeatMap({ cid, model, positive }: HeatMapProps) {
  const [open, setOpen] = useState(false)
  const [failed, setFailed] = useState(false)

  return (
    <div className={styles.container}>
      <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide' : 'Show'} heat map of {model}
      </button>
      {open && failed && (
        <p className="hint">There is no heat map: the model that voted is no longer served, or has none.</p>
      )}
      {open && !failed && (
        <HeatMapFigure cid={cid} model={model} positive={positive} onMissing={() => setFailed(true)} />
      )}
    </div>
  )
}
