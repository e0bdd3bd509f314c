// The shapes of what the kernel sends, and of what the modules pass to each other.  sgdlab/labs/stage/view.py documents
// the description and the frame with an example of each; here they have types.

/**
 * Numbers with a shape, row after row.
 * @typedef {Float32Array & { shape: number[] }} Grid
 */

/** @typedef {[number, number]} Pair */

/**
 * A value in the description, or the key of the frame that has it.
 * @template T
 * @typedef {T | string} Or
 */

/** @typedef {"circle" | "square" | "diamond" | "triangle" | "ring"} Marker */

/**
 * How one series looks, in all panels.
 * @typedef {object} Series
 * @property {string} key
 * @property {string} name
 * @property {string} color a name of the theme, or CSS
 * @property {number[]} dash
 * @property {Marker} marker
 * @property {boolean} faint
 * @property {string} [spent] the key of its moments: rising fractions of the budget
 */

/**
 * @typedef {object} Axis
 * @property {string} [label]
 * @property {Or<Pair>} [range]
 * @property {"linear" | "log"} [scale]
 */

/** @typedef {{ label: string, range: Pair, scale?: "linear" | "log" }} SurfaceAxis */
/** @typedef {{ label: string, range: Or<Pair>, scale?: "linear" | "log" }} PlaneAxis */

/**
 * A horizontal axis that the reader can choose.
 * @typedef {Axis & { key: string, label: string, total?: Or<number> }} Choice
 */

/** @typedef {{ series: string, data: Or<Grid> }} Part */
/** @typedef {Part & { names?: Or<string[]> }} Points */
/** @typedef {{ at: Or<Pair | null>, name: string, ring?: boolean }} Mark */
/** @typedef {{ key: string, name: string, click?: boolean }} Handle */

/** @typedef {{ title: string, wide: boolean }} AnyPanel */

/** @typedef {{ equal?: boolean, marks: Mark[], handles: Handle[] }} WithHandles */

/**
 * A loss over two parameters.
 * @typedef {AnyPanel & WithHandles & { kind: "surface", value: string, x: SurfaceAxis, y: SurfaceAxis,
 *     losses: Or<Grid>, levels: Or<number[]>, minimum: Or<Pair | null>, paths: Part[], relief?: boolean }} SurfaceSpec
 */

/**
 * A coordinate plane.  `counted`: the region's numbers count the sides from 0; else they are from -1 to 1, for two.
 * @typedef {AnyPanel & WithHandles & { kind: "plane", x: PlaneAxis, y: PlaneAxis, region?: Or<Grid | null>,
 *     counted?: boolean, sides?: string[], points: Points[], lines: Part[], arrows: Part[] }} PlaneSpec
 */

/** @typedef {Or<Grid | null>} Column */

/**
 * @typedef {{ series: string, x?: Record<string, Or<Grid>>, y: Column, low?: Column, high?: Column }} CurveSpec
 */

/** @typedef {{ x: Or<number | null>, label: string, strong?: boolean, axis?: string }} CurveMark */
/** @typedef {{ y: Or<number | null>, label: string }} Rule */

/**
 * Series against a horizontal axis.
 * @typedef {AnyPanel & { kind: "curves", x: Choice[], y: Axis & { label: string }, curves: CurveSpec[],
 *     marks: CurveMark[], rules: Rule[] }} CurvesSpec
 */

/**
 * A cluster of bars for each group.
 * @typedef {AnyPanel & { kind: "bars", y: Axis & { label: string }, groups: Or<string[]>, bars: Part[] }} BarsSpec
 */

/** @typedef {"now" | "done" | ""} GraphTone */
/** @typedef {{ x: number, y: number, label: string, value?: string, grad?: string, tone?: GraphTone }} GraphNode */
/** @typedef {{ from: number, to: number, label?: string, tone?: GraphTone, back?: boolean }} GraphEdge */
/** @typedef {{ nodes: GraphNode[], edges: GraphEdge[] }} Graph */

/**
 * Boxes joined by arrows.
 * @typedef {AnyPanel & { kind: "graph", data: Or<Graph> }} GraphSpec
 */

/** @typedef {"good" | "bad" | "none" | ""} CellTone */
/** @typedef {{ text?: string, value?: number | null, tone?: CellTone, title?: string }} Cell */

