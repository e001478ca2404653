/** How the charts look: one place for sizes and colours. Contrast of every text to the ground is at least 4.5 : 1. */
export const look = {
  width: 960,
  plotHeight: 330,
  margin: { left: 64, right: 28, top: 22, side: 24 },
  font: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  ground: '#ffffff',
  ink: '#111827',
  soft: '#4b5563',
  faint: '#6b7280',
  grid: '#e5e7eb',
  axis: '#9ca3af',
  actual: '#1f2937',
  forecast: '#1d4ed8',
  expected: '#0f766e',
  change: '#c2410c',
  override: '#7e22ce',
} as const;
