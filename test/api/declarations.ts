import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = join(root, 'dist');

/** The entry points of the package, without `./` (`.` itself is `index`), and the declarations of each. */
export const entries: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries<string>(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).exports)
    .filter(([, target]) => target.endsWith('.js'))
    .map(([name, target]) => [name.slice(2) || 'index', join(root, target.replace(/\.js$/, '.d.ts'))]),
);

const options: ts.CompilerOptions = { module: ts.ModuleKind.NodeNext, noLib: true, types: [], noEmit: true };
const host = ts.createCompilerHost(options);
// Other packages' types are theirs, and take seconds to read.
host.resolveModuleNameLiterals = (literals, from) => literals.map(({ text }) => ({
  resolvedModule: text.startsWith('.') ? { resolvedFileName: resolve(dirname(from), text.replace(/\.js$/, '.d.ts')), extension: ts.Extension.Dts } : undefined,
}));
const program = ts.createProgram(Object.values(entries), options, host);
const checker = program.getTypeChecker();

const original = (symbol: ts.Symbol): ts.Symbol => ((symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol));

function exportsOf(entry: string): readonly ts.Symbol[] {
  const source = program.getSourceFile(entries[entry]);
  const module = source && checker.getSymbolAtLocation(source);
  return module === undefined ? [] : checker.getExportsOfModule(module);
}

/** Returns the names that an entry point exports: values, and types. */
export function namesOf(entry: string): { readonly values: readonly string[]; readonly types: readonly string[] } {
  const isValue = (symbol: ts.Symbol): boolean => (original(symbol).flags & ts.SymbolFlags.Value) !== 0 && !(symbol.declarations ?? []).some((one) => ts.isExportSpecifier(one) && (one.isTypeOnly || one.parent.parent.isTypeOnly));
  const sorted = (symbols: readonly ts.Symbol[]): string[] => symbols.map(({ name }) => name).sort((one, other) => one.localeCompare(other, 'en'));
  const all = exportsOf(entry);
  return { values: sorted(all.filter(isValue)), types: sorted(all.filter((symbol) => !isValue(symbol))) };
}

/** Returns the folder of `dist` that declares a symbol; undefined for one of another package. */
const folderOf = (symbol: ts.Symbol): string | undefined => {
  const file = symbol.declarations?.[0]?.getSourceFile().fileName;
  return file?.startsWith(dist) === true ? dirname(relative(dist, file)) : undefined;
};

/**
 * Returns the types that an entry point does not export although something that it exports mentions them: `Mode (Network)`.
 * @param own folders whose declarations count; those of the others belong to another entry point
 */
export function missingIn(entry: string, own: readonly string[]): readonly string[] {
  const exported = new Set(exportsOf(entry).map(original));
  const missing = new Set<string>();
  const visit = (node: ts.Node, owner: string): void => {
    const name = ts.isTypeReferenceNode(node) ? node.typeName : ts.isExpressionWithTypeArguments(node) ? node.expression : ts.isImportTypeNode(node) ? node.qualifier : undefined;
    const symbol = name && checker.getSymbolAtLocation(name);
    const found = symbol && original(symbol);
    if (found && (found.flags & ts.SymbolFlags.TypeParameter) === 0 && folderOf(found) !== undefined && !exported.has(found)) missing.add(`${found.name} (${owner})`);
    const isPrivate = ts.canHaveModifiers(node) && node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);
    if (isPrivate !== true) ts.forEachChild(node, (child) => visit(child, owner));
  };
  for (const symbol of exported) {
    const folder = folderOf(symbol) ?? '';
    if (own.some((one) => folder === one || folder.startsWith(`${one}/`))) for (const declaration of symbol.declarations ?? []) visit(declaration, symbol.name);
  }
  return [...missing];
}
