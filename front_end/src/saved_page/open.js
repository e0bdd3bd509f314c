// A saved page: a lab without a kernel.  It computes by itself what it can; else the star answers its sliders, of which only
// one at a time leaves the stored state.

import { mapped } from "../basics/arrays.js";
import { nearest } from "../basics/numbers.js";
import { atRest } from "../basics/rest.js";
import { decode } from "../frames/messages.js";
import { inflate } from "../frames/ray.js";
import { Star } from "../frames/star.js";
import { withData } from "../frames/wire.js";
import { mount } from "../lab/mount.js";
import { lossesOn } from "../labs/plane.js";
import { makeHome, STORED, standAlone, succeed } from "../live/alone.js";
import { staying } from "../live/controls.js";
import { NativeControls } from "../live/native.js";
import { addressOf, placeIn, settingsIn, stateAddress } from "../page/address.js";
import { on, write } from "../page/elements.js";

/** @import { Plane } from "../labs/plane.js" */
/** @import { Described, Sent, Settings } from "../labs/types.js" */
/** @import { CodeSpec, Frame, Spec, SurfaceSpec } from "../types.js" */

/** @typedef {{ spec: unknown, frame: unknown, bare?: boolean, live?: unknown, values?: Settings, forms?: Record<string, string> }} Problem `bare`: the frame lacks what the page computes; `forms`: what is its own in the programs */
/**
 * `others`: problems that the reader can choose instead.
 * @typedef {Problem & { others?: { names: string[], packed: string }, sliders: Described[],
 *     rays: Record<string, { family: number, packed: string }>, programs?: Record<string, CodeSpec> }} Saved
 */

const SIDE = 81; // of a map, or fewer where a loss is slow
const WORK = 5_000_000; // products (example x parameter x place) that a map may take
const FEWEST = 41;
let leaving = false; // the page, which then shows no more states in its address
const BYTES = ["f32", "f64", "packed"]; // the names under which arrays travel

/** @param {string} id */
const part = (id) => /** @type {HTMLElement} */ (document.querySelector(id));

/**
 * What a saved page holds, read from its text.  The list of its arrays comes first; where one belongs is its number.
 * @template [T=Saved]
 * @param {string} text @returns {T}
 */
export function parsed(text) {
	/** @type {string[] | undefined} */
	let arrays;
	return JSON.parse(text, (key, value) => {
		if (key === "arrays") arrays ??= value;
		return BYTES.includes(key) ? (arrays?.[value] ?? value) : value;
	});
}

/** Build the lab of a saved page. @param {Saved} saved */
export function open(saved) {
	(saved.live ? openLive : openStar)(saved);
	on(window, { hashchange: another });
}

/** Another link is opened in this tab; the state before it may just have been shown in its place. @param {HashChangeEvent} event */
function another({ newURL }) {
	history.replaceState(null, "", newURL);
	leaving = true;
	location.reload();
}

/** This page with another end of the address; it may be in a frame that has its own address, but not its own base. @param {string} end */
const linkTo = (end) => `${location.href.replace(/#.*/, "")}${end}`;

/** Change the end of the address: at rest, because browsers refuse one that changes a hundred times in half a minute. @param {string} end */
const showAddress = (end) => leaving || history.replaceState(null, "", linkTo(end));

/** Say how a notebook opens the lab with these settings. @param {string} [state] */
const sayRestore = (state) => write(part("#restore"), JSON.stringify(state));

/** A lab that the page computes; the address has its settings. @param {Saved} saved */
function openLive(saved) {
	const text = settingsIn(location.hash);
	const lab = built(saved, saved, makeHome(part("#lab")));
	if (text) lab.hear({ kind: "state", text });
}

/**
 * Build the lab of one problem; another one that the page holds takes its place.
 * @param {Problem} problem @param {Saved} saved @param {HTMLElement} home
 */
function built({ spec, live, frame, bare, values, forms }, saved, home) {
	const programs = forms ? inForms(saved.programs, forms) : saved.programs;
	const heard = atRest((/** @type {string} */ state) => {
		showAddress(stateAddress(state));
		sayRestore(state);
	});
	/** @param {unknown} name @param {string} state @param {Settings} before @param {() => boolean} wanted */
	async function prepare(name, state, before, wanted) {
		const other = await problemOf(String(name), saved);
		if (!wanted()) return; // something else was chosen in the meantime
		if (!other) return lab.refuse(`${name} is not on this page: it needs a kernel, so open the lab in a notebook.`);
		document.title = /** @type {{ name: string }} */ (other.spec).name;
		write(part("h1"), document.title);
		const { controls } = /** @type {Sent} */ (decode(other.live));
		const next = succeed(lab, (home) => built(other, saved, home));
		next.hear({ kind: "state", text: state, before: staying(controls, before) });
	}
	const link = (/** @type {string} */ state) => linkTo(stateAddress(state));
	const shown = bare ? { error: "…" } : frame; // nothing is drawn before the first picture of the page
	const given = { spec, frame: shown, described: live, live, values, programs, link, heard, prepare };
	const lab = standAlone(home, given);
	lab.take(frame);
	return lab;
}

