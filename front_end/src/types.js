// The shapes of what the kernel sends, and of what the modules pass to each other.  sgdlab/scene/wire.py makes the
// description and the frame of a picture, to which a lab adds what sgdlab/labs/stage/view.py lists.

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
 * @property {string} color a name of the theme
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

/** @typedef {{ label: string, range: Pair }} SurfaceAxis */
/** @typedef {{ label: string, range: Or<Pair> }} PlaneAxis */

/**
 * A horizontal axis that the reader can choose.
 * @typedef {Axis & { key: string, label: string, total?: Or<number> }} Choice
 */

/** @typedef {{ series: string, data: Or<Grid> }} Part */
/**
 * A line that is another one at each moment: `at` its rows, which are reached at the shares `spent` of the budget.
 * @typedef {Grid & { moving?: { spent: ArrayLike<number>, at: (row: number) => Grid } }} MovingLine
 */
/** @typedef {{ at: Or<Pair | null>, name: string, ring?: boolean }} Mark */
/** @typedef {{ key: string, name: string, click: boolean }} Handle */

/** @typedef {{ title: string, wide: boolean }} AnyPanel */

/** @typedef {{ equal: boolean, marks: Mark[], handles: Handle[] }} WithHandles */

/** A frame in which a map is seen while paths leave it; null while they don't. @typedef {{ x: Or<Pair | null>, y: Or<Pair | null>, losses: Or<Grid | null>, levels: Or<number[] | null> }} WiderSpec */

/**
 * A loss over two parameters.
 * @typedef {AnyPanel & WithHandles & { kind: "surface", value: string, x: SurfaceAxis, y: SurfaceAxis,
 *     losses: Or<Grid>, levels: Or<number[]>, minimum: Or<Pair | null>, paths: Part[], relief: boolean,
 *     tall: boolean, wider?: WiderSpec }} SurfaceSpec
 */

/**
 * A coordinate plane.  `counted`: the region's numbers count the sides from 0; without it they are from -1 to 1, for two.
 * @typedef {AnyPanel & WithHandles & { kind: "plane", x: PlaneAxis, y: PlaneAxis, region: Or<Grid | null>,
 *     counted: boolean, sides: string[], points: Part[], lines: Part[], arrows: Part[] }} PlaneSpec
 */

/** @typedef {Or<Grid | null>} Column */

/**
 * @typedef {{ series: string, x: Record<string, Or<Grid>>, y: Column, low: Column, high: Column, marked?: Or<number> }} CurveSpec
 */

/** @typedef {{ x: Or<number | null>, label: string, strong?: boolean, axis?: string }} CurveMark */
/** @typedef {{ y: Or<number | null>, label: string }} Rule */

/**
 * Series against a horizontal axis.
 * @typedef {AnyPanel & { kind: "curves", x: Choice[], y: Axis & { label: string }, curves: CurveSpec[],
 *     marks: CurveMark[], rules: Rule[], follows: boolean, ahead?: string }} CurvesSpec
 */

/**
 * A cluster of bars for each group.
 * @typedef {AnyPanel & { kind: "bars", y: Axis & { label: string }, groups: Or<string[]>, bars: Part[] }} BarsSpec
 */

/** @typedef {"now" | "done" | ""} GraphTone */
/** @typedef {{ x: number, y: number, label: string, value: string, grad: string, tone: GraphTone }} GraphNode */
/** @typedef {{ from: number, to: number, label: string, tone: GraphTone, back: boolean }} GraphEdge */
/** @typedef {{ nodes: GraphNode[], edges: GraphEdge[] }} Graph */

/**
 * Boxes joined by arrows.
 * @typedef {AnyPanel & { kind: "graph", data: Or<Graph> }} GraphSpec
 */

/** @typedef {"bad" | "none" | ""} CellTone */
/** @typedef {{ text: string, value: number | null, tone: CellTone, title: string }} Cell */

/**
 * A table of shaded cells.
 * @typedef {AnyPanel & { kind: "cells", rows: Or<string[]>, columns: Or<string[]>, data: Or<Cell[][]>,
 *     pick?: string, scale?: Or<string[]> }} CellsSpec
 */

/** @typedef {SurfaceSpec | PlaneSpec | CurvesSpec | BarsSpec | GraphSpec | CellsSpec} PanelSpec */
/** @typedef {SurfaceSpec | PlaneSpec | CurvesSpec | BarsSpec} PlotSpec those that have axes */

