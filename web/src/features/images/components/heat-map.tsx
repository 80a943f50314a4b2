import { useState } from 'react'

import { Notice } from '../../../components/notice'
import { isTransient } from '../../../lib/problem'
import { useHeatMap } from '../api/get-heat-map'
import { HeatMapFigure } from './heat-map-figure'
import styles from './heat-map.module.css'

type HeatMapProps = { cid: string; model: string; positive: string }

/** What in the image spoke to a model for the positive class; asked for only when someone wants to see it. */
export function HeatMap(props: HeatMapProps) {
  const [open, setOpen] = useState(false)

  return (
    <div className={styles.container}>
      <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Hide' : 'Show'} heat map of {props.model}
      </button>
      {open && <OpenHeatMap {...props} />}
    </div>
  )
}

function OpenHeatMap({ cid, model, positive }: HeatMapProps) {
  const { data: map, error } = useHeatMap(cid, model)

  if (error) {
    return (
      <Notice tone="info" title="The heat map could not be had">
        {error.message}
        {isTransient(error) && ' Hide and show it to try again.'}
      </Notice>
    )
  }
  return map ? (
    <HeatMapFigure cid={cid} model={model} positive={positive} map={map} />
  ) : (
    <p className="hint">Loading…</p>
  )
}
