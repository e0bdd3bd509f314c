// The quiz in the browser: each question a group of radio buttons, so that Tab, arrows and Enter are enough.

const STYLE = `.sgdlab-quiz { max-width: 46em; padding: 2px 10px 10px; font: 14px/1.5 var(--jp-content-font-family, system-ui, sans-serif);
	color: var(--jp-content-font-color1, #1f2328); overflow-wrap: anywhere;
	fieldset { margin: 0 0 14px; padding: 0; border: 0; min-width: 0; }
	legend { padding: 0; margin-bottom: 2px; font-weight: 600; }
	label { display: flex; gap: 8px; align-items: baseline; padding: 2px 0; cursor: pointer; }
	input { flex: none; margin: 0; translate: 0 2px; width: 15px; height: 15px; accent-color: var(--jp-brand-color1, #0067a8); }
	button { padding: 5px 16px; font: inherit; color: inherit; background: var(--jp-layout-color2, #eceff2);
		border: 1px solid var(--jp-border-color1, #8c959f); border-radius: 4px; cursor: pointer; }
	:focus-visible { outline: 2px solid var(--jp-brand-color1, #0067a8); outline-offset: 2px; } }`;

const make = (tag, properties, ...children) => {
	const node = Object.assign(document.createElement(tag), properties);
	node.append(...children);
	return node;
};

export default {
	render({ model, el }) {
		const group = `sgdlab-quiz-${Math.random()}`; // two quizzes on a page are no common groups
		const choose = (number, answer) => {
			model.set("given", model.get("given").map((before, k) => (k === number ? answer : before)));
			model.save_changes();
		};
		const questions = model.get("asked").map(({ text, answers }, number) => {
			const inputs = answers.map((answer) =>
				make("input", { type: "radio", name: `${group}-${number}`, value: answer, onchange: () => choose(number, answer) }),
			);
			const labels = inputs.map((input) => make("label", {}, input, input.value));
			const why = make("div", {});
			return { inputs, why, box: make("fieldset", {}, make("legend", {}, `${number + 1}. ${text}`), ...labels, why) };
		});
		const score = make("div", { ariaLive: "polite" });
		const button = make("button", { type: "button", onclick: () => model.send({ kind: "score", given: model.get("given") }) }, "Score it");
		const boxes = questions.map(({ box }) => box);
		const root = make("div", { className: "sgdlab-quiz" }, make("style", {}, STYLE), ...boxes, button, score);
		for (const node of root.querySelectorAll("input, button")) node.dataset.lmSuppressShortcuts = ""; // else JupyterLab
		root.addEventListener("keydown", (event) => event.stopPropagation()); // takes the arrows, to move among its cells
		el.append(root);
		const show = () => {
			questions.forEach(({ inputs, why }, number) => {
				for (const input of inputs) input.checked = input.value === model.get("given")[number];
				why.innerHTML = model.get("why")[number] ?? "";
			});
			score.innerHTML = model.get("told");
		};
		const traits = ["given", "why", "told"];
		for (const trait of traits) model.on(`change:${trait}`, show);
		show();
		return () => traits.forEach((trait) => model.off(`change:${trait}`, show));
	},
};
