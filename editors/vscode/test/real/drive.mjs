// node drive.mjs SUITE ADDRESS FOLDER: runs a suite in the VS Code at that address. Started by `run`.
import { Checks } from "./checks.mjs";
import { Workbench } from "./workbench.mjs";

const [, , suite, address, folder] = process.argv;
const { default: run } = await import(`./${suite}.mjs`);
const workbench = await Workbench.open(address, folder, "harbour.txt");
const checks = new Checks(async (name) => {
  await workbench.picture(`fail-${name.replace(/\W+/g, "-").slice(0, 40)}`);
  // What a failure left open is not the next check's business.
  await workbench.page.keyboard.press("Escape");
});
await run(workbench, checks).catch((error) => console.log(error.message));
await workbench.close();
process.exit(checks.end());