/** @typedef {{ columns: string[], rows: string[][] }} Table */
/** @typedef {{ kind: "lines" | "table", data: string, series?: string[], longest?: string, caption?: string }} WordsSpec */
/** @typedef {{ total: Or<number>, unit: string, control?: string | null }} ClockSpec `control`: what the clock moves */

/**
 * A template of Python: fields in braces, each the text of a control, or a choice by it
 * (`Code` in Python); `programs`: whether there are programs in plain NumPy, too.
 * @typedef {{ text: string, choices: Record<string, [string, Record<string, string>, string]>,
 *     programs?: boolean }} CodeSpec
 */

/** @typedef {{ text: string, reached: boolean }} ShownGoal whether the present result reaches it */
/** @typedef {{ state: "open" | "reached", sign: string, words: string[], unseen: boolean[], next: boolean }} SaidGoal */
/** How far a reader is with the goals. @typedef {{ shown: number, at: (goals: ShownGoal[]) => SaidGoal }} Goals */

/**
 * A kind of runner: what it can have of its own, and what it never shares; `lacking`: whether a saved page has no
 * program for it.
 * @typedef {{ key: string, name: string, program: string, rules: [plain: string, moved: string],
 *     takes: string[], own: Own, lacking?: boolean }} Kind
 */

/** @typedef {Record<string, string | number | boolean>} Own */
/** What can race. @typedef {{ kinds: Kind[], schedules: string[], most: number, examples: number }} Roster */

/**
 * The description of a lab.
 * @typedef {object} Spec
 * @property {string} name
 * @property {string} [question]
 * @property {string} [said] a key of the frame
 * @property {string} [goals] a key of the frame
 * @property {string[]} [presets] questions
 * @property {Roster & { name: string }} [roster] who can race, and the setting that says who does
 * @property {CodeSpec} [code]
 * @property {string} [page] its page on the site
 * @property {Series[]} series
 * @property {PanelSpec[]} panels
 * @property {ClockSpec} [clock]
 * @property {WordsSpec[]} words
 */

/**
 * One consistent state; its other keys are those that the description names.  `shown`: what can be drawn despite an error.
 * @typedef {{ request?: number, error?: string, shown?: Record<string, unknown>, refused?: string, said?: string[], description?: string,
 *     rested?: boolean, state?: string, at?: Record<string, number>, family?: Record<string, number>,
 *     counted?: Record<string, string>, each?: Record<string, string>[], [key: string]: unknown }} Frame
 */

/**
 * What is built from a description, and draws the frame.  `draw(fresh)`: a new state (fresh: size, theme or pixels may
 * have changed too); `move()`: the playhead is elsewhere.
 * @typedef {{ element: HTMLElement, draw?: (fresh?: boolean) => void, move?: () => void, destroy?: () => void }} Piece
 */

/** @typedef {Piece & { toggle: () => void, playing: boolean }} Player */

/**
 * What a page can give to a lab beside its picture: `programs`, its runs in plain NumPy; `askPrograms`, which asks the
 * kernel for them, if there still is one; `link`, the address that shows a state.
 * @typedef {{ programs?: Record<string, CodeSpec> | null, askPrograms?: () => boolean,
 *     link?: (state: string) => string }} Beside
 */

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
 * @property {(kind: "move" | "pick" | "set", key: string, value: number[] | string) => void} ask
 * @property {(kind: string, text: string) => void} notice show a sentence above the picture, in place of the last of its
 *     kind
 * @property {(kind: string, content: Record<string, unknown>) => void} wish ask the kernel for other settings
 * @property {Frame | null} ghost an earlier state, whose lines are drawn as ghosts
 * @property {(fresh?: boolean) => void} redraw
 * @property {Map<string, unknown>} chosen what the reader has chosen to see, by panel
 * @property {Goals} progress how far the reader is with the goals
 * @property {Map<string, Set<string>>} said the lines that were read aloud, by region
 * @property {Drive | null} drive moves a control of the page
 * @property {Beside} beside
 * @property {{ tallest: number, tall: number, fit: () => void }} room pixels that a plot may be high, how
 *     much higher for its width than in a notebook, and what shares the room anew
 * @property {(fraction: number) => void} move put the playhead somewhere
 * @property {(change: () => void) => void} later change the page once all canvases are drawn
 */

/** @typedef {{ kind: string, key: string, [content: string]: unknown }} Request */

