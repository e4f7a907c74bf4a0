// The course as a folder of files: how it is exported, and what of an imported one is taken.
import { strFromU8, strToU8, unzip, zip } from "fflate";

const FOLDER = "exercises"; // as the course's own
export const MOST_MEGABYTES = 2; // of a module or a notebook that is kept in the browser
const MEGABYTE = 1e6;

const zipped = (files) =>
  new Promise((resolve, reject) => zip(files, { level: 6 }, (error, data) => (error ? reject(error) : resolve(data))));

const unzipped = (data, wanted) =>
  new Promise((resolve, reject) =>
    unzip(data, { filter: wanted }, (error, files) => (error ? reject(error) : resolve(files))));

// files: names, as "optimization/momentum.py", and texts. Returns the zip's bytes.
export const folderOf = (files) =>
  zipped(Object.fromEntries(Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, strToU8(text)])));

// The exercise and the kind of a file by its path, or null: what stands before the last folder doesn't matter.
export const meant = (path, exercises) => {
  const [, folder, name, kind] = path.match(/(?:^|\/)(?:(\w+)\/)?(\w+)\.(py|ipynb)$/) ?? [];
  const about = exercises.find(({ exercise }) => exercise === name);
  const elsewhere = folder && exercises.some(({ assignment }) => assignment === folder) && folder !== about?.assignment;
  return about && !elsewhere && !path.includes(".ipynb_checkpoints/") ? { about, kind } : null;
};

const entriesOf = async (file, wanted) => {
  const data = new Uint8Array(await file.arrayBuffer());
  if (!file.name.endsWith(".zip")) return [[file.webkitRelativePath || file.name, data]];
  return Object.entries(await unzipped(data, ({ name }) => wanted(name)));
};

// What of some files belongs to the course: {taken: [{about, kind, text}], refused: [{key, name, ...}]}, where a
// refusal names its message.
export const readFiles = async (files, exercises) => {
  const taken = [], refused = [];
  const wanted = (name) => meant(name, exercises) !== null;
  for (const file of files) {
    if (!file.name.endsWith(".zip") && !wanted(file.webkitRelativePath || file.name)) continue;
    try {
      for (const [path, data] of await entriesOf(file, wanted)) {
        const name = path.split("/").pop();
        if (data.length > MOST_MEGABYTES * MEGABYTE) refused.push({ key: "import_too_large", name, most: MOST_MEGABYTES });
        else taken.push({ ...meant(path, exercises), text: strFromU8(data) });
      }
    } catch (error) {
      refused.push({ key: "import_broken", name: file.name, reason: error.message });
    }
  }
  return { taken, refused };
};
