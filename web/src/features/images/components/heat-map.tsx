import { useState } from 'react'

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
        <figure className={styles.figure}>
          <img
            src={`/api/images/${encodeURIComponent(cid)}/heatmaps/${encodeURIComponent(model)}`}
            alt={`Where ${model} saw signs of ${positive}: an explanation of its score, not a segmentation`}
            onError={() => setFailed(true)}
          />
          <figcaption className="hint">
            The brighter a place, the more it spoke to {model} for {positive}, compared with the rest of this image. A
            map that is black throughout means that nothing did. It explains the model&rsquo;s score and outlines
            nothing.
          </figcaption>
        </figure>
      )}
    </div>
  )
}
