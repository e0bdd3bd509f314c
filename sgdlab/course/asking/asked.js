// Questions in the browser, answered by radio buttons, a number, or a drawing: Tab, arrows and Enter are enough.

const STYLE = `.sgdlab-quiz { max-width: 46em; padding: 2px 10px 10px; font: 14px/1.5 var(--jp-content-font-family, system-ui, sans-serif);
	color: var(--jp-content-font-color1, #1f2328); background: var(--jp-layout-color0, #fff); overflow-wrap: anywhere;
	fieldset { margin: 0 0 14px; padding: 0; border: 0; min-width: 0; }
	legend { padding: 0; margin-bottom: 2px; font-weight: 600; }
	label { display: flex; gap: 8px; align-items: baseline; padding: 2px 0; cursor: pointer; }
	input[type="radio"] { flex: none; margin: 0; translate: 0 2px; width: 15px; height: 15px; accent-color: var(--jp-brand-color1, #0067a8); }
	button, input[inputmode] { padding: 5px 16px; font: inherit; color: inherit; background: var(--jp-layout-color2, #eceff2);
		border: 1px solid var(--jp-border-color1, #8c959f); border-radius: 4px; }
	button { cursor: pointer; }
	input[inputmode] { width: 7em; padding: 4px 8px; background: var(--jp-layout-color1, #fff); }
	input:invalid { outline: 2px solid var(--jp-error-color1, #cf222e); }
	svg { display: block; width: 100%; max-width: 580px; touch-action: none; cursor: crosshair; user-select: none; }
	svg text { fill: var(--jp-content-font-color1, #1f2328); font-size: 12px; }
	.grid { stroke: var(--jp-border-color2, #d8dee4); }
	.line { fill: none; stroke: var(--jp-brand-color1, #0067a8); stroke-width: 2.5; stroke-linejoin: round; }
	circle { fill: var(--jp-brand-color1, #0067a8); }
	circle.open { fill: none; stroke: var(--jp-border-color1, #8c959f); stroke-dasharray: 2 2; }
	:focus-visible { outline: 2px solid var(--jp-brand-color1, #0067a8); outline-offset: 2px; } }`;

const make = (tag, properties, ...children) => {
	const node = Object.assign(document.createElement(tag), properties);
	node.append(...children);
	return node;
};

/** Whether a key stays here; with Ctrl a letter is JupyterLab's, as in Ctrl+S, but for those that change cells. */
const stays = ({ ctrlKey, metaKey, altKey, key }) => !(ctrlKey || metaKey || altKey) || !/^[^amyz]$/i.test(key);

/** Radio buttons of one name. */
function choices(answers, name, choose) {
	const inputs = answers.map((answer) =>
		make("input", { type: "radio", name, value: answer, onchange: () => choose(answer) }),
	);
	const show = (answer) => {
		for (const input of inputs) input.checked = input.value === answer;
	};
	return { nodes: inputs.map((input) => make("label", {}, input, input.value)), show };
}

/** A field for a number. Were its type "number", browsers would take 22,5 for 225. */
function typed(choose) {
	const given = () => (input.value && input.checkValidity() ? Number(input.value) : null);
	const wrong = make("small", { ariaLive: "polite" }); // it stays, where a browser's own words go with the next key
	const check = () => {
		input.ariaInvalid = !input.checkValidity();
		wrong.textContent = input.checkValidity() ? "" : input.title;
	};
	const changed = () => {
		check();
		choose(given());
	};
	const input = make("input", { inputMode: "decimal", pattern: "\\s*-?\\d*\\.?\\d+(e-?\\d+)?\\s*", ariaLabel: "your number",
		title: "Write it like 7.5, with a point and no unit.", onchange: changed });
	const show = (answer) => {
		if (given() !== answer) input.value = answer ?? "";
		check();
	};
	return { nodes: [input, " ", wrong], show };
}

export default {
	render({ model, el }) {
		const group = `sgdlab-quiz-${Math.random()}`; // two quizzes on a page are no common groups
		const questions = model.get("asked").map(({ text, answers, curve }, number) => {
			const choose = (answer) => {
				model.set("given", model.get("given").map((before, k) => (k === number ? answer : before)));
				model.save_changes();
			};
			const part = curve ? sketch(curve, choose) : answers ? choices(answers, `${group}-${number}`, choose) : typed(choose);
			const why = make("div", {});
			return { ...part, why, box: make("fieldset", {}, make("legend", {}, `${number + 1}. ${text}`), ...part.nodes, why) };
		});
		const score = make("div", { role: "status" });
		const press = () => model.send({ kind: "score", given: model.get("given") });
		const button = model.get("button") ? [make("button", { type: "button", onclick: press }, model.get("button"))] : [];
		const boxes = questions.map(({ box }) => box);
		const root = make("div", { className: "sgdlab-quiz" }, make("style", {}, STYLE), ...boxes, ...button, score);
		const keep = (event) => root.toggleAttribute("data-lm-suppress-shortcuts", stays(event)); // or Notebook 7 takes it
		addEventListener("keydown", keep, true);
		root.addEventListener("keydown", (event) => stays(event) && event.stopPropagation()); // or JupyterLab takes it
		el.append(root);
		const tell = (node, told) => { // anew only if it is another, and with no role, or a screen reader reads all of them
			if (node.told !== told) node.innerHTML = (node.told = told).replace('role="status"', "");
		};
		const update = () => {
			questions.forEach(({ show, why }, number) => {
				show(model.get("given")[number]);
				tell(why, model.get("why")[number] ?? "");
			});
			tell(score, model.get("told"));
		};
		const traits = ["given", "why", "told"];
		for (const trait of traits) model.on(`change:${trait}`, update);
		update();
		return () => {
			removeEventListener("keydown", keep, true);
			for (const trait of traits) model.off(`change:${trait}`, update);
		};
	},
};