/**
 * Controls of the page, by their names: how many places they have, where they stand, what the number beside them is
 * there, and how they are moved: at once, or by a clock that plays, and rests in the end.
 * @typedef {{ count: (name: string) => number | undefined, place: (name: string) => number | undefined,
 *     number: (name: string, place: number) => number | undefined, put: (name: string, place: number) => void,
 *     play: (name: string, place: number) => void, rest: () => void }} Drive
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

/** @typedef {Float64Array} Numbers an array of any shape, in C order */
/** @typedef {number | Numbers} Value */
/** @typedef {{ name: string, shape: number[], values: Numbers }} NamedArray */

/**
 * A program that sgdlab has written, as JavaScript: for batches of `size` examples, the function itself.  The arrays in
 * its results are overwritten by its next call.
 * @typedef {(size: number) => (...inputs: Value[]) => Value[]} Factory
 */

/**
 * Which examples a step takes: `size` of them, or null for all.
 * @typedef {{ size: number | null, replace: boolean, drop_last: boolean }} Draws
 */

/**
 * So much for each evaluation and for each example in it, and so much for each step that is taken and for each example.
 * @typedef {[number, number, number, number]} Cost
 */

/**
 * What a run adds to the bill; null where it can't be counted.
 * @typedef {{ example_gradients: Cost, loss_evaluations: Cost, operations: Cost | null }} Charge
 */

/** @typedef {Record<string, Value | ((step: number) => number)>} Settings by name, such as learning_rate; a schedule is a function */

/**
 * What is trained.  `step(params, k, ...settings, ...state, ...batch)`, the text of a factory, returns the loss of the
 * batch, its gradient, the next parameters and the next state; `loss(params, ...data)` the loss on all examples.
 * @typedef {{ step: string, loss: string, parameters: number, examples: number, settings: Settings,
 *     state: NamedArray[], data: NamedArray[], batches: Draws, charge: Charge }} Recipe
 */

/** @typedef {number | bigint | string} Seed a whole number of at least 0; above 2**53 a BigInt or a text */

/**
 * @typedef {{ rule: "gradient_norm", below: number } | { rule: "loss_change", below: number, over: number }
 *     | { rule: "budget", epochs: number }} StopRule
 */

/** @typedef {{ gradients?: boolean, states?: boolean }} Also what is recorded only on demand */

/**
 * The arguments of sgdlab.train; settings and batches change those of the recipe.
 * @typedef {{ start: ArrayLike<number>, settings?: Settings, batches?: Partial<Draws>, steps?: number | null,
 *     seed?: Seed, stop?: StopRule[], record_every?: number | null, also?: Also }} TrainOptions
 */

/**
 * A step with the loop around it, for batches of one size.  Its examples are in an order, from one on; without an order
 * they are all.  `evaluate`: [value, gradient, next params, …next state], which the next call overwrites; `take` that step.
 * `go`: take steps from step k on, `most` or fewer because the loss or the parameters are too large or not finite, and
 * evaluate one more; return how many were taken.  `before`: the parameters one step before; `seen`: the budget used before
 * step k, to which a step adds `each`.
 * @typedef {object} Loop
 * @property {Value[]} results
 * @property {(params: Numbers, k: number, order: Uint32Array | null, from: number) => Value[]} evaluate
 * @property {(params: Numbers, before: Numbers) => void} take
 * @property {(params: Numbers, before: Numbers, k: number, most: number, order: Uint32Array | null, from: number,
 *     ceiling: number, seen: number, each: number, keeper: Keeper) => number} go
 */

/**
 * What keeps the row of every `every`-th step: where the next one begins, and of which step it is.
 * @typedef {{ rows: Float64Array, at: number, next: number, every: number, width: number }} Keeper
 */

/** @typedef {{ step: number, seen: number, reason: string, diverged_at: number | null }} End */

/**
 * @typedef {{ loss_evaluations: number, example_gradients: number, operations: number | null, updates: number }} Bill
 */

/**
 * The record of a run, as in sgdlab.Run: T + 1 rows, and T steps that were taken from them.
 * @typedef {object} Run
 * @property {Numbers} params (T + 1, P)
 * @property {Numbers} steps (T + 1,)
 * @property {Numbers} losses (T + 1,) on all examples
 * @property {Numbers | null} gradients (T, P)
 * @property {Numbers | null} states (T, S) what the optimizer remembers after each step, one number after the other
 * @property {Numbers} examples_seen (T + 1,)
 * @property {string} stopped_by
 * @property {number | null} diverged_at
 * @property {Bill} bill
 */

export {};
