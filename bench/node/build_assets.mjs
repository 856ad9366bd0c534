// Bundle the desk's scripts and styles of one app.
//
// usage: node build_assets.mjs APP PACKAGE_FOLDER ASSETS_FOLDER
// DESK_MODULES holds node_modules with the desk's npm packages, APPS the folder of all apps.
//
// Frappe's own builder is not in the wheel. This one makes what the server looks for: a file with a content hash in
// its name for every public/**/*.bundle.{js,ts,css,scss}, and assets.json, which maps plain names to hashed ones.

import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [app, packageFolder, assetsFolder] = process.argv.slice(2);
const { DESK_MODULES, APPS } = process.env;
const modules = path.join(DESK_MODULES, "node_modules");
const appFolders = fs.readdirSync(APPS).filter((name) => !name.includes(".")).map((name) => path.join(APPS, name));
const require = createRequire(path.join(DESK_MODULES, "package.json"));
const esbuild = require("esbuild");
const sass = require("sass");
const vue = require("vue/compiler-sfc");

const roots = [modules, ...appFolders];
const publicFolder = path.join(packageFolder, "public");

/** Find what SCSS imports as "~package/file", "package/file" or "app/public/…". */
const importer = {
	findFileUrl(url) {
		const wanted = url.replace(/^~/, "");
		const { dir, base } = path.parse(wanted);
		const spellings = [base, `${base}.scss`, `_${base}.scss`, `${base}.css`];
		const root = roots.find((root) => spellings.some((name) => fs.existsSync(path.join(root, dir, name))));
		return root ? pathToFileURL(path.join(root, wanted)) : null;
	},
};

function compileScss(source, file) {
	return sass.compileString(source, { url: pathToFileURL(file), importers: [importer], logger: sass.Logger.silent }).css;
}

/** An .html file becomes a client template: source for a template literal, in which escapes count. */
function compileTemplate(file) {
	const name = path.basename(file).split(".")[0];
	const source = fs.readFileSync(file, "utf8").replaceAll("`", "\\`");
	return `frappe.templates[${JSON.stringify(name)}] = \`${source}\`;`;
}

/** Styles of a Vue component; plain .css files that a style block imports stay unscoped, as upstream has it. */
function compileVueStyles(descriptor, id, file) {
	const imported = [];
	const own = descriptor.styles.map((style) => {
		const text = style.content.replace(/@import\s+["']([^"']+\.css)["'];?/g, (_, name) => {
			imported.push(fs.readFileSync(require.resolve(name), "utf8"));
			return "";
		});
		const source = style.lang === "scss" ? compileScss(text, file) : text;
		const result = vue.compileStyle({ id: `data-v-${id}`, filename: file, scoped: style.scoped, source });
		if (result.errors.length) throw result.errors[0];
		return result.code;
	});
	return [...imported, ...own].join("\n").trim();
}

function compileVue(file) {
	const { descriptor, errors } = vue.parse(fs.readFileSync(file, "utf8"), { filename: file });
	if (errors.length) throw errors[0];
	const relative = path.relative(path.dirname(packageFolder), file);
	const id = Buffer.from(relative).toString("base64url").slice(-24);
	const scoped = descriptor.styles.some((style) => style.scoped);
	const scopeId = scoped ? `data-v-${id}` : null;
	const templateOptions = { compilerOptions: { scopeId } };
	const inline = Boolean(descriptor.scriptSetup);

	let code = "const component = {};";
	if (descriptor.script || inline) {
		const options = { id, inlineTemplate: inline, genDefaultAs: "component", templateOptions };
		code = vue.compileScript(descriptor, options).content;
	}
	if (descriptor.template && !inline) {
		const options = { source: descriptor.template.content, filename: file, id, scoped, ...templateOptions };
		const render = vue.compileTemplate(options).code.replace("export function render", "function render");
		code += `\n${render}\ncomponent.render = render;`;
	}
	if (scoped) code += `\ncomponent.__scopeId = ${JSON.stringify(scopeId)};`;
	const styles = compileVueStyles(descriptor, id, file);
	if (styles) {
		code += `\n{ const style = document.createElement("style"); style.textContent = ${JSON.stringify(styles)};`;
		code += " document.head.appendChild(style); }";
	}
	const language = descriptor.scriptSetup?.lang ?? descriptor.script?.lang;
	return { contents: `${code}\nexport default component;`, loader: language === "ts" ? "ts" : "js" };
}