/**
 * A table of shaded cells.
 * @typedef {AnyPanel & { kind: "cells", rows: Or<string[]>, columns: Or<string[]>, data: Or<Cell[][]>,
 *     pick?: string, scale?: Or<string[]> }} CellsSpec
 */

/** @typedef {SurfaceSpec | PlaneSpec | CurvesSpec | BarsSpec | GraphSpec | CellsSpec} PanelSpec */
/** @typedef {SurfaceSpec | PlaneSpec | CurvesSpec | BarsSpec} PlotSpec those that have axes */

/** @typedef {{ columns: string[], rows: string[][] }} Table */
/** @typedef {{ kind: "lines" | "table", data: string, series?: string[], caption?: string }} WordsSpec */
/** @typedef {{ total: Or<number>, unit: string, control?: string | null }} ClockSpec `control`: what the clock moves */

/**
 * The description of a lab.
 * @typedef {object} Spec
 * @property {string} name
 * @property {string} [description]
 * @property {string} [question]
 * @property {string} [said] a key of the frame
 * @property {string} [goal] a key of the frame
 * @property {string[]} [presets] questions
 * @property {Series[]} series
 * @property {PanelSpec[]} panels
 * @property {ClockSpec} [clock]
 * @property {WordsSpec[]} words
 */

/**
 * One consistent state; its other keys are those that the description names.
 * @typedef {{ request?: number, error?: string, description?: string, reached?: boolean, rested?: boolean, state?: string,
 *     at?: Record<string, number>, family?: Record<string, number>, [key: string]: unknown }} Frame
 */

/**
 * What is built from a description, and draws the frame.  `draw(fresh)`: a new state (fresh: size, theme or pixels may
 * have changed too); `move()`: the playhead is elsewhere.
 * @typedef {{ element: HTMLElement, draw?: (fresh?: boolean) => void, move?: () => void, destroy?: () => void }} Piece
 */

/** @typedef {Piece & { toggle: () => void, playing: boolean }} Player */

/**
 * What panels know of their lab.
 * @typedef {object} Lab
 * @property {Spec} spec
 * @property {Frame} state
 * @property {number} fraction where the playhead is, from 0 to 1
 * @property {Map<string, Series>} series
 * @property {Player | null} clock
 * @property {boolean} answers whether someone answers when the reader moves or picks something
 * @property {(name: string) => string} color what a color's name means in the present theme
 * @property {<T>(key: Or<T>) => T} value what is described, or what the frame has under this key
 * @property {<T>(key: string) => T} current the same, but what the reader has just moved or picked
 * @property {(series: string) => Series} style
 * @property {(of: { spent?: string }, length: number, fraction?: number) => number} row the row that the playhead has
 *     reached, or that it has at another fraction
 * @property {(kind: "move" | "pick", key: string, value: number[]) => void} ask
 * @property {(kind: string, content: Record<string, unknown>) => void} wish ask the kernel for other settings
 * @property {Frame | null} ghost an earlier state, whose lines are drawn as ghosts
 * @property {(state: Frame | null) => void} haunt draw the lines of a state as ghosts
 * @property {Drive | null} drive moves a control of the page
 * @property {number} tallest pixels that a plot may be high
 * @property {(fraction: number) => void} move put the playhead somewhere
 */

/** @typedef {{ kind: string, key: string, [content: string]: unknown }} Request */

/**
 * Controls of the page, by their names: how many places they have, where they stand, what the number beside them is
 * there, and how they are moved: at once, or by a clock that plays, and rests in the end.
 * @typedef {{ count: (name: string) => number, place: (name: string) => number | undefined,
 *     number: (name: string, place: number) => number | undefined, put: (name: string, place: number) => void,
 *     play: (name: string, place: number) => number, rest: () => void }} Drive
 */

/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box in pixels */

/**
 * From numbers to pixels and back.
 * @typedef {{ range: Pair, at: (v: number) => number, back: (p: number) => number,
 *     ticks: (count: number) => Tick[] }} Scale
 */

/** @typedef {[number, string]} Tick a number, and how it is written */

/**
 * A line in pixels; `runs`: its length up to each point, where dashes need it; `drawn`: the last point on the canvas.
 * @typedef {{ style: Series, points: Float64Array, length: number, runs: Float64Array | null, drawn: number }} Line
 */

/** @typedef {CanvasRenderingContext2D} Context */

export {};
