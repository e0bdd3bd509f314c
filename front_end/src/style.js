// How it looks: both themes, wide and narrow.

export const STYLE = `.sgdlab {
	container-type: inline-size; width: 100%; padding: 6px 10px 10px; color: var(--ink); background: var(--jp-layout-color0, var(--page));
	font: 13px/1.5 var(--jp-ui-font-family, system-ui, sans-serif); font-variant-numeric: tabular-nums;
	&[data-theme="light"] { color-scheme: light; --page: #fff; --ink: #1f2328; --muted: #59636e; --rule: #d8dee4; --grid: #eceff2;
		--blue: #0067a8; --orange: #c44f00; --green: #00785c; --purple: #96478b; --gray: #6b7480; --alert: #a40e26; --alarm: #fff1f0;
		--valley: 250 253 251; --peak: 190 210 198; --contour: 140 166 151; }
	&[data-theme="dark"] { color-scheme: dark; --page: #111; --ink: #e8eaed; --muted: #a9b1ba; --rule: #3d444d; --grid: #262b31;
		--blue: #5cb8f0; --orange: #f5a33d; --green: #43c99f; --purple: #d79bcb; --gray: #98a1ab; --alert: #ffa198; --alarm: #3a1414;
		--valley: 18 23 23; --peak: 49 70 68; --contour: 76 106 104; }
	&, * { box-sizing: border-box; }
	[hidden] { display: none; }
	.sg-key, .sg-head, .sg-clock { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 18px; margin: 0 0 8px; padding: 0; }
	.sg-key li, label, p { display: flex; align-items: center; gap: 7px; margin: 0; }
	svg { flex: none; fill: currentColor; }
	.sg-panels, .sg-words { display: grid; grid-template-columns: minmax(0, 1fr); gap: 14px 28px; }
	.sg-panels { margin-bottom: 10px; }
	.sg-top { display: flow-root; }
	.sg-large { float: right; margin: 0 0 6px 12px; padding: 1px 9px; font: inherit; color: var(--muted); background: none; border: 1px solid var(--rule); border-radius: 4px; cursor: pointer; }
	.sg-head { justify-content: space-between; gap: 2px 10px; min-height: 28px; margin: 0; }
	h3 { margin: 0; font: inherit; font-weight: 600; }
	label, .sg-note, output { color: var(--muted); }
	.sg-note { min-height: 1.5em; font-size: 12px; }
	.sg-plot { position: relative; }
	canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
	.sg-ring { position: absolute; outline-offset: -6px; border-radius: 50%; width: 36px; height: 36px; margin: -18px; touch-action: none; }
	.sg-ring[role="slider"] { cursor: grab; }
	.sg-ring::after { content: ""; position: absolute; inset: 10px; border: 2.5px solid var(--ink); border-radius: 50%;
		box-shadow: 0 0 0 1.5px var(--page), inset 0 0 0 1.5px var(--page); }
	.sg-tip { position: absolute; z-index: 2; padding: 3px 8px; pointer-events: none; white-space: pre; font-size: 12px;
		border: 1px solid var(--rule); border-radius: 4px; background: var(--page); }
	.sg-clock { gap: 6px 10px; margin: 10px 0; padding: 8px 0; border: solid var(--rule); border-width: 1px 0; }
	.sg-clock button { display: grid; place-items: center; width: 34px; height: 34px; padding: 0; color: inherit; background: none;
		border: 1px solid var(--rule); border-radius: 50%; cursor: pointer; }
	.sg-play { color: var(--page); background: var(--ink); }
	input { flex: 1 1 160px; min-width: 120px; height: 24px; margin: 0; accent-color: var(--muted); }
	output { min-width: 17em; margin-left: auto; text-align: right; }
	select { height: 26px; padding: 0 4px; font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--rule); border-radius: 4px; }
	:is(button, select, input, .sg-plot, .sg-ring):focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
	.sg-goal p { align-items: baseline; gap: 8px; width: fit-content; max-width: 100%; margin: 0 0 8px; padding: 2px 10px 2px 8px;
		border-left: 3px solid var(--muted); background: var(--grid); }
	.sg-goal :nth-child(2) { flex: none; font-weight: 600; }
	.sg-goal[data-state="reached"] p { border-color: var(--green); background: color-mix(in srgb, var(--green) 14%, var(--page)); }
	.sg-question { margin: 0 0 6px; font-size: 15px; font-weight: 600; }
	.sg-graph, .sg-cells { position: relative; }
	.sg-graph { height: 300px; }
	.sg-graph > svg { position: absolute; inset: 0; overflow: visible; }
	.sg-node { position: absolute; display: grid; justify-items: center; min-width: 52px; padding: 4px 9px; translate: -50% -50%; font: inherit; line-height: 1.35;
		color: inherit; background: var(--page); border: 1px solid var(--muted); border-radius: 8px; }
	.sg-node:is(button), .sg-cell-box:is(button) { cursor: pointer; }
	.sg-node span:empty { display: none; }
	.sg-label { font-weight: 600; }
	.sg-grad { color: var(--orange); }
	.sg-node.sg-tone-done { background: var(--grid); }
	.sg-node.sg-tone-now { border-color: var(--blue); box-shadow: 0 0 0 2px var(--blue); }
	.sg-edge { stroke: var(--gray); stroke-width: 1.5; }
	.sg-arrow { stroke: none; fill: var(--gray); }
	.sg-edge.sg-tone-done { stroke: var(--ink); }
	.sg-arrow.sg-tone-done { stroke: none; fill: var(--ink); }
	.sg-edge.sg-tone-now { stroke: var(--blue); stroke-width: 3; }
	.sg-arrow.sg-tone-now { fill: var(--blue); }
	.sg-edge-label { position: absolute; translate: -50% -50%; padding: 0 3px; font-size: 12px; color: var(--muted); background: var(--page); border-radius: 3px; }
	.sg-cells table { table-layout: fixed; border-spacing: 3px; border-collapse: separate; }
	.sg-cells :is(th, td) { padding: 0; border: 0; text-align: center; }
	.sg-cells tr > :first-child { width: 27%; }
	.sg-cells th { padding: 0 3px; overflow-wrap: anywhere; color: var(--muted); }
	.sg-cells th[scope="row"] { text-align: right; color: var(--ink); }
	.sg-many th[scope="col"] { writing-mode: vertical-rl; white-space: nowrap; }
	.sg-cell-box { position: static; display: flex; align-items: center; justify-content: center; gap: 5px; width: 100%; min-height: 30px; padding: 2px 4px; font: inherit;
		color: var(--ink); background: color-mix(in srgb, var(--blue) var(--shade), var(--page)); border: 1px solid var(--rule); border-radius: 4px; }
	.sg-sign:empty { display: none; }
	.sg-is-good { background: color-mix(in srgb, var(--green) 22%, var(--page)); border-color: var(--green); }
	.sg-is-bad { background: repeating-linear-gradient(135deg, var(--alarm) 0 5px, transparent 5px 10px); border-color: var(--alert); }
	.sg-is-none { color: var(--muted); background: repeating-linear-gradient(135deg, var(--grid) 0 4px, transparent 4px 8px); }
	[aria-pressed="true"] { outline: 2.5px solid var(--ink); outline-offset: 1px; }
	.sg-words p { align-items: baseline; margin: 0 0 4px; }
	.sg-said p { width: fit-content; margin: 0 0 4px; max-width: 100%; padding: 2px 10px 2px 8px; border-left: 3px solid var(--orange); background: var(--grid); }
	.sg-words svg { align-self: start; margin-top: 3px; }
	b { display: block; font-weight: 600; }
	table { width: 100%; border-collapse: collapse; }
	caption { text-align: left; font-weight: 600; }
	th, td { padding: 2px 0 2px 14px; text-align: right; font-weight: 400; border-top: 1px solid var(--rule); }
	:is(th, td):first-child { padding-left: 0; text-align: left; }
	tr:first-of-type * { border: 0; color: var(--muted); }
	.sg-alert p { margin: 0 0 8px; padding: 6px 10px; color: var(--alert); background: var(--alarm); border-left: 3px solid; }
	.sg-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
	@container (min-width: 700px) { .sg-panels, .sg-words { grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); }
		.sg-wide, .sg-words > :only-child { grid-column: 1 / -1; }
		.sg-cells table { width: auto; min-width: min(100%, 640px); table-layout: auto; }
		.sg-cells tr > :first-child { width: auto; }
		.sg-cells th { padding: 0 8px; overflow-wrap: normal; } }
	.sg-many .sg-cell-box { padding: 2px 0; }
	@container (max-width: 559px) { .sg-many .sg-cell-box > :first-child { display: none; } }
	@container (min-width: 840px) { .sg-many th[scope="col"] { writing-mode: horizontal-tb; white-space: normal; } }
}
.widget-box:has(.sgdlab[data-theme="dark"]) .widget-dropdown > select { /* the stock arrow is black */
	background: linear-gradient(45deg, transparent 50%, #e8eaed 50%) right 11px center / 5px 5px no-repeat,
		linear-gradient(135deg, #e8eaed 50%, transparent 50%) right 6px center / 5px 5px no-repeat, var(--jp-layout-color1); }`;