/** The programs of another problem, which puts these into their places. @param {Saved["programs"]} programs @param {Record<string, string>} forms @returns {Saved["programs"]} */
function inForms(programs, forms) {
	return mapped(programs ?? {}, ({ text, choices: { program, ...lines } }) => ({
		text,
		choices: { ...lines, program: [program[0], forms, program[2]] },
	}));
}

/** The problem of a name, if the page holds it. @param {string} name @param {Saved} saved @returns {Promise<Problem> | Problem | undefined} */
function problemOf(name, saved) {
	if (name === saved.values?.surface) return saved;
	return saved.others?.names.includes(name) ? unpacked(saved, saved.others.packed, name) : undefined;
}

/**
 * The problem of a name among those that are packed: small, because the page computes its map and its first picture.
 * Of the words and facts, those that differ from the page's own are packed with it.
 * @param {Saved} saved @param {string} packed @param {string} name @returns {Promise<Problem>}
 */
async function unpacked(saved, packed, name) {
	const text = new TextDecoder().decode(await inflate(packed));
	/** @type {Record<string, Record<string, any>>} */
	const all = parsed(text);
	const { spec, live, values, frame, forms } = mapped(all, (each) => each[name]);
	const here = /** @type {Sent} */ (saved.live);
	const facts = { ...here.facts, ...live.facts };
	const sent = /** @type {Sent} */ (decode({ ...live, facts, words: { ...here.words, ...live.words } }));
	return { spec: withMap(decode(spec), sent), live: sent, values, frame, forms, bare: true };
}

/** The description with the losses of its map, which the page computes. @param {Spec} spec @param {Sent} sent @returns {Spec} */
function withMap(spec, { recipes, facts }) {
	const [map, ...panels] = spec.panels;
	const { x, y, losses } = /** @type {SurfaceSpec} */ (map);
	if (losses) return spec; // they change with the settings
	const [recipe] = Object.values(withData(recipes));
	const products = recipe.examples * recipe.parameters * SIDE ** 2;
	const side = products > WORK ? FEWEST : SIDE;
	const plane = /** @type {Plane} */ (facts.plane);
	return {
		...spec,
		panels: [
			{ .../** @type {SurfaceSpec} */ (map), losses: lossesOn(recipe, plane, [x.range, y.range], side) },
			...panels,
		],
	};
}

/** A lab of stored pictures, with a slider for each ray. @param {Saved} saved */
function openStar({ spec, frame, sliders, values = {}, rays, programs }) {
	const home = makeHome(part("#lab"));
	const controls = new NativeControls(sliders, values, moved);
	home.append(controls.element);
	const lab = mount(home, { spec, frame, programs, link: () => location.href });
	const restored = atRest(sayRestore);
	const star = new Star((shown) => {
		lab.show(shown);
		restored(shown.state);
	});
	const rested = atRest(showAddress);
	/** Pictures are stored for the places of one slider, while the others are where they were. @param {Described} one */
	function moved({ name, places }) {
		const [place, stored] = [controls.read(name), values[name]].map((value) => nearest(places, Number(value)));
		controls.take({ ...values, ...(place === stored ? {} : { [name]: places[place] }) });
		star.moved(name);
		rested(addressOf({ name, place }));
	}
	star.take(/** @type {Frame} */ (decode(frame)));
	for (const one of sliders) {
		const { name, places } = one;
		const get = () => controls.read(name);
		const set = (/** @type {string} */ _trait, /** @type {unknown} */ value) => {
			controls.write(name, value);
			moved(one);
		};
		star.follow({ name, stops: places, model: { get, set }, trait: "value" });
	}
	lab.follow(star);
	for (const [name, { family, packed }] of Object.entries(rays)) star.store(name, family, packed);
	const [wanted, place] = placeIn(location.hash);
	const slider = sliders.find(({ name }) => name === wanted);
	if (slider) star.put(slider.name, Math.min(place, slider.places.length - 1));
	else if (location.hash) lab.notice("error", `This page can't compute the state in its address, ${STORED}`);
}
