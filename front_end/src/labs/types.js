// What labs are given and what they give: the shapes of what the kernel sends once, and of what a lab computes from it.

/** @import { Picture } from "../frames/wire.js" */
/** @import { Kind, Pair, Recipe, Spec } from "../types.js" */

/**
 * A control as the kernel describes it (`Control.described` in Python): each kind has only what it needs.
 * @typedef {object} Described
 * @property {string} name of the setting
 * @property {"slider" | "choice" | "whole" | "handle" | "pick" | "presses" | "runners" | "text" | "numbers"} kind
 * @property {string} label
 * @property {string} help
 * @property {number[]} places of a slider: the settings at its stops
 * @property {Pair} ends the least and the largest number
 * @property {boolean} whole whether only whole numbers are allowed
 * @property {"even" | "log"} drawn how a surprise is drawn from a slider
 * @property {string[]} labels of a choice, or of each of several numbers
 * @property {unknown[]} values of a choice
 * @property {unknown} [here] of a choice between problems: the one that these controls belong to
 * @property {Record<string, string[]>} [along] the settings that another of these problems keeps
 * @property {unknown[]} [at_random] those that can be drawn, if not all
 * @property {[Pair, Pair]} ranges of a handle
 * @property {Pair | null} snap a point that a handle takes when it is near
 * @property {Pair} first the point with which a handle begins, as it was given
 * @property {number[]} shape of what can be picked
 * @property {[letters: string | null, label: string, help: string][]} buttons what each adds to the presses; null: all
 *     are forgotten
 * @property {[name: string, letter: string]} pending a control that counts presses that were made since
 * @property {Kind[]} kinds of runners: those who can race, and what else a `Roster` has
 * @property {string[]} schedules
 * @property {number} most
 * @property {number} examples
 * @property {Record<string, unknown>} resets what other controls become when the reader moves this one
 */

/** @typedef {Record<string, unknown>} Settings */

/**
 * A goal.  `within`: [low, high] by name, the ends included, null where there is no bound; `equal`: other values by name.
 * @typedef {{ text: string, within: Record<string, (number | null)[]>, equal: Record<string, unknown> }} Goal
 */

/**
 * Where structures differ: by name, the number of what each has at a path; null: nothing.
 * @typedef {{ values: unknown[], of: Record<string, Record<string, number | null>> }} Structures
 */

/**
 * What the kernel sends once (`Live` in Python).  `presets`: settings by question; `facts`: numbers that the pictures
 * need, and each lab knows its own; `words`: templates of sentences; `specs`: what differs in structure between pictures.
 * @typedef {object} Sent
 * @property {string} lab
 * @property {Record<string, Recipe>} recipes
 * @property {any} facts
 * @property {Record<string, string>} words
 * @property {Described[]} controls
 * @property {Record<string, Settings>} presets
 * @property {Settings} home
 * @property {Goal[]} goals
 * @property {Structures} [specs]
 */

/**
 * `measured`: what the goals are about, besides the settings.  In a lab where not only the values of the picture change,
 * `structure` is the name of what describes it now, or `built` makes that from what is shown: the same object if it is it.
 * `counted`: what the code of a lab needs besides the settings; `each`: what the program of each run needs besides.
 * @typedef {{ picture: Picture, measured: Record<string, unknown>, structure?: string, built?: (spec: Spec) => Spec,
 *     counted?: Record<string, string>, each?: Record<string, string>[] }} Result
 */
/**
 * What can be shown by now; `alone`: only a band is missing, so it is shown for a frame where the whole takes longer.
 * @typedef {(() => Result) & { alone?: boolean }} SoFar
 */
/**
 * A lab in the page.  Yields where the work may be interrupted: what can be shown by then, or undefined.
 * @typedef {(page: Sent, settings: any) => Generator<SoFar | undefined, Result>} Compute
 */

/**
 * What a point that was dragged means for the settings (`Lab.moved` in Python).
 * @typedef {(page: Sent, settings: any, key: string, where: any) => Settings} Moved
 */