const desk = {
	name: "desk",
	setup(build) {
		build.onResolve({ filter: /^\/?assets\// }, ({ path: url }) => ({ path: url, external: true }));
		build.onLoad({ filter: /\.scss$/ }, ({ path: file }) => ({
			contents: compileScss(fs.readFileSync(file, "utf8"), file),
			loader: "css",
			resolveDir: path.dirname(file),
		}));
		// npm's release has no seconds; Frappe's own one does, and the desk hides them where times have none.
		build.onLoad({ filter: /air-datepicker\/dist\/js\/datepicker(\.min)?\.js$/ }, ({ path: file }) => ({
			contents: `${fs.readFileSync(file, "utf8")}
				;Object.assign(jQuery.fn.datepicker.Timepicker.prototype, { $seconds: jQuery(), $secondsText: jQuery() });`,
			loader: "js",
		}));
		build.onLoad({ filter: /\.html$/ }, ({ path: file }) => ({ contents: compileTemplate(file), loader: "js" }));
		build.onLoad({ filter: /\.vue$/ }, ({ path: file }) => ({ ...compileVue(file), resolveDir: path.dirname(file) }));
	},
};

function replaceLink(target, link) {
	fs.rmSync(link, { force: true });
	fs.mkdirSync(path.dirname(link), { recursive: true });
	fs.symlinkSync(target, link);
}

async function bundle(entries) {
	const files = "woff woff2 ttf otf eot svg png gif jpg".split(" ").map((ending) => [`.${ending}`, "file"]);
	const result = await esbuild.build({
		entryPoints: entries.map((entry) => {
			const { name, ext } = path.parse(entry);
			return { in: path.join(publicFolder, entry), out: `${/css$/.test(ext) ? "css" : "js"}/${name}` };
		}),
		entryNames: "[dir]/[name].[hash]",
		assetNames: "files/[name].[hash]",
		outdir: path.join(publicFolder, "dist"),
		publicPath: `/assets/${app}/dist`,
		bundle: true,
		metafile: true,
		sourcemap: true,
		minify: process.env.NODE_ENV === "production",
		target: ["es2019"],
		nodePaths: roots,
		legalComments: "none",
		logLevel: "error",
		loader: Object.fromEntries(files),
		define: {
			"process.env.NODE_ENV": JSON.stringify(process.env.NODE_ENV ?? "development"),
			__VUE_OPTIONS_API__: "true",
			__VUE_PROD_DEVTOOLS__: "false",
			__VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
		},
		plugins: [desk],
	});
	const names = {};
	for (const output of Object.keys(result.metafile.outputs)) {
		const relative = path.relative(publicFolder, path.resolve(output));
		const match = relative.match(/^dist\/.*?([^/]+\.bundle)\.\w+\.(js|css)$/);
		if (match) names[`${match[1]}.${match[2]}`] = `/assets/${app}/${relative}`;
	}
	return names;
}

replaceLink(publicFolder, path.join(assetsFolder, app));
// Frappe's scripts load some packages (ace, gantt, the scanner) from /assets/frappe/node_modules at run time.
if (app === "frappe") replaceLink(modules, path.join(publicFolder, "node_modules"));

const entries = fs
	.readdirSync(publicFolder, { recursive: true })
	.filter((file) => /\.bundle\.(js|ts|css|scss)$/.test(file) && !/^(dist|node_modules)\//.test(file));
fs.rmSync(path.join(publicFolder, "dist"), { recursive: true, force: true });
const mapFile = path.join(assetsFolder, "assets.json");
const map = fs.existsSync(mapFile) ? JSON.parse(fs.readFileSync(mapFile, "utf8")) : {};
for (const [name, url] of Object.entries(map)) if (url.startsWith(`/assets/${app}/`)) delete map[name];
if (entries.length) Object.assign(map, await bundle(entries));
fs.writeFileSync(`${mapFile}.new`, JSON.stringify(map, null, "\t"));
fs.renameSync(`${mapFile}.new`, mapFile);
console.log(`${entries.length} bundles of ${app}`);
