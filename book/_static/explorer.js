// Shows the frame that the sliders of an explorer choose. The frames themselves were computed
// when the page was built (lab/explorer.py): no arithmetic on parameters happens here.
"use strict";

for (const explorer of document.querySelectorAll(".explorer")) {
  const data = JSON.parse(explorer.querySelector("script").textContent);
  const sliders = [...explorer.querySelectorAll("input[type=range]")];
  const paths = [...explorer.querySelectorAll("svg .frame path")];
  const readout = explorer.querySelector("output");

  const show = () => {
    // The last slider runs fastest, as in the list of frames.
    const chosen = sliders.reduce((index, slider, i) => index * data.values[i].length + slider.valueAsNumber, 0);
    const texts = data.frames[chosen].map((number) => data.strings[number]);
    paths.forEach((path, i) => path.setAttribute("d", texts[i]));
    sliders.forEach((slider, i) => {
      const value = data.values[i][slider.valueAsNumber];
      slider.setAttribute("aria-valuetext", value);
      slider.nextElementSibling.textContent = value;
    });
    const sentence = texts[texts.length - 1];
    if (readout.textContent !== sentence) readout.textContent = sentence;
  };

  sliders.forEach((slider) => slider.addEventListener("input", show));
  explorer.querySelector(".turn").hidden = false;
  show();
}
