// Draws what the days added up to, to be read day by day and looked at more closely; where this does not run, the drawing of the
// server stands, and the table of the same figures stands in any case.
for (const figure of document.querySelectorAll('[data-chart]')) {
  const its = JSON.parse(figure.dataset.chart);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const days = its.days.map((_, at) => at);
  const figures = (plot, value) => value == null ? '' : number.format(value);
  const axis = { stroke: colour('muted'), grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line') } };
  const looks = [
    { stroke: colour('fill'), width: 3 },
    { stroke: colour('pale'), width: 2 },
    { stroke: colour('ink'), width: 1, dash: [6, 4] },
    { stroke: colour('told'), width: 1, dash: [2, 3] },
    { stroke: colour('over'), width: 1, dash: [6, 4] },
  ];
  const options = {
    width: figure.clientWidth,
    height: 260,
    scales: { x: { time: false } },
    axes: [
      { ...axis, values: (plot, splits) => splits.map(at => its.days[at] ?? '') },
      { ...axis, size: 80, values: (plot, splits) => splits.map(value => number.format(value)) },
    ],
    series: [
      { label: its.day, value: (plot, at) => its.days[at] ?? '' },
      ...its.lines.map(({ name, look }) => ({ label: name, value: figures, points: { show: false }, ...looks[look] })),
    ],
  };
  const drawn = figure.querySelector('svg');
  const label = drawn.getAttribute('aria-label');
  drawn.remove();
  const plot = new uPlot(options, [days, ...its.lines.map(line => line.values)], figure);
  plot.ctx.canvas.setAttribute('role', 'img');
  plot.ctx.canvas.setAttribute('aria-label', label);
  new ResizeObserver(() => plot.setSize({ width: figure.clientWidth, height: options.height })).observe(figure);
}
